import { expect } from '@jest/globals'
import type { Sandbox } from '../../sandbox/sandbox.ts'

/** Whatever was asked to be deleted had been looked at, and was there, by the last call that named it before. */
export function expectLookedAtBeforeDeleted({ requests }: Sandbox): void {
  const last = new Map<string, string>()
  for (const { call, id, status } of requests) {
    if (call === 'delete-file') expect([id, last.get(id)]).toEqual([id, 'get-metadata 200'])
    last.set(id, `${call} ${status}`)
  }
}

/** Names of files that no run of the test's repository may touch, with their contents. */
export const STRANGERS = {
  'docs__by-hand.md': 'by hand',
  'docs__elsewhere.md': 'elsewhere',
  'docs__enterprise.md': 'enterprise',
}

/**
 * Puts files of others into a workspace whose names the test's patterns would give: one that names nobody, one of
 * another repository, and one of a repository with this one's id on another GitHub.
 */
export function addStrangers(sandbox: Sandbox, workspace: string): void {
  const others = sandbox.publisher(workspace)
  others.put({ name: 'docs__by-hand.md', content: 'by hand' })
  const meta = (path: string, id: string, server: string): Record<string, string> => ({
    path,
    publisher_id: id,
    publisher_ref: 'refs/heads/main',
    repository: 'octo-org/handbook',
    run_url: `${server}/octo-org/handbook/actions/runs/7`,
    content_sha256: 'a'.repeat(64),
    metadata_sha256: 'b'.repeat(64),
  })
  others.put({
    name: 'docs__elsewhere.md',
    content: 'elsewhere',
    meta: meta('docs/elsewhere.md', '77', 'https://github.com'),
  })
  others.put({
    name: 'docs__enterprise.md',
    content: 'enterprise',
    meta: meta('docs/enterprise.md', '1296269', 'https://github.example'),
  })
}
