/** What lies at a path of the workspace folder, in that very letter case. */
export type OnDisk =
  /** Anything: a file, a folder, a link. */
  | { readonly kind: 'there' }
  | { readonly kind: 'nothing' }
  /** The way there leads through a link, or cannot be read. `why` is a clause. */
  | { readonly kind: 'unknown'; readonly why: string }

export interface Look {
  /** By path. */
  readonly found: ReadonlyMap<string, OnDisk>
  /** Those of the folders above the paths that exist; the workspace folder is ''. */
  readonly folders: ReadonlySet<string>
}

/**
 * Looks what lies at paths, by the names that their folders list: a file system that ignores letter case would find one
 * name by another. No link is followed.
 *
 * @param folder the workspace folder's real path
 * @param paths relative to it, with `/`
 * @throws the signal's reason when the signal aborts
 */
export declare function lookOnDisk(
  folder: string,
  paths: Iterable<string>,
  signal: AbortSignal,
): Promise<Look>
