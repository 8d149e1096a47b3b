import { askGit, type Clone } from './run.ts'

/** As `git config -z` prints it: `remote.NAME.url`, a line break, the address. */
const REMOTE_URL = /^remote\.(.*)\.url\n(.*)$/s

/**
 * The addresses of a clone's remotes by their names, as its own settings have them: they may hold
 * credentials. Of several for one remote, the first, which is the one that git fetches from.
 * @throws as `runGit`
 */
export async function readRemotes(clone: Clone): Promise<ReadonlyMap<string, string>> {
  // Nothing that the settings include is read, and no address is rewritten.
  const args = ['--local', '--no-includes', '-z', '--get-regexp', '^remote\\..*\\.url$']
  const settings = (await askGit('config', args, clone)).split('\0')
  const remotes = new Map<string, string>()
  for (const setting of settings) {
    const [, name, url] = REMOTE_URL.exec(setting) ?? []
    if (name !== undefined && url !== undefined && !remotes.has(name)) remotes.set(name, url)
  }
  return remotes
}
