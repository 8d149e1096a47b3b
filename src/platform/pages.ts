import { isDeepStrictEqual } from 'node:util'
import { PublishError } from '../log/publish-error.ts'

/** One page of a list. */
interface Page<Item> {
  readonly data: readonly Item[]
  /** Where absent, more follow on a page that is full. */
  readonly has_more?: boolean | null | undefined
}

/**
 * The pages of a list, to its end. Nothing says whether the platform counts pages from 0 or from 1,
 * so the first is asked for without a number, and page 1 may turn out to be the same. A list that
 * changes meanwhile may bring an item twice.
 *
 * @param ask gives the page of a number, or the first
 * @param size how many items a full page has
 * @param what is listed, for the message
 * @throws a `PublishError` where the list would never end
 */
export async function* pagesOf<Item>(
  ask: (page: number | undefined) => Promise<Page<Item>>,
  size: number,
  what: string,
): AsyncGenerator<readonly Item[], void, undefined> {
  const isFollowed = ({ data, has_more }: Page<Item>): boolean => has_more ?? data.length >= size
  let page = await ask(undefined)
  yield page.data
  for (let number = 1; isFollowed(page); number++) {
    const before = page.data
    page = await ask(number)
    const isSame = isDeepStrictEqual(page.data, before)
    if (isFollowed(page) && (page.data.length === 0 || (isSame && number > 1))) {
      throw new PublishError(
        `The platform's list of ${what} never ends: page ${number} has nothing new but says there is more. Run the step again later.`,
      )
    }
    if (!isSame) yield page.data
  }
}
