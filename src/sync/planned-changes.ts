import type { PlannedChange } from '../report/sync-report.ts'
import { whatDiffers, whyKept, whyLeftBehind } from './explain.ts'
import { isRenamed, type Plan } from './plan.ts'
import type { Scope } from './scope.ts'

/** What a plan has of each document and file but the unchanged ones, for people to read. */
export function plannedChanges(plan: Plan, scope: Scope): PlannedChange[] {
  const renamed = plan.stale.filter(isRenamed)
  const heirs = new Set(renamed.map(({ heir }) => heir))
  return [
    ...plan.documents.flatMap((planned): PlannedChange[] => {
      const { document, change } = planned
      const { path } = document
      if (change.kind === 'changed')
        return [{ kind: 'changed', path, note: whatDiffers(change.difference) }]
      return change.kind === 'new' && !heirs.has(planned) ? [{ kind: 'new', path }] : []
    }),
    ...renamed.map(({ file, path, heir }): PlannedChange => ({
      kind: 'renamed',
      path: heir?.document.path ?? '',
      id: file.id,
      note: `from ${path}`,
    })),
    ...plan.stale
      .filter((stale) => !isRenamed(stale))
      .map(({ file, path }): PlannedChange => ({ kind: 'stale', path, id: file.id })),
    ...plan.kept.map(({ file, path, ref }): PlannedChange => ({
      kind: 'kept',
      path,
      id: file.id,
      note: whyKept(ref, scope),
    })),
    ...plan.leftBehind.map(({ file, why }): PlannedChange => ({
      kind: 'left-behind',
      path: file.name,
      id: file.id,
      note: whyLeftBehind(why),
    })),
  ]
}
