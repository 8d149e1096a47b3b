import { describe, expect, test } from '@jest/globals'
import { TokenBucket, Line } from '../../sandbox/faults/limits.ts'
import { startSandbox } from '../../sandbox/sandbox.ts'
import type { Effect, Fault, Sandbox } from '../../sandbox/sandbox.ts'
import { code, message, open, send } from '../support/client.ts'

const onBucket = (effect: Effect, more: Partial<Fault> = {}): Fault => ({
  on: 'bucket',
  effect,
  ...more,
})

function names(sandbox: Sandbox): string[] {
  return sandbox.objects().map(({ name }) => name)
}

describe('an answer', () => {
  test("of any status in S3's form, with headers", async () => {
    await using sandbox = await startSandbox()
    const session = await open(sandbox)
    const headers = { 'retry-after': '7' }
    sandbox.fault(
      onBucket({ kind: 'answer', status: 503, code: 'SlowDown', message: 'Slow < down', headers }),
    )
    const answer = await send(session, 'a.md', 'x')
    expect(answer).toMatchObject({
      status: 503,
      headers: { 'retry-after': '7', 'x-amz-request-id': expect.anything() },
    })
    expect([code(answer), message(answer)]).toEqual(['SlowDown', 'Slow &lt; down'])
    expect(names(sandbox)).toEqual([])
    await sandbox.clearFaults()
    expect((await send(session, 'a.md', 'x')).status).toBe(204)
    expect(sandbox.objects()).toMatchObject([{ attempts: 2, stores: 1 }])
  })

  test.each(['html', 'json', 'empty'] as const)("in the form of %s is not S3's", async (body) => {
    await using sandbox = await startSandbox({
      faults: [onBucket({ kind: 'answer', status: 200, body })],
    })
    const answer = await send(await open(sandbox), 'a.md', 'x')
    expect(answer.status).toBe(200)
    expect(answer.headers['etag']).toBeUndefined()
    expect(answer.headers['x-amz-request-id']).toBeUndefined()
    expect(answer.body.startsWith(body === 'html' ? '<html>' : body === 'json' ? '{' : '')).toBe(
      true,
    )
    expect(names(sandbox)).toEqual([])
  })

  test('about a token quotes the token, as S3 does', async () => {
    const effect: Effect = { kind: 'answer', status: 400, code: 'ExpiredToken' }
    await using sandbox = await startSandbox({ faults: [onBucket(effect)] })
    const session = await open(sandbox)
    expect((await send(session, 'a.md', 'x')).body).toContain(
      session.fields['x-amz-security-token'],
    )
  })

  test('that sends elsewhere, where the same form is taken', async () => {
    await using sandbox = await startSandbox()
    const session = await open(sandbox)
    const location = `${sandbox.bucketUrl}/?elsewhere`
    sandbox.fault(onBucket({ kind: 'answer', status: 307, headers: { location } }, { times: 1 }))
    const answer = await send(session, 'a.md', 'x')
    expect([answer.status, answer.headers['location']]).toEqual([307, location])
    expect((await send({ ...session, url: location }, 'a.md', 'x')).status).toBe(204)
  })

  test('that is an error although the object was stored', async () => {
    const effect: Effect = { kind: 'answer', status: 500, handled: true }
    await using sandbox = await startSandbox({ faults: [onBucket(effect)] })
    expect((await send(await open(sandbox), 'a.md', 'x')).status).toBe(500)
    expect(names(sandbox)).toEqual(['a.md'])
  })
})

describe('limits', () => {
  test('a token bucket answers 503 SlowDown to what is beyond it', async () => {
    const rate: Effect = { kind: 'rate', perSecond: 0.001, burst: 3, delayMs: 1 }
    await using sandbox = await startSandbox({ faults: [onBucket(rate)] })
    const session = await open(sandbox)
    const answers = await Promise.all(
      ['a', 'b', 'c', 'd', 'e'].map((name) => send(session, name, 'x')),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 204, 204, 503, 503])
    expect(answers.filter((answer) => code(answer) === 'SlowDown')).toHaveLength(2)
    expect(sandbox.bucketRequests).toMatchObject({
      stored: 3,
      refused: 2,
      byStatus: { 204: 3, 503: 2 },
    })
  })

  test('a token bucket fills again', async () => {
    const tokens = new TokenBucket(1000, 1)
    expect(tokens.take()).toBe(true)
    while (!tokens.take()) await new Promise(setImmediate)
  })

  test('a line makes everybody wait for all that came before', () => {
    const line = new Line(1000)
    expect(line.pass(10_000)).toBeGreaterThan(9_000)
    expect(line.pass(10_000)).toBeGreaterThan(19_000)
  })

  test('a slow line delivers whole files', async () => {
    const bandwidth: Effect = { kind: 'bandwidth', bytesPerSecond: 10_000_000 }
    await using sandbox = await startSandbox({ faults: [onBucket(bandwidth)] })
    const session = await open(sandbox)
    const content = 'x'.repeat(300_000)
    const answers = await Promise.all(['a', 'b'].map((name) => send(session, name, content)))
    expect(answers.map(({ status }) => status)).toEqual([204, 204])
    expect(sandbox.objects().map(({ size }) => size)).toEqual([300_000, 300_000])
  })
})

describe('a fault strikes', () => {
  const down: Effect = { kind: 'answer', status: 500 }

  async function statuses(fault: Partial<Fault>, sent: string[]): Promise<number[]> {
    await using sandbox = await startSandbox({ faults: [onBucket(down, fault)] })
    const session = await open(sandbox)
    const answers: number[] = []
    for (const name of sent)
      answers.push((await send(session, encodeURIComponent(name), 'x')).status)
    return answers
  }

  test('the requests it is meant for', async () => {
    const sent = ['a b.md', 'a b.md.meta.json', 'c.md']
    expect(await statuses({ match: { name: 'a b' } }, sent)).toEqual([500, 500, 204])
    expect(await statuses({ match: { nameRegex: '\\.md$' } }, sent)).toEqual([500, 204, 500])
    expect(await statuses({ match: ({ name }) => name === 'c.md' }, sent)).toEqual([204, 204, 500])
    expect(await statuses({ match: { reused: true } }, sent)).toEqual([204, 204, 204])
  })

  test('as often as it should', async () => {
    const sent = ['a', 'b', 'a', 'b', 'a', 'b']
    expect(await statuses({ times: 2 }, sent)).toEqual([500, 500, 204, 204, 204, 204])
    expect(await statuses({ after: 1, times: 2 }, sent)).toEqual([204, 500, 500, 204, 204, 204])
    expect(await statuses({ eachName: true, after: 1, times: 1 }, sent)).toEqual([
      204, 204, 500, 500, 204, 204,
    ])
  })

  test('as likely as it should, the same with the same seed', async () => {
    const sent = Array.from({ length: 30 }, (_, index) => `${index}`)
    const [one, same, other] = [
      await statuses({ probability: 0.5, seed: 7 }, sent),
      await statuses({ probability: 0.5, seed: 7 }, sent),
      await statuses({ probability: 0.5, seed: 8 }, sent),
    ]
    expect(one).toEqual(same)
    expect(one).not.toEqual(other)
    expect(one.filter((status) => status === 500).length).toBeGreaterThan(5)
    expect(one.filter((status) => status === 204).length).toBeGreaterThan(5)
  })

  test('together with others', async () => {
    const faults = [
      onBucket({ kind: 'latency', ms: 5 }),
      onBucket({ kind: 'rate', perSecond: 1, burst: 0 }),
      onBucket(down),
    ]
    await using sandbox = await startSandbox({ faults })
    expect((await send(await open(sandbox), 'a.md', 'x')).status).toBe(503)
  })
})
