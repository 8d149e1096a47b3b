/** Loaded into a step before its program (`node --import`): notes which files are loaded after it. */
import { appendFileSync } from 'node:fs'
import { registerHooks } from 'node:module'

registerHooks({
  load(url, context, next) {
    appendFileSync(process.env['LOADED_FILE'] ?? '', `${url}\n`)
    return next(url, context)
  },
})
