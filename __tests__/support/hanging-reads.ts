/**
 * Loaded into a step before its program (`node --import`): what it reads off the main thread hangs, as on
 * the disk of a server that is gone.
 */
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

const MINUTE = 60_000

function read(): void {
  process.stderr.write('a read hangs\n')
  setTimeout(() => undefined, MINUTE)
}

Object.assign(fs, { read })
syncBuiltinESMExports()
