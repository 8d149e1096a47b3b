import { expect, test } from '@jest/globals'
import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { whileSwapped } from '../support/swapping.ts'
import { errorsOf } from '../support/checks.ts'
import { numbered } from '../support/documents.ts'
import { onSandbox } from '../support/job.ts'
import { fatesOf } from '../support/report.ts'

test.each(['\u200b', '\u0001', 'ü'])(
  'guarantee 5: a key with %j in it is an error of one line, not a wait without end',
  (character) =>
    onSandbox(async (job) => {
      job.repository.commit('Write', { 'docs/a.md': '# A\n' })

      const result = await job.publish({ 'api-key': `${job.sandbox.apiKey}${character}` })

      expect(errorsOf(result)).toEqual([expect.stringMatching(/"api-key" contains a character/)])
      expect(job.sandbox.requests).toEqual([])
    })(),
)

test(
  'guarantee 6: of a token that S3 echoes, not even a part is printed',
  onSandbox(async (job) => {
    job.repository.commit('Write', { 'docs/a.md': '# A\n' })
    const token = (): string => job.sandbox.secrets.reduce((a, b) => (a.length > b.length ? a : b))
    job.sandbox.fault({
      on: 'platform',
      match: { call: 'create-session' },
      effect: { kind: 'latency', ms: 1 },
    })
    job.sandbox.fault({
      on: 'bucket',
      match: () => {
        job.sandbox.fault({
          on: 'bucket',
          effect: { kind: 'answer', status: 403, code: 'AccessDenied', message: `No: ${token()}` },
        })
        return false
      },
      effect: { kind: 'latency', ms: 0 },
    })

    const result = await job.publish({ concurrency: '1' })

    const printed = result.lines
      .map(({ text }) => text)
      .filter((text) => !text.startsWith('::add-mask::'))
      .join('\n')
    expect(printed + result.summary).not.toContain(token().slice(0, 40))
  }),
)

test(
  'guarantee 3: a dry run of much to read hears a cancellation, and sets its outputs',
  onSandbox(async (job) => {
    const text = '- a\n'.repeat(15_000)
    const pages = Object.fromEntries(Object.keys(numbered(1_500)).map((path) => [path, text]))
    job.repository.commit('Write', pages)
    const step = job.start({ 'dry-run': 'true' })
    setTimeout(() => step.process.kill('SIGINT'), 1_000)

    const result = await step.result

    expect(result.exitCode).toBe(1)
    expect(result.outputs['documents-matched']).toBe('1500')
    expect(errorsOf(result)).toEqual([expect.stringContaining('cancelled (SIGINT)')])
  }),
)

test(
  'guarantee 5: many stars and long names that nearly match do not hold up a run',
  onSandbox(async (job) => {
    const long = Array.from({ length: 500 }, (_, number) => `docs/${'a'.repeat(200)}${number}`)
    job.repository.commit('Write', Object.fromEntries(long.map((path) => [path, 'x'])))
    job.repository.commit('Write', { 'docs/banana-mañana.md': '# A\n' })
    const stars = ['*a*a*a*a*.md', '*[!b]*[a-c]*[ab]*?*a*.md', '*[[:alpha:]]*[[:lower:]]*a*ñ*a*.md']

    const glob = stars.map((pattern) => `docs/${pattern}`).join('\n')
    const result = await job.publish({ glob, 'dry-run': 'true' })

    expect(fatesOf(result)).toEqual({
      'docs/banana-mañana.md': 'skipped: Dry run: it would be uploaded.',
    })
  }),
)

test(
  'guarantee 7: no byte from outside is sent while a folder is being swapped for a link',
  onSandbox(async (job) => {
    const { repository, sandbox } = job
    const documents = numbered(1_500)
    repository.commit('Write', documents)
    const outside = join(dirname(repository.folder), 'outside')
    const secret = 'What is outside of the workspace folder.'
    mkdirSync(outside)
    for (const path of Object.keys(documents)) writeFileSync(join(outside, basename(path)), secret)
    const found = new Promise<void>((resolve) => {
      sandbox.fault({
        on: 'platform',
        match: ({ call }) => {
          if (call === 'create-session') resolve()
          return call === 'create-session'
        },
        effect: { kind: 'latency', ms: 1_000 },
      })
    })
    const running = job.start()
    await found

    await whileSwapped(repository.folder, 'docs', outside, () => running.result)

    const hash = createHash('sha256').update(secret).digest('hex')
    const stored = sandbox.objects().filter(({ name }) => !name.endsWith('.meta.json'))
    expect(stored.length).toBeGreaterThan(0)
    expect(stored.filter(({ sha256 }) => sha256 === hash).map(({ name }) => name)).toEqual([])
  }),
)

test(
  'guarantee 9: a commit subject without end is cut',
  onSandbox(async (job) => {
    job.repository.commit('x'.repeat(100_000), { 'docs/a.md': '# A\n' })

    await job.publish()
    await job.sandbox.ingested()

    const [file] = job.sandbox.files('handbook')
    expect(file?.meta).toMatchObject({ commit_message: `${'x'.repeat(1_000)}…` })
  }),
)

test(
  'more documents than one session takes, and a session that stays open: a dry run says it, too',
  onSandbox(async (job) => {
    job.repository.commit('Write', numbered(5_001))

    const result = await job.publish({ 'dry-run': 'true', 'close-session': 'false' })

    expect(errorsOf(result)).toEqual([expect.stringContaining('more than one upload session')])
  }),
)

test(
  'guarantee 1: names that look alike when they are shown are told apart',
  onSandbox(async (job) => {
    const { folder } = job.repository
    job.repository.commit('Write', { 'docs/\\xff.md': '', 'docs/a.md': '# A\n' })
    writeFileSync(Buffer.from(`${folder}/docs/\u00ff.md`, 'latin1'), 'text')

    const result = await job.publish()

    expect(result.outputs).toMatchObject({ 'documents-matched': '3', 'documents-skipped': '2' })
  }),
)

test.each(['https:me:PASSWORD@example.com', 'https:/me:PASSWORD@example.com'])(
  'guarantee 6: no password of %s is printed',
  (url) =>
    onSandbox(async (job) => {
      job.repository.commit('Write', { 'docs/a.md': '# A\n' })
      const result = await job.publish({ 'api-url': url })
      expect(errorsOf(result)).toEqual([expect.stringContaining('"api-url"')])
      expect(result.log + result.summary).not.toContain('PASSWORD')
    })(),
)

test(
  'an ingestion status without counts is waited out',
  onSandbox(async (job) => {
    job.repository.commit('Write', { 'docs/a.md': '# A\n' })
    job.sandbox.fault({
      on: 'platform',
      match: { call: 'get-session' },
      times: 1,
      effect: { kind: 'answer', status: 200, body: 'json' },
    })
    const result = await job.publish({ 'wait-for-ingestion': 'true' })
    expect(fatesOf(result)).toEqual({ 'docs/a.md': 'uploaded' })
    expect(result.outcome).toBe('success')
  }),
)
