import { describe, expect, test } from '@jest/globals'
import { printable } from '../../src/log/printable.ts'

/** The runner's two rules for what a printed line does (from the source of actions/runner). */
function isCommand(line: string): boolean {
  return line.trimStart().startsWith('::') || line.includes('##[')
}

describe('guarantee 7: foreign text is never a workflow command nor more than one line', () => {
  test.each([
    '::error::x',
    ' \t ::set-output name=a::b',
    '\u00a0\u2003::add-mask::x',
    '\u0085::stop-commands::x',
    'a\n::error::x',
    'a\r::error::x',
    'text ##[error]x',
    '##[##[command]]',
    '\u2028::error::x',
    '\ufeff::error::x',
    '\u200b::error::x',
    '##\u200b[error]x',
  ])('%j', (text) => {
    const line = printable(text)
    expect(line.split(/[\r\n\u0085\u2028\u2029]/)).toHaveLength(1)
    expect(isCommand(line)).toBe(false)
  })

  test('text that looks like one name and is another shows what it is', () => {
    expect(printable('gpj.\u202egpj.exe')).toBe('gpj.\\u202egpj.exe')
    expect(printable('\u001b[31mred')).toBe('\\u001b[31mred')
    expect(printable('a\tb\nc')).toBe('a\\tb\\nc')
    expect(printable('\ud800')).toBe('\ufffd')
    expect(printable('a\rb\u0001')).toBe('a\\rb\\u0001')
    expect(printable('tag \u{e0041}')).toBe('tag \\u{e0041}')
  })

  test('a command is shown as it is written, but for a backslash', () => {
    expect(printable('a ##[b] ##[c]')).toBe('a ##\\[b] ##\\[c]')
    expect(printable(' ::error::x')).toBe(' \\::error::x')
  })

  test('ordinary text stays as it is', () => {
    const text = 'docs/Übersicht – 日本 & <b> [x] #1 a::b 👩❤️.md'
    expect(printable(text)).toBe(text)
  })
})
