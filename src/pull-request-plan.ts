import type { Found } from './documents/find.ts'
import { METADATA_SUFFIX } from './documents/names.ts'
import { pathFilter } from './documents/path-filter.ts'
import type { HostedRepository, PullRequestFile } from './github/hosted-repository.ts'
import { PublishError } from './log/publish-error.ts'
import type { PlannedChange } from './report/sync-report.ts'
import type { Run } from './run.ts'

/**
 * Shows what a pull request would change of the published documents, by the files that it changes: a
 * run without a key, as those of forks and of Dependabot, cannot read the workspace.
 *
 * @param number the pull request's
 * @throws a `PublishError` where GitHub does not tell; the signal's reason when that aborts
 */
export async function planPullRequest(
  number: number,
  found: Found,
  github: Pick<HostedRepository, 'pullRequestFiles'>,
  { inputs, runtime, ledger, syncLedger }: Run,
): Promise<void> {
  const answer = await github.pullRequestFiles(number)
  if (answer.kind === 'unknown') {
    throw new PublishError(
      `There is no "api-key" to read the workspace with, and GitHub did not say what the pull request changes: ${answer.why}.`,
    )
  }
  const matches = pathFilter(found.patterns, found.folder, inputs.includeHiddenFiles)
  const changes = changesOf(answer.files, matches)
  const count = (kind: PlannedChange['kind']): number =>
    changes.filter((change) => change.kind === kind).length
  const touched = count('new') + count('changed') + count('renamed')
  const plan = {
    new: count('new'),
    changed: count('changed'),
    unchanged: Math.max(0, found.documents.length - touched),
    renamed: count('renamed'),
    stale: count('stale'),
    'left-behind': 0,
  }
  syncLedger.planned(plan, changes)
  ledger.skipRest('Plan: nothing is sent.')
  runtime.log.warning(
    `The workspace was not read, since there is no "api-key": this plan is made from the files that the pull request changes${answer.isComplete ? '' : ', as far as GitHub lists them'}.`,
  )
}

/** A document changes with its sidecar, too. */
function changesOf(
  files: readonly PullRequestFile[],
  matches: (path: string) => boolean,
): PlannedChange[] {
  const changes = new Map<string, PlannedChange>()
  for (const file of files) {
    const { path, change } = file
    if (path.endsWith(METADATA_SUFFIX)) {
      const document = path.slice(0, -METADATA_SUFFIX.length)
      if (matches(document) && !changes.has(document))
        changes.set(document, { kind: 'changed', path: document, note: 'its sidecar' })
      continue
    }
    const oldPath = file.oldPath !== undefined && matches(file.oldPath) ? file.oldPath : undefined
    const isHere = matches(path) && change !== 'removed'
    if (isHere && oldPath !== undefined)
      changes.set(path, { kind: 'renamed', path, note: `from ${oldPath}` })
    else if (isHere) changes.set(path, { kind: change === 'changed' ? 'changed' : 'new', path })
    else if (oldPath !== undefined) changes.set(oldPath, { kind: 'stale', path: oldPath })
    else if (matches(path)) changes.set(path, { kind: 'stale', path })
  }
  return [...changes.values()]
}
