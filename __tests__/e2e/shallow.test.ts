import { describe, expect, test } from '@jest/globals'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startGitHub } from '../../sandbox/github.ts'
import type { GitHubOptions, SandboxGitHub } from '../../sandbox/github.ts'
import { startProxy } from '../../sandbox/proxy.ts'
import type { StepResult } from '../../sandbox/runner.ts'
import { onSandbox, WORKSPACE } from '../support/job.ts'
import type { Job } from '../support/job.ts'
import { Repository, type Snapshot } from '../support/repository.ts'

const TOKEN = 'ghs_token_of_this_very_job_0123456789'
const PATHS = ['docs/a.md', 'docs/b.md', 'docs/grün/c d.md']

interface Shallow {
  readonly job: Job
  readonly github: SandboxGitHub
  /** Publishes from a clone of the job's repository. */
  readonly publish: (
    inputs?: Record<string, string>,
    environment?: Record<string, string>,
  ) => Promise<StepResult>
}

/** Made once, since it takes more than a dozen processes. */
let sevenCommits: Promise<Snapshot> | undefined

function commitSeven(): Promise<Snapshot> {
  return Repository.with((repository) => {
    repository.commit('Write all', Object.fromEntries(PATHS.map((path) => [path, `# ${path}\n`])))
    repository.commit('Change C\nin two lines\n\nNot this.', { 'docs/grün/c d.md': '# C\n' })
    for (const number of [1, 2, 3, 4]) repository.commit('Elsewhere', { 'x.txt': `${number}` })
    repository.commit('Change B', { 'docs/b.md': '# B\n' })
    repository.git('config', 'uploadpack.allowFilter', 'true')
    return repository.snapshot()
  })
}

/** A job whose repository has seven commits, and whose step works in a clone that has fewer. */
function onClone(
  how: readonly string[],
  options: Partial<GitHubOptions>,
  work: (given: Shallow) => Promise<void>,
): () => Promise<void> {
  return onSandbox(async (job) => {
    const { repository } = job
    repository.restore(await (sevenCommits ??= commitSeven()))
    const clone = join(repository.folder, '../clone')
    repository.git('clone', '--quiet', ...how, `file://${repository.folder}`, clone)
    await using github = await startGitHub({ folder: repository.folder, token: TOKEN, ...options })
    await work({
      job,
      github,
      publish: (inputs = {}, environment = {}) =>
        job.publish(inputs, {
          workspace: clone,
          token: TOKEN,
          environment: { GITHUB_GRAPHQL_URL: github.graphqlUrl, ...environment },
        }),
    })
  })
}

/** What the platform was told of each document's commit. */
async function commitsSent({ sandbox }: Job): Promise<Record<string, unknown>> {
  await sandbox.ingested()
  const files = sandbox.files(WORKSPACE)
  return Object.fromEntries(
    files.map(({ meta }) => [
      String(meta['path']),
      [meta['commit_sha'], meta['commit_date'], meta['commit_author'], meta['commit_message']],
    ]),
  )
}

/** Git's own answers, in the whole repository. */
function commitsOf({ repository }: Job): Record<string, unknown> {
  return Object.fromEntries(
    PATHS.map((path) => {
      const format = '--format=%H%x00%ct%x00%an%x00%s'
      const line = repository.git('log', '-1', format, '--', path)
      const [sha, seconds, author, subject] = line.split('\0')
      const date = new Date(Number(seconds) * 1000).toISOString().replace('.000', '')
      return [path, [sha, date, author, subject]]
    }),
  )
}

function warningsOf({ annotations }: StepResult): string[] {
  return annotations.filter(({ name }) => name === 'warning').map(({ data }) => data)
}

describe("each document has its own last commit, from GitHub where the clone doesn't have it", () => {
  test.each([
    ['of depth 1', ['--depth=1'], 1],
    ['of depth 5', ['--depth=5'], 1],
    ['of depth 1, blobless', ['--depth=1', '--filter=blob:none'], 1],
    ['blobless', ['--filter=blob:none'], 0],
    ['whole', [], 0],
  ])('a clone %s', (_, how, queries) =>
    onClone(how, {}, async ({ job, github, publish }) => {
      const result = await publish()
      expect(result.outcome).toBe('success')
      expect(warningsOf(result)).toEqual([])
      expect(await commitsSent(job)).toEqual(commitsOf(job))
      expect(github.requests.map(({ authorization }) => authorization)).toEqual(
        Array(queries).fill(`token ${TOKEN}`),
      )
      // Masked by the step itself, too, and told to nobody else.
      expect(result.commands).toContainEqual(
        expect.objectContaining({ name: 'add-mask', data: TOKEN }),
      )
      expect(JSON.stringify(job.sandbox.requests)).not.toContain(TOKEN)
    })(),
  )

  test(
    'on GitHub Enterprise Server, whose API has an address of its own',
    onClone(['--depth=1'], {}, async ({ job, github, publish }) => {
      const address = github.graphqlUrl.replace(/graphql$/, 'api/graphql')
      await publish({}, { GITHUB_GRAPHQL_URL: address, GITHUB_API_URL: 'https://ghes.example.com' })
      expect(await commitsSent(job)).toEqual(commitsOf(job))
      expect(github.requests.map(({ path }) => path)).toEqual(['/api/graphql'])
    }),
  )

  test.each<[string, string | undefined]>([
    ['empty', ''],
    ['missing', undefined],
    ['no JSON', '::error::injected\n{'],
    ['null', 'null'],
  ])('where the event file is %s', (_, content) =>
    onClone(['--depth=1'], {}, async ({ job, publish }) => {
      const file = join(job.repository.folder, '../event.json')
      if (content !== undefined) writeFileSync(file, content)
      const result = await publish({}, { GITHUB_EVENT_PATH: file })
      expect(result.outcome).toBe('success')
      expect(await commitsSent(job)).toEqual(commitsOf(job))
      expect(result.log).not.toContain('does not exist')
    })(),
  )

  test('through a proxy, over TLS with a private CA', async () => {
    const fixtures = join(import.meta.dirname, '../sandbox/fixtures/tls')
    const [key, cert] = ['key.pem', 'cert.pem'].map((name) =>
      readFileSync(join(fixtures, name), 'utf8'),
    )
    const tls = { key: key ?? '', cert: cert ?? '' }
    await using proxy = await startProxy()
    await onClone(['--depth=1'], { tls }, async ({ job, github, publish }) => {
      const direct = [job.sandbox.apiUrl, job.sandbox.bucketUrl].map((url) => new URL(url).host)
      const result = await publish(
        {},
        {
          HTTPS_PROXY: proxy.url,
          NO_PROXY: direct.join(','),
          NODE_EXTRA_CA_CERTS: join(fixtures, 'ca.pem'),
        },
      )
      expect(warningsOf(result)).toEqual([])
      expect(await commitsSent(job)).toEqual(commitsOf(job))
      expect(proxy.tunnels).toEqual([new URL(github.graphqlUrl).host])
    })()
  })
})

describe('one warning says what to do where GitHub does not tell', () => {
  const unanswered: [string, Partial<GitHubOptions>, Record<string, string>, number][] = [
    ['without a token', {}, { 'github-token': '' }, 0],
    ['with a token that it refuses', { token: 'another' }, {}, 1],
    ['without permission', { nameWithOwner: 'octo-org/secret' }, {}, 1],
    ['for an hour', { instead: [{ status: 429, headers: { 'retry-after': '3600' } }] }, {}, 1],
    ['in GraphQL', { instead: [{ status: 200, body: '<h1>::error::injected</h1>' }] }, {}, 1],
  ]
  test.each(unanswered)('%s', (_, options, inputs, queries) =>
    onClone(['--depth=1'], options, async ({ job, github, publish }) => {
      const result = await publish(inputs)
      expect(result.outcome).toBe('success')
      expect(warningsOf(result)).toEqual([
        expect.stringMatching(/3 of 3 documents.*"fetch-depth: 0".*"contents: read"/),
      ])
      const head = job.repository.git('rev-parse', 'HEAD')
      const sent = await commitsSent(job)
      expect(Object.keys(sent).sort()).toEqual(PATHS)
      for (const commit of Object.values(sent)) {
        expect(commit).toEqual([head, expect.any(String), 'Test Author', 'Change B'])
      }
      expect(github.requests).toHaveLength(queries)
    })(),
  )

  test(
    'where there is no such server',
    onClone(['--depth=1'], {}, async ({ publish }) => {
      const result = await publish({}, { GITHUB_GRAPHQL_URL: 'https://127.0.0.1:1/graphql' })
      expect(result.outcome).toBe('success')
      expect(warningsOf(result)).toEqual([expect.stringContaining('cannot be reached')])
    }),
  )
})

test(
  'a run that is cancelled does not wait for GitHub',
  onSandbox(async (job) => {
    const { repository } = job
    repository.commit('Write', { 'docs/a.md': '# A\n' })
    repository.commit('Elsewhere')
    const clone = join(repository.folder, '../clone')
    repository.git('clone', '--quiet', '--depth=1', `file://${repository.folder}`, clone)
    const folder = repository.folder
    await using github = await startGitHub({ folder, instead: ['silence'] })
    const environment = { GITHUB_GRAPHQL_URL: github.graphqlUrl }
    const running = job.start({}, { workspace: clone, environment })
    while (github.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 20))
    running.cancel()
    const result = await running.result
    expect(result.exitCode).toBe(1)
    expect(result.log).toContain('cancelled')
  }),
)
