/** What is known of a commit. */
export interface Commit {
  readonly sha: string
  /** The committer's date in UTC, such as `2026-01-02T03:04:05Z`. */
  readonly date: string | undefined
  /** A name, never an e-mail address. */
  readonly author: string | undefined
  /** The message's first paragraph, on one line. */
  readonly subject: string | undefined
}

/** Longer subjects and names are cut. */
const MOST_CHARACTERS = 1_000

/**
 * A commit of which parts may be empty or make no sense: those are left out.
 * @param time milliseconds since 1970, NaN when not known
 */
export function toCommit(sha: string, time: number, author: string, subject: string): Commit {
  const date = new Date(time)
  return {
    sha,
    date: Number.isNaN(date.getTime()) ? undefined : date.toISOString().replace(/\.\d+Z$/, 'Z'),
    author: author === '' || author.includes('@') ? undefined : cut(author),
    subject: subject === '' ? undefined : cut(subject),
  }
}

/** Every document of a commit carries these: they must not be what most of an upload consists of. */
function cut(text: string): string {
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text
}

/** A message's subject as git's `%s` has it: the first paragraph, on one line. */
export function subjectOf(message: string): string {
  const [paragraph = ''] = message
    .replaceAll('\r\n', '\n')
    .trimStart()
    .split(/\n[^\S\n]*\n/, 1)
  const lines = paragraph.split('\n').map((line) => line.trim())
  return lines.join(' ').trim()
}
