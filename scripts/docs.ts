/**
 * `node scripts/docs.ts [--check]`: writes into pages and workflows what `action.yml` and `package.json` say. With
 * `--check` it writes nothing, and fails where they differ.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { documentation } from './documentation.ts'

const root = join(import.meta.dirname, '..')
const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } })

const texts = [...(await documentation(root))]
const changed = texts.filter(([path, text]) => readFileSync(join(root, path), 'utf8') !== text)
for (const [path, text] of changed) {
  if (!values.check) writeFileSync(join(root, path), text)
  console.log(values.check ? `${path} is not what npm run docs makes of it.` : `wrote ${path}`)
}
if (values.check && changed.length > 0) process.exitCode = 1
