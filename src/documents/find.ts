import type { Document } from '../document.ts'
import { bytes, count, counted } from '../log/figures.ts'
import type { Log } from '../log/log.ts'
import { PublishError } from '../log/publish-error.ts'
import type { Clones } from '../git/clones.ts'
import type { Ledger } from '../report/ledger.ts'
import { discover, type DiscoverOptions } from './discover.ts'
import { withoutIgnored } from './ignored.ts'
import { checkNames } from './names.ts'
import { explainNoMatch, signsOfMistakes } from './no-match.ts'
import type { Pattern } from './patterns.ts'
import { explainUnusedSidecars } from './unused-sidecars.ts'

export interface FindOptions extends DiscoverOptions {
  /** What it means that nothing matches. */
  readonly ifNoFilesFound: 'error' | 'warn' | 'ignore'
  /** They tell which files git ignores. */
  readonly clones: Clones
  readonly ledger: Ledger
}

/** The documents to publish, and where they are. */
export interface Found {
  /** The workspace folder with links resolved: what documents are opened in. */
  readonly folder: string
  readonly documents: readonly Document[]
  /** The paths of those that have metadata of their own beside them. */
  readonly sidecars: readonly string[]
  /** What documents are found by. */
  readonly patterns: readonly Pattern[]
}

/**
 * Finds the documents to publish and checks their names. The ledger has the outcome of what cannot be
 * uploaded, and expects one for each of the others.
 *
 * @throws a `PublishError` where nothing matches and that is an error, where names cannot be used, or
 * as `discover`; the signal's reason when that aborts
 */
export async function findDocuments(options: FindOptions): Promise<Found> {
  const { ifNoFilesFound, clones, ledger, log, naming, signal } = options
  const discovery = await withoutIgnored(await discover(options), clones, log, signal)
  const { folder, documents, sidecars, unusedSidecars, unsendable, clues } = discovery
  const { patterns } = clues
  for (const { path, outcome } of unsendable) ledger.settle(path, outcome)
  ledger.expect(documents)
  if (documents.length + unsendable.length === 0) {
    reportNoMatch(explainNoMatch(discovery), ifNoFilesFound, log)
    return { folder, documents, sidecars, patterns }
  }
  checkNames(documents, naming.fileName)
  for (const sign of signsOfMistakes(discovery)) log.warning(sign)
  if (unusedSidecars.length > 0) log.warning(explainUnusedSidecars(unusedSidecars))
  log.info(foundLine(documents, ledger))
  return { folder, documents, sidecars, patterns }
}

function reportNoMatch(
  message: string,
  ifNoFilesFound: FindOptions['ifNoFilesFound'],
  log: Log,
): void {
  if (ifNoFilesFound === 'error') throw new PublishError(message)
  if (ifNoFilesFound === 'warn') log.warning(message)
  else log.info(message)
}

/** Such as `12 documents found (3.4 MB), 1 skipped`. */
function foundLine(documents: readonly Document[], { counts }: Ledger): string {
  const size = documents.reduce((sum, document) => sum + document.size, 0)
  const others = (['skipped', 'failed'] as const)
    .filter((kind) => counts[kind] > 0)
    .map((kind) => `, ${count(counts[kind])} ${kind}`)
  return `${counted(documents.length, 'document')} found (${bytes(size)})${others.join('')}`
}
