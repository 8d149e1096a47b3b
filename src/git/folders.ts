/** The folder that a path with `/` is in: '' for the top. */
export function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')))
}

/** The folder that all paths are in: '' for the top. */
export function commonFolder(paths: readonly string[]): string {
  const [first = [], ...others] = paths.map((path) => path.split('/').slice(0, -1))
  let common = first
  for (const folders of others) {
    const end = common.findIndex((folder, depth) => folder !== folders[depth])
    if (end !== -1) common = common.slice(0, end)
  }
  return common.join('/')
}
