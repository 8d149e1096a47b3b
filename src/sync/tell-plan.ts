import type { Log } from '../log/log.ts'
import {
  changeLines,
  displacedWarning,
  keptLines,
  leftBehindWarning,
  nobodysNotice,
  ownFormsLine,
  planLine,
} from './explain.ts'
import type { Plan } from './plan.ts'
import type { Scope } from './scope.ts'

/** Logs a plan: what is to change, what is let alone, and what somebody should know of. */
export function tellPlan(plan: Plan, scope: Scope, log: Log): void {
  const ownForms = ownFormsLine(plan.ownForms)
  const lines = [planLine(plan), ...changeLines(plan), ...keptLines(plan, scope)]
  for (const line of ownForms === undefined ? lines : [...lines, ownForms]) log.info(line)
  const notice = nobodysNotice(plan)
  if (notice !== undefined) log.notice(notice)
  for (const warning of [displacedWarning(plan), leftBehindWarning(plan)])
    if (warning !== undefined) log.warning(warning)
}
