import { expect, test } from '@jest/globals'
import { redirectTarget } from '../../src/storage/redirect.ts'

const S3 = 'https://bucket.s3.amazonaws.com/'

test.each([
  [S3, 'https://bucket.s3.eu-central-1.amazonaws.com/'],
  [S3, 'https://bucket.s3.amazonaws.com/elsewhere?x=1'],
  ['https://b.s3.cn-north-1.amazonaws.com.cn/', 'https://b.s3.cn-northwest-1.amazonaws.com.cn/'],
  ['http://127.0.0.1:8000/b', 'http://127.0.0.1:9000/c'],
])('guarantee 6: from %s to %s', (from, to) => {
  expect(redirectTarget(new URL(from), to)?.href).toBe(to)
})

test('a location without a host stays with the host', () => {
  expect(redirectTarget(new URL(S3), '/other')?.href).toBe('https://bucket.s3.amazonaws.com/other')
})

test.each([
  [S3, 'https://evil.example/'],
  [S3, 'https://bucket.s3.amazonaws.com.evil.example/'],
  [S3, 'https://evilamazonaws.com/'],
  [S3, 'http://bucket.s3.eu-central-1.amazonaws.com/'],
  [S3, 'https://user@bucket.s3.eu-central-1.amazonaws.com/'],
  [S3, 'https://b.s3.cn-north-1.amazonaws.com.cn/'],
  ['https://storage.example/', 'https://bucket.s3.amazonaws.com/'],
  ['http://127.0.0.1:8000/', 'http://localhost.evil.example/'],
  [S3, 'http://'],
])('guarantee 6: never from %s to %s', (from, to) => {
  expect(redirectTarget(new URL(from), to)).toBeUndefined()
})
