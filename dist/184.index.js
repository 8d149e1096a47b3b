export const id = 184;
export const ids = [184];
export const modules = {

/***/ 3184:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  headingOfMarkdown: () => (/* binding */ headingOfMarkdown)
});

// EXTERNAL MODULE: ./node_modules/markdown-it/dist/markdown-it.mjs + 7 modules
var markdown_it = __webpack_require__(9702);
;// CONCATENATED MODULE: ./build/metadata/markdown-line.js
const TAB = 9;
const SPACE = 32;
const BLANK_LINES = /(?:[ \t]*\n)+/y;
/** Columns from one tab stop to the next. (CommonMark, 2.2) */
const TAB_STOP = 4;
/** By so many columns a line is code, or goes on with a paragraph. */
const CODE_INDENT = 4;
const SHORTEST_BREAK = 3;
const BREAK = /([*_-])(?:[ \t]*\1){2}/y;
/**
 * The lines of a text, one after the other, each read from its left as CommonMark has it: indentation
 * counts in columns, and markers of quotes and lists are taken off before the rest is looked at.
 */
class Line {
    /** Offsets in the text: where the line begins, its next character that is no white space, its end. */
    start = 0;
    position = 0;
    end = -1;
    #text;
    /** Columns from the line's beginning: up to the position, and those that containers have taken. */
    #column = 0;
    #taken = 0;
    #uniformFrom;
    constructor(text) {
        this.#text = text;
    }
    /** Goes to the next line; false where there is none. */
    next() {
        const start = this.end + 1;
        if (start >= this.#text.length)
            return false;
        const end = this.#text.indexOf('\n', start);
        this.start = start;
        this.position = start;
        this.end = end < 0 ? this.#text.length : end;
        this.#column = 0;
        this.#taken = 0;
        this.#uniformFrom = undefined;
        this.#skipSpaces();
        return true;
    }
    /** Goes to the last one of the blank lines that follow. */
    skipBlank() {
        BLANK_LINES.lastIndex = this.end + 1;
        if (BLANK_LINES.test(this.#text))
            this.end = BLANK_LINES.lastIndex - 1;
    }
    /** Columns of white space before the position that are not taken. */
    get indent() {
        return this.#column - this.#taken;
    }
    get isBlank() {
        return this.position >= this.end;
    }
    /** The character at the position; empty where the line is blank. */
    get character() {
        return this.isBlank ? '' : this.#text.charAt(this.position);
    }
    /** From the position to the line's end. */
    get rest() {
        return this.#text.slice(this.position, this.end);
    }
    /** How many characters a sticky pattern matches at the position; 0 where it does not. */
    match(pattern) {
        pattern.lastIndex = this.position;
        return pattern.test(this.#text) ? pattern.lastIndex - this.position : 0;
    }
    /** Whether a thematic break is all that is left of the line. */
    get isBreak() {
        if (this.end - this.position < SHORTEST_BREAK)
            return false;
        return '*-_'.includes(this.character) && this.#isUniform && this.match(BREAK) > 0;
    }
    /** Takes so many columns of white space. */
    takeColumns(columns) {
        this.#taken += columns;
    }
    /** Takes a marker of so many characters, and leaves the white space after it. */
    takeMarker(length) {
        this.position += length;
        this.#column += length;
        this.#taken = this.#column;
        this.#skipSpaces();
    }
    /** Whether one character repeats itself from the position to the end, white space aside. */
    get #isUniform() {
        // Found once for all positions: each marker of a list may ask.
        this.#uniformFrom ??= this.#findUniform();
        return this.position >= this.#uniformFrom;
    }
    #findUniform() {
        let from = this.end;
        let last = '';
        for (let offset = this.end - 1; offset >= this.start; offset--) {
            const character = this.#text.charAt(offset);
            if (character === ' ' || character === '\t')
                continue;
            if (last !== '' && character !== last)
                break;
            last = character;
            from = offset;
        }
        return from;
    }
    #skipSpaces() {
        for (; this.position < this.end; this.position++) {
            const code = this.#text.charCodeAt(this.position);
            if (code === SPACE)
                this.#column += 1;
            else if (code === TAB)
                this.#column += TAB_STOP - (this.#column % TAB_STOP);
            else
                break;
        }
    }
}

;// CONCATENATED MODULE: ./build/metadata/markdown-containers.js

const BULLET = /[*+-](?![^ \t\n])/y;
const NUMBER = /\d{1,9}[.)](?![^ \t\n])/y;
/** The only number of a list that interrupts a paragraph. */
const FIRST = /0*1[.)]/y;
/** Whether a line goes on in a container; what shows that is taken from it. */
function goesOn(container, line) {
    if (container.kind === 'quote')
        return takeQuote(line);
    if (line.isBlank)
        return !container.isEmpty;
    if (line.indent < container.width)
        return false;
    line.takeColumns(container.width);
    container.isEmpty = false;
    return true;
}
function takeQuote(line) {
    if (line.indent >= CODE_INDENT || line.character !== '>')
        return false;
    line.takeMarker(1);
    if (line.indent > 0)
        line.takeColumns(1);
    return true;
}
/**
 * The container that a line begins, whose marker is taken; undefined where it begins none.
 *
 * @param interrupts whether it follows a line of a paragraph
 */
function beginContainer(line, interrupts) {
    if (takeQuote(line))
        return { kind: 'quote' };
    const { character, indent } = line;
    const isBullet = '*+-'.includes(character);
    const length = isBullet ? line.match(BULLET) : isDigit(character) ? line.match(NUMBER) : 0;
    if (length === 0 || line.isBreak)
        return undefined;
    if (interrupts) {
        if (!isBullet && line.match(FIRST) === 0)
            return undefined;
        if (line.rest.trimEnd().length === length)
            return undefined;
    }
    line.takeMarker(length);
    const isEmpty = line.isBlank;
    // What is indented further is code in the item.
    const after = isEmpty || line.indent > CODE_INDENT ? 1 : line.indent;
    line.takeColumns(after);
    return { kind: 'item', width: indent + length + after, isEmpty };
}
function isDigit(character) {
    return character >= '0' && character <= '9';
}

;// CONCATENATED MODULE: ./build/metadata/markdown-html.js
const NAME = '[a-z][a-z\\d-]*';
const VALUE = `[^"'=<>\`\\0-\\x20]+|'[^']*'|"[^"]*"`;
const OPEN_TAG = `<${NAME}(?:\\s+[a-z_:][\\w:.-]*(?:\\s*=\\s*(?:${VALUE}))?)*\\s*/?>`;
const BLOCK_NAMES = 'address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul';
const BLANK = /^$/;
/** How blocks of HTML begin and end. (CommonMark, 4.6) */
const HTML = [
    {
        begin: /^<(?:script|pre|style|textarea)(?=\s|>|$)/i,
        end: /<\/(?:script|pre|style|textarea)>/i,
    },
    { begin: /^<!--/, end: /-->/ },
    { begin: /^<\?/, end: /\?>/ },
    { begin: /^<![a-z]/i, end: />/ },
    { begin: /^<!\[CDATA\[/, end: /\]\]>/ },
    { begin: new RegExp(`^</?(?:${BLOCK_NAMES})(?=\\s|/?>|$)`, 'i'), end: BLANK },
];
/** It ends at a blank line, too, but cannot interrupt a paragraph. */
const ANY_TAG = new RegExp(`^(?:${OPEN_TAG}|</${NAME}\\s*>)\\s*$`, 'i');
/**
 * What a block of HTML that begins like this ends with; undefined where it begins none.
 *
 * @param interrupts whether it follows a line of a paragraph
 */
function endOfHtml(text, interrupts) {
    const block = HTML.find(({ begin }) => begin.test(text));
    if (block !== undefined)
        return block.end;
    return !interrupts && ANY_TAG.test(text) ? BLANK : undefined;
}

;// CONCATENATED MODULE: ./build/metadata/markdown-blocks.js



const NONE = { kind: 'none' };
/** Quotes and lists nested deeper than this are taken for text: nobody writes them. */
const DEEPEST = 16;
const ATX = /#{1,6}(?![^ \t\n])/y;
const SETEXT = /(?:=+|-+)[ \t]*(?![^\n])/y;
const FENCE = /`{3,}(?![^\n]*`)|~{3,}/y;
const FENCE_END = /(?:`+|~+)(?=[ \t]*(?![^\n]))/y;
/** How the definition of a link begins, with its label. (CommonMark, 4.7) */
const DEFINITION = /\[((?:[^[\]\\]|\\.){1,999})\]:/sy;
/**
 * Finds the blocks of a Markdown text that a title may come from, in order: by the algorithm in
 * CommonMark's appendix, which looks at each line once. So the time grows with the text alone, where
 * parsers of whole documents look at nested quotes and lists again and again.
 */
class MarkdownBlocks {
    #text;
    #line;
    #containers = [];
    #leaf = NONE;
    /** @param text with `\n` at the end of lines */
    constructor(text) {
        this.#text = text;
        this.#line = new Line(text);
    }
    /** The next one, found only when it is asked for; undefined at the end. */
    next() {
        while (this.#line.next()) {
            const block = this.#read();
            if (block !== undefined)
                return block;
        }
        const leaf = this.#leaf;
        this.#leaf = NONE;
        return leaf.kind === 'html' ? this.#html(leaf.start, this.#text.length) : undefined;
    }
    /** Reads a line; none completes more than one block. */
    #read() {
        const matched = this.#matchContainers();
        const isWithin = matched === this.#containers.length;
        if (isWithin && this.#leaf.kind === 'html')
            return this.#readHtml(this.#leaf);
        if (isWithin && this.#leaf.kind === 'fence') {
            if (endsFence(this.#leaf.marker, this.#line))
                this.#leaf = NONE;
            return undefined;
        }
        if (!this.#line.isBlank)
            return this.#readBlocks(matched);
        this.#close(matched);
        this.#line.skipBlank();
        return undefined;
    }
    #matchContainers() {
        let matched = 0;
        for (const container of this.#containers) {
            if (!goesOn(container, this.#line))
                break;
            matched += 1;
        }
        return matched;
    }
    #readHtml({ start, end }) {
        if (!end.test(this.#line.rest))
            return undefined;
        this.#leaf = NONE;
        return this.#html(start, this.#line.end);
    }
    /** Reads what a line begins, within so many of the containers: others, and a leaf. */
    #readBlocks(matched) {
        const line = this.#line;
        let depth = matched;
        /** The paragraph that the line may go on with, though it stands in fewer containers. */
        let lazy = this.#leaf.kind === 'paragraph' ? this.#leaf : undefined;
        let paragraph = matched === this.#containers.length ? lazy : undefined;
        while (depth < DEEPEST && line.indent < CODE_INDENT) {
            const container = beginContainer(line, paragraph !== undefined);
            if (container === undefined)
                break;
            this.#close(depth);
            depth = this.#containers.push(container);
            lazy = undefined;
            paragraph = undefined;
        }
        if (line.isBlank)
            return undefined;
        const begun = line.indent < CODE_INDENT ? this.#beginLeaf(depth, lazy, paragraph) : undefined;
        if (begun !== undefined)
            return begun.block;
        if (lazy === undefined) {
            this.#close(depth);
            if (line.indent >= CODE_INDENT)
                return undefined;
            lazy = { kind: 'paragraph', start: line.position, mayDefine: line.character === '[' };
            this.#leaf = lazy;
        }
        if (!lazy.mayDefine || line.character !== '[')
            return undefined;
        if (line.match(DEFINITION) > 0)
            return { kind: 'definition', start: line.position };
        // Once there is text in a paragraph, it defines nothing more.
        this.#leaf = { ...lazy, mayDefine: false };
        return undefined;
    }
    /** Where a line begins another block than a paragraph: that block, if it is complete already. */
    #beginLeaf(depth, lazy, paragraph) {
        const line = this.#line;
        switch (line.character) {
            case '#': {
                const length = line.match(ATX);
                if (length === 0)
                    return undefined;
                this.#close(depth);
                return { block: this.#heading('atx', withoutClosing(line.rest.slice(length))) };
            }
            case '`':
            case '~': {
                const length = line.match(FENCE);
                if (length === 0)
                    return undefined;
                this.#close(depth);
                this.#leaf = { kind: 'fence', marker: line.rest.slice(0, length) };
                return {};
            }
            case '<': {
                const { rest, position } = line;
                const end = endOfHtml(rest, lazy !== undefined);
                if (end === undefined)
                    return undefined;
                this.#close(depth);
                if (end.test(rest))
                    return { block: this.#html(position, line.end) };
                this.#leaf = { kind: 'html', start: position, end };
                return {};
            }
            case '=':
            case '-':
                if (paragraph !== undefined && line.match(SETEXT) > 0) {
                    this.#close(depth);
                    return { block: this.#heading('setext', this.#text.slice(paragraph.start, line.start)) };
                }
        }
        if (!line.isBreak)
            return undefined;
        this.#close(depth);
        return {};
    }
    /** Closes the containers beyond so many, and what the lines before were. */
    #close(depth) {
        // Not by its length, which would give up the array's memory for the next one to ask for.
        while (this.#containers.length > depth)
            this.#containers.pop();
        this.#leaf = NONE;
    }
    #heading(kind, text) {
        const content = text.trim();
        return this.#containers.length === 0 && content !== '' ? { kind, content } : undefined;
    }
    #html(start, end) {
        if (this.#containers.length > 0)
            return undefined;
        return { kind: 'html', content: this.#text.slice(start, end) };
    }
}
function endsFence(marker, line) {
    if (line.indent >= CODE_INDENT || line.character !== marker.charAt(0))
        return false;
    return line.match(FENCE_END) >= marker.length;
}
/** The content of an ATX heading, without signs that close it. */
function withoutClosing(content) {
    const end = endWithout(' \t', content, content.length);
    const closing = endWithout('#', content, end);
    const isClosing = closing === 0 || ' \t'.includes(content.charAt(closing - 1));
    return content.slice(0, isClosing ? closing : end);
}
/** Where a text that ends at an offset would end without such characters at its end. */
function endWithout(characters, text, end) {
    let before = end;
    while (before > 0 && characters.includes(text.charAt(before - 1)))
        before -= 1;
    return before;
}

;// CONCATENATED MODULE: ./build/metadata/markdown-links.js

/** By what a link refers to its definition. (CommonMark, 6.3) */
const LABEL = /\[((?:[^[\]\\]|\\.){1,999})\]/gs;
/** A definition is a line, or goes on over the next ones. */
const LONGEST = { lines: 3, characters: 500 };
/** Definitions that are read for a text's headings: one that is no title may refer to many. */
const MOST = 10;
/** The links that a text defines, for headings that refer to them; wherever they are defined. */
class MarkdownLinks {
    /** What `markdown-it` takes them from. */
    environment = {};
    #text;
    #markdown;
    /** Where they are defined, by label: looked for by the first heading that refers to any. */
    #definitions;
    #read = 0;
    constructor(text, markdown) {
        this.#text = text;
        this.#markdown = markdown;
    }
    /** Reads the definitions that a heading refers to. */
    readFor(heading) {
        for (const [, label = ''] of heading.matchAll(LABEL)) {
            this.#definitions ??= this.#find();
            const key = this.#key(label);
            const start = this.#definitions.get(key);
            if (start === undefined || this.#read === MOST)
                continue;
            this.#definitions.delete(key);
            this.#read += 1;
            const text = this.#text.slice(start, start + LONGEST.characters);
            const definition = text.split('\n', LONGEST.lines).join('\n');
            this.#markdown.block.parse(definition, this.#markdown, this.environment, []);
        }
    }
    #find() {
        const definitions = new Map();
        const blocks = new MarkdownBlocks(this.#text);
        for (let block = blocks.next(); block !== undefined; block = blocks.next()) {
            if (block.kind !== 'definition')
                continue;
            DEFINITION.lastIndex = block.start;
            const [, label] = DEFINITION.exec(this.#text) ?? [];
            const key = label === undefined ? '' : this.#key(label);
            // The first counts.
            if (!definitions.has(key))
                definitions.set(key, block.start);
        }
        return definitions;
    }
    #key(label) {
        return this.#markdown.utils.normalizeReference(label);
    }
}

;// CONCATENATED MODULE: ./build/metadata/title-mdx.js
/** A comment that begins a line. */
const COMMENT = /^[ \t]*\{\/\*.*?\*\/\}/gms;
const COMMENT_END = '*/}';
/** Code and escapes, which stay; expressions, which may hold one more pair of braces: `style={{a: 1}}`. */
const EXPRESSION = /\\.|`[^`]*`|(=?)\{(?:[^{}]|\{[^{}]*\})*\}/g;
/** The text without comments on lines of their own: what looks like a heading in one is none. */
function withoutComments(text) {
    // Beyond the last end none is looked for, so that each that begins is passed over once.
    const last = text.lastIndexOf(COMMENT_END);
    if (last < 0)
        return text;
    const end = last + COMMENT_END.length;
    return text.slice(0, end).replace(COMMENT, '') + text.slice(end);
}
/** A heading without expressions, whose values nobody knows here. Of JSX only HTML's syntax is left. */
function withoutExpressions(heading) {
    return heading.replace(EXPRESSION, (found, equals) => equals === undefined ? found : equals && '=""');
}

;// CONCATENATED MODULE: ./build/metadata/title-markdown.js




const markdown = new markdown_it/* default */.A('commonmark');
/** Longer ones are cut before their markup is read. */
const LONGEST_HEADING = 2_000;
/** So much is read of headings that turn out to have no text, as images have none. */
const MOST_WITHOUT_TEXT = { headings: 100, characters: 4_000 };
const H1 = /<h1[\s>]/i;
/** An anchor or attributes of a heading, as Docusaurus, MkDocs and kramdown have them. */
const ATTRIBUTES = /\{:?[ \t]*[#.][^{}]*\}\s*$/;
/**
 * The text of the first heading with any (CommonMark), ATX or setext, not in code, quotes or lists;
 * else of the first `<h1>` in a block of HTML.
 */
async function headingOfMarkdown(document, { isReadme, isMdx }) {
    const text = isMdx ? withoutComments(document) : document;
    const blocks = new MarkdownBlocks(text);
    const links = new MarkdownLinks(text, markdown);
    let banner;
    let { headings, characters } = MOST_WITHOUT_TEXT;
    while (headings > 0 && characters > 0) {
        const block = blocks.next();
        if (block === undefined)
            break;
        if (block.kind === 'atx' || block.kind === 'setext') {
            const content = block.kind === 'setext' ? withoutDefinitions(block.content) : block.content;
            const heading = content.slice(0, LONGEST_HEADING).replace(ATTRIBUTES, '');
            links.readFor(heading);
            const inline = markdown.parseInline(isMdx ? withoutExpressions(heading) : heading, links.environment);
            const plain = plainText(inline);
            if (plain.trim() !== '')
                return plain;
            headings -= 1;
            characters -= heading.length;
        }
        else if (block.kind === 'html' && banner === undefined && H1.test(block.content)) {
            const { firstElement } = await Promise.all(/* import() */[__webpack_require__.e(455), __webpack_require__.e(389)]).then(__webpack_require__.bind(__webpack_require__, 8770));
            banner = firstElement('h1', block.content);
            if (isReadme && banner !== undefined)
                return banner;
            headings -= 1;
        }
    }
    return banner;
}
/** Definitions of links may stand before the text in the paragraph of a setext heading. */
function withoutDefinitions(content) {
    if (!content.startsWith('['))
        return content;
    const tokens = [];
    markdown.block.parse(content.slice(0, LONGEST_HEADING), markdown, {}, tokens);
    return tokens.find(({ type }) => type === 'inline')?.content ?? '';
}
function plainText(tokens) {
    return tokens.map(plainToken).join('');
}
function plainToken(token) {
    switch (token.type) {
        case 'softbreak':
        case 'hardbreak':
            return ' ';
        case 'html_inline':
            return /^<br\b/i.test(token.content) ? ' ' : '';
        case 'image':
        case 'inline':
            return plainText(token.children ?? []);
        default:
            return token.content;
    }
}


/***/ })

};
