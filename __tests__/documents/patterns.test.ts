import { homedir } from 'node:os'
import { describe, expect, test } from '@jest/globals'
import { PublishError } from '../../src/log/publish-error.ts'
import { find, pathsOf, workspace } from '../support/workspace.ts'

async function refusal(patterns: string): Promise<string> {
  const error: unknown = await find(workspace({ 'docs/a.md': 'a' }), patterns).catch(
    (error: unknown) => error,
  )
  if (!(error instanceof PublishError)) throw new Error(`not refused: ${patterns}`)
  expect(error.message).not.toContain('\n')
  expect(error.message).toContain('"glob"')
  return error.message
}

describe('patterns that cannot be used', () => {
  test.each(['', ' \n\r\n', '# only\n#comments'])('none: %j', async (patterns) => {
    expect(await refusal(patterns)).toContain('no pattern')
  })

  test('only such that exclude', async () => {
    expect(await refusal('!docs/**\n!!!a')).toContain('only patterns that exclude')
  })

  test('an exclamation mark alone', async () => {
    expect(await refusal('docs\n! ')).toContain('no pattern after it')
  })

  test.each(['../docs/*.md', 'docs/../a.md', 'docs/./a.md', '!docs/..'])(
    'that go up: %s',
    async (pattern) => {
      expect(await refusal(`docs\n${pattern}`)).toContain(JSON.stringify(pattern))
    },
  )

  test.each(['/etc/*', '/', '/*/docs', '~', '~/docs/**', `${homedir()}/x`])(
    'that search outside of the workspace folder: %s',
    async (pattern) => {
      const message = await refusal(`docs\n${pattern}`)
      expect(message).toContain(JSON.stringify(pattern))
      expect(message).toContain('outside of the workspace folder')
    },
  )

  test('a folder beside the workspace folder that starts with its name is outside', async () => {
    const folder = workspace({ 'a.md': 'a' })
    await expect(find(folder, `${folder}-other/**`)).rejects.toThrow(/outside/)
  })

  test('longer than a pattern can be', async () => {
    expect(await refusal(`${'a/'.repeat(40_000)}*`)).toContain('not valid')
  })
})

test('exclusion may name what is outside', async () => {
  const folder = workspace({ 'a.md': 'a', 'b.md': 'b' })
  const { documents } = await find(folder, '*.md\n!/etc/**\n!~/x\n!!a.md\n!b.md')
  expect(pathsOf(documents)).toEqual(['a.md'])
})

test.each([workspace, () => '/'])(
  'their literal part is relative to the workspace folder, be that the root: %#',
  async (folderOf) => {
    const patterns = ['no-docs/a/*.md', 'no-docs/*/a.md', 'no-docs.md', '!*', '!/etc/[xy]']
    const { clues } = await find(folderOf(), patterns.join('\n'))
    const parts = clues.patterns.map(({ literalPart }) => literalPart)
    expect(parts.slice(0, -1)).toEqual(['no-docs/a', 'no-docs', 'no-docs.md', ''])
    expect(parts.at(-1)).toMatch(/^(?:\.\.\/)*etc$/)
  },
)
