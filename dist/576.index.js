export const id = 576;
export const ids = [576];
export const modules = {

/***/ 7576:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   findPageUrls: () => (/* binding */ findPageUrls)
/* harmony export */ });
/* harmony import */ var node_vm__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(714);
/* harmony import */ var _event_loop_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2187);
/* harmony import */ var _property_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8079);
/* harmony import */ var _input_lines_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9506);
/* harmony import */ var _page_url_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5069);





/** A path is matched within microseconds: what has not come to an end after this hardly ever will. */
const LONGEST_MATCH_MILLISECONDS = 250;
/** All paths together: a tenth is enough for 50,000 documents and a dozen patterns. */
const LONGEST_SEARCH_MILLISECONDS = 60_000;
/**
 * The addresses of documents' pages, by path.
 *
 * Patterns become regular expressions, and for some of them a name can be made up whose match takes
 * hours. `node:vm` is the only way to stop one, and too slow to be asked for each document alone.
 *
 * @param paths of all documents
 * @throws a `PublishError` that quotes the line whose pattern takes too long, and names the document;
 * the signal's reason
 */
async function findPageUrls(paths, rules, signal) {
    const urls = new Map();
    if (rules.length === 0)
        return urls;
    const turns = new _event_loop_js__WEBPACK_IMPORTED_MODULE_1__/* .Turns */ .P();
    let next = 0;
    let tried;
    const matchSome = () => {
        for (; next < paths.length && !turns.isDue; next++) {
            const path = paths[next] ?? '';
            const url = (0,_page_url_js__WEBPACK_IMPORTED_MODULE_2__/* .pageUrlOf */ .s)(path, rules, (rule) => {
                tried = rule;
            });
            if (url !== undefined)
                urls.set(path, url);
        }
    };
    const isInTime = within(LONGEST_MATCH_MILLISECONDS, matchSome);
    const start = performance.now();
    let slow;
    while (next < paths.length) {
        signal.throwIfAborted();
        if (!isInTime()) {
            // It may have been the machine that took a break: the path gets a second chance.
            if (tried !== undefined && next === slow)
                throw tooSlow(tried, paths[next] ?? '');
            slow = next;
        }
        if (tried !== undefined && performance.now() - start > LONGEST_SEARCH_MILLISECONDS) {
            throw tooSlow(tried, paths[next - 1] ?? '');
        }
        while (turns.isDue)
            await turns.next(signal);
    }
    return urls;
}
/** Work that is stopped when it takes too long; then the answer is false. */
function within(milliseconds, work) {
    const script = new node_vm__WEBPACK_IMPORTED_MODULE_0__.Script('work()');
    const context = (0,node_vm__WEBPACK_IMPORTED_MODULE_0__.createContext)({ work });
    return () => {
        try {
            script.runInContext(context, { timeout: milliseconds });
            return true;
        }
        catch (error) {
            if (!isTimeout(error))
                throw error;
            return false;
        }
    };
}
function isTimeout(error) {
    return (0,_property_js__WEBPACK_IMPORTED_MODULE_3__/* .errorCode */ .CA)(error) === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
}
function tooSlow({ line }, path) {
    return (0,_input_lines_js__WEBPACK_IMPORTED_MODULE_4__/* .faultyLine */ .M)(line, `it takes too long to tell whether the pattern fits ${JSON.stringify(path)}. Use fewer groups, or put a / between them.`);
}


/***/ })

};
