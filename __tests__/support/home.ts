import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { object, parse, string } from 'valibot'

const file = join(import.meta.dirname, '../../package.json')
const About = object({ repository: string(), version: string() })
const { repository, version } = parse(About, JSON.parse(readFileSync(file, 'utf8')))

/** How workflows name the action, `owner/name`. */
export const HOME = new URL(repository).pathname.slice(1)

/** The tag that they ask for, such as `v1`. */
export const MAJOR = `v${version.replace(/\..*/, '')}`
