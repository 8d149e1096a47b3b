/** Something in a step's output that the runner obeys instead of showing it. */
export interface Command {
  /** `::name::` at the start of a line, or the older `##[name]` anywhere in it. */
  readonly syntax: '::' | '##['
  /** In lower case. */
  readonly name: string
  readonly properties: Readonly<Record<string, string>>
  readonly data: string
}

/** The commands that a hosted runner knows (`actions/runner`, `ActionCommandManager.cs`). */
const KNOWN = new Set([
  'add-mask',
  'add-matcher',
  'add-path',
  'debug',
  'echo',
  'endgroup',
  'error',
  'group',
  'notice',
  'remove-matcher',
  'save-state',
  'set-env',
  'set-output',
  'stop-commands',
  'warning',
])

/**
 * Makes a function that tells for each line of a step, in order, which command the runner reads in it
 * (`actions/runner`, `ActionCommand.cs` and `ActionCommandManager.cs`). It remembers
 * `stop-commands`: what follows is no command until its token comes.
 */
export function commandReader(): (line: string) => Command | undefined {
  let stopToken: string | undefined
  return (line) => {
    const known = stopToken === undefined ? KNOWN : new Set([stopToken])
    const command = readNewSyntax(line, known) ?? readOldSyntax(line, known)
    if (command?.name === stopToken) stopToken = undefined
    else if (command?.name === 'stop-commands') stopToken = command.data.toLowerCase()
    return command
  }
}

/** `::name key=value,key=value::data`, after any white space. */
function readNewSyntax(line: string, known: ReadonlySet<string>): Command | undefined {
  const text = line.replace(/^[\s\u0085]+/, '')
  const end = text.indexOf('::', 2)
  if (!text.startsWith('::') || end < 0) return undefined
  const [name, properties] = split(text.slice(2, end), ' ')
  if (!known.has(name.toLowerCase())) return undefined
  return {
    syntax: '::',
    name: name.toLowerCase(),
    properties: readProperties(properties.trim(), ',', ['%0D', '%0A', '%3A', '%2C', '%25']),
    data: unescape(text.slice(end + 2), ['%0D', '%0A', '%25']),
  }
}

/** `##[name key=value;key=value]data`, after anything. */
function readOldSyntax(line: string, known: ReadonlySet<string>): Command | undefined {
  const start = line.indexOf('##[')
  const end = line.indexOf(']', start)
  if (start < 0 || end < 0) return undefined
  const [name, properties] = split(line.slice(start + 3, end), ' ')
  if (!known.has(name.toLowerCase())) return undefined
  const escapes = ['%3B', '%0D', '%0A', '%5D', '%25']
  return {
    syntax: '##[',
    name: name.toLowerCase(),
    properties: readProperties(properties, ';', escapes),
    data: unescape(line.slice(end + 1), escapes),
  }
}

function readProperties(
  text: string,
  separator: string,
  escapes: string[],
): Record<string, string> {
  const pairs = text.split(separator).map((pair) => split(pair, '='))
  const complete = pairs.filter(([key, value]) => key !== '' && value !== '')
  return Object.fromEntries(complete.map(([key, value]) => [key, unescape(value, escapes)]))
}

/** What is before and after the first separator. */
function split(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator)
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + separator.length)]
}

function unescape(text: string, escapes: string[]): string {
  return escapes.reduce((all, escape) => all.replaceAll(escape, decodeURIComponent(escape)), text)
}
