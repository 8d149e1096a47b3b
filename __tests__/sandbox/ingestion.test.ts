import { describe, expect, test } from '@jest/globals'
import { ManualClock, startSandbox } from '../../sandbox/sandbox.ts'
import type { Sandbox } from '../../sandbox/sandbox.ts'
import { WORKSPACE, api, closeAndIngest, open, send } from '../support/client.ts'

/** Sends objects, encoded as clients do, in one session and waits for its ingestion. */
async function deliver(
  sandbox: Sandbox,
  writeMode: string,
  objects: Record<string, string>,
): Promise<void> {
  const session = await open(sandbox, { write_mode: writeMode })
  for (const [name, content] of Object.entries(objects))
    await send(session, encodeURIComponent(name), content)
  await closeAndIngest(sandbox, session)
}

/** What became of the last session's documents: its reason, or FINISHED. */
function outcomes(sandbox: Sandbox): Record<string, string> {
  const ingestion = sandbox.sessions.at(-1)?.ingestion ?? []
  return Object.fromEntries(ingestion.map(({ name, status, reason }) => [name, reason ?? status]))
}

function held(sandbox: Sandbox): Record<string, string> {
  const files = sandbox.files(WORKSPACE)
  return Object.fromEntries(files.map(({ name, content }) => [name, String(content)]))
}

test('a document is taken with its metadata, under its decoded name, once its session is closed', async () => {
  await using sandbox = await startSandbox()
  const session = await open(sandbox, { write_mode: 'KEEP', parallel_processing_enabled: true })
  await send(session, 'a%20%C3%BC.md.meta.json', '{"path":"a","n":1,"yes":true,"tags":["x","y"]}')
  await send(session, 'a%20%C3%BC.md', '# A')
  await send(session, 'plain.md', 'no metadata')
  await sandbox.ingested()
  expect(sandbox.files(WORKSPACE)).toEqual([])
  expect(sandbox.sessions[0]).toMatchObject({ status: 'OPEN', parallel: true, writeMode: 'KEEP' })
  await closeAndIngest(sandbox, session)
  expect(sandbox.sessions[0]?.status).toBe('CLOSED')
  expect(sandbox.files(WORKSPACE)).toMatchObject([
    {
      name: 'a \u00fc.md',
      size: 3,
      meta: { path: 'a', n: 1, yes: true, tags: ['x', 'y'] },
      sessionId: session.id,
    },
    { name: 'plain.md', size: 11, meta: {} },
  ])
  expect(outcomes(sandbox)).toEqual({ 'a \u00fc.md': 'FINISHED', 'plain.md': 'FINISHED' })
})

test('a session that expires is ingested as a closed one is', async () => {
  const clock = new ManualClock()
  await using sandbox = await startSandbox({ clock })
  await send(await open(sandbox, { expires_in_seconds: 10 }), 'a.md', 'x')
  clock.advance(9_999)
  expect(sandbox.sessions[0]?.status).toBe('OPEN')
  clock.advance(1)
  await sandbox.ingested()
  expect(sandbox.sessions[0]).toMatchObject({ status: 'EXPIRED' })
  expect(held(sandbox)).toEqual({ 'a.md': 'x' })
})

describe('a file whose name exists', () => {
  test.each([
    ['KEEP', 'FINISHED', 'old'],
    ['OVERWRITE', 'FINISHED', 'new'],
    ['FAIL', 'FILE_ALREADY_EXISTS', 'old'],
    ['TEMPORARY', 'FINISHED', 'new'],
  ])('under %s is %s and the workspace holds the %s', async (mode, outcome, content) => {
    await using sandbox = await startSandbox()
    await deliver(sandbox, 'KEEP', { 'a.md': 'old' })
    const id = sandbox.files(WORKSPACE)[0]?.fileId
    await deliver(sandbox, mode, { 'a.md': 'new' })
    expect(outcomes(sandbox)).toEqual({ 'a.md': outcome })
    expect(held(sandbox)).toEqual({ 'a.md': content })
    expect(sandbox.files(WORKSPACE)[0]?.fileId === id).toBe(content === 'old')
    expect(sandbox.files(WORKSPACE)[0]?.temporary).toBe(mode === 'TEMPORARY')
  })

  test('may be reported as failed under KEEP, and keep its id under OVERWRITE', async () => {
    await using sandbox = await startSandbox({
      ingestion: { keptFile: 'FAILED', overwriteKeepsId: true },
    })
    await deliver(sandbox, 'KEEP', { 'a.md': 'old' })
    const id = sandbox.files(WORKSPACE)[0]?.fileId
    await deliver(sandbox, 'KEEP', { 'a.md': 'new' })
    expect(outcomes(sandbox)).toEqual({ 'a.md': 'FILE_ALREADY_EXISTS' })
    await deliver(sandbox, 'OVERWRITE', { 'a.md': 'newer' })
    expect(sandbox.files(WORKSPACE)).toMatchObject([{ fileId: id, size: 5 }])
  })
})

describe('names may stand for several files', () => {
  const contents = (sandbox: Sandbox): string[] =>
    sandbox.files(WORKSPACE).map(({ name, content }) => `${name} ${String(content)}`)

  test('KEEP holds both, and OVERWRITE replaces all of them', async () => {
    await using sandbox = await startSandbox({ ingestion: { keep: 'both' } })
    await deliver(sandbox, 'KEEP', { 'a.md': 'old' })
    await deliver(sandbox, 'KEEP', { 'a.md': 'new' })
    expect(outcomes(sandbox)).toEqual({ 'a.md': 'FINISHED' })
    expect(contents(sandbox)).toEqual(['a.md old', 'a.md new'])
    await deliver(sandbox, 'FAIL', { 'a.md': 'newer' })
    expect(outcomes(sandbox)).toEqual({ 'a.md': 'FILE_ALREADY_EXISTS' })
    await deliver(sandbox, 'OVERWRITE', { 'a.md': 'newest' })
    expect(contents(sandbox)).toEqual(['a.md newest'])
  })

  test('OVERWRITE keeps the id of the first', async () => {
    await using sandbox = await startSandbox({ ingestion: { overwriteKeepsId: true } })
    const { fileId } = sandbox.publisher(WORKSPACE).put({ name: 'a.md' })
    sandbox.publisher(WORKSPACE).put({ name: 'a.md' })
    await deliver(sandbox, 'OVERWRITE', { 'a.md': 'new' })
    expect(sandbox.files(WORKSPACE)).toMatchObject([{ fileId, size: 3 }])
  })

  test('names are compared with letter case, or without', async () => {
    for (const namesIgnoreCase of [false, true]) {
      await using sandbox = await startSandbox({ namesIgnoreCase })
      await deliver(sandbox, 'OVERWRITE', { 'Guide.md': 'old' })
      await deliver(sandbox, 'OVERWRITE', { 'guide.md': 'new' })
      const both = ['Guide.md old', 'guide.md new']
      expect(contents(sandbox)).toEqual(namesIgnoreCase ? ['guide.md new'] : both)
      const { body } = await api(sandbox, 'GET', '/files?name=GUIDE')
      expect(body).toMatchObject({ total: namesIgnoreCase ? 1 : 0 })
    }
  })
})

test('documents stay pending while ingestion is held', async () => {
  await using sandbox = await startSandbox({ ingestion: { held: true } })
  const session = await open(sandbox, { write_mode: 'OVERWRITE' })
  await send(session, 'a.md', 'x')
  await api(sandbox, 'PUT', `/upload_sessions/${session.id}`, { status: 'CLOSED' })
  const pending = `/upload_sessions/${session.id}/files?ingestion_status=PENDING`
  do {
    const { body } = await api(sandbox, 'GET', pending)
    if (JSON.stringify(body).includes('a.md')) break
  } while (sandbox.files(WORKSPACE).length === 0)
  expect(sandbox.files(WORKSPACE)).toEqual([])
  sandbox.releaseIngestion()
  await sandbox.ingested()
  expect(held(sandbox)).toEqual({ 'a.md': 'x' })
  sandbox.holdIngestion()
  const other = await open(sandbox)
  await send(other, 'b.md', 'x')
  await api(sandbox, 'PUT', `/upload_sessions/${other.id}`, { status: 'CLOSED' })
  // Stopping ends what is held, too.
})

test('documents are rejected by name, as long as they are told to be', async () => {
  await using sandbox = await startSandbox({
    ingestion: { rejected: { 'a.md': 'FAILED_TO_PARSE_META' } },
  })
  sandbox.reject('b.md', 'UNKNOWN_ERROR')
  await deliver(sandbox, 'OVERWRITE', { 'a.md': '1', 'b.md': '1', 'c.md': '1' })
  expect(outcomes(sandbox)).toEqual({
    'a.md': 'FAILED_TO_PARSE_META',
    'b.md': 'UNKNOWN_ERROR',
    'c.md': 'FINISHED',
  })
  sandbox.reject('a.md')
  await deliver(sandbox, 'OVERWRITE', { 'a.md': '2' })
  expect(held(sandbox)).toEqual({ 'c.md': '1', 'a.md': '2' })
})

describe('a file fails', () => {
  test('when it is empty, or its document is missing', async () => {
    await using sandbox = await startSandbox()
    await deliver(sandbox, 'KEEP', { 'empty.md': '', 'alone.md.meta.json': '{}', 'good.md': 'x' })
    expect(outcomes(sandbox)).toEqual({
      'empty.md': 'EMPTY_FILE',
      'alone.md': 'FILE_NOT_FOUND',
      'good.md': 'FINISHED',
    })
    expect(held(sandbox)).toEqual({ 'good.md': 'x' })
  })

  test.each([
    'no json',
    '',
    '[]',
    '"text"',
    'null',
    '{"nested":{"a":1}}',
    '{"mixed":["a",1]}',
    '{"nothing":null}',
    '{"id":"x"}',
    '{"_id":"x"}',
  ])('when its metadata is %j', async (metadata) => {
    await using sandbox = await startSandbox()
    await deliver(sandbox, 'KEEP', { 'a.md.meta.json': metadata, 'a.md': 'x' })
    expect(outcomes(sandbox)).toEqual({ 'a.md': 'FAILED_TO_PARSE_META' })
  })

  test('when a key has another type than in the workspace, also within a session', async () => {
    await using sandbox = await startSandbox()
    await deliver(sandbox, 'KEEP', { 'a.md.meta.json': '{"version":"1"}', 'a.md': 'x' })
    await deliver(sandbox, 'KEEP', {
      'b.md.meta.json': '{"version":2}',
      'b.md': 'x',
      'c.md.meta.json': '{"version":"3","order":1}',
      'c.md': 'x',
      'd.md.meta.json': '{"order":"first"}',
      'd.md': 'x',
    })
    expect(outcomes(sandbox)).toEqual({
      'b.md': 'FAILED_TO_PARSE_META',
      'c.md': 'FINISHED',
      'd.md': 'FAILED_TO_PARSE_META',
    })
  })

  test('when the session holds more objects than the platform takes', async () => {
    await using sandbox = await startSandbox({ maxObjects: 3 })
    await deliver(sandbox, 'KEEP', {
      'a.md': 'x',
      'b.md.meta.json': '{}',
      'b.md': 'x',
      'c.md': 'x',
    })
    expect(outcomes(sandbox)).toEqual({
      'a.md': 'FINISHED',
      'b.md': 'FINISHED',
      'c.md': 'UNKNOWN_ERROR',
    })
  })
})

test('ingestion takes its time when told to, one session after the other', async () => {
  await using sandbox = await startSandbox({ ingestion: { fileMs: 20 } })
  const first = await open(sandbox, { write_mode: 'KEEP' })
  const second = await open(sandbox, { write_mode: 'OVERWRITE' })
  await send(first, 'a.md', 'first')
  await send(first, 'b.md', 'first')
  await send(second, 'a.md', 'second')
  await api(sandbox, 'PUT', `/upload_sessions/${first.id}`, { status: 'CLOSED' })
  await api(sandbox, 'PUT', `/upload_sessions/${second.id}`, { status: 'CLOSED' })
  expect(sandbox.files(WORKSPACE).length).toBeLessThan(2)
  await sandbox.ingested()
  expect(held(sandbox)).toEqual({ 'b.md': 'first', 'a.md': 'second' })
})
