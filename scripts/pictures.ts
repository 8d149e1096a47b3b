/**
 * `npm run pictures`: publishes the demo's repository to the sandbox, edits it, and writes into docs/pictures/ what people then see: the
 * plan of the next run, and the job summary of that run. Debian's Chromium draws them; where there is none, nothing is done.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { makeRepository } from '../sandbox/demo/repository.ts'
import { startGitHub } from '../sandbox/github.ts'
import { runAction } from '../sandbox/runner.ts'
import { startSandbox } from '../sandbox/sandbox.ts'

const CHROMIUM = '/usr/bin/chromium'
const ROOT = join(import.meta.dirname, '..')
const PICTURES = join(ROOT, 'docs', 'pictures')
const STYLE = readFileSync(
  join(ROOT, 'node_modules', 'github-markdown-css', 'github-markdown-light.css'),
  'utf8',
)
const WIDTH = 800

if (spawnSync(CHROMIUM, ['--version']).status !== 0) {
  console.log(`There is no ${CHROMIUM}, so there are no new pictures: apt-get install chromium`)
} else {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'pictures-')))
  try {
    const { run, plan } = await summaries(folder)
    mkdirSync(PICTURES, { recursive: true })
    draw('plan', plan, folder)
    draw('summary', run, folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function summaries(folder: string): Promise<{ run: string; plan: string }> {
  const repository = join(folder, 'repository')
  makeRepository(repository)
  await using sandbox = await startSandbox()
  await using github = await startGitHub({ folder: repository, id: 1_296_269 })

  async function step(runId: string, inputs: Readonly<Record<string, string>>): Promise<string> {
    const { outcome, log, summary } = await runAction({
      action: ROOT,
      workspace: repository,
      temp: join(folder, 'temp'),
      with: {
        'api-key': sandbox.apiKey,
        'api-url': sandbox.apiUrl,
        workspace: 'handbook',
        glob: 'README.md\ndocs/**',
        'skip-unchanged': 'true',
        prune: 'true',
        ...inputs,
      },
      environment: {
        GITHUB_API_URL: github.apiUrl,
        GITHUB_GRAPHQL_URL: github.graphqlUrl,
        GITHUB_RUN_ID: runId,
      },
    })
    if (outcome !== 'success') throw new Error(`The step did not succeed:\n${log}`)
    return summary
  }

  await step('1658821494', {})
  edit(repository)
  const plan = await step('1658821495', { 'dry-run': 'true' })
  return { plan, run: await step('1658821496', {}) }
}

/** What somebody may have done between the two runs. */
function edit(repository: string): void {
  const git = (...args: string[]): unknown =>
    execFileSync(
      'git',
      ['-c', 'user.name=The demo', '-c', 'user.email=demo@example.com', ...args],
      {
        cwd: repository,
      },
    )
  git('mv', 'docs/best-practices/proxy.md', 'docs/best-practices/proxies.md')
  git('rm', '--quiet', 'docs/best-practices/crawling.md')
  const page = join(repository, 'docs', 'getting-started.md')
  writeFileSync(page, `${readFileSync(page, 'utf8')}\nMore to come.\n`)
  writeFileSync(join(repository, 'docs', 'faq.md'), '# Questions that are often asked\n')
  writeFileSync(join(repository, 'docs', 'ideas.md'), '')
  git('add', '--all')
  git('commit', '--quiet', '--message', 'Answer questions')
}

/** With the lists of a plan open, which take a click. */
function draw(name: string, summary: string, folder: string): void {
  const html = summary.replaceAll(/<details>(?=<summary>\d+<\/summary>)/g, '<details open>')
  const page = join(folder, `${name}.html`)
  writeFileSync(
    page,
    `<!doctype html><meta charset="utf-8"><style>${STYLE}
      .markdown-body { padding: 16px 24px; }
      @page { margin: 0 }</style>
      <article class="markdown-body">${html}</article>
      <script>document.title = Math.ceil(document.documentElement.getBoundingClientRect().height)</script>`,
  )
  const dom = chromium(page, '--dump-dom')
  const height = /<title>(\d+)<\/title>/.exec(dom)?.[1] ?? '1000'
  const file = join(PICTURES, `${name}.png`)
  chromium(
    page,
    `--screenshot=${file}`,
    `--window-size=${WIDTH},${height}`,
    '--force-device-scale-factor=1.5',
  )
  console.log(file)
}

function chromium(page: string, ...options: readonly string[]): string {
  const headless = ['--headless', '--no-sandbox', '--disable-gpu', '--hide-scrollbars']
  return execFileSync(
    CHROMIUM,
    [...headless, `--window-size=${WIDTH},1000`, ...options, pathToFileURL(page).href],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
  )
}
