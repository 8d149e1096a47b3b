import { expect, test } from '@jest/globals'
import { adversary } from '../../bench/soak/sync/adversary.ts'

const SEED = 12
const CASES = Array.from({ length: 30 }, (_, index) => index + 1)

test.each(CASES)(
  'nothing of others is deleted or lost, and nothing misreported: %i',
  async (number) => {
    const { events, violations } = await adversary(SEED, number)
    expect(violations.length > 0 ? { events, violations } : undefined).toBeUndefined()
  },
)
