import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from '@jest/globals'

const COMMAND = join(import.meta.dirname, '../../sandbox/background.ts')

test('a sandbox goes on after the step that has started it', async () => {
  const printed = execFileSync(process.execPath, [COMMAND], { encoding: 'utf8' })
  const outputs = new Map(
    printed
      .trim()
      .split('\n')
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  )
  const control = `${outputs.get('control-url') ?? ''}/counters`
  try {
    const list = `${outputs.get('api-url') ?? ''}/api/v1/workspaces/w/upload_sessions`
    const authorization = `Bearer ${outputs.get('api-key') ?? ''}`
    expect((await fetch(list, { headers: { authorization } })).status).toBe(200)
    expect((await fetch(control)).status).toBe(200)
  } finally {
    process.kill(Number(outputs.get('pid')))
  }
  while (
    await fetch(control).then(
      () => true,
      () => false,
    )
  )
    await sleep(20)
})
