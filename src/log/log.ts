/**
 * Where the parts of a run log what happens. The runner's log implements it; a test can record it.
 *
 * Messages may hold foreign text (names, commit messages, a server's words): the implementation
 * makes every line safe to print.
 */
export interface Log {
  info(message: string): void
  /** Lines that are collapsed below their title. */
  group(title: string, lines: Iterable<string>): void
  /** Shown only where debug logging is on. */
  debug(message: string): void
  /** Worth seeing, though nothing is wrong. */
  notice(message: string): void
  /** A problem that leaves the step green. `path` is the document it is about, for the annotation. */
  warning(message: string, path?: string): void
  /** A problem that turns the step red. `path` is the document it is about, for the annotation. */
  error(message: string, path?: string): void
}
