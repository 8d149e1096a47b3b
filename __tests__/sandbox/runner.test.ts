import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runAction, runPost, startAction } from '../../sandbox/runner.ts'
import type { StepOptions, StepResult } from '../../sandbox/runner.ts'
import { commandReader } from '../../sandbox/runner/commands.ts'

const ACTION = `
inputs:
  given: { required: true }
  with-default: { default: from action.yml }
  emptied: { default: not this }
  a number: { default: 7 }
  token: { default: '\${{ github.token }}' }
runs: { using: node24, main: main.js, post: post.js, post-if: failure() }
`
let root: string

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'runner-'))
  await writeFile(join(root, 'action.yml'), ACTION)
})

afterAll(async () => {
  await rm(root, { recursive: true })
})

async function run(main: string, options: Partial<StepOptions> = {}): Promise<StepResult> {
  return runAction(await step(main, options))
}

async function step(main: string, options: Partial<StepOptions> = {}): Promise<StepOptions> {
  await writeFile(join(root, 'main.js'), main)
  return {
    action: root,
    workspace: root,
    temp: join(root, 'temp'),
    with: { given: 'x' },
    ...options,
  }
}

describe('what a step gets', () => {
  test('inputs as given, and the defaults of those that are absent', async () => {
    const { log } = await run(
      `console.log(JSON.stringify(Object.entries(process.env).filter(([name]) => name.startsWith('INPUT_')).sort()))`,
      { with: { given: ' a ', EMPTIED: '' }, token: 'the token of this job', secrets: [] },
    )

    expect(JSON.parse(log)).toEqual([
      ['INPUT_A_NUMBER', '7'],
      ['INPUT_EMPTIED', ''],
      ['INPUT_GIVEN', ' a '],
      ['INPUT_TOKEN', '***'],
      ['INPUT_WITH-DEFAULT', 'from action.yml'],
    ])
  })

  test('the event in a file, the workspace as its folder, no variable of this process', async () => {
    process.env['HTTPS_PROXY'] = 'http://proxy.example'
    const { log } = await run(
      `const { GITHUB_EVENT_NAME, GITHUB_EVENT_PATH, HTTPS_PROXY = 'no proxy', GITHUB_JOB } = process.env
       console.log([GITHUB_EVENT_NAME, require(GITHUB_EVENT_PATH).action, process.cwd(), HTTPS_PROXY, GITHUB_JOB].join())`,
      {
        event: { name: 'release', payload: { action: 'published' } },
        environment: { GITHUB_JOB: 'mine' },
      },
    )
    delete process.env['HTTPS_PROXY']

    expect(log).toBe(`release,published,${root},no proxy,mine\n`)
  })
})

describe('what a step leaves', () => {
  test('outputs, state and summary, from files', async () => {
    const { outputs, state, summary, environment, path } = await run(
      `const { appendFileSync } = require('node:fs')
       appendFileSync(process.env.GITHUB_OUTPUT, 'one=1=<<\\nmany<<END\\na\\n\\n END\\nEND\\nempty<<E\\nE\\nlast<<=\\nx\\n=\\n')
       appendFileSync(process.env.GITHUB_STATE, 'session=s-1')
       appendFileSync(process.env.GITHUB_ENV, 'A=b')
       appendFileSync(process.env.GITHUB_PATH, '/opt/bin\\n')
       appendFileSync(process.env.GITHUB_STEP_SUMMARY, '# Done\\n')`,
    )

    expect(outputs).toEqual({ one: '1=<<', many: 'a\n\n END', empty: '', last: 'x' })
    expect(state).toEqual({ session: 's-1' })
    expect(environment).toEqual({ A: 'b' })
    expect(path).toEqual(['/opt/bin'])
    expect(summary).toBe('# Done\n')
  })

  test.each(['no pair', 'open<<END\nvalue', '=nameless'])(
    'a file that says %j fails',
    async (text) => {
      const writing = run(
        `require('node:fs').appendFileSync(process.env.GITHUB_OUTPUT, ${JSON.stringify(text)})`,
      )

      await expect(writing).rejects.toThrow(/Invalid format|delimiter not found/)
    },
  )

  test('its exit code and both streams, a line ending at a carriage return too', async () => {
    const { exitCode, outcome, lines } = await run(
      `process.stdout.write('a\\rb\\r\\n\\nno end'); process.stderr.write('e\\n'); process.exitCode = 3`,
    )

    expect(exitCode).toBe(3)
    expect(outcome).toBe('failure')
    expect(lines.filter(({ stream }) => stream === 'stdout').map(({ text }) => text)).toEqual([
      'a',
      'b',
      '',
      'no end',
    ])
    expect(lines).toContainEqual({ stream: 'stderr', text: 'e' })
  })

  test('a log that shows what commands mean, with what is masked from then on', async () => {
    const { log, annotations } = await run(
      `console.log('a secret and a token\\n::add-mask::secret\\n  ::warning file=a%3Ab.md,title=T::a secret%0Ahere\\nthe secret ##[group]x\\n::debug::no')`,
      { token: 'token' },
    )

    expect(log).toBe('a secret and a ***\n##[warning]a ***\nhere\n##[group]x\n')
    expect(annotations).toEqual([
      {
        syntax: '::',
        name: 'warning',
        properties: { file: 'a:b.md', title: 'T' },
        data: 'a secret\nhere',
      },
    ])
  })
})

test('a cancelled step gets SIGINT first, and has time', async () => {
  const running = startAction(
    await step(
      `process.on('SIGINT', () => { console.log('bye'); process.exit(1) }); setInterval(() => {}, 1e6); console.log('up')`,
      {
        onLine: (line) => {
          if (line === 'up') running.cancel()
        },
      },
    ),
  )
  const result = await running.result

  expect(result).toMatchObject({ outcome: 'cancelled', exitCode: 1, log: 'up\nbye\n' })
})

test('a step that hangs is ended', async () => {
  await expect(
    run(`console.log('up'); setInterval(() => {}, 1e6)`, { timeoutMs: 1_500 }),
  ).rejects.toThrow('up')
})

test('post runs with the state of main, where its condition holds', async () => {
  await writeFile(
    join(root, 'post.js'),
    `console.log(process.env.STATE_session, process.env.INPUT_GIVEN)`,
  )
  const options = await step(
    `require('node:fs').appendFileSync(process.env.GITHUB_STATE, 'session=s-1\\n'); process.exitCode = Number(process.env.INPUT_GIVEN)`,
  )
  const failed = { ...options, with: { given: '1' } }
  const succeeded = { ...options, with: { given: '0' } }

  expect((await runPost(failed, await runAction(failed)))?.log).toBe('s-1 1\n')
  expect(await runPost(succeeded, await runAction(succeeded))).toBeUndefined()
})

describe('commands', () => {
  test.each([
    ['::error::x', { syntax: '::', name: 'error', properties: {}, data: 'x' }],
    ['\u00a0\t ::ERROR::x', { syntax: '::', name: 'error', properties: {}, data: 'x' }],
    [
      '::error a=1,b=,=c::x::y%25',
      { syntax: '::', name: 'error', properties: { a: '1' }, data: 'x::y%' },
    ],
    [
      'title ##[warning a=%3B;b=2]x%5D',
      { syntax: '##[', name: 'warning', properties: { a: ';', b: '2' }, data: 'x]' },
    ],
    ['::unknown:: ##[debug]x', { syntax: '##[', name: 'debug', properties: {}, data: 'x' }],
    ['x ::error::y', undefined],
    ['::unknown::y', undefined],
    [':: error::y', undefined],
    ['##[unknown]y', undefined],
    ['##[error y', undefined],
  ])('in %j', (line, command) => {
    expect(commandReader()(line)).toEqual(command)
  })

  test('stop until their token comes', () => {
    const names = ['::stop-commands::Token', '::error::x', '::token::', '::error::x'].map(
      commandReader(),
    )

    expect(names.map((command) => command?.name)).toEqual([
      'stop-commands',
      undefined,
      'token',
      'error',
    ])
  })
})
