import { expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { commandReader } from '../../sandbox/runner/commands.ts'
import { printable } from '../../src/log/printable.ts'
import { text } from '../support/arbitrary.ts'

const foreign = text(
  ...['::', ':', 'error', 'add-mask', 'stop-commands', '##[', '##', '#', '[', ']', ' ', '\t'],
  ...['\r', '\n', '\\', '\u0085', '\u00a0', '\u2028', '\u200b', '\ufeff', '\u202e', '\u{e0041}'],
)

test('whatever is printed is one line, and no command', () => {
  const readCommand = commandReader()
  fc.assert(
    fc.property(foreign, fc.constantFrom('', '  '), (foreign, indent) => {
      const line = indent + printable(foreign)
      expect(line).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/u)
      expect(readCommand(line)).toBeUndefined()
      // The runner's rules, whatever it makes of the command's name.
      expect(line).not.toMatch(/^[\s\u0085\u180e]*::/)
      expect(line).not.toContain('##[')
    }),
    { numRuns: 5_000 },
  )
})

test('nothing that is printed is invisible', () => {
  const drawn = /[\ufe00-\ufe0f]/g
  fc.assert(
    fc.property(foreign, (foreign) => {
      expect(printable(foreign).replaceAll(drawn, '')).not.toMatch(
        /\p{Default_Ignorable_Code_Point}|\p{Bidi_Control}/u,
      )
    }),
    { numRuns: 2_000 },
  )
  for (let code = 0; code <= 0x10ffff; code += 1) {
    const character = String.fromCodePoint(code)
    if (!/\p{Default_Ignorable_Code_Point}/u.test(character)) continue
    if (character.replace(drawn, '') === '') continue
    expect(printable(character)).toMatch(/^\\u/)
  }
})

test('what is printed stays as it is when it is printed once more', () => {
  fc.assert(
    fc.property(foreign, (foreign) => {
      expect(printable(printable(foreign))).toBe(printable(foreign))
    }),
    { numRuns: 2_000 },
  )
})
