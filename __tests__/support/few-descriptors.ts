/**
 * Loaded into a step before its program (`node --import`): leaves it so many descriptors, for good, or
 * until shortly after it has tried to start another program.
 */
import { execFileSync } from 'node:child_process'
import { subscribe } from 'node:diagnostics_channel'
import { closeSync, openSync, readdirSync } from 'node:fs'

const left = Number(process.env['DESCRIPTORS_LEFT'])
const passing = process.env['DESCRIPTORS_RELEASED'] === 'true'
const HELD = 200

// One of them is this folder, while it is read.
const open = readdirSync('/proc/self/fd').length - 1
const limit = open + left + (passing ? HELD : 0)
execFileSync('prlimit', [`--pid=${process.pid}`, `--nofile=${limit}`])
if (passing) {
  const held = Array.from({ length: HELD }, () => openSync('/dev/null', 'r'))
  let released = false
  subscribe('child_process', () => {
    if (released) return
    released = true
    setTimeout(() => {
      held.forEach(closeSync)
    }, 10)
  })
}
