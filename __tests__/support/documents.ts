/** So many documents for a repository: `docs/0.md` and so on, each with a content of its own. */
export function numbered(count: number): Record<string, string> {
  const numbers = Array.from({ length: count }, (_, number) => number)
  return Object.fromEntries(numbers.map((number) => [`docs/${number}.md`, `# ${number}\n`]))
}
