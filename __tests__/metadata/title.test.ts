import { describe, expect, test } from '@jest/globals'
import { BEGINNING_BYTES } from '../../src/metadata/front-matter-text.ts'
import { findTitle } from '../../src/metadata/title.ts'

function title(content: string | Buffer, path = 'a.md'): Promise<string | undefined> {
  return findTitle(path, Buffer.from(content))
}

test.each([
  ['a.md', 'T'],
  ['docs/A.MARKDOWN', 'T'],
  ['a.mdx', 'T'],
  ['a.txt', undefined],
  ['a.md.txt', undefined],
  ['md', undefined],
])('a title of Markdown by the extension: %s', async (path, expected) => {
  expect(await title('# T', path)).toBe(expected)
})

describe('front matter', () => {
  test.each<[string, string, string | undefined]>([
    ['plain', 'title: Getting started', 'Getting started'],
    ['with other keys', 'layout: doc\ntitle: Yes\ntags: [a]', 'Yes'],
    ['in double quotes', 'title: "a: \\"b\\" \\u00e9"', 'a: "b" é'],
    ['in single quotes', "title: 'It''s'", "It's"],
    ['with a quoted key', '"title": Yes', 'Yes'],
    ['with a comment', 'title: Yes # no', 'Yes'],
    ['folded', 'title: >-\n  One\n  two\nnext: 1', 'One two'],
    ['over two lines', 'title: One\n  two', 'One two'],
    ['a number, as written', 'title: 1.10', '1.10'],
    ['a boolean, as written', 'title: Yes', 'Yes'],
    ['a boolean of YAML, as written', 'title: TRUE', 'TRUE'],
    ['with an anchor', 'title: &a Yes', 'Yes'],
    ['beside what is no YAML', 'title: Yes\nbroken: [', 'Yes'],
    ['with a line break in it', 'title: "a\\nb"', 'a b'],
    ['null', 'title: null', undefined],
    ['nothing', 'title:', undefined],
    ['empty', 'title: ""', undefined],
    ['an alias', 'a: &a x\ntitle: *a', undefined],
    ['a mapping', 'title: {en: x}', undefined],
    ['a template', 'title: {{ page.title }}', undefined],
    ['a list', 'title:\n- x', undefined],
    ['broken', 'title: [x', undefined],
    ['another level', 'page:\n  title: x', undefined],
    ['text of another key', 'a: |\n  x\n  title: x', undefined],
    ['another key', 'subtitle: x\ntitles: x', undefined],
  ])('%s', async (_, yaml, expected) => {
    for (const end of ['\n', '\r\n']) {
      for (const fence of ['---', '...']) {
        const text = ['---', ...yaml.split('\n'), fence, '', '# Heading', ''].join(end)
        expect(await title(text)).toBe(expected ?? 'Heading')
      }
    }
  })

  test('stands at the beginning, and has an end', async () => {
    expect(await title('\n---\ntitle: no\n---\n# Yes')).toBe('title: no')
    expect(await title('---\ntitle: no\n\n# Yes\n')).toBe('Yes')
    expect(await title('----\ntitle: no\n----\n\n# Yes\n')).toBe('title: no')
  })

  test('in TOML is left alone: no title, and no headings', async () => {
    expect(await title('+++\ntitle = "no"\n# a comment\n+++\n\n# Yes')).toBe('Yes')
    expect(await title('+++\n# Yes')).toBe('Yes')
  })

  test('of an HTML page', async () => {
    expect(await title('---\ntitle: Yes\n---\n<title>no</title>', 'a.html')).toBe('Yes')
  })
})

describe('the first heading of Markdown', () => {
  test.each<[string, string, string | undefined]>([
    ['ATX', '# Say: "hello", (world)!?', 'Say: "hello", (world)!?'],
    ['of any level', 'Text\n\n### Yes\n\n# No', 'Yes'],
    ['with closing signs', '## Yes ##  \n', 'Yes'],
    ['indented by three', '   # Yes', 'Yes'],
    ['after a tab', '#\tYes', 'Yes'],
    ['setext', 'Yes\n===\n\n# No', 'Yes'],
    ['setext over two lines', 'One\n*two*\n---', 'One two'],
    ['not without a space', '#No\n\n# Yes', 'Yes'],
    ['not seven signs', '####### No\n\n# Yes', 'Yes'],
    ['not escaped', '\\# No\n\n# Yes', 'Yes'],
    ['not fenced', '```sh\n# No\n```\n\n# Yes', 'Yes'],
    ['not in a longer fence', '````\n```\n# No\n```\n````\n# Yes', 'Yes'],
    ['not in tildes', '~~~\nNo\n===\n~~~\n# Yes', 'Yes'],
    ['not in a fence without end', '```\n# No', undefined],
    ['not indented', '    # No\n\n# Yes', 'Yes'],
    ['not in a comment', '<!--\n# No\n-->\n\n# Yes', 'Yes'],
    ['not in a quote or a list', '> # No\n\n- # No\n\n# Yes', 'Yes'],
    ['not a table', 'a | b\n--|--\n\n# Yes', 'Yes'],
    ['not an empty one', '#\n\n# <a name="x"></a>\n\n# Yes', 'Yes'],
    ['not a banner of HTML above it', '<h1 align="center">\n<b>No</b>\n</h1>\n\n## Yes', 'Yes'],
    ['not a banner of HTML above what is underlined', '<h1>No</h1>\n\nYes\n---', 'Yes'],
    ['a banner of HTML where it is the only one', '<h1>\n<b>Yes</b>\n</h1>\n\nText', 'Yes'],
    ['the first banner with text', '<h1></h1>\n\n<h1>Yes</h1>\n\n<h1>No</h1>\n\n#\n', 'Yes'],
    ['emphasis and code', '# *a* **b** `c*` _d_', 'a b c* d'],
    ['links and images', '# [a](b "t") ![c](d) <https://e.f>', 'a c https://e.f'],
    ['a link by reference', '# [a][b] and [Unreleased]\n\n[b]: c', 'a and [Unreleased]'],
    ['entities', '# &lt;T&gt; &amp; &eacute; &#x41; &nothing;', '<T> & é A &nothing;'],
    ['HTML within', '# a<br>b <kbd>c</kbd><!-- no -->', 'a b c'],
    ['escapes', '# a\\*b\\_c', 'a*b_c'],
    ['an anchor', '# Yes {#yes}', 'Yes'],
    ['attributes', '# Yes {: .class }', 'Yes'],
    ['hash signs', '# C# and F#', 'C# and F#'],
    ['none', 'Text.\n', undefined],
    ['nothing', '', undefined],
  ])('%s', async (_, text, expected) => {
    expect(await title(text)).toBe(expected)
    expect(await title(text.replaceAll('\n', '\r\n'))).toBe(expected)
    expect(await title(`\ufeff${text}`)).toBe(expected)
  })
})

test("a README's banner is its title", async () => {
  const text = '<h1 align="center">\n<b>Project</b>\n</h1>\n\n## Install'
  for (const path of ['README.md', 'packages/a/readme.markdown']) {
    expect(await title(text, path)).toBe('Project')
  }
  expect(await title('# Project\n\n<h1>No</h1>', 'README.md')).toBe('Project')
  expect(await title(text, 'docs/not-a-readme.md')).toBe('Install')
})

describe('the first heading of MDX', () => {
  test.each<[string, string, string | undefined]>([
    ['after imports', "import A from './a'\nimport B from './b'\n\n# Yes", 'Yes'],
    ['after an export', 'export const meta = {\n  title: "No",\n}\n\n# Yes', 'Yes'],
    ['after JSX', '<Hero\n  title="No"\n/>\n\n# Yes', 'Yes'],
    ['not in a comment', '{/*\n# No\n*/}\n\n# Yes', 'Yes'],
    ['after a comment', '{/* No */}\n# Yes', 'Yes'],
    ['after a comment without end', '# Yes\n\n{/* No', 'Yes'],
    ['with JSX in it', '# Yes <Badge color="red" /> <b>sir</b>', 'Yes sir'],
    ['with JSX that has expressions', '# Yes <Badge style={{color: "red"}} size={1} />', 'Yes'],
    ['with an expression', '# API {props.version}', 'API'],
    ['not one of an expression alone', '# {frontMatter.title}\n\n## Yes', 'Yes'],
    ['braces in code, or escaped', '# The `{x}` of \\{y}', 'The {x} of {y}'],
    ['an anchor', '# Yes {#yes}', 'Yes'],
    ['not a banner', "import A from './a'\n\n<h1>No</h1>\n\n## Yes", 'Yes'],
  ])('%s', async (_, text, expected) => {
    expect(await title(text, 'a.mdx')).toBe(expected)
  })

  test('braces of Markdown are text', async () => {
    expect(await title('# API {version}', 'a.md')).toBe('API {version}')
  })
})

describe('HTML', () => {
  test.each<[string, string, string | undefined]>([
    [
      'its title',
      '<!doctype html><HTML><Head><TITLE>\n A &lt;&nbsp;B\n</TITLE><h1>No</h1>',
      'A < B',
    ],
    ['its heading', '<h1 class=x>A<br><i>B</i> <img src=x alt=C></h1><h1>No</h1>', 'A B C'],
    ['its heading where the title is empty', '<title> </title><h1></h1><h1>Yes</h1>', 'Yes'],
    ['not the title of a drawing', '<svg><title>No</title></svg><h1>Yes</h1>', 'Yes'],
    ['not a comment', '<!-- <title>No</title> --><title>Yes</title>', 'Yes'],
    ['not a script', '<script>"<title>No</title>"</script><h1>Y<script>no</script>es</h1>', 'Yes'],
    ['not markup in a title', '<title>a <b>&amp;lt;</title>', 'a <b>&lt;'],
    ['not one without an end', '<title>No', undefined],
    ['none', '<p>Text', undefined],
  ])('%s', async (_, text, expected) => {
    for (const path of ['a.html', 'A.HTM', 'a.xhtml']) {
      expect(await title(`\ufeff${text}`, path)).toBe(expected)
    }
  })
})

test('a title is one line, without control characters, and not too long', async () => {
  expect(await title('# a\u0007 \u0085&Tab;&NewLine;b\u200a')).toBe('a b')
  expect(await title(`# ${'x'.repeat(5000)}`)).toBe(`${'x'.repeat(299)}…`)
  expect(await title(`# ${'😀'.repeat(500)}`)).toMatch(/^(?:😀)+.…$/u)
})

test('what is not UTF-8 has no title', async () => {
  expect(await title(Buffer.from('# Gr\xfcn', 'latin1'))).toBeUndefined()
  expect(await title(Buffer.from('\ufeff# T', 'utf16le'))).toBeUndefined()
})

test('only the first 64 KiB are looked at', async () => {
  const space = '\n'.repeat(BEGINNING_BYTES - 10)
  expect(await title(`${space}# 4567890\nno`)).toBe('4567890')
  expect(await title(`${space}# 45678901\n`)).toBeUndefined()
  expect(await title(`---\ntitle: Yes\n---\n${'x'.repeat(BEGINNING_BYTES)}`)).toBe('Yes')
})

describe('hostile text ends at once', () => {
  const fill = (piece: string): string =>
    piece.repeat(BEGINNING_BYTES / piece.length).slice(0, BEGINNING_BYTES)
  const texts = {
    ...Object.fromEntries(
      // What is known to take parsers of Markdown and HTML long.
      [
        '[',
        '![',
        '[a](',
        '*a_ ',
        'a**b*c ',
        '`',
        '<',
        '<a ',
        '<!--',
        '<![CDATA[',
        '<?',
        '&',
        '&#9',
      ].map((piece) => [`# ${piece}`, `# ${fill(piece)}`]),
    ),
    ...Object.fromEntries(
      [
        '> ',
        '- ',
        '>- ',
        '1. a\n',
        '[a]: b\n',
        '[\n',
        '<h1>\n\n',
        '# <a>\n',
        'a\n',
        '```\n',
        '\t',
        '\r',
      ].map((piece) => [piece, fill(piece)]),
    ),
    ...Object.fromEntries(
      ['<a>', '<title>', '</title', '<svg>', '<h1>', '<table><tr><td>'].map((piece) => [
        piece,
        fill(piece),
      ]),
    ),
    'a heading of spaces': `# a${fill(' ')}!`,
    'a fence of spaces': `---${fill(' ')}x`,
    'many titles': `---\n${fill('title: [\n')}\n---\n`,
    'a deep title': `---\ntitle: ${fill('[')}\n---\n`,
    'a title of many lines': `---\ntitle: x${fill('\n ')}x\n---\n`,
    'a quoted title': `---\ntitle: "${fill(' ')}x\n---\n`,
    'many ends': `---\n${fill('---x\n')}`,
    'many attributes': `<a ${Array.from({ length: 10_000 }, (_, number) => `a${number}`).join(' ')}>`,
  }

  test.each(Object.entries(texts))(
    '%j',
    async (_, text) => {
      for (const path of ['a.md', 'a.html']) {
        // The time is jest's limit for a test: quadratic time takes minutes here.
        await expect(title(text.repeat(2), path)).resolves.not.toBeNull()
      }
    },
    10_000,
  )
})
