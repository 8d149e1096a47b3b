import { expect, test } from '@jest/globals'
import { join } from 'node:path'
import { errorsOf } from '../support/checks.ts'
import { startFront, startServer } from '../support/front-server.ts'
import { onSandbox, WORKSPACE } from '../support/job.ts'
import type { Job } from '../support/job.ts'
import { readReport } from '../support/report.ts'

/** What somebody may write to be obeyed, by the runner, a terminal, or whoever renders the summary. */
const TEXTS = [
  '::error::injected',
  '  ::set-output name=report::injected',
  'see ##[error]injected',
  'a\r::warning::injected',
  'a\n::add-mask::injected',
  'a\r\n##[set-env name=PATH]injected',
  '%0A::error::injected',
  '::stop-commands::injected',
  '\u2028::notice::injected',
  '\u001b[31mred\u001b[0m\u0007\b\b',
  'safe\u202egnp.md',
  'zero\u200bwidth\ufeff',
  '<img src=x onerror=alert(1)><!--',
  '</td></tr></table># heading',
  '[link](javascript:alert(1)) **bold** `code` | a | b |',
  '${{ secrets.DEEPSET_API_KEY }} $(id) `id` \\',
  '__proto__',
  'n'.repeat(200),
  '& &lt; &#x3c;b&#x3e;',
] as const

/** Some of them, for what takes a run each. */
const COMMANDS = TEXTS.filter((_text, number) => [0, 2, 3, 5, 9, 13].includes(number))

/** No folder's separator in it. */
const NAMES = TEXTS.map((text) => text.replaceAll('/', '∕'))

const documents = (content: string): Record<string, string> =>
  Object.fromEntries(NAMES.map((name) => [name, content]))

const EVERYTHING = { glob: '**' }
const DEBUG = { debug: true }

test.each<[string, Record<string, string>, string, (job: Job) => void]>([
  ['stored', {}, '# Text\n', () => undefined],
  ['shown by a dry run', { 'dry-run': 'true' }, '# Text\n', () => undefined],
  ['skipped', {}, '', () => undefined],
  ['rejected by the storage', {}, '# Text\n', refuseAll],
  ['named as colliding', { 'file-name': 'basename' }, '# Text\n', copyAll],
])(
  'guarantee 7: names of documents that are %s command nothing',
  (_case, inputs, content, prepare) =>
    onSandbox(async (job) => {
      job.repository.commit('Write', documents(content))
      prepare(job)

      const result = await job.publish({ ...EVERYTHING, ...inputs }, DEBUG)

      const paths = readReport(result).documents.map(({ path }) => path)
      expect(paths).toEqual(expect.arrayContaining(NAMES))
      expect(Object.keys(result.outputs)).toHaveLength(13)
    })(),
)

test(
  'guarantee 7: what commits say arrives as it was written, and commands nothing',
  onSandbox(async (job) => {
    for (const [number, text] of NAMES.entries()) {
      job.repository.git('config', 'user.name', 'x')
      job.repository.write(`docs/${number}.md`, 'text')
      job.repository.git('add', '--all')
      job.repository.git(
        'commit',
        '--quiet',
        `--author=A ${text.replaceAll(/[<>]/g, '')} <a@example.com>`,
        '-m',
        text,
      )
    }

    await job.publish({}, DEBUG)
    await job.sandbox.ingested()

    const told = job.sandbox.files(WORKSPACE).map(({ meta }) => {
      const { path, commit_message: subject, commit_author: author } = meta
      return { path, subject, author }
    })
    expect(told).toHaveLength(NAMES.length)
    const git = told.map(({ path }) => {
      const format = (what: string): string =>
        job.repository.git('log', '-1', `--format=${what}`, '--', String(path))
      return { path, subject: format('%s'), author: format('%aN') }
    })
    expect(told).toEqual(git)
  }),
)

test(
  'guarantee 7: what the storage says is a text',
  onSandbox(async (job) => {
    for (const [number, text] of TEXTS.entries()) {
      job.repository.write(`docs/${number}.md`, 'text')
      refuse(job, text.slice(0, 60), text, `__${number}.md`)
    }

    const { outputs } = await job.publish({}, DEBUG)

    expect(outputs).toMatchObject({ 'documents-failed': String(TEXTS.length) })
  }),
)

test.each(COMMANDS)('guarantee 7: what the API says is a text: %j', (text) =>
  onSandbox(async (job) => {
    const detail = [{ loc: ['body', text], msg: text, type: 'enum' }]
    const body = JSON.stringify({ detail })
    await using api = await startServer(() => ({ status: 422, body }))
    job.repository.commit('Write', { 'docs/a.md': '# A\n' })

    const result = await job.publish({ 'api-url': api.url }, DEBUG)

    expect(errorsOf(result)).toEqual([expect.stringContaining('HTTP 422')])
  })(),
)

test.each(COMMANDS)('guarantee 7: an expires_at of %j', (text) =>
  onSandbox(async (job) => {
    job.repository.commit('Write', { 'docs/a.md': '# A\n' })
    const { apiUrl } = job.sandbox
    await using front = await startFront(apiUrl, (all) => ({ ...all, expires_at: text }))

    const { outputs } = await job.publish({ 'api-url': front.url }, DEBUG)

    expect(['', text]).toContain(outputs['expires-at'])
  })(),
)

const parsed = (json: string): unknown => JSON.parse(json)

test.each<unknown>([
  null,
  [],
  'text',
  0,
  { release: null, head_commit: [], pull_request: 1 },
  { release: { tag_name: { a: 1 }, name: 7 }, head_commit: { id: [], author: 'x' } },
  parsed('{"__proto__": {"polluted": true}, "release": {"tag_name": "v1\\n::error::injected"}}'),
  { head_commit: { message: '::error::injected\n\n'.repeat(1_000), id: 'x'.repeat(100_000) } },
])('an event may hold anything: %#', (payload) =>
  onSandbox(async (job) => {
    job.repository.commit('Write', { 'docs/a.md': '# A\n' })
    const event = { name: 'release', payload }
    expect(await job.publish({}, { event, ...DEBUG })).toHaveProperty('outcome', 'success')
  })(),
)

test.each(['/nowhere', '.', '../broken.json', ''])(
  'an event file may be missing or broken: "%s"',
  (path) =>
    onSandbox(async (job) => {
      job.repository.commit('Write', { 'docs/a.md': '# A\n' })
      job.repository.write('../broken.json', '{"release": ')
      const GITHUB_EVENT_PATH = path && join(job.repository.folder, path)
      const result = await job.publish({}, { environment: { GITHUB_EVENT_PATH }, ...DEBUG })
      expect(result.outcome).toBe('success')
    })(),
)

function refuseAll(job: Job): void {
  refuse(job, 'AccessDenied', 'No')
}

function refuse({ sandbox }: Job, code: string, message: string, name = ''): void {
  sandbox.fault({
    on: 'bucket',
    match: { name },
    effect: { kind: 'answer', status: 403, code, message },
  })
}

/** The same names in another folder. */
function copyAll({ repository }: Job): void {
  for (const name of NAMES) repository.write(`copy/${name}`, 'text')
}
