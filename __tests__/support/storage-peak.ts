/**
 * Loaded into a step before its program (`node --import`): notes its peak memory, in bytes. What the
 * system calls the peak of a process includes that of the one which started it.
 */
import { writeFileSync } from 'node:fs'

let peak = 0
function look(): void {
  peak = Math.max(peak, process.memoryUsage.rss())
}

setInterval(look, 5).unref()
process.on('exit', () => {
  look()
  writeFileSync(process.env['PEAK_FILE'] ?? '', String(peak))
})
