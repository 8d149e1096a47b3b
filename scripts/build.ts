/** Makes `dist/` from `src/`: the same bytes on every machine. */
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const compiled = join(root, 'build')
const bundle = join(root, 'dist')

function run(program: string, ...args: string[]): void {
  const options = { cwd: root, stdio: 'inherit' } as const
  execFileSync(process.execPath, [join(root, 'node_modules', program), ...args], options)
}

rmSync(compiled, { recursive: true, force: true })
rmSync(bundle, { recursive: true, force: true })
run('typescript/bin/tsc', '-p', 'tsconfig.build.json')
const options = ['--license', 'licenses.txt', '--no-cache', '--quiet']
const ncc = '@vercel/ncc/dist/ncc/cli.js'
run(ncc, 'build', 'build/main.js', '-o', 'dist', ...options)
run(ncc, 'build', 'build/finalize.js', '-o', 'dist/finalize', ...options)

for (const name of readdirSync(bundle, { recursive: true, encoding: 'utf8' })) {
  if (!statSync(join(bundle, name)).isFile()) continue
  if (readFileSync(join(bundle, name), 'utf8').includes(root)) {
    throw new Error(`${name} holds a path of this machine, so it would differ on every other`)
  }
}
