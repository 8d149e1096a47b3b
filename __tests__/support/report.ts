import { readFileSync } from 'node:fs'
import * as v from 'valibot'
import type { StepResult } from '../../sandbox/runner.ts'

const Report = v.object({
  schemaVersion: v.literal(1),
  workspace: v.string(),
  sessions: v.array(v.object({ id: v.string(), expiresAt: v.string(), closed: v.boolean() })),
  counts: v.record(v.string(), v.number()),
  failure: v.optional(v.string()),
  documents: v.array(
    v.object({
      path: v.string(),
      name: v.optional(v.string()),
      outcome: v.picklist(['uploaded', 'unchanged', 'skipped', 'failed']),
      reason: v.optional(v.string()),
      bytes: v.optional(v.number()),
    }),
  ),
})
export type Report = v.InferOutput<typeof Report>

/** The report file of a step. */
export function readReport({ outputs }: StepResult): Report {
  return v.parse(Report, JSON.parse(readFileSync(outputs['report'] ?? '', 'utf8')))
}

/** What the report says became of each document: its outcome, and why it was not uploaded. */
export function fatesOf(result: StepResult): Record<string, string> {
  const { documents } = readReport(result)
  return Object.fromEntries(
    documents.map(({ path, outcome, reason }) => [
      path,
      reason === undefined ? outcome : `${outcome}: ${reason}`,
    ]),
  )
}
