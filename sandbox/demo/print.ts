/** Prints the line that a section begins with. */
export function heading(text: string): void {
  console.log(`\n── ${text} ${'─'.repeat(Math.max(4, 92 - text.length))}\n`)
}

/** Prints rows of cells in columns; the one called `bytes` in the first row to the right. */
export function table(rows: readonly (readonly string[])[]): void {
  const [first = []] = rows
  const columns = first.map((title, column) => {
    const width = Math.max(...rows.map((row) => row[column]?.length ?? 0))
    return (cell: string) => (title === 'bytes' ? cell.padStart(width) : cell.padEnd(width))
  })
  for (const row of rows) {
    console.log(
      columns
        .map((align, column) => align(row[column] ?? ''))
        .join('  ')
        .trimEnd(),
    )
  }
}
