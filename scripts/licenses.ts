import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BundledModule, Compilation } from '@vercel/ncc'
import { object, parse, string } from 'valibot'

const Package = object({ name: string(), version: string(), license: string() })

/**
 * The licences of all packages of which modules are in a bundle: their terms ask that the text goes
 * with every copy.
 *
 * @throws where a package has no licence file
 */
export function licensesOf({ chunks, chunkGraph }: Compilation<object>): string {
  const folders = [...chunks].flatMap((chunk) => [
    ...packagesOf(chunkGraph.getChunkModulesIterable(chunk)),
  ])
  const texts = [...new Set(folders)].map((folder) => {
    const about = readFileSync(join(folder, 'package.json'), 'utf8')
    const { name, version, license } = parse(Package, JSON.parse(about))
    return `${name} ${version}\n${license}\n\n${licenseIn(folder).replaceAll('\r\n', '\n').trim()}\n`
  })
  return [...new Set(texts)].sort().join(`\n${'-'.repeat(80)}\n\n`)
}

/** The folders of packages. */
function* packagesOf(modules: Iterable<BundledModule>): Generator<string> {
  for (const { resource, modules: joined } of modules) {
    const folder = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(resource ?? '')?.[0]
    if (folder !== undefined) yield folder
    if (joined !== undefined) yield* packagesOf(joined)
  }
}

function licenseIn(folder: string): string {
  const file = readdirSync(folder).find((name) => /^licen[sc]e/i.test(name))
  if (file === undefined) throw new Error(`${folder} has no licence file`)
  return readFileSync(join(folder, file), 'utf8')
}
