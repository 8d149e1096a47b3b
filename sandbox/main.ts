import { parseArgs } from 'node:util'
import { startControl } from './control.ts'
import { optionsFromJson } from './json-options.ts'
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

const sandbox = await startSandbox(optionsFromJson(values.json))
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
if (process.stderr.isTTY) console.error(howToUse(apiUrl, apiKey))

/** For people, who have to type what programs read from the line above. */
function howToUse(url: string, key: string): string {
  return `
It runs until Ctrl+C. In another shell, to publish a repository of yours:

  npm run step -- FOLDER api-url=${url} api-key=${key} workspace=handbook 'glob=docs/**/*.md'

And to see what the workspace then holds:

  curl -s -H 'Authorization: Bearer ${key}' '${url}/api/v1/workspaces/handbook/files?limit=100'
`
}
