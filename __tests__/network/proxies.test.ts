import { describe, expect, test } from '@jest/globals'
import { passwordsOf, readProxies } from '../../src/network/proxies.ts'

const UPPER = { HTTP_PROXY: 'http://h:1', HTTPS_PROXY: 'http://s:2', NO_PROXY: 'a.example' }

describe('the variables', () => {
  test('none', () => {
    expect(readProxies({})).toEqual({ http: '', https: '', except: '' })
  })

  test('upper case', () => {
    expect(readProxies(UPPER)).toEqual({
      http: 'http://h:1',
      https: 'http://s:2',
      except: 'a.example',
    })
  })

  test('lower case goes first', () => {
    const lower = { http_proxy: 'http://l:3', https_proxy: 'https://m:4', no_proxy: 'b.example' }
    expect(readProxies({ ...UPPER, ...lower })).toEqual({
      http: 'http://l:3',
      https: 'https://m:4',
      except: 'b.example',
    })
  })

  test('an empty one counts as absent', () => {
    const empty = { http_proxy: '', https_proxy: '', no_proxy: '' }
    expect(readProxies({ ...UPPER, ...empty })).toEqual(readProxies(UPPER))
  })

  test('without a scheme it is http', () => {
    expect(readProxies({ https_proxy: 'proxy.example:3128' }).https).toBe(
      'http://proxy.example:3128',
    )
    expect(readProxies({ https_proxy: 'me:secret@proxy.example' }).https).toBe(
      'http://me:secret@proxy.example',
    )
  })
})

test.each([
  'http://',
  'socks5://proxy.example:1080',
  'ftp://proxy.example',
  'http://me:hunter2#@proxy.example',
  'http://me:hunter2%zz@proxy.example',
  'two words',
])('guarantee 6: what is not a proxy’s address is named, but not quoted: %s', (address) => {
  const read = () => readProxies({ HTTPS_PROXY: address })
  expect(read).toThrow(/^The environment variable HTTPS_PROXY is not the address of a proxy/)
  expect(read).not.toThrow(/hunter2|two words/)
})

test('guarantee 6: passwords, as they stand there and as they are sent', () => {
  const proxies = readProxies({ http_proxy: 'me:a%40b@h', https_proxy: 'http://s', no_proxy: 'x' })
  expect(passwordsOf(proxies)).toEqual(['a%40b', 'a@b', '', ''])
})
