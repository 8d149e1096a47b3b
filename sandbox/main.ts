import { parseArgs } from 'node:util'
import { startControl } from './control.ts'
import { messageOf } from '../src/property.ts'
import { optionsFromJson } from './json-options.ts'
import type { SandboxOptions } from './options.ts'
import { startSandbox } from './sandbox.ts'

/**
 * `node sandbox/main.ts [--json OPTIONS] [--with-parent]`: runs a sandbox until SIGINT or SIGTERM, or with
 * `--with-parent` until its standard input ends. Prints one line of JSON when it is ready.
 */
const { values } = parseArgs({
  options: {
    json: { type: 'string', default: '{}' },
    'with-parent': { type: 'boolean', default: false },
  },
})

const sandbox = await startSandbox(givenOptions())
const control = await startControl(sandbox)
await sandbox.ready()

async function stop(): Promise<void> {
  await Promise.all([sandbox.stop(), control.stop()])
  process.exit()
}
process.on('SIGINT', () => void stop())
process.on('SIGTERM', () => void stop())
if (values['with-parent']) process.stdin.resume().on('close', () => void stop())

const { apiUrl, apiKey, bucketUrl } = sandbox
console.log(JSON.stringify({ apiUrl, apiKey, bucketUrl, controlUrl: control.url }))
if (!values['with-parent']) console.error(howToUse(apiUrl, apiKey))

function givenOptions(): SandboxOptions {
  try {
    return optionsFromJson(values.json)
  } catch (error) {
    console.error(`--json cannot be used (sandbox/options.ts has the options): ${messageOf(error)}`)
    process.exit(2)
  }
}

/** For people, who type what programs read from the line above. */
function howToUse(url: string, key: string): string {
  return `
It runs until Ctrl+C. In another shell, to publish a repository of yours:

  npm run step -- ~/handbook api-url=${url} api-key=${key} workspace=handbook 'glob=docs/**/*.md'

And to see what the workspace then holds:

  curl -s -H 'Authorization: Bearer ${key}' '${url}/api/v1/workspaces/handbook/files?limit=100' | jq '.data[] | {name, meta}'
`
}
