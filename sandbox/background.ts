/**
 * `node sandbox/background.ts >>"$GITHUB_OUTPUT"`: starts a sandbox that goes on after this process, for the next steps
 * of a job, and prints where it is as outputs of a step, with its process id as `pid`.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { object, parse, string } from 'valibot'

const Ready = object({ apiUrl: string(), apiKey: string(), controlUrl: string() })

const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
  detached: true,
  stdio: ['ignore', 'pipe', 'ignore'],
})
const [line] = (await once(createInterface(child.stdout), 'line')) as unknown[]
const { apiUrl, apiKey, controlUrl } = parse(Ready, JSON.parse(String(line)))
console.log(`api-url=${apiUrl}\napi-key=${apiKey}\ncontrol-url=${controlUrl}\npid=${child.pid}`)
child.stdout.destroy()
child.unref()
