import type { FileParameter, SandboxOptions } from '../../../sandbox/options.ts'
import type { Chance } from '../chance.ts'

/** How the platform of a history answers where its documentation leaves that open, or breaks its word. */
export interface Habits {
  readonly options: SandboxOptions
  /**
   * Whether all of its files can be read. Where they cannot, documents are sent that are there, nothing is
   * proven, and what is stale may stay.
   */
  readonly isWhole: boolean
}

const PARAMETERS: readonly [FileParameter, ...FileParameter[]] = [
  'limit',
  'filter',
  'name',
  'field',
  'cursor',
]

/** Half of all platforms are plain, so that what goes wrong there stands out. */
export function someHabits(chance: Chance): Habits {
  if (chance.happens(0.5)) return { options: {}, isWhole: true }
  const drop = PARAMETERS.filter(() => chance.happens(0.15))
  const refuse = PARAMETERS.filter((each) => !drop.includes(each) && chance.happens(0.15))
  const odd = [...drop, ...refuse]
  const options: SandboxOptions = {
    namesIgnoreCase: chance.happens(0.2),
    secondClose: chance.pick([204, 409]),
    leaveOutOptionalKeys: chance.happens(0.2),
    ingestion: {
      overwriteKeepsId: chance.happens(0.5),
      delayMs: chance.pick([0, 0, 0, 5, 30]),
      fileMs: chance.pick([0, 0, 1, 3]),
    },
    files: {
      drop,
      refuse,
      collation: chance.pick(['bytes', 'icu']),
      lagMs: chance.pick([0, 0, 0, 2_000, 20_000]),
      wholeNumbersAsFloats: chance.happens(0.2),
      timestampsWithOffset: chance.happens(0.2),
      sizes: chance.pick(['bytes', 'bytes', 'with-metadata', 'text', 'null', 'absent']),
      ...(chance.happens(0.2) ? { addedMetadata: { seen_by: 'the platform' } } : {}),
    },
    sessionList: {
      shuffled: chance.happens(0.2),
      ...(chance.happens(0.2) ? { writeMode: 'KEEP' } : {}),
    },
  }
  // Pages of ten of which only the first can be had.
  const isWhole = !(odd.includes('limit') && odd.includes('cursor'))
  return { options, isWhole }
}
