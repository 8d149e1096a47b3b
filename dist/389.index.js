export const id = 389;
export const ids = [389,770];
export const modules = {

/***/ 8770:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   firstElement: () => (/* binding */ firstElement),
/* harmony export */   titleOfHtml: () => (/* binding */ titleOfHtml)
/* harmony export */ });
/* harmony import */ var htmlparser2__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5455);

/** What is in these is no text of the page; in a drawing or a formula `<title>` is its name. */
const PASSED_OVER = new Set(['script', 'style', 'template', 'noscript', 'svg', 'math']);
/** These may be closed by their own tag: `<svg/>`. (HTML, 13.1.2) */
const FOREIGN = new Set(['svg', 'math']);
/** They have no end tag. (HTML, 13.1.2) */
const VOID = new Set('area base basefont br col embed frame hr img input keygen link meta param source track wbr'.split(' '));
const HEADING = /^h[1-6]$/;
/** The text of `<title>`, else of the first `<h1>`. */
function titleOfHtml(html) {
    return firstElement('title', html) ?? firstElement('h1', html);
}
/**
 * The text of the first such element that has any, with entities decoded. One that is still open at
 * the end may have been cut off, and is none.
 *
 * It is read from tokens: a parser keeps a list of all open elements and searches it at each end tag,
 * which takes quadratic time where many are never closed.
 */
function firstElement(name, html) {
    if (!html.toLowerCase().includes(`<${name}`))
        return undefined;
    /** The page; in it the element, or one that is passed over; in the element one that is. */
    const scopes = [new Scope('')];
    let text = '';
    let found;
    let tag = '';
    let attribute = '';
    let value = '';
    let alternative = '';
    const innermost = () => scopes.at(-1)?.name ?? '';
    function open(isClosed) {
        if (PASSED_OVER.has(innermost())) {
            if (!isClosed)
                scopes.at(-1)?.open(tag);
        }
        else if (PASSED_OVER.has(tag)) {
            if (!isClosed)
                scopes.push(new Scope(tag));
        }
        else {
            if (HEADING.test(tag) && innermost() === 'h1' && scopes.at(-1)?.hasOnlyOpen('p') === true) {
                end(scopes.length - 1);
            }
            if (innermost() === name)
                text += tag === 'br' ? ' ' : tag === 'img' ? alternative : '';
            if (tag === name) {
                // What began before this one never ended.
                scopes.length = 1;
                scopes.push(new Scope(tag));
                text = '';
            }
            else if (!VOID.has(tag))
                scopes.at(-1)?.open(tag);
        }
    }
    /** An end tag ends the innermost element of its name, and all that is open in it. */
    function close(tag) {
        for (let depth = scopes.length - 1; depth >= 0; depth--) {
            const scope = scopes[depth];
            const isInScope = scope?.close(tag) === true;
            if (isInScope || scope?.name === tag) {
                end(isInScope ? depth + 1 : depth);
                return;
            }
        }
    }
    /** Ends the scopes from this one on. */
    function end(depth) {
        const isElement = scopes[1]?.name === name;
        if (isElement && depth === 1 && text.trim() !== '') {
            found = text;
            tokenizer.pause();
        }
        scopes.length = depth;
    }
    const tokenizer = new htmlparser2__WEBPACK_IMPORTED_MODULE_0__/* ["default"] */ .A({}, {
        onopentagname(start, end) {
            tag = html.slice(start, end).toLowerCase();
            alternative = '';
        },
        onattribname(start, end) {
            attribute = tag === 'img' ? html.slice(start, end).toLowerCase() : '';
        },
        onattribdata(start, end) {
            if (attribute === 'alt')
                value += html.slice(start, end);
        },
        onattribentity(code) {
            if (attribute === 'alt')
                value += String.fromCodePoint(code);
        },
        onattribend() {
            alternative ||= value;
            value = '';
        },
        onopentagend() {
            open(false);
        },
        onselfclosingtag() {
            open(FOREIGN.has(tag) || FOREIGN.has(innermost()));
        },
        onclosetag(start, end) {
            close(html.slice(start, end).toLowerCase());
        },
        ontext(start, end) {
            if (innermost() === name)
                text += html.slice(start, end);
        },
        ontextentity(code) {
            if (innermost() === name)
                text += String.fromCodePoint(code);
        },
        isInForeignContext: () => FOREIGN.has(innermost()),
        oncdata: () => undefined,
        oncomment: () => undefined,
        ondeclaration: () => undefined,
        onprocessinginstruction: () => undefined,
        onend: () => undefined,
    });
    tokenizer.write(html);
    return found;
}
/** An element of interest, with what is open in it. */
class Scope {
    name;
    /** How many elements of each name: a list of all would be long, and searched at each end tag. */
    #open = new Map();
    /** How many together. */
    #size = 0;
    constructor(name) {
        this.name = name;
    }
    open(name) {
        this.#open.set(name, (this.#open.get(name) ?? 0) + 1);
        this.#size += 1;
    }
    /** Whether no others are open than such as end by themselves. */
    hasOnlyOpen(name) {
        return this.#size === (this.#open.get(name) ?? 0);
    }
    /** Whether one of that name was open. */
    close(name) {
        const count = this.#open.get(name) ?? 0;
        if (count === 0)
            return false;
        this.#open.set(name, count - 1);
        this.#size -= 1;
        return true;
    }
}


/***/ })

};
