import { PublishError } from '../log/publish-error.ts'

const LONGEST_QUOTE = 200

/** A line of an input, to be quoted where it is at fault. */
export interface InputLine {
  readonly input: string
  /** From 1. */
  readonly number: number
  /** Without white space around it. */
  readonly text: string
}

/** The lines of an input that are not blank. */
export function linesOf(input: string, value: string): InputLine[] {
  return value
    .split('\n')
    .map((line, index) => ({ input, number: index + 1, text: line.trim() }))
    .filter(({ text }) => text !== '')
}

/** An error that quotes a line. The problem goes on after a colon: what is wrong, and what to do. */
export function faultyLine({ input, number, text }: InputLine, problem: string): PublishError {
  const quoted = JSON.stringify(text.slice(0, LONGEST_QUOTE))
  return new PublishError(
    `The input "${input}" has an error in line ${number}, ${quoted}: ${problem}`,
  )
}
