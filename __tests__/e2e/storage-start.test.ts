import { expect, test } from '@jest/globals'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { onSandbox } from '../support/job.ts'
import type { Job } from '../support/job.ts'
import { preload } from '../support/preload.ts'
import { expectDelivered } from '../support/storage-delivery.ts'

/** What of the bundle a step loads, by the names of the files; the entry point first. */
async function loadedBy(job: Job, inputs: Record<string, string>): Promise<string[]> {
  const list = join(dirname(job.repository.folder), 'loaded')
  const environment = { ...preload('storage-loaded.ts'), LOADED_FILE: list }
  await job.publish(inputs, { environment })
  const loaded = readFileSync(list, 'utf8').trim().split('\n')
  return loaded.filter((file) => file.includes('/dist/')).map((file) => basename(file))
}

test(
  'only what is used is loaded',
  onSandbox(async (job) => {
    job.repository.commit('Write', { 'docs/a.md': '# A\n' })
    const wrong = await loadedBy(job, { 'write-mode': 'PERHAPS' })
    const dry = await loadedBy(job, { 'dry-run': 'true' })
    const real = await loadedBy(job, {})

    expect(wrong).toEqual(['index.js'])
    // What speaks to hosts is loaded by a run that speaks to some.
    const dist = join(import.meta.dirname, '..', '..', 'dist')
    const isNetwork = (file: string): boolean =>
      file !== 'index.js' &&
      readFileSync(join(dist, file), 'utf8').includes('class ProxyPool extends')
    expect(dry.filter(isNetwork)).toEqual([])
    expect(real.filter(isNetwork)).toHaveLength(1)
  }),
)

test(
  'git reads the history while the session opens',
  onSandbox(async (job) => {
    // Git waits until the session was asked for, and the session is not opened before git runs.
    const folder = join(dirname(job.repository.folder), 'meeting')
    mkdirSync(folder)
    const [asked, runs] = [join(folder, 'asked'), join(folder, 'runs')]
    const path = process.env['PATH'] ?? ''
    writeFileSync(
      join(folder, 'git'),
      `#!/bin/sh
PATH='${path}'
case " $* " in
  *' log '*' --stdin '*) touch '${runs}'; while [ ! -e '${asked}' ]; do sleep 0.01; done ;;
esac
exec git "$@"
`,
    )
    chmodSync(join(folder, 'git'), 0o755)
    job.sandbox.fault({
      on: 'platform',
      match: ({ call }) => {
        if (call === 'create-session') writeFileSync(asked, '')
        return call === 'create-session' && !existsSync(runs)
      },
      effect: { kind: 'answer', status: 503 },
    })
    job.repository.commit('Write', { 'docs/a.md': '# A\n' })

    const result = await job.publish({}, { environment: { PATH: `${folder}:${path}` } })

    expect([result.outcome, result.annotations]).toEqual(['success', []])
    expectDelivered(job, { 'docs/a.md': '# A\n' })
  }),
)
