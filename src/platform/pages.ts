import { isDeepStrictEqual } from 'node:util'
import { PublishError } from '../report/publish-error.ts'

/** One page of a list. */
interface Page<Item> {
  readonly data: readonly Item[]
  readonly has_more: boolean
}

/**
 * The pages of a list, to its end. Nothing says whether the platform counts pages from 0 or from 1,
 * so the first is asked for without a number, and page 1 may turn out to be the same.
 *
 * @param ask gives the page of a number, or the first
 * @param what is listed, for the message
 * @throws a `PublishError` where the list does not get on: it would never end
 */
export async function* pagesOf<Item>(
  ask: (page: number | undefined) => Promise<Page<Item>>,
  what: string,
): AsyncGenerator<readonly Item[], void, undefined> {
  let page = await ask(undefined)
  yield page.data
  for (let number = 1; page.has_more; number++) {
    const before = page.data
    page = await ask(number)
    const isSame = isDeepStrictEqual(page.data, before)
    if (page.has_more && (page.data.length === 0 || (isSame && number > 1))) {
      throw new PublishError(
        `The platform lists ${what} without getting on: page ${number} brings nothing new, and yet more is said to follow. Run the step again later.`,
      )
    }
    if (!isSame) yield page.data
  }
}
