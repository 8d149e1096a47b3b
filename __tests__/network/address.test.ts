import { expect, test } from '@jest/globals'
import { isSafeAddress } from '../../src/network/address.ts'

test.each([
  ['https://api.cloud.deepset.ai', true],
  ['http://127.0.0.1:8080', true],
  ['http://localhost', true],
  ['http://[::1]:80', true],
  ['http://api.cloud.deepset.ai', false],
  ['http://127.0.0.1.example.com', false],
  ['http://localhost.example.com', false],
  ['https://user:pass@example.com', false],
  ['https://user@example.com', false],
  ['ftp://example.com', false],
])('%s: %p', (address, safe) => {
  expect(isSafeAddress(new URL(address))).toBe(safe)
})
