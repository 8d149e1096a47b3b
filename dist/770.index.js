export const id = 770;
export const ids = [770,389];
export const modules = {

/***/ 8770:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   firstElement: () => (/* binding */ firstElement),
/* harmony export */   titleOfHtml: () => (/* binding */ titleOfHtml)
/* harmony export */ });
/* harmony import */ var htmlparser2__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2664);

/** What is in these is no text of the page. */
const NOT_TEXT = new Set(['script', 'style', 'template', 'noscript']);
/** In these `<title>` is the name of a drawing. */
const FOREIGN = new Set(['svg', 'math']);
/** The text of `<title>`, else of the first `<h1>`. */
function titleOfHtml(html) {
    return firstElement('title', html) ?? firstElement('h1', html);
}
/** The text of the first such element that has any, with entities decoded. */
function firstElement(name, html) {
    let inside = false;
    let passing = 0;
    let text = '';
    let found;
    const isPassed = (tag) => NOT_TEXT.has(tag) || FOREIGN.has(tag);
    const parser = new htmlparser2__WEBPACK_IMPORTED_MODULE_0__/* .Parser */ .i({
        onopentag(tag, attributes) {
            if (isPassed(tag))
                passing += 1;
            else if (passing > 0)
                return;
            else if (tag === name) {
                inside = true;
                text = '';
            }
            else if (inside)
                text += tag === 'br' ? ' ' : tag === 'img' ? (attributes['alt'] ?? '') : '';
        },
        ontext(part) {
            if (inside && passing === 0)
                text += part;
        },
        onclosetag(tag) {
            if (isPassed(tag))
                passing -= 1;
            else if (inside && passing === 0 && tag === name) {
                inside = false;
                if (text.trim() === '')
                    return;
                found ??= text;
                parser.pause();
            }
        },
    });
    // Never ended: an element that is still open may have been cut off.
    parser.write(html);
    return found;
}


/***/ })

};
