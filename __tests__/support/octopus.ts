import type { Repository } from './repository.ts'

/**
 * Fills a repository with one merge of so many parents, by `git fast-import`. Of `docs/0.md` and so on
 * each is as the merge has it in one parent, the first one in the last; in the others it is older.
 */
export function fillByOctopus(repository: Repository, parents: number, documents: number): void {
  const write = (number: number, edition: string): string => {
    const text = `${edition} ${number}`
    return `M 100644 inline docs/${number}.md\ndata ${text.length}\n${text}\n`
  }
  const writeAll = (edition: string): string =>
    Array.from({ length: documents }, (_, number) => write(number, edition)).join('')
  const commit = (mark: number, ...lines: string[]): string => `commit refs/heads/main
mark :${mark}
committer C <c@example.com> ${1_700_000_000 + mark} +0000
data 1
m
${lines.join('\n')}
`
  const input = [commit(1, writeAll('old'))]
  for (let parent = 1; parent <= parents; parent++) {
    const number = parents - parent
    const changes = number < documents ? write(number, 'new') : ''
    input.push(commit(parent + 1, 'from :1', changes))
  }
  const lines = Array.from({ length: parents }, (_, index) =>
    index === 0 ? 'from :2' : `merge :${index + 2}`,
  )
  input.push(commit(parents + 2, ...lines, writeAll('new')))
  repository.gitWith(input.join(''), 'fast-import', '--quiet', '--force')
  repository.git('reset', '--quiet', '--hard', 'refs/heads/main')
}
