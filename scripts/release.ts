/** `npm run release -- patch|minor|major`: prepares the commit of a release. CONTRIBUTING.md says what comes then. */
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { commitRelease } from './release-commit.ts'

const [part] = process.argv.slice(2)
if (part !== 'patch' && part !== 'minor' && part !== 'major') {
  console.error('npm run release -- patch|minor|major')
  process.exit(2)
}
const root = join(import.meta.dirname, '..')
const version = await commitRelease({
  root,
  part,
  date: new Date().toISOString().slice(0, 10),
  build: () => {
    execFileSync(process.execPath, [join(import.meta.dirname, 'build.ts')], { stdio: 'inherit' })
  },
})
console.log(
  `Committed. Once CI has passed on it: git tag v${version} && git push origin v${version}`,
)
