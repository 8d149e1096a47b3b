/** Makes `dist/` from `src/`: the same bytes on every machine. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import ncc from '@vercel/ncc'
import { fingerprints, FINGERPRINTS_FILE, fingerprintOfSources } from './fingerprint.ts'
import { licensesOf } from './licenses.ts'

const root = join(import.meta.dirname, '..')
const compiled = join(root, 'build')
const bundle = join(root, 'dist')

async function pack(entry: string, folder: string): Promise<void> {
  const { code, assets, stats } = await ncc(join(compiled, entry), {
    cache: false,
    quiet: true,
    // The client for OpenID Connect is half of what @actions/core loads, with all of undici, and
    // nothing here asks for an ID token. Milo is undici's second HTTP parser, which has to be asked for.
    externals: {
      './oidc-utils.js': 'node:events',
      '../milo/simd.js': 'node:events',
      '../milo/no-simd.js': 'node:events',
    },
  })
  mkdirSync(folder, { recursive: true })
  const files = Object.entries(assets).map(([name, { source }]) => [name, String(source)] as const)
  for (const [name, source] of [...files, ['index.js', code] as const]) {
    writeFileSync(join(folder, name), name.endsWith('.js') ? inAscii(source) : source)
  }
  // Not by ncc's own option, which overlooks the modules that are joined into one.
  writeFileSync(join(folder, 'licenses.txt'), licensesOf(stats.compilation))
}

/**
 * A program in ASCII. A single letter beyond Latin-1, if only in a comment, makes V8 keep the whole file
 * as two bytes a letter, and loading it takes a third more time.
 */
function inAscii(program: string): string {
  return program.replace(
    /[\u0080-\uffff]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

// Before the build reads them: somebody may change them meanwhile.
const sources = fingerprintOfSources(root)
rmSync(compiled, { recursive: true, force: true })
rmSync(bundle, { recursive: true, force: true })
const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
execFileSync(process.execPath, [compiler, '-p', 'tsconfig.build.json'], {
  cwd: root,
  stdio: 'inherit',
})
await pack('main.js', bundle)
await pack('post.js', join(bundle, 'post'))
await pack('finalize.js', join(bundle, 'finalize'))

for (const name of readdirSync(bundle, { recursive: true, encoding: 'utf8' })) {
  if (!statSync(join(bundle, name)).isFile()) continue
  if (readFileSync(join(bundle, name), 'utf8').includes(root)) {
    throw new Error(`${name} holds a path of this machine, so it would differ on every other`)
  }
}

writeFileSync(join(root, FINGERPRINTS_FILE), fingerprints(root, sources))
