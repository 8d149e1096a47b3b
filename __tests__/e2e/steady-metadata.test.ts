import { expect, test } from '@jest/globals'
import { onSandbox, WORKSPACE } from '../support/job.ts'

/**
 * What a fixed repository is published as. A document whose metadata changes is indexed anew by every pipeline of every user,
 * so a patch must leave this as it is (`scripts/release-commit.ts`): CONTRIBUTING.md says what else it takes.
 */
test(
  'a fixed repository has the metadata that it has always had',
  onSandbox(async (job) => {
    const { repository, sandbox } = job
    repository.commit('Write\n\nWith a body.', {
      'docs/plain.md': '# A *plain* `title` &amp; more\n\nText.\n',
      'docs/setext.markdown': 'Text above.\n\nTitle\nof two lines\n============\n',
      'docs/banner.md': '<h1 align="center">Site</h1>\n\n# Page\n',
      'docs/README.md': '<h1 align="center">Project</h1>\n\n# Install\n',
      'docs/front.md':
        '---\ntitle: "From: front matter"\nversion: 1.10\ndate: 2026-01-02 03:04:05 +0100\nlevel: 2\ntags: [a, b]\n---\n# Not this\n',
      'docs/page.html': '<!doctype html><title>\n A page\n</title><h1>Not this</h1>\n',
      'docs/fragment.htm': '<h1>A <b>fragment</b></h1>\n',
      'docs/component.mdx': 'import X from "x"\n\n# With {props.name} in it\n',
      'docs/data.json': '{"a": 1}\n',
      'docs/none.md': 'No heading.\n',
      'docs/Größe & #1 [x].md': '# Größe\n',
    })
    repository.commit('Describe by hand', {
      'docs/by-hand.md': '# By hand\n',
      'docs/by-hand.md.meta.json': '{"title": "Another", "level": 3, "event_name": null}',
    })
    repository.git('checkout', '--quiet', '-b', 'side')
    repository.commit('On a branch', { 'docs/none.md': 'Still none.\n' })
    repository.git('checkout', '--quiet', 'main')
    repository.commit('On main', { 'docs/data.json': '{"a": 2}\n' })
    repository.merge(['side'], { 'docs/none.md': 'Still none.\n' })
    repository.write('docs/built.txt', 'Built, not tracked.\n')

    const result = await job.publish(
      {
        'name-prefix': 'v1.2.0/',
        metadata: 'audience: everyone',
        'front-matter': 'version: string\ndate: string\nlevel: number\ntags: list',
        'page-url': 'docs/:page*.md https://docs.example.com/:page*',
      },
      {
        event: {
          name: 'release',
          payload: { release: { tag_name: 'v1.2.0', name: 'Spring' } },
        },
        environment: { GITHUB_REF: 'refs/tags/v1.2.0', GITHUB_REF_NAME: 'v1.2.0' },
      },
    )
    expect(result.outcome).toBe('success')
    await sandbox.ingested()
    const files = sandbox.files(WORKSPACE).map(({ name, meta }) => [name, { ...meta }] as const)
    expect(Object.fromEntries(files)).toMatchSnapshot()
  }),
)
