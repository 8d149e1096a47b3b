/** A repository of the GitHub that the workflow runs on. */
export interface Repository {
  /** `owner/name` */
  readonly name: string
  /** Its page, such as `https://github.com/octo/docs`; undefined where GitHub's address is not known. */
  readonly url: string | undefined
}

/**
 * The address of GitHub, without anything but host, port and folder. GitHub Enterprise Server has a
 * host of its own, and may have a port.
 * @param text `GITHUB_SERVER_URL`
 */
export function readServer(text: string | undefined): URL | undefined {
  const url = URL.parse(text ?? '')
  if (url === null || !/^https?:$/.test(url.protocol)) return undefined
  return new URL(url.pathname.replace(/\/*$/, '/'), url.origin)
}

/** @param name `owner/name` */
export function repositoryOn(server: URL | undefined, name: string): Repository {
  return { name, url: server && server.href + name }
}

/** `git@HOST:owner/name.git`, git's short form of `ssh://git@HOST/owner/name.git`. */
const SHORT_SSH = /^(?:[^@/:]+@)?([^@/:]+):(?!\/)(.*)$/s
const OWNER_AND_NAME = /^([\w-][\w.-]*)\/([\w.-]+?)(?:\.git)?\/?$/

/**
 * The repository of a remote's address: by https, with or without credentials, or by ssh. Undefined
 * where that is not on this GitHub.
 */
export function repositoryOfRemote(remote: string, server: URL): Repository | undefined {
  const [, host, short] = SHORT_SSH.exec(remote) ?? []
  const url = URL.parse(
    host === undefined || short === undefined ? remote : `ssh://${host}/${short}`,
  )
  if (url === null) return undefined
  const folder = folderOn(server, url)
  if (folder === undefined || !url.pathname.startsWith(folder)) return undefined
  const [, owner, name] = OWNER_AND_NAME.exec(url.pathname.slice(folder.length)) ?? []
  if (owner === undefined || name === undefined || /^\.{1,2}$/.test(name)) return undefined
  return repositoryOn(server, `${owner}/${name}`)
}

/** The folder that repositories are in; undefined where the address is another server's. */
function folderOn(server: URL, { protocol, host, hostname }: URL): string | undefined {
  if (protocol === server.protocol && host === server.host) return server.pathname
  // The port of ssh has nothing to do with that of the pages.
  return protocol === 'ssh:' && hostname.toLowerCase() === server.hostname ? '/' : undefined
}

/** What `encodeURIComponent` leaves as it is, and `/`. */
const PLAIN_PATH = /^[\w!~*'()./-]*$/

/** A path with `/` as addresses have it. */
export function encodePath(path: string): string {
  if (PLAIN_PATH.test(path)) return path
  return path.toWellFormed().split('/').map(encodeURIComponent).join('/')
}
