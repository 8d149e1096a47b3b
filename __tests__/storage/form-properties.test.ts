import { expect, test } from '@jest/globals'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import * as fc from 'fast-check'
import { FormReader, type FormHead } from '../../sandbox/bucket/form.ts'
import { encodeName } from '../../src/documents/names.ts'
import { requestBody, sizeOf, type Body } from '../../src/storage/body.ts'
import { createForm, formHead } from '../../src/storage/form.ts'
import { text } from '../support/arbitrary.ts'

const name = fc.stringMatching(/^[\w.-]{1,12}$/).filter((name) => name.toLowerCase() !== 'file')
const fields = fc.uniqueArray(
  fc.tuple(name, text('${filename}', '\r\n', '--', '\r\n--', '"').map(wellFormed)),
  { maxLength: 6, selector: ([name]) => name.toLowerCase() },
)
const slice = fc.oneof(
  fc.uint8Array({ maxLength: 64 }),
  fc.constantFrom('\r\n--', '--\r\n', '\r', '').map((text) => Buffer.from(text)),
  // Around what is sent at once.
  fc.integer({ min: 65_530, max: 65_540 }).map((size) => Buffer.alloc(size, 'x')),
)
const body: fc.Arbitrary<Body> = fc.oneof(
  slice.map((content): Body => ({ kind: 'whole', content: Buffer.from(content) })),
  fc.array(slice, { maxLength: 5 }).map((slices): Body => {
    const buffers = slices.map((slice) => Buffer.from(slice))
    const size = Buffer.concat(buffers).length
    return { kind: 'slices', size, slices: () => Readable.from(buffers) }
  }),
)

function wellFormed(text: string): string {
  return text.toWellFormed()
}

async function contentOf(body: Body): Promise<Buffer> {
  return body.kind === 'whole' ? body.content : buffer(body.slices())
}

test('what a form carries comes out of it as it was, in a length that is known before', async () => {
  await fc.assert(
    fc.asyncProperty(fields, text().map(encodeName), body, async (fields, fileName, body) => {
      const form = createForm(Object.fromEntries(fields))
      const head = formHead(form, fileName)
      const sent = requestBody(head, body, form.end, () => undefined)
      const bytes = Buffer.isBuffer(sent) ? sent : await buffer(sent)

      const content = await contentOf(body)
      expect(sizeOf(body)).toBe(content.length)
      const around = [...head, form.end].reduce((sum, { length }) => sum + length, 0)
      expect(bytes.length).toBe(around + sizeOf(body))
      const [, boundary = ''] = form.contentType.split('boundary=')
      const read = readForm(boundary, bytes)
      expect(read.head?.filename).toBe(fileName)
      expect(Object.fromEntries(read.head?.fields ?? [])).toEqual(
        Object.fromEntries(
          fields.map(([name, value]) => [name.toLowerCase(), sentAs(name, value)]),
        ),
      )
      expect(read.content.equals(content)).toBe(true)
    }),
    { numRuns: 300 },
  )
})

/** A key leaves a place for the name. */
function sentAs(name: string, value: string): string {
  return name === 'key' && !value.includes('${filename}') ? `${value}\${filename}` : value
}

function readForm(boundary: string, bytes: Buffer): { head?: FormHead; content: Buffer } {
  const contents: Buffer[] = []
  const heads: FormHead[] = []
  const reader = new FormReader(
    boundary,
    (head) => heads.push(head),
    (content) => contents.push(content),
  )
  reader.write(bytes)
  reader.end()
  const [head] = heads
  const content = Buffer.concat(contents)
  return head === undefined ? { content } : { head, content }
}
