export const id = 814;
export const ids = [814];
export const modules = {

/***/ 7814:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   headingOfMarkdown: () => (/* binding */ headingOfMarkdown)
/* harmony export */ });
/* harmony import */ var markdown_it__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9702);

const markdown = new markdown_it__WEBPACK_IMPORTED_MODULE_0__/* ["default"] */ .A('commonmark');
/** Longer ones are cut before their markup is read. */
const LONGEST_HEADING = 2_000;
/** An anchor or attributes of a heading, as Docusaurus, MkDocs and kramdown have them. */
const ATTRIBUTES = /\{:?[ \t]*[#.][^{}]*\}\s*$/;
/**
 * The text of the first heading with any (CommonMark): ATX, setext, or `<h1>` in a block of HTML, as
 * READMEs have it; not in code, quotes or lists.
 */
async function headingOfMarkdown(text) {
    const tokens = [];
    // The links that the whole text defines: a heading may refer to them.
    const environment = {};
    markdown.block.parse(text, markdown, environment, tokens);
    for (const [index, token] of tokens.entries()) {
        if (token.type === 'heading_open' && token.level === 0) {
            const content = tokens[index + 1]?.content.slice(0, LONGEST_HEADING) ?? '';
            const plain = plainText(markdown.parseInline(content.replace(ATTRIBUTES, ''), environment));
            if (plain.trim() !== '')
                return plain;
        }
        else if (token.type === 'html_block' && /<h1[\s>]/i.test(token.content)) {
            const { firstElement } = await Promise.all(/* import() */[__webpack_require__.e(664), __webpack_require__.e(389)]).then(__webpack_require__.bind(__webpack_require__, 8770));
            const heading = firstElement('h1', token.content);
            if (heading !== undefined)
                return heading;
        }
    }
    return undefined;
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
