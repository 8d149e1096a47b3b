import { readFileSync } from 'node:fs'
import * as v from 'valibot'
import type { StepResult } from '../../sandbox/runner.ts'

const Report = v.object({
  documents: v.array(v.object({ path: v.string(), ingestion: v.optional(v.string()) })),
})

/** What the report says of each document's ingestion. */
export function ingestions({ outputs }: StepResult): Record<string, string | undefined> {
  const { documents } = v.parse(Report, JSON.parse(readFileSync(outputs['report'] ?? '', 'utf8')))
  return Object.fromEntries(documents.map(({ path, ingestion }) => [path, ingestion]))
}
