export const id = 142;
export const ids = [142];
export const modules = {

/***/ 7469:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   LN: () => (/* binding */ checkNames),
/* harmony export */   Vb: () => (/* binding */ nameOf),
/* harmony export */   aA: () => (/* binding */ encodeName),
/* harmony export */   e8: () => (/* binding */ METADATA_SUFFIX)
/* harmony export */ });
/* harmony import */ var _log_publish_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5685);

/** What makes a document's name the name of its metadata object. */
const METADATA_SUFFIX = '.meta.json';
/** S3's limit for an object's key is 1,024 bytes; 200 of them are for the session's own prefix. */
const MAX_NAME_BYTES = 1_024 - 200 - METADATA_SUFFIX.length;
/** So many of a kind are named in one error. */
const MAX_NAMED = 3;
/**
 * What the platform calls a document at a path (with `/`). Each of `` \ # % " ' | < > { } ` ^ [ ] ~ ``
 * and control characters become `_`, as in the vendor's SDK: only if both clients name a file alike
 * can one overwrite the other's.
 */
function nameOf(path, { fileName, prefix }) {
    const last = fileName === 'basename' ? path.slice(path.lastIndexOf('/') + 1) : path;
    const name = prefix + last;
    if (/^[\w./ -]*$/.test(name))
        return name.replaceAll('/', '__');
    return name
        .toWellFormed()
        .replaceAll('/', '__')
        .normalize('NFC')
        .replaceAll(/[\\#%"'|<>{}`^[\]~\p{Cc}]/gu, '_');
}
/**
 * A name as it travels in the form's `filename`: every byte but `A-Z a-z 0-9 - . _ ~` is
 * percent-encoded, and the platform shows the decoded name. Never throws.
 */
function encodeName(name) {
    if (/^[\w.~-]*$/.test(name))
        return name;
    return encodeURIComponent(name.toWellFormed()).replaceAll(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
/**
 * Checks the names of all documents together.
 *
 * @throws a `PublishError` that names the documents where two have one name, where a name is too long
 * for S3, or where the platform would take one for metadata
 */
function checkNames(documents, fileName) {
    throwIfAny(collisions(documents), 'Two documents have the same name on the platform', fileName === 'basename'
        ? 'set "file-name" to "path", rename one of them or exclude it from "glob".'
        : 'rename one of them or exclude it from "glob".');
    throwIfAny(documents.flatMap(({ path, name }) => {
        const bytes = encodeName(name).length;
        return bytes > MAX_NAME_BYTES ? [`${JSON.stringify(path)} (${bytes} bytes)`] : [];
    }), `A name is longer than ${MAX_NAME_BYTES} bytes when percent-encoded, the most that fits into a key of S3`, 'shorten the path or "name-prefix", or set "file-name" to "basename".');
    throwIfAny(documents.flatMap(({ path, name }) => name.endsWith(METADATA_SUFFIX) ? [`${JSON.stringify(path)} as ${JSON.stringify(name)}`] : []), `A name ends in ${METADATA_SUFFIX}, so the platform would read it as another document's metadata`, 'change "name-prefix" or exclude it from "glob".');
}
function collisions(documents) {
    const paths = new Map();
    return documents.flatMap(({ path, name }) => {
        const other = paths.get(name);
        if (other === undefined)
            paths.set(name, path);
        return other === undefined
            ? []
            : [`${JSON.stringify(other)} and ${JSON.stringify(path)} as ${JSON.stringify(name)}`];
    });
}
function throwIfAny(faults, problem, advice) {
    if (faults.length === 0)
        return;
    const named = faults.slice(0, MAX_NAMED).join('; ');
    const more = faults.length > MAX_NAMED ? `; and ${faults.length - MAX_NAMED} more` : '';
    throw new _log_publish_error_js__WEBPACK_IMPORTED_MODULE_0__/* .PublishError */ .S(`${problem}: ${named}${more}. What to do: ${advice}`);
}


/***/ }),

/***/ 4625:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   EJ: () => (/* binding */ openDocument),
/* harmony export */   bi: () => (/* binding */ MAX_DOCUMENT_BYTES),
/* harmony export */   yS: () => (/* binding */ OpenDocument)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var _network_descriptors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3319);
/* harmony import */ var _unsendable_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4208);




/** The most that S3 takes in one POST. (S3's documentation) */
const MAX_DOCUMENT_BYTES = 5 * 1024 ** 3;
/** A document, opened once: what is read is one file, whatever happens to its path. Close it. */
class OpenDocument {
    path;
    /** Bytes, as of opening. */
    size;
    #file;
    #reads = 0;
    #closed = false;
    constructor(path, size, file) {
        this.path = path;
        this.size = size;
        this.#file = file;
    }
    /** Fills the target from a position, and says how much of it: less only at the end that the file has or had. */
    readSync(target, position) {
        let filled = 0;
        while (filled < target.length) {
            const got = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readSync)(this.#file, target, filled, target.length - filled, position + filled);
            filled += got;
            // Asked for more, the system gave what there was to the known end.
            if (got === 0 || position + filled === this.size)
                break;
        }
        return filled;
    }
    /** As `readSync`, off the main thread: for what may take long. Rejects once closed. */
    async read(target, position) {
        let filled = 0;
        while (filled < target.length) {
            const got = await this.#readSome(target, filled, position + filled);
            if (got === 0)
                break;
            filled += got;
        }
        return filled;
    }
    /** May be called at any time, and more than once. */
    close() {
        if (this.#closed)
            return;
        this.#closed = true;
        if (this.#reads === 0)
            (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.closeSync)(this.#file);
    }
    #readSome(target, offset, position) {
        return new Promise((resolve, reject) => {
            if (this.#closed) {
                reject(new Error(`${this.path} is closed`));
                return;
            }
            this.#reads += 1;
            (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.read)(this.#file, target, offset, target.length - offset, position, (error, got) => {
                this.#reads -= 1;
                // A number closed under a read could be another file's by then.
                if (this.#closed && this.#reads === 0)
                    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.close)(this.#file);
                if (error)
                    reject(error);
                else
                    resolve(got);
            });
        });
    }
}
// Windows has neither of the last two; a missing constant counts as 0.
const FLAGS = node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_RDONLY | node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_NOFOLLOW | node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_NONBLOCK;
/**
 * Opens a document for reading: no link is followed, neither at its end nor on the way, and a FIFO
 * does not hang.
 *
 * @param folder the real path of the workspace folder
 * @param path relative to it, with `/`
 * @returns the open document; or why it cannot be uploaded, and then nothing stays open
 * @throws a `DescriptorsExhaustedError` where none is free to open it with: it says nothing of the document
 */
function openDocument(folder, path) {
    const absolute = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, path);
    let file;
    try {
        file = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.openSync)(absolute, FLAGS);
        const result = admit(file, absolute, path);
        if (result instanceof OpenDocument)
            file = undefined;
        return result;
    }
    catch (error) {
        if ((0,_network_descriptors_js__WEBPACK_IMPORTED_MODULE_2__/* .lacksDescriptor */ .Yv)(error))
            throw new _network_descriptors_js__WEBPACK_IMPORTED_MODULE_2__/* .DescriptorsExhaustedError */ .Qu(path, error.code);
        return (0,_unsendable_js__WEBPACK_IMPORTED_MODULE_3__/* .unreadable */ .O$)(error);
    }
    finally {
        if (file !== undefined)
            (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.closeSync)(file);
    }
}
function admit(file, absolute, path) {
    if (!isOpenedAt(file, absolute)) {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.lstatSync)(absolute); // throws where there is nothing any more, which is another reason
        return (0,_unsendable_js__WEBPACK_IMPORTED_MODULE_3__/* .behindLink */ .Bk)();
    }
    const stats = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.fstatSync)(file);
    if (!stats.isFile())
        return (0,_unsendable_js__WEBPACK_IMPORTED_MODULE_3__/* .notAFile */ .$y)(stats);
    if (stats.size > MAX_DOCUMENT_BYTES)
        return (0,_unsendable_js__WEBPACK_IMPORTED_MODULE_3__/* .tooLarge */ .g$)();
    return new OpenDocument(path, stats.size, file);
}
/**
 * Whether an open file is the one at this path, and no link led elsewhere. What a path leads to may
 * change between any two looks at it, so Linux is asked for the place of the file that is open.
 */
function isOpenedAt(file, absolute) {
    const place = placeOf(file);
    // It was there, and has been replaced or removed since: what is open is still what it was.
    if (place !== undefined)
        return place === absolute || place === `${absolute} (deleted)`;
    return isReal(absolute) && isSame(file, absolute) && isReal(absolute);
}
/** The path of an open file, where the system tells it. (proc(5)) */
function placeOf(file) {
    if (process.platform !== 'linux')
        return undefined;
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readlinkSync)(`/proc/self/fd/${file}`);
    }
    catch {
        return undefined; // /proc is not mounted
    }
}
function isReal(absolute) {
    // Not the system's own, though twice as fast: it may correct letter case.
    return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync)(absolute) === absolute;
}
function isSame(file, absolute) {
    const opened = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.fstatSync)(file, { bigint: true });
    const there = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.lstatSync)(absolute, { bigint: true });
    return opened.dev === there.dev && opened.ino === there.ino;
}


/***/ }),

/***/ 7013:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ Scope),
/* harmony export */   e: () => (/* binding */ namesOf)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var minimatch__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3581);


/**
 * What the patterns say of all that is in a folder: whether it is included, unless one of the rules
 * that are left says otherwise, of which the last that fits decides. A search takes it along, so
 * that no name meets a pattern that is decided, or out of the question, for its whole folder.
 */
class Scope {
    #included;
    #rules;
    constructor(included, rules) {
        this.#included = included;
        this.#rules = rules;
    }
    /** What the patterns say before it is known where. */
    static everywhere(patterns) {
        const rules = patterns.map((pattern) => new Rule(pattern));
        return new Scope(false, rules);
    }
    /** The scope of a folder in this one. */
    below(folder) {
        let included = this.#included;
        let rules = [];
        for (const rule of this.#rules) {
            if (rule.fitsFolder(folder)) {
                included = rule.includes;
                rules = [];
            }
            else if (rule.mayFitBelow(folder))
                rules.push(rule);
        }
        return new Scope(included, rules);
    }
    /** Whether anything can be included. */
    get mayInclude() {
        return this.#included || this.#rules.some(({ includes }) => includes);
    }
    /** Whether a file in this folder is included. */
    includes(file) {
        const rule = this.#rules.findLast((rule) => rule.fitsFile(file));
        return rule?.includes ?? this.#included;
    }
    /** Whether a pattern leaves out what is in this folder, whatever others say. */
    excludes(file) {
        return !this.mayInclude || this.#rules.some((rule) => !rule.includes && rule.fitsFile(file));
    }
}
/** A path, name by name. */
function namesOf(path) {
    const names = path.split(node_path__WEBPACK_IMPORTED_MODULE_0__.sep);
    return names.at(-1) === '' ? names.slice(0, -1) : names;
}
/** As `@actions/glob` has them. */
const OPTIONS = {
    dot: true,
    nobrace: true,
    nocase: node_path__WEBPACK_IMPORTED_MODULE_0__.sep === '\\',
    nocomment: true,
    noext: true,
    nonegate: true,
};
/**
 * One pattern, understood as `@actions/glob` does: a folder that it fits is fitted with all that is
 * in it, so that `docs`, `docs/` and `docs/**` differ only for a file of that name.
 */
class Rule {
    includes;
    #glob;
    #segments;
    #fitsFiles;
    constructor({ excludes, absolute }) {
        this.includes = !excludes;
        this.#glob = new minimatch__WEBPACK_IMPORTED_MODULE_1__/* .Minimatch */ .VR(node_path__WEBPACK_IMPORTED_MODULE_0__.sep === '\\' ? absolute.replaceAll('\\', '/') : absolute, OPTIONS);
        const segments = this.#glob.set.flat().map(withoutBacktracking);
        this.#fitsFiles = segments.at(-1) !== '';
        if (!this.#fitsFiles)
            segments.pop();
        if (segments.at(-1) === minimatch__WEBPACK_IMPORTED_MODULE_1__/* .GLOBSTAR */ .ZN)
            segments.pop();
        this.#segments = segments;
    }
    fitsFolder(folder) {
        return this.#glob.matchOne(folder, this.#segments);
    }
    fitsFile(file) {
        return this.#fitsFiles && this.#glob.matchOne(file, this.#segments);
    }
    mayFitBelow(folder) {
        return this.#glob.matchOne(folder, this.#segments, true);
    }
}
/** How minimatch writes a `*`. All else in a segment stands for one character each. */
const STAR = '[^/]*?';
/**
 * A segment such as `*a*b*`. Where it does not match, a regular expression tries every way to share
 * out the name among its stars; but the first place where a piece between two of them fits leaves the
 * most to the others, so that each piece is looked for once, behind the one before.
 */
class SeveralStars extends RegExp {
    #pieces;
    constructor(segment) {
        super(segment);
        this.#pieces = segment.source.split(STAR).map((piece) => new RegExp(piece, `${segment.flags}g`));
    }
    test(name) {
        let end = 0;
        return this.#pieces.every((piece) => {
            piece.lastIndex = end;
            const fits = piece.test(name);
            end = piece.lastIndex;
            return fits;
        });
    }
}
function withoutBacktracking(segment) {
    return segment instanceof RegExp && segment.source.split(STAR).length > 2
        ? new SeveralStars(segment)
        : segment;
}


/***/ }),

/***/ 2016:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ Scopes)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var _scope_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7013);


/** The scopes of any folders, each found once, by that of the folder above it. */
class Scopes {
    #everywhere;
    #known = new Map();
    constructor(patterns) {
        this.#everywhere = _scope_js__WEBPACK_IMPORTED_MODULE_1__/* .Scope */ .H.everywhere(patterns);
    }
    /** @param folder its absolute path */
    of(folder) {
        const known = this.#known.get(folder);
        if (known !== undefined)
            return known;
        const parent = (0,node_path__WEBPACK_IMPORTED_MODULE_0__.dirname)(folder);
        const above = parent === folder ? this.#everywhere : this.of(parent);
        const scope = above.below((0,_scope_js__WEBPACK_IMPORTED_MODULE_1__/* .namesOf */ .e)(folder));
        this.#known.set(folder, scope);
        return scope;
    }
    /** Whether the patterns include a file, given with its absolute path. */
    include(file) {
        return this.of((0,node_path__WEBPACK_IMPORTED_MODULE_0__.dirname)(file)).includes((0,_scope_js__WEBPACK_IMPORTED_MODULE_1__/* .namesOf */ .e)(file));
    }
}


/***/ }),

/***/ 7953:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   XF: () => (/* binding */ SLICE_BYTES),
/* harmony export */   gQ: () => (/* binding */ DocumentChangedError),
/* harmony export */   mk: () => (/* binding */ hashDocument),
/* harmony export */   nu: () => (/* binding */ slicesOf)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var _open_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4625);


/** Bytes that are read, and held, at once. */
const SLICE_BYTES = 256 * 1024;
/**
 * Slices that are not overwritten: far more than a sender that heeds its socket's backpressure can
 * hold. Left to the garbage collector, the slices of a large document pile up to some 64 MB.
 */
const SLICES_KEPT = 8;
/** The document changed while it was read: it may be hashed and sent again from the start. */
class DocumentChangedError extends Error {
    name = 'DocumentChangedError';
}
/**
 * Hashes a document to its end, in one buffer, and shows each piece of it.
 *
 * @throws a `DocumentChangedError` at 5 GiB, where a file grows faster than it is read; the file system's
 * errors; the signal's reason when that aborts
 */
async function hashDocument(document, signal, show = () => undefined) {
    const sha256 = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256');
    const buffer = Buffer.allocUnsafeSlow(SLICE_BYTES);
    for (let size = 0; size <= _open_js__WEBPACK_IMPORTED_MODULE_1__/* .MAX_DOCUMENT_BYTES */ .bi;) {
        signal.throwIfAborted();
        const length = await document.read(buffer, size);
        const bytes = buffer.subarray(0, length);
        sha256.update(bytes);
        show(bytes);
        size += length;
        if (length < buffer.length)
            return { size, sha256: sha256.digest('hex') };
    }
    throw new DocumentChangedError('It kept growing while it was read. Is another process writing to it?');
}
/**
 * The document's slices, in order. The last one comes only when size and hash are those of the
 * fingerprint. A slice's bytes are overwritten when the eighth after it is asked for.
 *
 * @throws a `DocumentChangedError` in place of the last slice; the file system's errors
 */
async function* slicesOf(document, { size, sha256 }) {
    const actual = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256');
    const buffers = [];
    for (let position = 0; position < size; position += SLICE_BYTES) {
        const isLast = position + SLICE_BYTES >= size;
        const expected = isLast ? size - position : SLICE_BYTES;
        // One byte more than is left shows whether something was added.
        const room = isLast ? expected + 1 : expected;
        const kept = buffers.length < SLICES_KEPT ? undefined : buffers.shift();
        const buffer = kept ?? Buffer.allocUnsafeSlow(SLICE_BYTES + 1);
        buffers.push(buffer);
        const length = await document.read(buffer.subarray(0, room), position);
        const slice = buffer.subarray(0, expected);
        actual.update(slice);
        if (length !== expected || (isLast && actual.digest('hex') !== sha256)) {
            throw new DocumentChangedError('It changed while it was sent. Is another process writing to it?');
        }
        yield slice;
    }
}


/***/ }),

/***/ 4208:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $y: () => (/* binding */ notAFile),
/* harmony export */   Bk: () => (/* binding */ behindLink),
/* harmony export */   FW: () => (/* binding */ lfsPointer),
/* harmony export */   Ie: () => (/* binding */ empty),
/* harmony export */   L$: () => (/* binding */ symbolicLink),
/* harmony export */   O$: () => (/* binding */ unreadable),
/* harmony export */   T3: () => (/* binding */ notUtf8),
/* harmony export */   g$: () => (/* binding */ tooLarge),
/* harmony export */   gz: () => (/* binding */ failed)
/* harmony export */ });
/* harmony import */ var _property_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8079);

function skipped(reason) {
    return { kind: 'skipped', reason };
}
/** For what should have been uploaded. The step fails. */
function failed(reason) {
    return { kind: 'failed', reason };
}
/** For a file of no bytes: the platform's ingestion rejects it as EMPTY_FILE. */
function empty() {
    return skipped('The file is empty, and the platform rejects empty files.');
}
/** For what git left in place of a file that Git LFS keeps elsewhere. */
function lfsPointer() {
    return skipped('This is a Git LFS pointer, not the file itself. Set "lfs: true" on actions/checkout.');
}
/** For a symbolic link, wherever it leads. */
function symbolicLink() {
    return skipped('This is a symbolic link, and links are not followed. Name the file that it points to in "glob".');
}
/** For a file or folder that a pattern reaches through a linked folder. */
function behindLink() {
    return skipped('Its path goes through a symbolic link, and links are not followed. Name the real folder in "glob".');
}
/** For a name that cannot be written in UTF-8, as S3 and the platform require. */
function notUtf8() {
    return skipped('The name is not valid UTF-8. Rename the file to publish it.');
}
/** For what is neither a file nor a symbolic link: opening it could hang, or mean something else. */
function notAFile(stats) {
    return skipped(`This is ${kindOf(stats)}, not a file.`);
}
/** For a document larger than S3 accepts in one POST. */
function tooLarge() {
    return failed('The file is larger than 5 GiB, the most that S3 accepts in one upload.');
}
/** For what cannot be listed, opened or read, by the file system's error. */
function unreadable(error) {
    const code = (0,_property_js__WEBPACK_IMPORTED_MODULE_0__/* .errorCode */ .CA)(error);
    switch (code) {
        case 'ELOOP':
            return symbolicLink();
        case 'ENXIO':
            return skipped('This is a socket or a device, not a file.');
        case 'ENOENT':
        case 'ENOTDIR':
            return failed('The file was removed during this step. Is another process moving files?');
        case 'EACCES':
        case 'EPERM':
            return failed(`It cannot be read (${code}). Give the user who runs this step permission.`);
        default:
            return failed(`It cannot be read (${code}).`);
    }
}
function kindOf(stats) {
    if (stats.isDirectory())
        return 'a folder';
    if (stats.isFIFO())
        return 'a FIFO (named pipe)';
    if (stats.isSocket())
        return 'a socket';
    return 'a device';
}


/***/ }),

/***/ 2187:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ Turns)
/* harmony export */ });
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8500);

/** Signals, timers and answers wait as long as that for the event loop to turn. */
const LONGEST_STRETCH_MILLISECONDS = 5;
/**
 * Lets the event loop turn during many small pieces of synchronous work. Before each piece,
 * `while (turns.isDue) await turns.next(signal)`: a loop, since pieces that wait together go on
 * together, and those before may have used up the time.
 */
class Turns {
    #since = performance.now();
    #turn;
    /** Whether the event loop has not turned for a while. */
    get isDue() {
        return performance.now() - this.#since > LONGEST_STRETCH_MILLISECONDS;
    }
    /**
     * Lets the event loop turn, once for all that wait for it.
     *
     * @throws the signal's reason when it has aborted by then
     */
    async next(signal) {
        this.#turn ??= this.#take();
        await this.#turn;
        signal.throwIfAborted();
    }
    async #take() {
        await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setImmediate)();
        this.#since = performance.now();
        this.#turn = undefined;
    }
}


/***/ }),

/***/ 9090:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ commonFolder),
/* harmony export */   g: () => (/* binding */ parentOf)
/* harmony export */ });
/** The folder that a path with `/` is in: '' for the top. */
function parentOf(path) {
    return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
/** The folder that all paths are in: '' for the top. */
function commonFolder(paths) {
    const [first = [], ...others] = paths.map((path) => path.split('/').slice(0, -1));
    let common = first;
    for (const folders of others) {
        const end = common.findIndex((folder, depth) => folder !== folders[depth]);
        if (end !== -1)
            common = common.slice(0, end);
    }
    return common.join('/');
}


/***/ }),

/***/ 949:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  _: () => (/* binding */ repositoryOf)
});

// EXTERNAL MODULE: ./build/metadata/repository.js
var metadata_repository = __webpack_require__(7766);
// EXTERNAL MODULE: ./build/git/run.js
var run = __webpack_require__(7810);
;// CONCATENATED MODULE: ./build/git/remotes.js

/** As `git config -z` prints it: `remote.NAME.url`, a line break, the address. */
const REMOTE_URL = /^remote\.(.*)\.url\n(.*)$/s;
/**
 * The addresses of a clone's remotes by their names, as its own settings have them: they may hold
 * credentials. Of several for one remote, the first, which is the one that git fetches from.
 * @throws as `runGit`
 */
async function readRemotes(clone) {
    // Nothing that the settings include is read, and no address is rewritten.
    const args = ['--local', '--no-includes', '-z', '--get-regexp', '^remote\\..*\\.url$'];
    const settings = (await (0,run/* askGit */.gG)('config', args, clone)).split('\0');
    const remotes = new Map();
    for (const setting of settings) {
        const [, name, url] = REMOTE_URL.exec(setting) ?? [];
        if (name !== undefined && url !== undefined && !remotes.has(name))
            remotes.set(name, url);
    }
    return remotes;
}

;// CONCATENATED MODULE: ./build/git/repository.js


/**
 * Which repository a clone is of: the run's where the run's commit is checked out, else the one that its remote names;
 * undefined where that is not on this GitHub.
 *
 * @param folder the clone's, relative to the workspace folder
 * @throws as `runGit`
 */
async function repositoryOf({ clone, told: { position } }, folder, { commit, repository, server }) {
    if (position.checkedOut.sha === commit?.sha)
        return repository;
    const remotes = await readRemotes(clone);
    if (folder === '' && remotes.size === 0)
        return repository;
    const origin = remotes.get('origin');
    if (origin === undefined || server === undefined)
        return undefined;
    return (0,metadata_repository/* repositoryOfRemote */.Gh)(origin, server);
}


/***/ }),

/***/ 7810:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   EO: () => (/* binding */ runGit),
/* harmony export */   Oy: () => (/* binding */ inDiscovery),
/* harmony export */   XS: () => (/* binding */ GitError),
/* harmony export */   gG: () => (/* binding */ askGit)
/* harmony export */ });
/* harmony import */ var node_child_process__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1421);
/* harmony import */ var node_events__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8474);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8500);
/* harmony import */ var _log_secrets_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(7664);
/* harmony import */ var _property_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(8079);
/* harmony import */ var _semaphore_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8022);







/** None of these calls reads more than the names in the work tree: a git that takes longer hangs. */
const DISCOVERY_SECONDS = 60;
/** The clone as discovery asks it, which a git that hangs must not hold up for long. */
function inDiscovery(clone) {
    return { ...clone, timeoutSeconds: clone.discoverySeconds ?? DISCOVERY_SECONDS };
}
/** The message is git's own where it wrote one to stderr: one line of it; or the system's. */
class GitError extends Error {
    name = 'GitError';
    problem;
    constructor(problem, words) {
        super(words);
        this.problem = problem;
    }
}
/** A repository's settings can run programs or change what is printed; these come before them. */
const SETTINGS = {
    'core.fsmonitor': 'false',
    'safe.bareRepository': 'explicit',
    'log.showSignature': 'false',
    'log.mailmap': 'false',
    'log.follow': 'false',
    'log.diffMerges': 'separate',
};
const SECRET = /^(?:INPUT|GIT|ACTIONS|STATE)_|TOKEN|SECRET|PASSWORD|CREDENTIAL|API_?KEY|PROXY/i;
const STDERR_BYTES = 4096;
const WORDS_LENGTH = 300;
/** No descriptor or process is free: one may be as soon as other work ends. */
const PASSING = new Set(['EMFILE', 'ENFILE', 'EAGAIN']);
/** Between attempts to start git. */
const PAUSES_MILLISECONDS = [20, 50, 100, 200, 400];
/** Hundreds of nested clones take turns: more at once would gain nothing on a runner's few cores. */
const PROCESSES_AT_ONCE = 4;
const processes = new _semaphore_js__WEBPACK_IMPORTED_MODULE_4__/* .Semaphore */ .j(PROCESSES_AT_ONCE);
/** These end with 1 where what they look for is not there. */
const ONE_IS_NONE = ['check-ignore', 'config'];
/**
 * Runs git in its safe form and gives what it prints, as it comes. Leaving the loop early ends git.
 * A few run at once; the others wait.
 * @param input what git reads from stdin
 * @throws a `GitError` where git cannot be started, takes too long, or ends with another code than 0;
 * the signal's reason when that aborts
 */
async function* runGit(command, args, clone, input = '') {
    const { folder, environment, signal, timeoutSeconds } = clone;
    const mostExitCode = ONE_IS_NONE.includes(command) ? 1 : 0;
    const place = await processes.acquire(1);
    const limit = AbortSignal.timeout(timeoutSeconds * 1000);
    const either = AbortSignal.any([signal, limit]);
    try {
        signal.throwIfAborted();
        const git = await start([...safely(folder, command), command, ...args], environment, either);
        yield* converse(git, input, mostExitCode, either);
    }
    catch (error) {
        signal.throwIfAborted();
        if (!limit.aborted)
            throw error;
        throw new GitError('too-slow', `git ${command} did not finish within ${timeoutSeconds} s`);
    }
    finally {
        processes.release(place);
    }
}
/** All that git prints, for answers of a few lines. @throws as `runGit` */
async function askGit(command, args, clone, input = '') {
    const chunks = [];
    for await (const chunk of runGit(command, args, clone, input))
        chunks.push(chunk);
    return Buffer.concat(chunks).toString();
}
async function start(args, environment, signal) {
    for (let attempt = 0;; attempt++) {
        try {
            const git = (0,node_child_process__WEBPACK_IMPORTED_MODULE_0__.spawn)('git', args, {
                // Windows looks for programs in the current folder first, and the workspace is not to be trusted.
                cwd: (0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)(process.execPath),
                env: harmlessPart(environment),
                shell: false,
                windowsHide: true,
            });
            // Where there was no descriptor left it has no streams, whatever its type says.
            await (0,node_events__WEBPACK_IMPORTED_MODULE_1__.once)(git, 'spawn');
            return git;
        }
        catch (error) {
            const code = (0,_property_js__WEBPACK_IMPORTED_MODULE_5__/* .errorCode */ .CA)(error);
            const pause = PASSING.has(code) ? PAUSES_MILLISECONDS[attempt] : undefined;
            if (pause === undefined)
                throw explainStart(error);
            await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_3__.setTimeout)(pause, undefined, { signal });
        }
    }
}
/** Gives what git prints. Ends it when the signal aborts, and when nobody reads on. */
async function* converse(git, input, mostExitCode, signal) {
    const stop = () => {
        git.kill('SIGKILL');
        git.stdout.destroy();
        git.stderr.destroy();
    };
    const closed = new Promise((resolve) => git.once('close', resolve));
    let complaint = '';
    git.stderr.setEncoding('utf8').on('data', (text) => {
        if (complaint.length < STDERR_BYTES)
            complaint += text.slice(0, STDERR_BYTES);
    });
    // Git may end without having read everything: its exit code tells why.
    git.stdin.on('error', () => undefined).end(input);
    signal.addEventListener('abort', stop, { once: true });
    try {
        signal.throwIfAborted();
        const output = git.stdout;
        yield* output;
        await closed;
        if (git.exitCode === null || git.exitCode > mostExitCode) {
            throw toGitError(complaint, `git ended with ${git.signalCode ?? git.exitCode ?? 'no code'}`);
        }
    }
    finally {
        signal.removeEventListener('abort', stop);
        stop();
    }
}
function safely(folder, command) {
    const settings = { ...SETTINGS, 'safe.directory': folder.replaceAll('\\', '/') };
    return [
        '--no-pager',
        // GitHub knows no replacements, and links lead there.
        '--no-replace-objects',
        // This one takes paths as they are, and does not know the option.
        ...(command === 'check-ignore' ? [] : ['--literal-pathspecs']),
        ...Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`]),
        '-C',
        folder,
    ];
}
function harmlessPart(environment) {
    const harmless = Object.entries(environment).filter(([name, value = '']) => !SECRET.test(name) && (0,_log_secrets_js__WEBPACK_IMPORTED_MODULE_6__/* .withoutSecrets */ .c)(value) === value);
    return {
        ...Object.fromEntries(harmless),
        // What git says is read below, and quoted in a log that is in English.
        LC_ALL: 'C',
        GIT_TERMINAL_PROMPT: '0',
        GIT_OPTIONAL_LOCKS: '0',
        // A partial clone would fetch what it lacks, by programs that its settings name.
        GIT_NO_LAZY_FETCH: '1',
        GIT_ALLOW_PROTOCOL: 'none',
    };
}
function explainStart(error) {
    const code = (0,_property_js__WEBPACK_IMPORTED_MODULE_5__/* .errorCode */ .CA)(error);
    if (code === 'ENOENT')
        return new GitError('missing', String(error));
    const limit = `${code}: a limit such as that of "ulimit -n" is too low`;
    return new GitError('not-started', PASSING.has(code) ? limit : String(error));
}
function toGitError(complaint, otherwise) {
    const lines = complaint.split('\n').filter((line) => line.trim() !== '');
    const fatal = lines.find((line) => line.startsWith('fatal: '));
    const words = (0,_log_secrets_js__WEBPACK_IMPORTED_MODULE_6__/* .withoutSecrets */ .c)(fatal ?? lines[0] ?? otherwise)
        .slice(0, WORDS_LENGTH)
        .toWellFormed();
    return new GitError(problemOf(words), words);
}
function problemOf(words) {
    if (/dubious ownership|unsafe repository|cannot use bare repository/.test(words))
        return 'untrusted';
    return words.startsWith('fatal: not a git repository (or any') ? 'no-repository' : 'failed';
}


/***/ }),

/***/ 1793:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   t: () => (/* binding */ cutAtNul)
/* harmony export */ });
const NUL = 0;
/** More than any path or list of parents has; a commit's subject has no limit. */
const TOKEN_BYTES = 1024 * 1024;
/**
 * Cuts a stream at its NUL bytes: gives, chunk by chunk, the tokens that end there. What is held is
 * one chunk and one token; of a token over 1 MiB that spans chunks only the beginning is kept.
 */
function cutAtNul() {
    let begun = [];
    let begunBytes = 0;
    return function* (chunk) {
        let start = 0;
        for (let end = chunk.indexOf(NUL); end !== -1; end = chunk.indexOf(NUL, start)) {
            const token = chunk.subarray(start, end);
            start = end + 1;
            if (begun.length === 0) {
                yield token;
            }
            else {
                yield Buffer.concat([...begun, token]);
                begun = [];
                begunBytes = 0;
            }
        }
        const rest = chunk.subarray(start, start + TOKEN_BYTES - begunBytes);
        if (rest.length > 0)
            begun.push(rest);
        begunBytes += rest.length;
    };
}


/***/ }),

/***/ 5577:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Gw: () => (/* binding */ toAddition),
/* harmony export */   Li: () => (/* binding */ MOST_KEYS),
/* harmony export */   QP: () => (/* binding */ typeOf),
/* harmony export */   T4: () => (/* binding */ overFrontMatter),
/* harmony export */   bJ: () => (/* binding */ isMetadataValue),
/* harmony export */   h7: () => (/* binding */ additionsTo),
/* harmony export */   rX: () => (/* binding */ AdditionError),
/* harmony export */   yR: () => (/* binding */ checkKey)
/* harmony export */ });
/* harmony import */ var _exact_number_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2485);

/** What people say of one document, by the input and its sidecar. */
function additionsTo(path, { input, sidecars }) {
    const sidecar = sidecars.get(path);
    return sidecar === undefined ? input : new Map([...input, ...sidecar]);
}
/** The same over what the document's own front matter says, and the address of its page. */
function overFrontMatter(additions, frontMatter, pageUrl) {
    if (frontMatter.size === 0 && pageUrl === undefined)
        return additions;
    const page = pageUrl === undefined ? [] : [['page_url', pageUrl]];
    return new Map([...page, ...frontMatter, ...additions]);
}
/**
 * Keys that one source may add, and all of a run together: metadata is to filter by, and each key is
 * kept for every document.
 */
const MOST_KEYS = 1_000;
/** An addition that cannot be taken. The message follows on its place or key: `cannot be set: \u2026`. */
class AdditionError extends Error {
    name = 'AdditionError';
}
/** By these it is told whose a document is, and whether it has changed. */
const OURS = [
    'path',
    'repository',
    'ref',
    'url',
    'commit_sha',
    'content_sha256',
    'run_url',
    'publisher_id',
    'publisher_ref',
    'metadata_sha256',
];
/** The platform's own. (its documentation) */
const RESERVED = ['id', '_id'];
/**
 * Checks that a key can be added.
 * @throws AdditionError
 */
function checkKey(key) {
    if (OURS.includes(key)) {
        throw new AdditionError('cannot be set or removed: this action recognizes its own documents by it.');
    }
    if (RESERVED.includes(key)) {
        throw new AdditionError('cannot be set: the platform keeps it for itself. Use another key.');
    }
    if (key === '' || key === 'prototype' || Object.hasOwn(Object.prototype, key)) {
        throw new AdditionError('cannot be a key of metadata. Use another one.');
    }
}
/**
 * Checks one addition. The errors hold nothing of the value.
 * @param value as YAML or JSON has it
 * @param written a number's own letters
 * @throws AdditionError
 */
function toAddition(key, value, written) {
    checkKey(key);
    if (value === null || typeof value === 'string' || typeof value === 'boolean')
        return value;
    if (typeof value === 'number') {
        if ((0,_exact_number_js__WEBPACK_IMPORTED_MODULE_0__/* .isExact */ .u)(value, written ?? ''))
            return value;
        throw new AdditionError('is a number that JSON cannot hold exactly as it is written: put it in quotes, as a string.');
    }
    if (Array.isArray(value) && value.every((item) => typeof item === 'string'))
        return value;
    throw new AdditionError(Array.isArray(value)
        ? 'is a list that holds something other than strings: put each of its items in quotes.'
        : 'is a mapping: metadata are flat, so a value is a string, a number, true or false, or a list of strings.');
}
/** Whether metadata can hold a value, such as one of a remote file. */
function isMetadataValue(value) {
    if (typeof value === 'object') {
        return Array.isArray(value) && value.every((item) => typeof item === 'string');
    }
    return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
/** The platform takes one type of value for a key. */
function typeOf(value) {
    if (typeof value === 'object')
        return 'list';
    return typeof value === 'string' ? 'string' : typeof value === 'number' ? 'number' : 'boolean';
}


/***/ }),

/***/ 5454:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Gs: () => (/* binding */ isDigested),
/* harmony export */   Xj: () => (/* binding */ DIGEST_KEY),
/* harmony export */   Xy: () => (/* binding */ objectOf),
/* harmony export */   lS: () => (/* binding */ membersOf),
/* harmony export */   lq: () => (/* binding */ COMMIT_KEYS),
/* harmony export */   ol: () => (/* binding */ digestOf)
/* harmony export */ });
/* unused harmony export metadataDigest */
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var _additions_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5577);


/** The key that has a document's digest. */
const DIGEST_KEY = 'metadata_sha256';
/** What tells of the commit that last changed a file. */
const COMMIT_KEYS = [
    'commit_sha',
    'commit_date',
    'commit_author',
    'commit_message',
    'url',
];
/** What differs from run to run, although nothing has changed. */
const KEYS_OF_A_RUN = ['run_url', 'event_name'];
const LEFT_OUT = new Set([...KEYS_OF_A_RUN, ...COMMIT_KEYS, DIGEST_KEY]);
/** Whether the digest covers a key: all but those of a run, those of a commit, and its own. */
function isDigested(key) {
    return !LEFT_OUT.has(key);
}
/**
 * The members of metadata, sorted by their keys. Half a character becomes what is sent for it. Of a remote
 * file's metadata, which may be anything, what metadata cannot hold is left out.
 */
function membersOf(metadata) {
    const members = [];
    for (const key of Object.keys(metadata).sort()) {
        const value = metadata[key];
        if (!(0,_additions_js__WEBPACK_IMPORTED_MODULE_1__/* .isMetadataValue */ .bJ)(value))
            continue;
        members.push([
            key,
            `${JSON.stringify(key.toWellFormed())}:${JSON.stringify(wellFormed(value))}`,
        ]);
    }
    return members;
}
/** The SHA-256, in hex, of the canonical JSON of all keys that `isDigested` names. */
function metadataDigest(metadata) {
    return digestOf(membersOf(metadata));
}
/** The same, of members that are sorted. */
function digestOf(members) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.hash)('sha256', objectOf(members.filter(([key]) => isDigested(key))));
}
/** The JSON object of members. */
function objectOf(members) {
    return `{${members.map(([, json]) => json).join(',')}}`;
}
function wellFormed(value) {
    if (typeof value === 'string')
        return value.toWellFormed();
    return typeof value === 'object' ? value.map((item) => item.toWellFormed()) : value;
}


/***/ }),

/***/ 2485:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   u: () => (/* binding */ isExact)
/* harmony export */ });
/** Anything longer is no number that people mean as one. */
const LONGEST_NUMBER = 40;
const DECIMAL = /^([+-]?)(0|[1-9]\d*)?(?:\.(\d*))?(?:e([+-]?\d+))?$/i;
/**
 * Whether JSON gives back what was written: not with digits too many, nor with zeros in front.
 * @param written its own letters
 */
function isExact(number, written) {
    if (!Number.isFinite(number) || written.length > LONGEST_NUMBER)
        return false;
    if (Number.isInteger(number) && !Number.isSafeInteger(number))
        return false;
    const expected = significant(written);
    return expected !== undefined && expected === significant(JSON.stringify(number));
}
/** Equal for equal decimals: sign, digits without zeros around them, and where the point is. */
function significant(decimal) {
    const match = DECIMAL.exec(decimal);
    if (match === null)
        return undefined;
    const [, sign, whole = '', fraction = '', exponent = '0'] = match;
    const digits = (whole + fraction).replace(/^0+/, '');
    const leading = digits.replace(/0+$/, '');
    const power = Number(exponent) - fraction.length + digits.length - leading.length;
    return leading === '' ? '0' : `${sign === '-' ? '-' : ''}${leading}e${power}`;
}


/***/ }),

/***/ 5436:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   i: () => (/* binding */ isHeld)
/* harmony export */ });
/** Whether the file's commit is known to hold it. */
function isHeld(file) {
    return file.kind === 'own' || (file.kind === 'checked-out' && file.why === 'shallow');
}


/***/ }),

/***/ 9506:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ linesOf),
/* harmony export */   M: () => (/* binding */ faultyLine)
/* harmony export */ });
/* harmony import */ var _log_publish_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5685);

const LONGEST_QUOTE = 200;
/** The lines of an input that are not blank. */
function linesOf(input, value) {
    return value
        .split('\n')
        .map((line, index) => ({ input, number: index + 1, text: line.trim() }))
        .filter(({ text }) => text !== '');
}
/** An error that quotes a line. The problem goes on after a colon: what is wrong, and what to do. */
function faultyLine({ input, number, text }, problem) {
    const quoted = JSON.stringify(text.slice(0, LONGEST_QUOTE));
    return new _log_publish_error_js__WEBPACK_IMPORTED_MODULE_0__/* .PublishError */ .S(`The input "${input}" has an error in line ${number}, ${quoted}: ${problem}`);
}


/***/ }),

/***/ 5069:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   n: () => (/* binding */ readPageUrlInput),
/* harmony export */   s: () => (/* binding */ pageUrlOf)
/* harmony export */ });
/* harmony import */ var _input_lines_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9506);

/** What patterns and paths are resolved against: `docs` is `/docs`. No request goes there. */
const ROOT = 'https://workspace.invalid/';
/** A pattern, which may have spaces in it, and an address, which has none. */
const LINE = /^(\S.*?)\s+(\S+)$/;
/** A group, with the slash before it; `*` and `+` only say how many segments it has matched. */
const GROUP = /(\/?):([\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*)[*+]?/gu;
/**
 * Reads the input `page-url`: lines of a pattern, as the URL standard's `URLPattern` has it, and the
 * address of the pages that it stands for.
 *
 * @throws a `PublishError` that quotes the line which is at fault
 */
function readPageUrlInput(text) {
    return (0,_input_lines_js__WEBPACK_IMPORTED_MODULE_0__/* .linesOf */ .D)('page-url', text).map((line) => {
        const [, written = '', address = ''] = LINE.exec(line.text) ?? [];
        if (address === '') {
            throw (0,_input_lines_js__WEBPACK_IMPORTED_MODULE_0__/* .faultyLine */ .M)(line, 'a line is a pattern, whitespace, and an address, such as "docs/:page*.md https://docs.example.com/:page*".');
        }
        const pattern = toPattern(written);
        if (pattern === undefined) {
            throw (0,_input_lines_js__WEBPACK_IMPORTED_MODULE_0__/* .faultyLine */ .M)(line, `its pattern ${JSON.stringify(written)} is not valid: it has to be a path in the syntax of URLPattern, each name used once, and \\ before a character that is meant literally, such as \\+.`);
        }
        return { line, pattern, address: toAddress(address, written, line) };
    });
}
/**
 * The address of a document's page, by the first rule whose pattern fits; undefined where none does.
 * @param path relative to the workspace folder, with `/`
 * @param isTried hears of each rule right before its pattern is tried
 */
function pageUrlOf(path, rules, isTried = () => undefined) {
    // The URL standard would drop some of these, or take them for something else than a part of a name.
    const pathname = `/${path.replaceAll(/[%\\\t\n\r]/g, encodeURIComponent)}`;
    for (const rule of rules) {
        isTried(rule);
        const match = rule.pattern.exec({ pathname, baseURL: ROOT });
        if (match !== null)
            return fill(rule.address, match.pathname.groups);
    }
    return undefined;
}
/** An empty group takes the slash before it along, as an optional group of a pattern does. */
function fill(address, groups) {
    const filled = address.replaceAll(GROUP, (_, slash, name) => {
        const value = groups[name] ?? '';
        return value === '' ? '' : slash + value;
    });
    return new URL(filled).href;
}
function toPattern(written) {
    try {
        return new URLPattern({ pathname: written, baseURL: ROOT });
    }
    catch {
        return undefined;
    }
}
/** Groups are found nowhere but in the path: an address with one in its host is no URL. */
function toAddress(address, pattern, line) {
    const url = URL.parse(address);
    if (url === null || !/^https?:$/.test(url.protocol) || url.username + url.password !== '') {
        throw (0,_input_lines_js__WEBPACK_IMPORTED_MODULE_0__/* .faultyLine */ .M)(line, `${JSON.stringify(address)} is not an address of pages, which begins with https:// or http:// and a host without groups.`);
    }
    const { href } = url;
    for (const [group, , name = ''] of href.matchAll(GROUP)) {
        if (!hasGroup(pattern, name)) {
            throw (0,_input_lines_js__WEBPACK_IMPORTED_MODULE_0__/* .faultyLine */ .M)(line, `the address has the group ${JSON.stringify(group.replace('/', ''))}, but the pattern does not. Name it there, or write %3A for a colon.`);
        }
    }
    const [unnamed] = /[*({]/.exec(href.replaceAll(GROUP, '')) ?? [];
    if (unnamed !== undefined) {
        throw (0,_input_lines_js__WEBPACK_IMPORTED_MODULE_0__/* .faultyLine */ .M)(line, `the address has a "${unnamed}", and only named groups can be used there, such as :page*. Name the group in the pattern, too, or write ${percentEncoded(unnamed)} for the character.`);
    }
    return href;
}
/** A name can be used only once in a pattern, so one that has it cannot take it again. */
function hasGroup(pattern, name) {
    return toPattern(`${pattern}/:${name}`) === undefined;
}
function percentEncoded(sign) {
    return `%${sign.charCodeAt(0).toString(16).toUpperCase()}`;
}


/***/ }),

/***/ 2367:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ ask),
/* harmony export */   w: () => (/* binding */ header)
/* harmony export */ });
/* harmony import */ var node_string_decoder__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6193);
/* harmony import */ var _limits_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9365);


/** Each answer before the answer (1xx) starts the time-out anew: a row of them might never end. */
const MOST_INTERIM_ANSWERS = 16;
/**
 * Sends a request and reads its answer as UTF-8, at most `limit` bytes of the body; what is beyond is
 * thrown away with the connection. By undici's `dispatch`: its `request` makes a stream for each
 * answer, which costs more than the answer.
 *
 * @throws the network's error, that of the request's body, or the signal's reason; an `Error` with code
 * `UND_ERR_BODY_TIMEOUT` where the answer does not end, with `UND_ERR_HEADERS_TIMEOUT` where it does
 * not begin for interim answers (1xx)
 */
function ask(dispatcher, request, limit, milliseconds = _limits_js__WEBPACK_IMPORTED_MODULE_1__/* .TIME_LIMITS */ .H.answer) {
    const reader = new AnswerReader(limit, milliseconds);
    const { signal } = request;
    if (signal !== undefined)
        reader.endBy(signal);
    dispatcher.dispatch(request, reader);
    return reader.answer;
}
/** What undici tells of a request's way, put together. One object a request: there are thousands. */
class AnswerReader {
    #answer = Promise.withResolvers();
    #limit;
    #milliseconds;
    /** Most answers have no body. */
    #decoder;
    #controller;
    /** Why it has to end, where it has. */
    #aborted;
    #unlisten;
    #timer;
    #interim = 0;
    #status = 0;
    #headers = {};
    #size = 0;
    #text = '';
    /** @param milliseconds from the head of the answer to its end */
    constructor(limit, milliseconds) {
        this.#limit = limit;
        this.#milliseconds = milliseconds;
    }
    get answer() {
        return this.#answer.promise;
    }
    /** Ends the request with the signal's reason when that aborts. */
    endBy(signal) {
        const abort = () => {
            this.#abort(reasonOf(signal));
        };
        if (signal.aborted)
            abort();
        signal.addEventListener('abort', abort, { once: true });
        this.#unlisten = () => {
            signal.removeEventListener('abort', abort);
        };
    }
    onRequestStart(controller) {
        this.#controller = controller;
        if (this.#aborted !== undefined)
            controller.abort(this.#aborted);
    }
    onResponseStart(_, status, headers) {
        if (status < 200) {
            if (++this.#interim > MOST_INTERIM_ANSWERS)
                this.#abort(fault('UND_ERR_HEADERS_TIMEOUT', 'no end of interim answers'));
            return;
        }
        this.#status = status;
        this.#headers = headers;
        if (status === 204)
            return;
        this.#timer = setTimeout(() => {
            this.#abort(fault('UND_ERR_BODY_TIMEOUT', 'the answer did not end'));
        }, this.#milliseconds);
    }
    onResponseData(controller, chunk) {
        this.#decoder ??= new node_string_decoder__WEBPACK_IMPORTED_MODULE_0__.StringDecoder();
        this.#text += this.#decoder.write(chunk.subarray(0, this.#limit - this.#size));
        this.#size += chunk.length;
        if (this.#size < this.#limit)
            return;
        this.onResponseEnd();
        controller.abort(new Error('the rest of the answer is not wanted'));
    }
    onResponseEnd() {
        this.#cleanUp();
        const text = this.#text + (this.#decoder?.end() ?? '');
        this.#answer.resolve({ status: this.#status, headers: this.#headers, text });
    }
    onResponseError(_, error) {
        this.#cleanUp();
        this.#answer.reject(error);
    }
    /** A request still waiting for a connection cannot be withdrawn: it is rejected at once, and aborted when it gets one. */
    #abort(reason) {
        this.#aborted = reason;
        if (this.#controller === undefined)
            this.#answer.reject(reason);
        else
            this.#controller.abort(reason);
    }
    #cleanUp() {
        clearTimeout(this.#timer);
        this.#unlisten?.();
    }
}
function fault(code, message) {
    return Object.assign(new Error(message), { code });
}
function reasonOf(signal) {
    const reason = signal.reason;
    return reason instanceof Error ? reason : new Error('aborted');
}
/** The one value of a header; '' where it is absent or there are several. */
function header(answer, name) {
    const value = answer.headers[name];
    return typeof value === 'string' ? value : '';
}


/***/ }),

/***/ 8373:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Os: () => (/* binding */ objectPause),
/* harmony export */   P9: () => (/* binding */ retryAfter),
/* harmony export */   l0: () => (/* binding */ pauseAfter)
/* harmony export */ });
/* harmony import */ var _budgets_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7779);

/**
 * How long an object pauses before it is sent again: after its own k-th failure (k - 1)\u00b2 seconds, so
 * that six attempts take 30 s at least, and half a second at most on top of that. Where it is not to
 * blame (0), and the limiter decides when sending goes on, it is that half second alone.
 */
function objectPause(ownFailures, clock) {
    const least = ownFailures === 0 ? 0 : (ownFailures - 1) ** 2 * _budgets_js__WEBPACK_IMPORTED_MODULE_0__/* .OBJECT_PAUSE_MILLISECONDS */ .al;
    return least + clock.random() * _budgets_js__WEBPACK_IMPORTED_MODULE_0__/* .OBJECT_JITTER_MILLISECONDS */ .Ex;
}
/** A server may ask for a longer pause than ours, but not for any pause it likes. */
const LONGEST_RETRY_AFTER_MILLISECONDS = 60_000;
/**
 * How long to wait after the `failures`-th failure in a row: exponential with full jitter, so that
 * requests which failed together do not come back together, and at least what the server asked for.
 */
function pauseAfter(failures, backoff, clock, retryAfterMilliseconds = 0) {
    const ceiling = Math.min(backoff.capMilliseconds, backoff.baseMilliseconds * 2 ** (failures - 1));
    return retryAfterMilliseconds + clock.random() * ceiling;
}
/**
 * What a `Retry-After` header asks for, in milliseconds: seconds or an HTTP date (RFC 9110, 10.2.3),
 * at most a minute; 0 where there is none or it cannot be read.
 */
function retryAfter(header, now = Date.now()) {
    if (typeof header !== 'string')
        return 0;
    const milliseconds = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now;
    return Math.min(Math.max(milliseconds || 0, 0), LONGEST_RETRY_AFTER_MILLISECONDS);
}


/***/ }),

/***/ 7779:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   BM: () => (/* binding */ LAST_CREATE_MILLISECONDS),
/* harmony export */   Eo: () => (/* binding */ LISTING_MILLISECONDS),
/* harmony export */   Ex: () => (/* binding */ OBJECT_JITTER_MILLISECONDS),
/* harmony export */   Kk: () => (/* binding */ DELETING_MILLISECONDS),
/* harmony export */   XD: () => (/* binding */ ORPHAN_PAUSE_MILLISECONDS),
/* harmony export */   Y6: () => (/* binding */ LOOKUP_MILLISECONDS),
/* harmony export */   al: () => (/* binding */ OBJECT_PAUSE_MILLISECONDS),
/* harmony export */   bV: () => (/* binding */ OTHERS_MILLISECONDS),
/* harmony export */   c6: () => (/* binding */ READING_MILLISECONDS),
/* harmony export */   cB: () => (/* binding */ LAST_LOOK_MILLISECONDS),
/* harmony export */   gc: () => (/* binding */ MOST_STALE_CONNECTIONS),
/* harmony export */   jA: () => (/* binding */ CANCELLED_MILLISECONDS),
/* harmony export */   jn: () => (/* binding */ OBJECT_ATTEMPTS),
/* harmony export */   lt: () => (/* binding */ CLOSING_MILLISECONDS),
/* harmony export */   m2: () => (/* binding */ CLOSE_ATTEMPT_MILLISECONDS),
/* harmony export */   s$: () => (/* binding */ STALL_MILLISECONDS),
/* harmony export */   sZ: () => (/* binding */ SLOT_MILLISECONDS),
/* harmony export */   ur: () => (/* binding */ OPENING_MILLISECONDS),
/* harmony export */   y8: () => (/* binding */ API_BACKOFF)
/* harmony export */ });
/* unused harmony exports POST_MILLISECONDS, LEAST_CLOSING_MILLISECONDS */
// How long the platform's API is waited for, in milliseconds, each time with its reason.
/** A pause after a failed call: at most five seconds, so that the platform's return is soon noticed. */
const API_BACKOFF = { baseMilliseconds: 500, capMilliseconds: 5_000 };
/** Brown-outs of up to 100 s must cost nothing but time; the rest is for what comes after one. */
const OPENING_MILLISECONDS = 120_000;
/**
 * Of the time for opening, what is left for a last request where the list of sessions, which is asked
 * for before, does not come: no more, so that the list has more than the 100 s of a brown-out.
 */
const LAST_CREATE_MILLISECONDS = 15_000;
/**
 * The pause, longer each time, before a platform is asked again that has opened sessions without its
 * answers arriving: each of these stays open for a day.
 */
const ORPHAN_PAUSE_MILLISECONDS = 30_000;
/** All pauses together while too many sessions are open: others may close theirs meanwhile. */
const SLOT_MILLISECONDS = 120_000;
/** As for opening: a session that stays open puts old documents over newer ones a day later. */
const CLOSING_MILLISECONDS = 120_000;
/** The post step has a minute for all its sessions together; ten seconds are for its start and its end. */
const POST_MILLISECONDS = 50_000;
/**
 * The finalize step has the time of one session for all of them together, but for each at least this:
 * one that cannot be closed does not stop the others.
 */
const LEAST_CLOSING_MILLISECONDS = 20_000;
/**
 * One request to close, and the list of sessions after it: closing again does no harm, so a request
 * that takes longer is given up.
 */
const CLOSE_ATTEMPT_MILLISECONDS = { ordinary: 10_000, cancelled: 1_500 };
/**
 * A cancelled run has seven seconds. An answer to "create" that is on its way has two: its id must not
 * be lost. Closing has five; the last two are for the run's results.
 */
const CANCELLED_MILLISECONDS = { grace: 2_000, closing: 5_000 };
/** Open sessions are listed for a message only: a run does not wait longer for that. */
const LOOKUP_MILLISECONDS = 10_000;
/** For each list that is read once more after `ingestion-timeout`, to name what is still pending. */
const LAST_LOOK_MILLISECONDS = 30_000;
/** One page of the workspace's files, or one look at a session: as for opening, a brown-out costs time alone. */
const LISTING_MILLISECONDS = 120_000;
/** All files of a workspace, however slowly they come: 50,000 in pages of ten, one after the other, take as long. */
const READING_MILLISECONDS = 1_200_000;
/** For sessions of other runs that may be at work: as long as most take from opening theirs to its ingestion. */
const OTHERS_MILLISECONDS = 120_000;
/** One object to S3: so many attempts that count against it, over 30 s at least. */
const OBJECT_ATTEMPTS = 6;
/** An object's pause after its own k-th failure is (k - 1)\u00b2 of these, so five of them are 30 s. */
const OBJECT_PAUSE_MILLISECONDS = 1_000;
/** On top of that, by chance, so that objects that failed together do not come back together. */
const OBJECT_JITTER_MILLISECONDS = 500;
/** Attempts for one object that do not count: S3 had just closed the connection they went by. */
const MOST_STALE_CONNECTIONS = 10;
/** An upload is given up when attempts fail, nothing is stored and no byte moves for so long. */
const STALL_MILLISECONDS = 120_000;
/** Deleting one file outlasts a brown-out of 100 s, as all else does. */
const DELETING_MILLISECONDS = 120_000;


/***/ }),

/***/ 8921:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   _: () => (/* binding */ deadlineIn),
/* harmony export */   u: () => (/* binding */ within)
/* harmony export */ });
/**
 * A deadline so many milliseconds from now.
 *
 * @param grace where what is under way may still go on for a while after `cancelled`
 */
function deadlineIn(milliseconds, clock, cancelled, grace = cancelled) {
    const end = clock.now() + milliseconds;
    // The clock says whether to begin something, the timer ends what hangs.
    const signal = AbortSignal.any([grace, AbortSignal.timeout(Math.ceil(milliseconds))]);
    const left = () => (signal.aborted ? 0 : Math.max(0, end - clock.now()));
    return { milliseconds, cancelled, signal, left };
}
/** The same, but at most so many milliseconds from now: for a part of the work. */
function within(deadline, milliseconds, clock) {
    const most = Math.max(0, Math.min(milliseconds, deadline.left()));
    const part = deadlineIn(most, clock, deadline.cancelled, deadline.signal);
    return { ...part, milliseconds: deadline.milliseconds };
}


/***/ }),

/***/ 3319:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Qu: () => (/* binding */ DescriptorsExhaustedError),
/* harmony export */   UT: () => (/* binding */ withDescriptor),
/* harmony export */   Yv: () => (/* binding */ lacksDescriptor)
/* harmony export */ });
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8500);
/* harmony import */ var _log_publish_error_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5685);


/**
 * No file descriptor was free, in this process (EMFILE) or in the whole system (ENFILE). Files and
 * connections share them, so it passes: others give theirs back.
 */
class DescriptorsExhaustedError extends _log_publish_error_js__WEBPACK_IMPORTED_MODULE_1__/* .PublishError */ .S {
    name = 'DescriptorsExhaustedError';
    code;
    constructor(path, code) {
        super(`${JSON.stringify(path)} cannot be opened, as no file descriptor is free (${code}): raise the runner's limit ("ulimit -n").`);
        this.code = code;
    }
}
/** Whether an error, the system's own or a `DescriptorsExhaustedError`, says that no descriptor was free. */
function lacksDescriptor(error) {
    return (error instanceof Error && 'code' in error && ['EMFILE', 'ENFILE'].includes(String(error.code)));
}
/** Milliseconds: long enough for a process to end, too short to be noticed. */
const PAUSES = [10, 50, 200, 500];
/** Does what takes a descriptor, and again after short pauses as long as none is free. */
async function withDescriptor(take) {
    for (const milliseconds of PAUSES) {
        try {
            return take();
        }
        catch (error) {
            if (!lacksDescriptor(error))
                throw error;
        }
        await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)(milliseconds);
    }
    return take();
}


/***/ }),

/***/ 4237:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   BW: () => (/* binding */ mayHaveArrived),
/* harmony export */   Hm: () => (/* binding */ hadServed),
/* harmony export */   T4: () => (/* binding */ networkFault),
/* harmony export */   T6: () => (/* binding */ ProxyError),
/* harmony export */   dg: () => (/* binding */ isTransient),
/* harmony export */   ik: () => (/* binding */ adviceOn)
/* harmony export */ });
/* harmony import */ var _property_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8079);
/* harmony import */ var _statuses_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1883);


const TRANSIENT = new Set([
    'unreachable',
    'exhausted',
    'connect-timeout',
    'interrupted',
    'silent',
    'proxy-unavailable',
]);
/** Those that happen on an open connection. */
const CONNECTED = new Set(['interrupted', 'silent', 'not-http']);
/** A proxy opened no tunnel to a host: the status it answered, or why it did not answer. */
class ProxyError extends Error {
    name = 'ProxyError';
    proxy;
    reason;
    constructor(proxy, reason) {
        super(`the proxy ${proxy} did not open a tunnel`);
        this.proxy = proxy;
        this.reason = reason;
    }
}
const UNTRUSTED = /^(CERT_|ERR_TLS_CERT|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)|CERT|CRL_/;
const UNREACHABLE = new Set([
    'ECONNREFUSED',
    'EHOSTUNREACH',
    'ENETUNREACH',
    'EHOSTDOWN',
    'EADDRNOTAVAIL',
]);
const SILENT = new Set(['ETIMEDOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);
/** This process, or the machine, has no file descriptor left. */
const EXHAUSTED = new Set(['EMFILE', 'ENFILE']);
/**
 * Says what an error of the network means. Nothing is quoted of them but their code: their
 * messages may repeat what a server has said.
 */
function networkFault(error) {
    if (error instanceof ProxyError)
        return proxyFault(error);
    if (isParserError(error))
        return { kind: 'not-http', what: 'answered with something that is not HTTP' };
    const { code, connecting } = details(error);
    if (UNTRUSTED.test(code)) {
        return { kind: 'untrusted', what: `has a certificate that is not trusted (${code})` };
    }
    if (code === 'UND_ERR_INVALID_ARG')
        return { kind: 'not-http', what: `was not sent the request, because it is invalid (${code})` };
    if (code === 'ENOTFOUND')
        return { kind: 'unknown-host', what: `has a host name that does not exist (${code})` };
    if (code === 'EAI_AGAIN')
        return { kind: 'unreachable', what: `has a host name that could not be resolved (${code})` };
    if (EXHAUSTED.has(code)) {
        const what = `cannot be reached, as too many files are open on the runner (${code})`;
        return { kind: 'exhausted', what };
    }
    if (UNREACHABLE.has(code))
        return { kind: 'unreachable', what: `cannot be reached (${code})` };
    if (code === 'UND_ERR_CONNECT_TIMEOUT' || (code === 'ETIMEDOUT' && connecting))
        return { kind: 'connect-timeout', what: `did not accept a connection in time (${code})` };
    if (SILENT.has(code))
        return { kind: 'silent', what: `did not answer in time (${code})` };
    if (code === 'EPROTO' || code.startsWith('ERR_SSL'))
        return { kind: 'not-http', what: `answered with something that is not HTTP (${code})` };
    return { kind: 'interrupted', what: `closed the connection${code === '' ? '' : ` (${code})`}` };
}
/** The parser's errors have no code. One of them means that an answer breaks off. */
function isParserError(error) {
    return (error instanceof Error &&
        error.name === 'HTTPParserError' &&
        !error.message.includes('Invalid EOF state'));
}
function proxyFault({ proxy, reason }) {
    const through = `cannot be reached through the proxy ${proxy}, which`;
    if (typeof reason === 'object') {
        const kind = isTransient(reason) ? 'proxy-unavailable' : 'proxy-refuses';
        return { kind, what: `${through} ${reason.what}` };
    }
    if ((0,_statuses_js__WEBPACK_IMPORTED_MODULE_0__/* .isTransientStatus */ .D)(reason))
        return { kind: 'proxy-unavailable', what: `${through} answered HTTP ${reason}` };
    const refuses = reason === 407 ? 'asks for a valid user name and password' : 'refuses the connection';
    return { kind: 'proxy-refuses', what: `${through} ${refuses} (HTTP ${reason})` };
}
/** Whether the same request may well get its answer a little later. */
function isTransient({ kind }) {
    return TRANSIENT.has(kind);
}
/** Whether the request may have reached its host, and been carried out, all the same. */
function mayHaveArrived({ kind }) {
    return CONNECTED.has(kind);
}
/**
 * Whether an error ended a connection that had brought an answer before: its host may have closed it
 * just then, as it does with those it has no more use for.
 */
function hadServed(error) {
    return Number((0,_property_js__WEBPACK_IMPORTED_MODULE_1__/* .property */ .MZ)((0,_property_js__WEBPACK_IMPORTED_MODULE_1__/* .property */ .MZ)(error, 'socket'), 'bytesRead') ?? 0) > 0;
}
/** What to do about a fault, whatever host it is about: a sentence without its full stop, or nothing. */
function adviceOn({ kind }) {
    switch (kind) {
        case 'untrusted':
            return 'If your network has a certificate authority of its own, give its file in the environment variable NODE_EXTRA_CA_CERTS';
        case 'proxy-unavailable':
        case 'proxy-refuses':
            return 'Check the environment variables HTTPS_PROXY, HTTP_PROXY and NO_PROXY of the runner';
        default:
            return undefined;
    }
}
/** The details of an error, of its cause, or of the first of the errors it gathers. */
function details(error) {
    const code = (0,_property_js__WEBPACK_IMPORTED_MODULE_1__/* .property */ .MZ)(error, 'code');
    const own = {
        code: typeof code === 'string' ? code : '',
        connecting: (0,_property_js__WEBPACK_IMPORTED_MODULE_1__/* .property */ .MZ)(error, 'syscall') === 'connect',
    };
    const first = (0,_property_js__WEBPACK_IMPORTED_MODULE_1__/* .property */ .MZ)((0,_property_js__WEBPACK_IMPORTED_MODULE_1__/* .property */ .MZ)(error, 'errors'), '0');
    const cause = (0,_property_js__WEBPACK_IMPORTED_MODULE_1__/* .property */ .MZ)(error, 'cause');
    if (own.code !== '' && own.code !== 'UND_ERR_SOCKET' && first === undefined)
        return own;
    return ([first, cause]
        .filter((inner) => inner !== undefined)
        .map(details)
        .find((inner) => inner.code !== '') ?? own);
}


/***/ }),

/***/ 9365:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ TIME_LIMITS)
/* harmony export */ });
/** S3 closes an idle connection after some seconds; letting go first avoids most races with it. */
const TIME_LIMITS = {
    connect: 10_000,
    silence: 30_000,
    answer: 30_000,
    idle: 4_000,
};


/***/ }),

/***/ 2801:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ loadNetwork)
/* harmony export */ });
/**
 * Opens a way to the network, as `openNetwork` does. The code for that is most of what this program loads, so it is
 * loaded only then: a dry run does without.
 */
async function loadNetwork(proxies, connections) {
    const { openNetwork } = await Promise.all(/* import() */[__webpack_require__.e(648), __webpack_require__.e(315)]).then(__webpack_require__.bind(__webpack_require__, 9315));
    return openNetwork(proxies, connections);
}


/***/ }),

/***/ 7119:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ shutdownOf)
/* harmony export */ });
/* harmony import */ var _budgets_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7779);

/** The shutdown of a run whose own signal is `cancelled`. */
function shutdownOf(cancelled) {
    return {
        cancelled,
        graceOver: abortAfter(cancelled, _budgets_js__WEBPACK_IMPORTED_MODULE_0__/* .CANCELLED_MILLISECONDS */ .jA.grace),
        closingOver: abortAfter(cancelled, _budgets_js__WEBPACK_IMPORTED_MODULE_0__/* .CANCELLED_MILLISECONDS */ .jA.closing),
    };
}
/** A signal that aborts so many milliseconds after another one, for the same reason. */
function abortAfter(signal, milliseconds) {
    const controller = new AbortController();
    const start = () => {
        setTimeout(() => {
            controller.abort(signal.reason);
        }, milliseconds).unref();
    };
    if (signal.aborted)
        start();
    else
        signal.addEventListener('abort', start, { once: true });
    return controller.signal;
}


/***/ }),

/***/ 1883:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ isTransientStatus)
/* harmony export */ });
/** 408 and 429 ask for another attempt; the others are a server's or a gateway's own trouble (RFC 9110, RFC 6585). */
const TRANSIENT_STATUSES = new Set([408, 429, 500, 502, 503, 504]);
/** Whether a request that is answered with this HTTP status may well succeed a little later. */
function isTransientStatus(status) {
    return TRANSIENT_STATUSES.has(status);
}


/***/ }),

/***/ 4779:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ih: () => (/* binding */ UnusableSessionError),
/* harmony export */   Tl: () => (/* binding */ RefusedQueryError),
/* harmony export */   _6: () => (/* binding */ isHtml),
/* harmony export */   bj: () => (/* binding */ unanswered),
/* harmony export */   ec: () => (/* binding */ NotAllowedError),
/* harmony export */   h2: () => (/* binding */ strangeAnswer),
/* harmony export */   jd: () => (/* binding */ UnansweredError),
/* harmony export */   jy: () => (/* binding */ NoSuchSessionError),
/* harmony export */   nD: () => (/* binding */ LostAnswerError),
/* harmony export */   qE: () => (/* binding */ noAnswer),
/* harmony export */   x5: () => (/* binding */ refusal),
/* harmony export */   xx: () => (/* binding */ TooManySessionsError)
/* harmony export */ });
/* harmony import */ var valibot__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(7934);
/* harmony import */ var _network_answer_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2367);
/* harmony import */ var _network_fault_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4237);
/* harmony import */ var _network_statuses_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1883);
/* harmony import */ var _log_publish_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5685);
/* harmony import */ var _log_secrets_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7664);
/* harmony import */ var _schemas_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(1290);







/** No final answer came before the time was up. */
class UnansweredError extends _log_publish_error_js__WEBPACK_IMPORTED_MODULE_0__/* .PublishError */ .S {
    name = 'UnansweredError';
    /** The pause that the platform asks for before it is asked anything else. */
    retryAfterMilliseconds;
    constructor(message, retryAfterMilliseconds) {
        super(message);
        this.retryAfterMilliseconds = retryAfterMilliseconds;
    }
}
/** No final answer came, and the call may have been carried out all the same. */
class LostAnswerError extends UnansweredError {
    name = 'LostAnswerError';
}
/** The platform does not know the session that a call was about. */
class NoSuchSessionError extends _log_publish_error_js__WEBPACK_IMPORTED_MODULE_0__/* .PublishError */ .S {
    name = 'NoSuchSessionError';
}
/** The platform has opened a session, but its answer is only good for closing it. */
class UnusableSessionError extends _log_publish_error_js__WEBPACK_IMPORTED_MODULE_0__/* .PublishError */ .S {
    name = 'UnusableSessionError';
    id;
    constructor(message, id) {
        super(message);
        this.id = id;
    }
}
/** The owner of the key has as many open sessions as may be (HTTP 406). */
class TooManySessionsError extends _log_publish_error_js__WEBPACK_IMPORTED_MODULE_0__/* .PublishError */ .S {
    name = 'TooManySessionsError';
}
/** The platform does not take the query of a list as it is. */
class RefusedQueryError extends _log_publish_error_js__WEBPACK_IMPORTED_MODULE_0__/* .PublishError */ .S {
    name = 'RefusedQueryError';
    /** The parameters that it is about. */
    parameters;
    /** @param suspects parameters that it is about where the answer names none */
    constructor(message, answer, suspects = []) {
        super(message);
        const detail = detailOf(answer) ?? [];
        this.parameters = detail.length > 0 ? detail.flatMap(({ loc }) => loc.map(String)) : suspects;
    }
}
/** The key may not do what was asked, and so not the like of it either. */
class NotAllowedError extends _log_publish_error_js__WEBPACK_IMPORTED_MODULE_0__/* .PublishError */ .S {
    name = 'NotAllowedError';
}
/** The platform's refusal of a call, as an error that says what to do. */
function refusal(answer, context) {
    const { purpose, host, workspace, session, tried } = context;
    const could = `Could not ${purpose}: `;
    const status = String(answer.status);
    if (answer.status >= 300 && answer.status < 400) {
        return new _log_publish_error_js__WEBPACK_IMPORTED_MODULE_0__/* .PublishError */ .S(`${could}${host} redirects to another address (HTTP ${status}), and the API key is not sent there. Check the input "api-url".`);
    }
    if (isHtml(answer)) {
        return new _log_publish_error_js__WEBPACK_IMPORTED_MODULE_0__/* .PublishError */ .S(`${could}${host} answered with a web page (HTTP ${status}), which is not the platform's API but perhaps a proxy's or a firewall's${tried}. Check the input "api-url" and the network of the runner.`);
    }
    switch (answer.status) {
        case 401:
            return new _log_publish_error_js__WEBPACK_IMPORTED_MODULE_0__/* .PublishError */ .S(`${could}the platform does not accept the API key (HTTP 401). Check the input "api-key": the secret may be mistyped, revoked, or for a different region than ${host}.`);
        case 402:
            return new _log_publish_error_js__WEBPACK_IMPORTED_MODULE_0__/* .PublishError */ .S(`${could}upload sessions are not part of the free plan (HTTP 402). Upgrade the plan of the organization, or upload through the platform's web page.`);
        case 403:
            return new _log_publish_error_js__WEBPACK_IMPORTED_MODULE_0__/* .PublishError */ .S(`${could}the API key may not do this in workspace "${workspace}" (HTTP 403). Use a key whose owner can edit this workspace.`);
        case 404:
            if (session !== undefined) {
                return new NoSuchSessionError(`${could}${host} has no such session in workspace "${workspace}" (HTTP 404). Check the inputs "session-id", "workspace" and "api-url": they must be those of the step that opened it.`);
            }
            return new _log_publish_error_js__WEBPACK_IMPORTED_MODULE_0__/* .PublishError */ .S(`${could}${host} has no workspace "${workspace}" (HTTP 404). Check the inputs "workspace" (its name as in the platform's address bar) and "api-url" (the region).`);
        case 406:
            return new TooManySessionsError(`${could}too many upload sessions are open for the owner of this API key (HTTP 406); at most 10 may be. Close sessions that are not needed, or wait until they expire.`);
        case 422:
            return new _log_publish_error_js__WEBPACK_IMPORTED_MODULE_0__/* .PublishError */ .S(`${could}the platform does not accept the request (HTTP 422): ${validationDetail(answer)}. Check the inputs of this step.`);
    }
    if ((0,_network_statuses_js__WEBPACK_IMPORTED_MODULE_1__/* .isTransientStatus */ .D)(answer.status)) {
        return new _log_publish_error_js__WEBPACK_IMPORTED_MODULE_0__/* .PublishError */ .S(`${could}${host} is in trouble (HTTP ${status})${tried}. Run the step again later.`);
    }
    return new _log_publish_error_js__WEBPACK_IMPORTED_MODULE_0__/* .PublishError */ .S(`${could}${host} answered HTTP ${status}, which the platform's API does not document. Check the input "api-url".`);
}
/** An answer with a fitting status that is not what the API promises. */
function strangeAnswer(answer, context, mismatch) {
    const page = isHtml(answer) ? ', a web page, perhaps of a proxy' : '';
    return new _log_publish_error_js__WEBPACK_IMPORTED_MODULE_0__/* .PublishError */ .S(`Could not ${context.purpose}: ${context.host} answered HTTP ${String(answer.status)}, but not as the platform's API does${page} (${mismatch}). Check the input "api-url" and the network of the runner.`);
}
/**
 * A fault that did not pass in time, as an error that says what to do.
 *
 * @param last by it, the call may have been carried out
 * @param told what to speak of: an earlier fault may say more
 */
function unanswered(last, told, context) {
    const { mayBeDone, retryAfterMilliseconds } = last;
    const { reason } = told;
    const { message } = 'status' in reason ? refusal(reason, context) : noAnswer(reason, context);
    const Kind = mayBeDone ? LostAnswerError : UnansweredError;
    return new Kind(message, retryAfterMilliseconds);
}
/** No answer at all, as an error that says what to do. */
function noAnswer(fault, context) {
    const { purpose, host, tried } = context;
    const told = `Could not ${purpose}: ${host} ${fault.what}${tried}. `;
    const advice = (0,_network_fault_js__WEBPACK_IMPORTED_MODULE_2__/* .adviceOn */ .ik)(fault);
    if (advice !== undefined)
        return new _log_publish_error_js__WEBPACK_IMPORTED_MODULE_0__/* .PublishError */ .S(`${told}${advice}.`);
    if (fault.kind === 'unknown-host' || fault.kind === 'not-http')
        return new _log_publish_error_js__WEBPACK_IMPORTED_MODULE_0__/* .PublishError */ .S(`${told}Check the input "api-url".`);
    return new _log_publish_error_js__WEBPACK_IMPORTED_MODULE_0__/* .PublishError */ .S(`${told}Check the input "api-url", and whether the runner's network (a proxy?) lets it through.`);
}
/** Whether it is a web page, which the API never answers with. */
function isHtml(answer) {
    return ((0,_network_answer_js__WEBPACK_IMPORTED_MODULE_3__/* .header */ .w)(answer, 'content-type').includes('html') || /^\s*<(!doctype|html)/i.test(answer.text));
}
/** The `loc` and `msg` of a 422, or that there are none. */
function validationDetail(answer) {
    const detail = detailOf(answer) ?? [];
    if (detail.length === 0)
        return 'it does not say why';
    const words = detail
        .slice(0, 3)
        .map(({ loc, msg }) => `${loc.filter((part) => part !== 'body').join('.')}: ${msg}`)
        .join('; ');
    return (0,_log_secrets_js__WEBPACK_IMPORTED_MODULE_4__/* .withoutSecrets */ .c)(words).slice(0, 300);
}
function detailOf(answer) {
    const parsed = valibot__WEBPACK_IMPORTED_MODULE_5__/* .safeParse */ .xLC(valibot__WEBPACK_IMPORTED_MODULE_5__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_5__/* .string */ .YjP(), valibot__WEBPACK_IMPORTED_MODULE_5__/* .parseJson */ .qFJ(), _schemas_js__WEBPACK_IMPORTED_MODULE_6__/* .ValidationDetail */ .r4), answer.text);
    return parsed.success ? parsed.output.detail : undefined;
}


/***/ }),

/***/ 5929:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ poll),
/* harmony export */   w: () => (/* binding */ lastLook)
/* harmony export */ });
/* harmony import */ var _network_budgets_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7779);
/* harmony import */ var _network_deadline_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8921);
/* harmony import */ var _log_publish_error_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5685);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4779);




const FIRST_PAUSE_MILLISECONDS = 500;
const LONGEST_PAUSE_MILLISECONDS = 15_000;
const GROWTH = 1.5;
/**
 * Looks again and again, with growing pauses, until there is something to see. A look that is still
 * under way when the time is up is given up.
 *
 * @returns what was seen; undefined where the time was up before
 * @throws what looking throws, except an `UnansweredError`; the signal's reason when that aborts
 */
async function poll(look, { milliseconds, clock, signal }) {
    const deadline = (0,_network_deadline_js__WEBPACK_IMPORTED_MODULE_0__/* .deadlineIn */ ._)(milliseconds, clock, signal);
    let pause = FIRST_PAUSE_MILLISECONDS;
    try {
        while (deadline.left() > 0) {
            const seen = await look(deadline);
            if (seen !== undefined)
                return seen;
            await clock.sleep(Math.min(pause, deadline.left()), signal);
            pause = Math.min(pause * GROWTH, LONGEST_PAUSE_MILLISECONDS);
        }
    }
    catch (error) {
        if (!(error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UnansweredError */ .jd))
            throw error;
    }
    return undefined;
}
/**
 * Looks once more after the time is up.
 *
 * @throws the signal's reason when that aborts
 */
async function lastLook(look, { clock, signal }) {
    try {
        const seen = await look((0,_network_deadline_js__WEBPACK_IMPORTED_MODULE_0__/* .deadlineIn */ ._)(_network_budgets_js__WEBPACK_IMPORTED_MODULE_2__/* .LAST_LOOK_MILLISECONDS */ .cB, clock, signal));
        return { seen, problem: undefined };
    }
    catch (error) {
        if (!(error instanceof _log_publish_error_js__WEBPACK_IMPORTED_MODULE_3__/* .PublishError */ .S) || signal.aborted)
            throw error;
        return { seen: undefined, problem: error.message };
    }
}


/***/ }),

/***/ 2532:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L5: () => (/* binding */ retry),
/* harmony export */   _p: () => (/* binding */ hasTime),
/* harmony export */   qX: () => (/* binding */ pauseWithin)
/* harmony export */ });
/* harmony import */ var _network_backoff_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8373);
/* harmony import */ var _network_budgets_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7779);


/**
 * Makes an attempt again and again until it succeeds, or its policy says that a failure is final.
 *
 * @param attempt gets the number of failures before it
 * @throws what the last attempt threw; the reason of `cancelled` when that aborts
 */
async function retry(attempt, { nextPause, mayRepeat = () => true, clock, cancelled }) {
    for (let failures = 0;;) {
        cancelled.throwIfAborted();
        try {
            return await attempt(failures);
        }
        catch (error) {
            failures += 1;
            const pause = nextPause(error, failures);
            if (pause === undefined)
                throw error;
            await clock.sleep(pause, cancelled);
            if (!(await mayRepeat()))
                throw error;
        }
    }
}
/** An attempt that has less time is not worth making. */
const LEAST_MILLISECONDS = 1_000;
/** Whether there is time for another attempt. */
function hasTime(deadline) {
    return deadline.left() > LEAST_MILLISECONDS;
}
/**
 * The pause after the `failures`-th failure in a row: with full jitter, at least what the platform asks
 * for, and no longer than leaves time for one more attempt.
 *
 * @returns milliseconds; undefined where there is no time for another attempt
 */
function pauseWithin(deadline, failures, retryAfterMilliseconds, clock) {
    if (!hasTime(deadline))
        return undefined;
    const wanted = (0,_network_backoff_js__WEBPACK_IMPORTED_MODULE_0__/* .pauseAfter */ .l0)(failures, _network_budgets_js__WEBPACK_IMPORTED_MODULE_1__/* .API_BACKOFF */ .y8, clock, retryAfterMilliseconds);
    return Math.min(wanted, deadline.left() - LEAST_MILLISECONDS);
}


/***/ }),

/***/ 1290:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $$: () => (/* binding */ IngestionCounts),
/* harmony export */   Cd: () => (/* binding */ SessionId),
/* harmony export */   G3: () => (/* binding */ SessionFiles),
/* harmony export */   Z6: () => (/* binding */ CreatedSession),
/* harmony export */   ZV: () => (/* binding */ SessionList),
/* harmony export */   _e: () => (/* binding */ describeMismatch),
/* harmony export */   hA: () => (/* binding */ sessionOfKey),
/* harmony export */   r4: () => (/* binding */ ValidationDetail),
/* harmony export */   zo: () => (/* binding */ sessionNamedIn)
/* harmony export */ });
/* harmony import */ var valibot__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7934);
/* harmony import */ var _log_secrets_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7664);


/** An id goes into paths, outputs and logs: nothing but what ids are made of, and no secret. */
const SessionId = valibot__WEBPACK_IMPORTED_MODULE_0__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), valibot__WEBPACK_IMPORTED_MODULE_0__/* .regex */ .yGV(/^[A-Za-z0-9_-]{1,128}$/), valibot__WEBPACK_IMPORTED_MODULE_0__/* .check */ .z6Y(isPublic));
/** A date-time of RFC 3339, 5.6: letters of either case, a space for the `T`, leap seconds, any fraction. */
const DATE_TIME = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])[Tt ]([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d{1,40})?([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)$/;
/** Passed on as it is. A session is usable without it, so anything that is no date-time counts as absent. */
const ExpiresAt = valibot__WEBPACK_IMPORTED_MODULE_0__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), valibot__WEBPACK_IMPORTED_MODULE_0__/* .transform */ .pdi((text) => (DATE_TIME.test(text) && isPublic(text) ? text : '')));
/** The answer to "create an upload session", of which only these two keys are required. */
const CreatedSession = valibot__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({
    session_id: valibot__WEBPACK_IMPORTED_MODULE_0__/* .nullish */ .cl6(valibot__WEBPACK_IMPORTED_MODULE_0__/* .union */ .KCZ([valibot__WEBPACK_IMPORTED_MODULE_0__/* .literal */ .euz(''), SessionId])),
    expires_at: ExpiresAt,
    aws_prefixed_request_config: valibot__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({
        url: valibot__WEBPACK_IMPORTED_MODULE_0__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), valibot__WEBPACK_IMPORTED_MODULE_0__/* .url */ .OZ5()),
        fields: valibot__WEBPACK_IMPORTED_MODULE_0__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_0__/* .record */ .g1P(valibot__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), valibot__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP()), valibot__WEBPACK_IMPORTED_MODULE_0__/* .check */ .z6Y((fields) => fields['key'] !== undefined, 'the field `key` is missing'), 
        // What the name of a form's field may be made of without quoting it.
        valibot__WEBPACK_IMPORTED_MODULE_0__/* .check */ .z6Y((fields) => Object.keys(fields).every((name) => /^[\w.-]+$/.test(name)))),
    }),
});
/** The id that an answer to "create" names, which may otherwise be of no use; nothing where it names none. */
function sessionNamedIn(text) {
    const Named = valibot__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ session_id: SessionId });
    const Keyed = valibot__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({
        aws_prefixed_request_config: valibot__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ fields: valibot__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ key: valibot__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP() }) }),
    });
    const parsed = valibot__WEBPACK_IMPORTED_MODULE_0__/* .safeParse */ .xLC(valibot__WEBPACK_IMPORTED_MODULE_0__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), valibot__WEBPACK_IMPORTED_MODULE_0__/* .parseJson */ .qFJ()), text);
    if (!parsed.success)
        return undefined;
    if (valibot__WEBPACK_IMPORTED_MODULE_0__.is(Named, parsed.output))
        return parsed.output.session_id;
    if (!valibot__WEBPACK_IMPORTED_MODULE_0__.is(Keyed, parsed.output))
        return undefined;
    return sessionOfKey(parsed.output.aws_prefixed_request_config.fields.key);
}
/** The session's id as it stands in its form's key: `<org>/<workspace>/<session>/${filename}`. */
function sessionOfKey(key) {
    const id = key
        .replace('${filename}', '')
        .split('/')
        .filter((part) => part !== '')
        .at(-1);
    return valibot__WEBPACK_IMPORTED_MODULE_0__.is(SessionId, id) ? id : undefined;
}
/** `GET /upload_sessions/{id}`, as far as it is needed: keys of an answer may be missing. */
const IngestionCounts = valibot__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({
    ingestion_status: valibot__WEBPACK_IMPORTED_MODULE_0__/* .nullish */ .cl6(valibot__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({
        failed_files: valibot__WEBPACK_IMPORTED_MODULE_0__/* .nullish */ .cl6(valibot__WEBPACK_IMPORTED_MODULE_0__/* .number */ .aig(), 0),
        finished_files: valibot__WEBPACK_IMPORTED_MODULE_0__/* .nullish */ .cl6(valibot__WEBPACK_IMPORTED_MODULE_0__/* .number */ .aig(), 0),
    }), {}),
});
const SessionFile = valibot__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({
    name: valibot__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
    ingestion_status_reason: valibot__WEBPACK_IMPORTED_MODULE_0__/* .nullish */ .cl6(valibot__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP()),
});
/** `GET /upload_sessions/{id}/files` */
const SessionFiles = valibot__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({
    data: valibot__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(SessionFile),
    total: valibot__WEBPACK_IMPORTED_MODULE_0__/* .fallback */ .NpB(valibot__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lqM(valibot__WEBPACK_IMPORTED_MODULE_0__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_0__/* .number */ .aig(), valibot__WEBPACK_IMPORTED_MODULE_0__/* .safeInteger */ .Y2b(), valibot__WEBPACK_IMPORTED_MODULE_0__/* .minValue */ .Wwf(0))), undefined),
    has_more: valibot__WEBPACK_IMPORTED_MODULE_0__/* .nullish */ .cl6(valibot__WEBPACK_IMPORTED_MODULE_0__/* .boolean */ .zMY()),
});
const ListedSession = valibot__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({
    session_id: valibot__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
    status: valibot__WEBPACK_IMPORTED_MODULE_0__/* .nullish */ .cl6(valibot__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP()),
    created_at: valibot__WEBPACK_IMPORTED_MODULE_0__/* .nullish */ .cl6(valibot__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP()),
    expires_at: valibot__WEBPACK_IMPORTED_MODULE_0__/* .nullish */ .cl6(valibot__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP()),
    write_mode: valibot__WEBPACK_IMPORTED_MODULE_0__/* .nullish */ .cl6(valibot__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP()),
});
/** `GET /upload_sessions` */
const SessionList = valibot__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({
    data: valibot__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(ListedSession),
    has_more: valibot__WEBPACK_IMPORTED_MODULE_0__/* .nullish */ .cl6(valibot__WEBPACK_IMPORTED_MODULE_0__/* .boolean */ .zMY()),
});
/** What a 422 says about the request. */
const ValidationDetail = valibot__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({
    detail: valibot__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(valibot__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ loc: valibot__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(valibot__WEBPACK_IMPORTED_MODULE_0__/* .union */ .KCZ([valibot__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), valibot__WEBPACK_IMPORTED_MODULE_0__/* .number */ .aig()])), msg: valibot__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP() })),
});
/** Whether no secret is in a text that an answer gives. */
function isPublic(text) {
    return (0,_log_secrets_js__WEBPACK_IMPORTED_MODULE_1__/* .withoutSecrets */ .c)(text) === text;
}
/** Where an answer departs from its schema, in a few words, without the answer's values. */
function describeMismatch(issues) {
    const [issue] = issues;
    if (issue === undefined)
        return '';
    const where = valibot__WEBPACK_IMPORTED_MODULE_0__/* .getDotPath */ .BuJ(issue);
    return `${where ?? 'the answer'} is not ${issue.expected ?? 'what it should be'}`;
}


/***/ }),

/***/ 4142:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  publish: () => (/* binding */ publish)
});

// EXTERNAL MODULE: ./build/log/figures.js
var figures = __webpack_require__(244);
;// CONCATENATED MODULE: ./build/dry-run.js

/**
 * Prepares every document as for an upload and sends none. What would be sent is in the ledger.
 *
 * @throws the signal's reason when that aborts
 */
async function dryRun(documents, prepare, { runtime, ledger }) {
    const wouldBeUploaded = [];
    for (const document of documents) {
        const prepared = await prepare(document);
        if (prepared.kind === 'prepared') {
            prepared.release();
            ledger.preview(document.path, prepared.metadata);
            wouldBeUploaded.push(`${document.path} as ${document.name}`);
        }
        else {
            ledger.settle(document.path, prepared);
        }
    }
    runtime.log.group(`Dry run: ${(0,figures/* counted */.hS)(wouldBeUploaded.length, 'document')} would be uploaded`, wouldBeUploaded);
}

// EXTERNAL MODULE: ./build/log/publish-error.js
var publish_error = __webpack_require__(5685);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: ./build/event-loop.js
var event_loop = __webpack_require__(2187);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/network/descriptors.js
var descriptors = __webpack_require__(3319);
// EXTERNAL MODULE: ./build/property.js
var property = __webpack_require__(8079);
;// CONCATENATED MODULE: ./build/what-is-at.js


/** By these the system says that there is nothing: the last is for a name too long for anything to have. */
const NOTHING = ['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'];
/** What has a path; a link is not followed. `unknown` where the system does not tell. */
function whatIsAt(path) {
    try {
        const stats = (0,external_node_fs_.lstatSync)(path, { throwIfNoEntry: false });
        if (stats === undefined)
            return 'nothing';
        return stats.isDirectory() ? 'folder' : 'other';
    }
    catch (error) {
        return isNothing(error) ? 'nothing' : 'unknown';
    }
}
/** Whether the file system's error says that nothing has a path. */
function isNothing(error) {
    return NOTHING.includes((0,property/* errorCode */.CA)(error));
}

// EXTERNAL MODULE: ./build/documents/unsendable.js
var unsendable = __webpack_require__(4208);
;// CONCATENATED MODULE: ./build/documents/listing.js

/** So many names are read at once, within some milliseconds. */
const NAMES_AT_ONCE = 1_024;
/** What stands in a name where Node cannot decode it. Only then are the bytes worth a second look. */
const UNDECODED = '\uFFFD';
/**
 * What is in a folder, which stays open until the last entry was read. Bytes of a name that are not
 * UTF-8 become lone surrogates, U+DC80 to U+DCFF (as in Python's "surrogateescape"), so that no two
 * names are confused: `isWellFormed()` tells them apart, `visible()` shows them.
 *
 * @throws the file system's error, also while entries are read
 */
function list(folder) {
    return entriesOf(folder, (0,external_node_fs_.opendirSync)(folder, { bufferSize: NAMES_AT_ONCE }));
}
function* entriesOf(folder, open) {
    let isDecoded = true;
    try {
        for (let entry = open.readSync(); entry !== null; entry = open.readSync()) {
            if (entry.name.includes(UNDECODED))
                isDecoded = false;
            else
                yield entry;
        }
    }
    finally {
        open.closeSync();
    }
    if (isDecoded)
        return;
    for (const entry of (0,external_node_fs_.readdirSync)(folder, { withFileTypes: true, encoding: 'buffer' })) {
        const name = decode(entry.name);
        if (name.isWellFormed() && !name.includes(UNDECODED))
            continue;
        yield { name, isDirectory: () => entry.isDirectory() };
    }
}
/** A name as people can read it: `\xNN` for each byte that was not UTF-8. */
function visible(name) {
    if (name.isWellFormed())
        return name;
    return name.replace(/[\u{DC80}-\u{DCFF}]/gu, (escape) => `\\x${(escape.charCodeAt(0) - 0xdc00).toString(16)}`);
}
// Well-formed sequences, by the Unicode standard's table 3-7, over bytes read as Latin-1.
const UTF8 = /((?:[\x00-\x7f]|[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2})+)|[\x80-\xff]/g;
function decode(name) {
    return name
        .toString('latin1')
        .replace(UTF8, (bytes, wellFormed) => wellFormed === undefined
        ? String.fromCharCode(0xdc00 + bytes.charCodeAt(0))
        : Buffer.from(wellFormed, 'latin1').toString('utf8'));
}

// EXTERNAL MODULE: ./build/documents/names.js
var names = __webpack_require__(7469);
;// CONCATENATED MODULE: ./build/documents/workspace-folder.js




/**
 * The real path of the workspace folder: it may itself be reached by a link, what is in it may not.
 *
 * @throws a `PublishError` where it is not a folder, or cannot be read
 */
function realFolder(workspace) {
    try {
        const folder = (0,external_node_fs_.realpathSync)((0,external_node_path_.resolve)(workspace));
        if ((0,external_node_fs_.statSync)(folder).isDirectory())
            return folder;
    }
    catch (error) {
        throw new publish_error/* PublishError */.S(`The workspace folder ${workspace} (GITHUB_WORKSPACE) cannot be read: ${(0,property/* errorCode */.CA)(error)}. Is it mounted in this container?`);
    }
    throw new publish_error/* PublishError */.S(`The workspace folder ${workspace} (GITHUB_WORKSPACE) is not a folder.`);
}
/** Whether an absolute path is the folder or below it, judged by the text alone. */
function isWithin(folder, path) {
    const way = (0,external_node_path_.relative)(folder, path);
    return way !== '..' && !way.startsWith(`..${external_node_path_.sep}`) && !(0,external_node_path_.isAbsolute)(way);
}

;// CONCATENATED MODULE: ./build/documents/folder-tree.js










/**
 * The workspace folder as a search may see it: without `.git`, without hidden names unless wanted,
 * and without following a link. Paths are absolute, in the system's own form.
 */
class FolderTree {
    folder;
    /** Paths where a search was to start, and nothing exists. */
    missing = [];
    /** Paths that have a sidecar beside them. Not every one of them exists. */
    described = new Set();
    /** Whether something hidden was skipped. */
    passedHidden = false;
    #includeHidden;
    #linked = [];
    constructor(folder, includeHidden) {
        this.folder = folder;
        this.#includeHidden = includeHidden;
    }
    /** Looks at the place where a search is to start. */
    enter(root) {
        const path = this.pathOf(root);
        if (path.split('/').some((name) => this.#isHidden(name)))
            return { kind: 'nothing' };
        try {
            return this.#enterVisible(root, path);
        }
        catch (error) {
            if (!isNothing(error)) {
                return { kind: 'obstacle', obstacle: { path, outcome: (0,unsendable/* unreadable */.O$)(error) } };
            }
            this.missing.push(path);
            return { kind: 'nothing' };
        }
    }
    /**
     * The visible entries of a folder.
     *
     * @throws the file system's error, also while entries are read
     */
    async entries(folder) {
        return this.#visible(folder, await (0,descriptors/* withDescriptor */.UT)(() => list(folder)));
    }
    /**
     * The outcome of a folder that cannot be read.
     *
     * @throws a `PublishError` where that is the workspace folder itself
     */
    unreadableFolder(folder, error) {
        if (folder !== this.folder) {
            return { path: `${this.pathOf(folder)}/`, outcome: (0,unsendable/* unreadable */.O$)(error) };
        }
        const code = (0,property/* errorCode */.CA)(error);
        const advice = code === 'EACCES' ? ': give the user that runs this step permission.' : '.';
        throw new publish_error/* PublishError */.S(`The workspace folder ${folder} cannot be read (${code})${advice}`);
    }
    /** Whether a path leads through a linked folder in the literal part of a pattern. */
    isBehindLink(path) {
        return this.#linked.some((root) => path === root || path.startsWith(root + external_node_path_.sep));
    }
    /** Relative to the workspace folder, with `/`, fit to be shown. */
    pathOf(absolute) {
        const way = absolute.slice(this.folder.endsWith(external_node_path_.sep) ? this.folder.length : this.folder.length + 1);
        return visible(external_node_path_.sep === '/' ? way : way.replaceAll(external_node_path_.sep, '/'));
    }
    /** Below a real folder, what is not a link is real: so only the start of a search can be behind one. */
    #enterVisible(root, path) {
        const stats = (0,external_node_fs_.lstatSync)(root);
        if (stats.isSymbolicLink()) {
            return { kind: 'obstacle', obstacle: { path, outcome: (0,unsendable/* symbolicLink */.L$)() } };
        }
        const parent = (0,external_node_path_.dirname)(root);
        if (root !== this.folder && (0,external_node_fs_.realpathSync)(parent) !== parent) {
            if (stats.isDirectory() && !isWithin(this.folder, (0,external_node_fs_.realpathSync)(root))) {
                return { kind: 'obstacle', obstacle: { path: `${path}/`, outcome: (0,unsendable/* behindLink */.Bk)() } };
            }
            this.#linked.push(root);
        }
        if (stats.isDirectory())
            return { kind: 'folder' };
        // The folder of a pattern that is a file's path is not listed, so its sidecar is looked up.
        if (whatIsAt(root + names/* METADATA_SUFFIX */.e8) === 'other')
            this.#describe(root + names/* METADATA_SUFFIX */.e8);
        return { kind: 'file' };
    }
    *#visible(folder, entries) {
        for (const entry of entries) {
            if (this.#isHidden(entry.name))
                continue;
            if (entry.name.endsWith(names/* METADATA_SUFFIX */.e8) && !entry.isDirectory()) {
                this.#describe((0,external_node_path_.join)(folder, entry.name));
            }
            yield entry;
        }
    }
    #describe(metadataFile) {
        if (!metadataFile.isWellFormed())
            return;
        this.described.add(this.pathOf(metadataFile.slice(0, -names/* METADATA_SUFFIX */.e8.length)));
    }
    #isHidden(name) {
        if (!name.startsWith('.'))
            return false;
        if (name.toLowerCase() === '.git')
            return true;
        if (!this.#includeHidden)
            this.passedHidden = true;
        return !this.#includeHidden;
    }
}

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: ./node_modules/@actions/glob/lib/glob.js + 9 modules
var glob = __webpack_require__(3860);
;// CONCATENATED MODULE: ./build/documents/patterns.js







/**
 * The patterns of the input "glob": one a line, `#` for a comment, `!` excludes, relative to the
 * workspace folder or absolute and in it.
 *
 * @throws a `PublishError` that names a pattern which is not valid or searches outside of the workspace
 * folder, or says that no pattern includes anything
 */
async function readPatterns(input, workspace, folder) {
    const lines = input.split(/[\r\n]+/).map((line) => line.trim());
    const patterns = [];
    for (const line of lines.filter((line) => line !== '' && !line.startsWith('#'))) {
        const pattern = parse(line, [(0,external_node_path_.resolve)(workspace), folder], folder);
        patterns.push({ ...pattern, literalPart: await literalPartOf(pattern, folder) });
    }
    if (patterns.length === 0) {
        throw new publish_error/* PublishError */.S('The input "glob" has no pattern: give one per line, such as "docs/**/*.md".');
    }
    if (patterns.every((pattern) => pattern.excludes)) {
        throw new publish_error/* PublishError */.S('The input "glob" has only patterns that exclude ("!"): add one that says what to publish, such as "docs/**/*.md".');
    }
    return patterns;
}
/**
 * Where to search for what the patterns include: their literal beginnings, none within another.
 *
 * @param folder the real path of the workspace folder
 */
async function searchPaths(patterns, folder) {
    const including = patterns.filter(({ excludes }) => !excludes);
    const globber = await (0,glob/* create */.v)(including.map(({ absolute }) => absolute).join('\n'));
    return globber.getSearchPaths().map((path) => inLettersOfDisk(path, folder));
}
/**
 * A path in the letters that it has on disk, where the system takes `A` and `a` for the same: git and
 * other systems do not. No link is followed.
 */
function inLettersOfDisk(path, folder) {
    if (process.platform !== 'win32' && process.platform !== 'darwin')
        return path;
    try {
        const real = external_node_fs_.realpathSync.native(path);
        const isSame = real.toLowerCase() === path.toLowerCase() && real.length === path.length;
        return isSame ? path.slice(0, folder.length) + real.slice(folder.length) : path;
    }
    catch {
        return path; // there is nothing, which the search says
    }
}
/** The pattern that matches this path and no other. */
function literally(path) {
    return (external_node_path_.sep === '\\' ? path : path.replaceAll('\\', '\\\\')).replace(/[[?*]/g, '[$&]');
}
function parse(written, roots, folder) {
    const [marks = ''] = /^(?:!\s*)*/.exec(written) ?? [];
    const excludes = marks.replaceAll(/[^!]/g, '').length % 2 === 1;
    const pattern = written.slice(marks.length);
    if (pattern === '') {
        throw new publish_error/* PublishError */.S('The input "glob" has a line with "!" and no pattern after it.');
    }
    return { written, excludes, absolute: makeAbsolute(pattern, roots, folder) };
}
function makeAbsolute(pattern, roots, folder) {
    const native = external_node_path_.sep === '\\' ? pattern.replaceAll('/', '\\') : pattern;
    // In the value of `${{ github.workspace }}`, what looks like a pattern is part of a name.
    const root = roots.find((root) => native === root || native.startsWith(root + external_node_path_.sep));
    if (root !== undefined)
        return literally(folder) + native.slice(root.length);
    if (native === '.' || native.startsWith(`.${external_node_path_.sep}`))
        return literally(folder) + native.slice(1);
    if ((0,external_node_path_.isAbsolute)(native))
        return native;
    if (native === '~' || native.startsWith(`~${external_node_path_.sep}`))
        return literally((0,external_node_os_.homedir)()) + native.slice(1);
    return literally(folder) + external_node_path_.sep + native;
}
/** Checks the pattern by the way. */
async function literalPartOf({ written, absolute, excludes }, folder) {
    const name = JSON.stringify(written);
    const [start = folder] = await (0,glob/* create */.v)(absolute).then((globber) => globber.getSearchPaths(), (error) => {
        throw new publish_error/* PublishError */.S(`The pattern ${name} of the input "glob" is not valid: ${wrong(error)}`);
    });
    if (!excludes && !isWithin(folder, start)) {
        throw new publish_error/* PublishError */.S(`The pattern ${name} of the input "glob" searches ${start}, outside of the workspace folder ${folder}. Only files in the workspace folder can be published.`);
    }
    return (0,external_node_path_.relative)(folder, inLettersOfDisk(start, folder)).replaceAll(external_node_path_.sep, '/');
}
function wrong(error) {
    const message = (0,property/* messageOf */.bD)(error);
    return message.includes('Relative pathing')
        ? '"." and ".." are not allowed in it; write it as a path relative to the workspace folder.'
        : `${message}.`;
}

// EXTERNAL MODULE: ./build/documents/scope.js
var documents_scope = __webpack_require__(7013);
// EXTERNAL MODULE: ./build/documents/scopes.js
var documents_scopes = __webpack_require__(2016);
;// CONCATENATED MODULE: ./build/documents/search.js





/**
 * Searches a tree for what the patterns include, in those folders only where something may match. A
 * folder that cannot be read is an obstacle, and does not end the search.
 *
 * @throws a `PublishError` where that is the workspace folder; the signal's reason when it aborts
 */
async function search(patterns, tree, turns, signal) {
    const found = [];
    const obstacles = [];
    const places = [];
    const scopes = new documents_scopes/* Scopes */.M(patterns);
    for (const root of await searchPaths(patterns, tree.folder)) {
        if (turns.isDue)
            await turns.next(signal);
        start(root);
    }
    for (let place = places.pop(); place !== undefined; place = places.pop()) {
        try {
            await lookInto(place);
        }
        catch (error) {
            signal.throwIfAborted();
            note(tree.unreadableFolder(place.path, error), [...place.names, ANYTHING], place.scope);
        }
    }
    return { found, obstacles };
    function start(path) {
        const names = (0,documents_scope/* namesOf */.e)(path);
        const scope = scopes.of((0,external_node_path_.dirname)(path));
        const start = tree.enter(path);
        if (start.kind === 'obstacle')
            note(start.obstacle, names, scope);
        else if (start.kind === 'folder')
            places.push({ path, names, scope: scope.below(names) });
        else if (start.kind === 'file' && scope.includes(names))
            found.push(path);
    }
    async function lookInto({ path, names, scope }) {
        const folder = path.endsWith(external_node_path_.sep) ? path : path + external_node_path_.sep;
        for (const entry of await tree.entries(path)) {
            const way = folder + entry.name;
            const itsNames = [...names, entry.name];
            if (!entry.isDirectory()) {
                if (scope.includes(itsNames))
                    found.push(way);
            }
            else
                enter({ path: way, names: itsNames, scope: scope.below(itsNames) });
            if (turns.isDue)
                await turns.next(signal);
        }
    }
    function enter(place) {
        if (!place.scope.mayInclude)
            return;
        if (place.path.isWellFormed())
            places.push(place);
        else
            note({ path: `${tree.pathOf(place.path)}/`, outcome: (0,unsendable/* notUtf8 */.T3)() }, [...place.names, ANYTHING], place.scope);
    }
    function note(obstacle, names, scope) {
        if (!scope.excludes(names))
            obstacles.push(obstacle);
    }
}
/** Stands for all that is in a folder which cannot be read: only a pattern for everything in it excludes it. */
const ANYTHING = 'anything';

;// CONCATENATED MODULE: ./build/documents/several-patterns.js



/** Where commas and spaces mean themselves, or have a hint of their own. */
const BRACES_AND_CLASSES = /\{[^}]*\}|\[[^\]]*\]/g;
const SEVERAL = /[^\s,][\s,]+[^\s,]/;
/**
 * The lines of "glob" that probably mean several patterns, with spaces or commas between them: as one
 * pattern they match nothing. Spaces and commas may be part of names, so one that matches is no mistake.
 *
 * @param folder the workspace folder
 * @param found the files that the patterns include: their paths, absolute
 * @throws the signal's reason
 */
async function findSeveralPatterns(patterns, folder, found, turns, signal) {
    const lines = [];
    for (const pattern of patterns) {
        if (!SEVERAL.test(pattern.written.replaceAll(BRACES_AND_CLASSES, '')))
            continue;
        const matches = pattern.excludes
            ? mayExclude(pattern, folder)
            : await includesAny(pattern, found, turns, signal);
        if (!matches)
            lines.push(pattern.written);
    }
    return lines;
}
async function includesAny(pattern, found, turns, signal) {
    const scopes = new documents_scopes/* Scopes */.M([pattern]);
    for (const file of found) {
        if (turns.isDue)
            await turns.next(signal);
        if (scopes.include(file))
            return true;
    }
    return false;
}
/** What a pattern excludes is not searched for: it is in doubt where the folder it begins with exists. */
function mayExclude({ literalPart }, folder) {
    return !SEVERAL.test(literalPart) || whatIsAt((0,external_node_path_.resolve)(folder, literalPart)) !== 'nothing';
}

;// CONCATENATED MODULE: ./build/documents/unused-sidecars.js





/**
 * The sidecars whose document the patterns would match, if it were there: it was probably
 * renamed or removed without them. Sorted; found among what the search has listed anyway.
 *
 * @param matched the paths of all that the patterns match
 * @throws the signal's reason
 */
async function findUnusedSidecars(tree, patterns, matched, turns, signal) {
    const unused = [];
    const scopes = new documents_scopes/* Scopes */.M(patterns);
    for (const path of tree.described) {
        if (matched.has(path))
            continue;
        if (turns.isDue)
            await turns.next(signal);
        const document = (0,external_node_path_.join)(tree.folder, path);
        if (scopes.include(document) && whatIsAt(document) === 'nothing') {
            unused.push(path + names/* METADATA_SUFFIX */.e8);
        }
    }
    return unused.sort();
}
/** What to say of them, if there are any. */
function explainUnusedSidecars(sidecars) {
    const [have, advice] = sidecars.length === 1
        ? ['has', 'Rename it like the document that it is for, or remove it.']
        : ['have', 'Rename each like the document that it is for, or remove it.'];
    return `${(0,figures/* counted */.hS)(sidecars.length, 'sidecar')} ${have} no document: ${(0,figures/* listed */.KE)(sidecars)}. ${advice}`;
}

;// CONCATENATED MODULE: ./build/documents/discover.js










/**
 * Finds the documents to publish, and what the patterns match but cannot be uploaded, with the
 * reason. Opens no file. Files ending in `.meta.json` are metadata of others and are not matched.
 *
 * @throws a `PublishError` where a pattern is not valid or the workspace folder cannot be read; the
 * signal's reason when that aborts
 */
async function discover(options) {
    const { workspaceFolder, includeHiddenFiles, naming, log, signal } = options;
    const folder = realFolder(workspaceFolder);
    const patterns = await readPatterns(options.patterns, workspaceFolder, folder);
    const tree = new FolderTree(folder, includeHiddenFiles);
    const turns = new event_loop/* Turns */.P();
    const { found, obstacles } = await search(patterns, tree, turns, signal);
    const documents = [];
    const unsendable = obstacles.filter(({ path }) => !path.endsWith(names/* METADATA_SUFFIX */.e8));
    for (const absolute of found) {
        if (turns.isDue)
            await turns.next(signal);
        const path = tree.pathOf(absolute);
        if (path.endsWith(names/* METADATA_SUFFIX */.e8))
            continue;
        const result = examine(absolute, tree);
        if (typeof result === 'object')
            unsendable.push({ path, outcome: result });
        else
            documents.push({ path, name: (0,names/* nameOf */.Vb)(path, naming), size: result });
    }
    log.debug(`Found ${documents.length} documents in ${folder}, and ${unsendable.length} paths that cannot be uploaded.`);
    documents.sort(byPath);
    const { described, passedHidden, missing } = tree;
    const several = await findSeveralPatterns(patterns, folder, found, turns, signal);
    const matched = new Set(described.size > 0 ? [...documents, ...unsendable].map(pathOf) : []);
    return {
        folder,
        documents,
        sidecars: documents.map(({ path }) => path).filter((path) => described.has(path)),
        unusedSidecars: await findUnusedSidecars(tree, patterns, matched, turns, signal),
        unsendable: unsendable.sort(byPath),
        clues: { patterns, passedHidden, missing, several, ignored: 0 },
    };
}
/** The size of a document, or why it cannot be uploaded. */
function examine(absolute, tree) {
    if (!absolute.isWellFormed())
        return (0,unsendable/* notUtf8 */.T3)();
    try {
        const stats = (0,external_node_fs_.lstatSync)(absolute);
        if (stats.isSymbolicLink())
            return (0,unsendable/* symbolicLink */.L$)();
        if (tree.isBehindLink(absolute))
            return (0,unsendable/* behindLink */.Bk)();
        if (!stats.isFile())
            return (0,unsendable/* notAFile */.$y)(stats);
        return stats.size === 0 ? (0,unsendable/* empty */.Ie)() : stats.size;
    }
    catch (error) {
        return (0,unsendable/* unreadable */.O$)(error);
    }
}
function pathOf({ path }) {
    return path;
}
/** By code units, the same everywhere. */
function byPath(one, other) {
    return one.path < other.path ? -1 : 1;
}

// EXTERNAL MODULE: ./build/git/folders.js
var folders = __webpack_require__(9090);
// EXTERNAL MODULE: ./build/git/run.js
var run = __webpack_require__(7810);
// EXTERNAL MODULE: ./build/git/tokens.js
var tokens = __webpack_require__(1793);
;// CONCATENATED MODULE: ./build/git/ignored.js



/** What git ignores in a clone. What it tracks is never among it. */
class Ignored {
    /** Files, and folders with a `/` at their end, which stand for all that is in them. */
    #entries;
    #folders = new Map([['', false]]);
    constructor(entries) {
        this.#entries = entries;
    }
    get isEmpty() {
        return this.#entries.size === 0;
    }
    /** @param path of a file or folder, relative to the clone's folder */
    has(path) {
        const entries = this.#entries;
        return entries.has(path) || entries.has(`${path}/`) || this.#hasFolder((0,folders/* parentOf */.g)(path));
    }
    #hasFolder(folder) {
        const known = this.#folders.get(folder);
        if (known !== undefined)
            return known;
        const found = this.#entries.has(`${folder}/`) || this.#hasFolder((0,folders/* parentOf */.g)(folder));
        this.#folders.set(folder, found);
        return found;
    }
}
/**
 * Asks git for all that it ignores below a clone's folder, which it finds without looking into ignored
 * folders: far faster than to ask about every path that a search has found.
 * @throws as `runGit`
 */
async function readIgnored(clone) {
    const args = ['-z', '--others', '--ignored', '--exclude-standard', '--directory'];
    const entries = new Set();
    const tokensOf = (0,tokens/* cutAtNul */.t)();
    for await (const chunk of (0,run/* runGit */.EO)('ls-files', args, clone)) {
        for (const token of tokensOf(chunk))
            entries.add(token.toString());
    }
    return new Ignored(entries);
}
/**
 * Which of a few paths have a pattern of git's that ignores them, whether git tracks what is in them
 * or not.
 * @param paths relative to the clone's folder
 * @throws as `runGit`
 */
async function whichIgnored(paths, clone) {
    if (paths.length === 0)
        return new Set();
    // A path that begins with a colon would be taken for more than a path.
    const input = paths.map((path) => `./${path}\0`).join('');
    const args = ['--no-index', '-z', '--stdin'];
    const output = await (0,run/* askGit */.gG)('check-ignore', args, (0,run/* inDiscovery */.Oy)(clone), input);
    const found = output.split('\0').map((path) => path.slice('./'.length));
    return new Set(found);
}

;// CONCATENATED MODULE: ./build/git/problems.js

/** So many reasons have a warning each: hundreds of clones may be broken. */
const MOST_REASONS = 5;
/**
 * Warns of what is lacking and why; of clones with the same reason once, by name.
 * @param what is lacking: the warning begins with it
 */
function warnOfProblems(what, problems, log) {
    const byReason = new Map();
    for (const { clone, problem } of problems) {
        const reason = describe(problem, clone);
        byReason.set(reason, [...(byReason.get(reason) ?? []), clone]);
    }
    const reasons = [...byReason];
    for (const [reason, clones] of reasons.slice(0, MOST_REASONS)) {
        log.warning(`${what}${placesOf(clones)}: ${reason}`);
    }
    const others = reasons.slice(MOST_REASONS).flatMap(([, clones]) => clones);
    if (others.length > 0)
        log.warning(`${what}${placesOf(others)}, for other reasons.`);
}
/** Nothing where there is but the workspace folder's clone, which goes without saying. */
function placesOf(clones) {
    if (clones.length === 1 && clones[0] === '')
        return '';
    const names = clones.map((clone) => clone === '' ? 'the workspace folder' : JSON.stringify(clone));
    return ` in ${(0,figures/* listed */.KE)(names)}`;
}
function describe({ problem, message }, clone) {
    switch (problem) {
        case 'missing':
            return `git is not installed (${message}).`;
        case 'not-started':
            return `git cannot be started (${message}).`;
        case 'no-repository':
            return clone === ''
                ? 'the workspace folder is not in a git repository. Is there no actions/checkout step before this one?'
                : '".git" there is not a git repository.';
        case 'too-slow':
            return `${message}.`;
        case 'untrusted':
        case 'failed':
            return `git says "${message}".`;
    }
}

;// CONCATENATED MODULE: ./build/documents/literal-parts.js



/** Where the patterns that include begin: the folders and files that they name without a wildcard. */
class LiteralParts {
    #folder;
    #patterns = new Map();
    /** @param folder the workspace folder, as the patterns have it */
    constructor(patterns, folder) {
        this.#folder = folder;
        for (const pattern of patterns.filter(({ excludes }) => !excludes)) {
            const alike = this.#patterns.get(pattern.literalPart) ?? [];
            this.#patterns.set(pattern.literalPart, alike);
            alike.push(pattern);
        }
    }
    /**
     * Those that lead to one of the paths at least, '' excepted, which leads to all.
     *
     * @throws the signal's reason
     */
    async leadingTo(paths, turns, signal) {
        const parts = new Set();
        const passed = new Set(['']);
        for (const path of paths) {
            while (turns.isDue)
                await turns.next(signal);
            for (let place = path; !passed.has(place); place = (0,folders/* parentOf */.g)(place)) {
                passed.add(place);
                if (this.#patterns.has(place))
                    parts.add(place);
            }
        }
        return [...parts];
    }
    /** Tells of paths whether a pattern that begins with one of these parts includes them. */
    matcher(parts) {
        const patterns = parts.flatMap((part) => this.#patterns.get(part) ?? []);
        if (patterns.length === 0)
            return () => false;
        const scopes = new documents_scopes/* Scopes */.M(patterns);
        return (path) => scopes.include((0,external_node_path_.join)(this.#folder, path));
    }
}

;// CONCATENATED MODULE: ./build/documents/ignored.js






/**
 * A discovery without the files that git ignores, such as those in `node_modules`: it is as if no
 * pattern matched them. Those stay that a pattern names, or whose ignored folder it begins with, as
 * ripgrep searches an ignored folder that it is told. A clone decides on all that is in it, the clones
 * within included.
 *
 * @throws the signal's reason when the signal aborts
 */
async function withoutIgnored(found, clones, log, signal) {
    const paths = [...found.documents, ...found.unsendable].map(({ path }) => path);
    const sieve = new Sieve(clones, new LiteralParts(found.clues.patterns, found.folder), signal);
    await sieve.sift('', paths);
    const { ignored, problems } = sieve;
    warnOfProblems('Files are published whether git ignores them or not', problems, log);
    if (ignored.size === 0)
        return found;
    log.info(`${(0,figures/* counted */.hS)(ignored.size, 'file')} that git ignores did not match. A pattern that begins with an ignored folder, such as "site/**/*.html", publishes what is in it.`);
    const stays = ({ path }) => !ignored.has(path);
    return {
        ...found,
        documents: found.documents.filter(stays),
        sidecars: found.sidecars.filter((path) => !ignored.has(path)),
        unsendable: found.unsendable.filter(stays),
        clues: { ...found.clues, ignored: ignored.size },
    };
}
class Sieve {
    /** The paths that are ignored, and that no pattern names. */
    ignored = new Set();
    /** Why git did not tell. Then nothing is ignored. */
    problems = [];
    #clones;
    #literalParts;
    #turns = new event_loop/* Turns */.P();
    #signal;
    constructor(clones, literalParts, signal) {
        this.#clones = clones;
        this.#literalParts = literalParts;
        this.#signal = signal;
    }
    /** Asks a clone about paths in it, and of those that stay the clones within. */
    async sift(clone, paths) {
        await this.#ask(clone, paths);
        const within = new Map();
        for (const path of paths) {
            while (this.#turns.isDue)
                await this.#turns.next(this.#signal);
            const next = this.ignored.has(path) ? clone : this.#clones.next(clone, path);
            if (next === clone)
                continue;
            const itsPaths = within.get(next) ?? [];
            within.set(next, itsPaths);
            itsPaths.push(path);
        }
        await Promise.all(Array.from(within, ([next, itsPaths]) => this.sift(next, itsPaths)));
    }
    async #ask(clone, paths) {
        const opened = await this.#open(clone);
        if (opened === undefined)
            return;
        try {
            for (const path of await this.#find(clone, opened, paths))
                this.ignored.add(path);
        }
        catch (error) {
            if (!(error instanceof run/* GitError */.XS))
                throw error;
            this.problems.push({ clone, problem: error });
        }
    }
    /** Undefined where git cannot read it. Whoever reads its history tells why. */
    async #open(clone) {
        try {
            return await this.#clones.open(clone);
        }
        catch (error) {
            if (error instanceof run/* GitError */.XS)
                return undefined;
            throw error;
        }
    }
    async #find(clone, { clone: trusted, told: { ignored } }, paths) {
        if (ignored instanceof run/* GitError */.XS)
            throw ignored;
        if (ignored.isEmpty)
            return [];
        const below = clone === '' ? 0 : clone.length + 1;
        const inClone = (path) => path.slice(below);
        const candidates = await this.#filter(paths, (path) => ignored.has(inClone(path)));
        const leading = await this.#literalParts.leadingTo(candidates, this.#turns, this.#signal);
        const parts = leading.filter((part) => part.length > below);
        const unlisted = parts.map(inClone).filter((part) => !ignored.has(part));
        const alsoIgnored = await whichIgnored(unlisted, trusted);
        const isIgnored = (part) => ignored.has(part) || alsoIgnored.has(part);
        const isNamed = this.#literalParts.matcher(parts.filter((part) => isIgnored(inClone(part))));
        return await this.#filter(candidates, (path) => !isNamed(path));
    }
    async #filter(paths, fits) {
        const fitting = [];
        for (const path of paths) {
            while (this.#turns.isDue)
                await this.#turns.next(this.#signal);
            if (fits(path))
                fitting.push(path);
        }
        return fitting;
    }
}

;// CONCATENATED MODULE: ./build/documents/checkouts.js



/**
 * Repositories that `actions/checkout` has put into a folder of their own (its input `path`), and that
 * hold one of the paths there. A clone in the workspace folder itself leaves no doubt about where patterns
 * without a beginning begin.
 *
 * @param paths relative, with `/`: to the workspace folder as they are written, '' for that itself
 */
function checkoutsWith(paths, folder) {
    const isClone = isThere((0,external_node_path_.join)(folder, '.git'));
    const beginnings = paths.filter((path) => path !== '' || !isClone);
    if (beginnings.length === 0)
        return [];
    const names = (0,external_node_fs_.readdirSync)(folder, { withFileTypes: true })
        .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
        .map(({ name }) => name)
        .filter((name) => isThere((0,external_node_path_.join)(folder, name, '.git')));
    return names.flatMap((name) => beginnings.filter((path) => isThere((0,external_node_path_.join)(folder, name, path))).map((path) => ({ name, path })));
}
function isThere(path) {
    return ['folder', 'other'].includes(whatIsAt(path));
}

;// CONCATENATED MODULE: ./build/documents/no-match.js




/**
 * The line for a search that found nothing: which patterns, what in particular speaks for a mistake,
 * and the usual causes.
 */
function explainNoMatch({ folder, clues }) {
    const written = clues.patterns.map((pattern) => JSON.stringify(pattern.written)).join(', ');
    return [
        `No file matches the input "glob" (${written}).`,
        ...(isEmpty(folder) ? ['The workspace folder is empty.'] : []),
        ...signsInPatterns(clues),
        ...signsOfCheckouts(beginningsOf(clues), folder),
        ...(clues.ignored > 0 ? [ofIgnored(clues.ignored)] : []),
        ...(clues.passedHidden ? ['Hidden files or folders were skipped.'] : []),
        'Usual causes: actions/checkout has not run before this step, the patterns are not relative to the workspace folder,',
        'or the files are hidden (a name in the path starts with a dot), which needs "include-hidden-files: true".',
    ].join(' ');
}
/** What in the patterns is probably not meant, a sentence each; also where others have found something. */
function signsOfMistakes({ folder, clues }) {
    return [...signsInPatterns(clues), ...signsOfCheckouts(clues.missing, folder)];
}
function signsInPatterns({ patterns, missing, several }) {
    const written = patterns.map((pattern) => pattern.written);
    return [
        missing.length > 0 &&
            `There is no ${missing.map((path) => JSON.stringify(path)).join(', no ')} (names are case-sensitive).`,
        several.length > 0 &&
            `${several.map((line) => JSON.stringify(line)).join(', ')} ${several.length === 1 ? 'is one pattern' : 'are one pattern each'}, in which spaces and commas are part of names: put each pattern on its own line.`,
        written.some((pattern) => /\{[^}]*,[^}]*\}/.test(pattern)) &&
            'Braces such as {md,html} are not supported in "glob": put each pattern on its own line.',
        written.some((pattern) => /\\\w/.test(pattern)) &&
            'Folders in "glob" are separated by /, not by \\.',
        written.some((pattern) => pattern.endsWith(names/* METADATA_SUFFIX */.e8)) &&
            `Files that end in ${names/* METADATA_SUFFIX */.e8} are metadata of others, never documents.`,
    ].filter((sign) => sign !== false);
}
/** A repository that is checked out into a folder of its own, while the patterns begin in the repository. */
function signsOfCheckouts(beginnings, folder) {
    const [checkout] = checkoutsWith(beginnings, folder);
    if (checkout === undefined)
        return [];
    const { name, path } = checkout;
    const place = path === '' ? '' : ` and has ${JSON.stringify(path)} in it`;
    return [
        `The folder ${JSON.stringify(name)} is a repository of its own (actions/checkout with "path")${place}: begin the patterns with ${JSON.stringify(`${name}/${path}`)}.`,
    ];
}
/** What the patterns name before their first wildcard. */
function beginningsOf({ patterns }) {
    return patterns.filter(({ excludes }) => !excludes).map(({ literalPart }) => literalPart);
}
function ofIgnored(files) {
    const subject = files === 1
        ? 'One file would match, but git ignores it'
        : `${(0,figures/* count */.U9)(files)} files would match, but git ignores them`;
    return `${subject} (.gitignore): a pattern that begins with an ignored folder, such as "site/**/*.html", publishes what is in it.`;
}
function isEmpty(folder) {
    return (0,external_node_fs_.readdirSync)(folder).length === 0;
}

;// CONCATENATED MODULE: ./build/documents/find.js







/**
 * Finds the documents to publish and checks their names. The ledger has the outcome of what cannot be
 * uploaded, and expects one for each of the others.
 *
 * @throws a `PublishError` where nothing matches and that is an error, where names cannot be used, or
 * as `discover`; the signal's reason when that aborts
 */
async function findDocuments(options) {
    const { ifNoFilesFound, clones, ledger, log, naming, signal } = options;
    const discovery = await withoutIgnored(await discover(options), clones, log, signal);
    const { folder, documents, sidecars, unusedSidecars, unsendable, clues } = discovery;
    const { patterns } = clues;
    for (const { path, outcome } of unsendable)
        ledger.settle(path, outcome);
    ledger.expect(documents);
    if (documents.length + unsendable.length === 0) {
        reportNoMatch(explainNoMatch(discovery), ifNoFilesFound, log);
        return { folder, documents, sidecars, patterns };
    }
    (0,names/* checkNames */.LN)(documents, naming.fileName);
    for (const sign of signsOfMistakes(discovery))
        log.warning(sign);
    if (unusedSidecars.length > 0)
        log.warning(explainUnusedSidecars(unusedSidecars));
    log.info(foundLine(documents, ledger));
    return { folder, documents, sidecars, patterns };
}
function reportNoMatch(message, ifNoFilesFound, log) {
    if (ifNoFilesFound === 'error')
        throw new publish_error/* PublishError */.S(message);
    if (ifNoFilesFound === 'warn')
        log.warning(message);
    else
        log.info(message);
}
/** Such as `12 documents found (3.4 MB), 1 skipped`. */
function foundLine(documents, { counts }) {
    const size = documents.reduce((sum, document) => sum + document.size, 0);
    const others = ['skipped', 'failed']
        .filter((kind) => counts[kind] > 0)
        .map((kind) => `, ${(0,figures/* count */.U9)(counts[kind])} ${kind}`);
    return `${(0,figures/* counted */.hS)(documents.length, 'document')} found (${(0,figures/* bytes */.ee)(size)})${others.join('')}`;
}

// EXTERNAL MODULE: external "node:buffer"
var external_node_buffer_ = __webpack_require__(4573);
// EXTERNAL MODULE: ./build/metadata/additions.js
var metadata_additions = __webpack_require__(5577);
;// CONCATENATED MODULE: ./build/metadata/front-matter-text.js
/** Front matter and titles are looked for in so many bytes at the beginning of a document. */
const BEGINNING_BYTES = 64 * 1024;
const BEGIN = /^(?:---|\+\+\+)[ \t]*\n/;
// Lines end with `\n` alone: `^`, `$` and `.` would see an end in U+2028, too, which YAML does not.
const END = {
    '-': /(?<![^\n])(?:---|\.\.\.)[ \t]*(?![^\n])/,
    '+': /(?<![^\n])\+\+\+[ \t]*(?![^\n])/,
};
const COMMENTS = /(?<![^\n])#[^\n]*\n?/g;
/**
 * A key at the beginning of a line, quoted or not, with its value: what follows on the line, and the
 * lines after it that are indented, blank, or items of a list.
 */
const ENTRY = /(?<![^\n])(?:"([^"\\\n]*)"[ \t]*|'([^'\n]*)'[ \t]*|((?:[^\s"'-]|-(?=\S))[^\n]*?)):(?:[ \t][^\n]*)?(?:\n(?:[ \t][^\n]*|-(?:[ \t][^\n]*)?)?)*(?![^\n])/g;
/** The beginning of a document, without a byte order mark and a last line that may be cut off. */
function decodeBeginning(content, bytes = BEGINNING_BYTES) {
    const text = content.toString('utf8', 0, bytes).replace(/^\ufeff/, '');
    const whole = content.length > bytes ? text.slice(0, text.lastIndexOf('\n') + 1) : text;
    return whole.replaceAll('\r\n', '\n').replaceAll('\r', '\n');
}
/**
 * Parts front matter from what follows: YAML between lines of `---`. TOML between lines of `+++` is
 * not read, only passed over.
 * @param text with `\n` at the end of lines
 */
function splitFrontMatter(text) {
    const [begin] = BEGIN.exec(text) ?? [];
    if (begin === undefined)
        return { yaml: '', body: text };
    const isYaml = begin.startsWith('-');
    const rest = text.slice(begin.length);
    const end = END[isYaml ? '-' : '+'].exec(rest);
    if (end === null)
        return { yaml: '', body: text };
    const body = rest.slice(end.index + end[0].length);
    return { yaml: isYaml ? rest.slice(0, end.index) : '', body };
}
/**
 * The entries of front matter, by key, each with its lines, found without a parser: what nobody asks
 * for may be large, made to be slow, or no YAML at all. The first of a key counts.
 */
function* front_matter_text_entriesOf(yaml) {
    const text = yaml.includes('#') ? yaml.replace(COMMENTS, '') : yaml;
    // A block scalar that keeps its line ends (`|+`) means the last one, too.
    for (const [lines, double, single, plain] of text.replace(/\n$/, '').matchAll(ENTRY)) {
        yield [double ?? single ?? plain?.trimEnd() ?? '', `${lines}\n`];
    }
}

// EXTERNAL MODULE: ./build/metadata/exact-number.js
var exact_number = __webpack_require__(2485);
;// CONCATENATED MODULE: ./build/metadata/timestamp.js
/** A date with a time, as YAML 1.1 writes it, or as Jekyll does: without seconds, `+0100` for `+01:00`. */
const TIMESTAMP = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[Tt]|[ \t]+)(\d{1,2}):(\d{2})(?::(\d{2})(\.\d+)?)?[ \t]*(?:Z|([+-])(\d{1,2}):?(\d{2})?)?$/;
/**
 * A timestamp of YAML in UTC and ISO 8601, `2026-01-02T03:04:05Z`, so that it compares with others;
 * without a zone it is in UTC already. (YAML 1.1) Undefined for what is none.
 */
function toIsoTimestamp(written) {
    const match = TIMESTAMP.exec(written);
    if (match === null)
        return undefined;
    const [, year, month = '', day = '', hour = '', minute, second = '00', fraction = ''] = match;
    const [sign = '+', hours = '0', minutes = '0'] = match.slice(8);
    const date = `${year}-${two(month)}-${two(day)}`;
    const local = Date.parse(`${date}T${two(hour)}:${minute}:${second}${fraction}Z`);
    // A day that the month does not have would become one of the next.
    if (Number.isNaN(local) || !new Date(local).toISOString().startsWith(date))
        return undefined;
    const offset = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -60_000 : 60_000);
    return new Date(local - offset).toISOString().replace('.000Z', 'Z');
}
function two(digits) {
    return digits.padStart(2, '0');
}

;// CONCATENATED MODULE: ./build/metadata/title-front-matter.js

/** More is not one line's worth of text. */
const LONGEST_VALUE = 1_000;
/** Values that mean what they look like, so that no parser has to be loaded for them. */
const SIMPLE = /^title:[ \t]+(?:"([^"\\\n]*)"|'([^'\n]*)'|(\p{L}[\p{L}\p{N} ,.()-]*))\s*$/u;
/** A list or a mapping, perhaps after an anchor or a tag: no title, and YAML's parser takes its time for it. */
const COLLECTION = /^[^:]*:\s*(?:[&!]\S*\s+)*[[{]/;
const NULL = /^(?:null|Null|NULL)\s*$/;
/**
 * The title that front matter gives, as it is written.
 * @throws where it is not YAML
 */
async function readFrontMatterTitle(yaml) {
    const entry = entryOf('title', yaml);
    if (entry === undefined || entry.length > LONGEST_VALUE)
        return undefined;
    if (COLLECTION.test(entry))
        return undefined;
    const [, double, single, plain] = SIMPLE.exec(entry) ?? [];
    const simple = double ?? single ?? plain;
    if (simple !== undefined && !(plain !== undefined && NULL.test(plain)))
        return simple;
    const { isMap, isScalar, parseDocument } = await __webpack_require__.e(/* import() */ 815).then(__webpack_require__.t.bind(__webpack_require__, 8815, 19));
    const { contents, errors } = parseDocument(entry, { prettyErrors: false, logLevel: 'error' });
    const value = isMap(contents) ? contents.get('title', true) : undefined;
    if (errors.length > 0 || !isScalar(value))
        return undefined;
    if (typeof value.value === 'string')
        return value.value;
    return value.value === null ? undefined : value.source;
}
function entryOf(wanted, yaml) {
    for (const [key, lines] of front_matter_text_entriesOf(yaml))
        if (key === wanted)
            return lines;
    return undefined;
}

;// CONCATENATED MODULE: ./build/metadata/title.js


/** Characters; a title is a line to show, not a text. */
const LONGEST_TITLE = 300;
const MARKDOWN = /\.(?:md|mdx|markdown|mdown|mkdn?)$/i;
const MDX = /\.mdx$/i;
const HTML = /\.(?:html?|xhtml)$/i;
/** Its banner is its title. On other pages a banner above the heading is the same on each. */
const README = /(?:^|\/)readme\.[a-z]+$/i;
/** The first line of Markdown is a heading, and has no markup: most often so. */
const PLAIN_HEADING = /^\n* {0,3}#{1,6}[ \t]+([\p{L}\p{N}.,:;?()/'"+=%-][\p{L}\p{N} .,:;?()/'"+=%-]{0,199})(?:\n|$)/u;
/** Bytes that such a heading takes. */
const PLAIN_BYTES = 512;
/** Whether documents of this kind have titles: Markdown and HTML do, by the name's extension. */
function mayHaveTitle(path) {
    return MARKDOWN.test(path) || HTML.test(path);
}
/**
 * A document's title, plain text on one line: that of its front matter, else the first heading of
 * Markdown, or `<title>` or `<h1>` of HTML. Never throws: a title is not worth a failed run.
 * @param content the document, or at least its first `BEGINNING_BYTES`
 */
async function findTitle(path, content) {
    if (!mayHaveTitle(path))
        return undefined;
    try {
        const plain = MARKDOWN.test(path)
            ? plainHeading(decodeBeginning(content, PLAIN_BYTES))
            : undefined;
        if (plain !== undefined)
            return plain;
        const { yaml, body } = splitFrontMatter(decodeBeginning(content));
        return presentable(await readFrontMatterTitle(yaml)) ?? presentable(await heading(path, body));
    }
    catch {
        return undefined;
    }
}
/** Parsers are loaded by the first document that needs them. */
async function heading(path, body) {
    if (HTML.test(path)) {
        const { titleOfHtml } = await Promise.all(/* import() */[__webpack_require__.e(31), __webpack_require__.e(455), __webpack_require__.e(770)]).then(__webpack_require__.bind(__webpack_require__, 8770));
        return titleOfHtml(body);
    }
    const plain = plainHeading(body);
    if (plain !== undefined)
        return plain;
    const { headingOfMarkdown } = await Promise.all(/* import() */[__webpack_require__.e(31), __webpack_require__.e(702), __webpack_require__.e(184)]).then(__webpack_require__.bind(__webpack_require__, 3184));
    return headingOfMarkdown(body, { isReadme: README.test(path), isMdx: MDX.test(path) });
}
function plainHeading(body) {
    return presentable(PLAIN_HEADING.exec(body)?.[1]);
}
/** Undefined where nothing is left to show, or where the text was not UTF-8. */
function presentable(title) {
    const line = title?.replace(/[\s\p{Cc}]+/gu, ' ').trim() ?? '';
    if (line === '' || line.includes('\ufffd'))
        return undefined;
    return line.length > LONGEST_TITLE
        ? `${line.slice(0, LONGEST_TITLE - 1).trimEnd()}\u2026`.toWellFormed()
        : line;
}

;// CONCATENATED MODULE: ./build/metadata/front-matter.js




const front_matter_NOTHING = { values: new Map(), misfits: [] };
/**
 * Characters that are parsed of one document, with the keys: YAML's parser takes some microseconds for
 * each where text is made to be slow. What comes after them does not fit.
 */
const MOST_CHARACTERS = 4_000;
const front_matter_BEGIN = /^(?:\ufeff)?---/;
/** Whether documents of this kind have front matter: those that have titles do. */
const mayHaveFrontMatter = mayHaveTitle;
/**
 * Reads front matter for the keys that are asked for, with their types. What else it says is neither
 * parsed nor known. Never throws: what is no YAML does not fit.
 *
 * @param content the document, or at least its first `BEGINNING_BYTES`
 * @param over what goes over it: of those keys nothing is read
 */
async function readFrontMatter(path, content, types, over) {
    if (types.size === 0 || !mayHaveFrontMatter(path))
        return front_matter_NOTHING;
    if (!front_matter_BEGIN.test(content.toString('utf8', 0, 6)))
        return front_matter_NOTHING;
    const { yaml } = splitFrontMatter(decodeBeginning(content));
    if (yaml === '')
        return front_matter_NOTHING;
    const parse = await loadParser();
    const values = new Map();
    const misfits = [];
    const seen = new Set();
    let left = MOST_CHARACTERS;
    for (const [key, lines] of front_matter_text_entriesOf(yaml)) {
        const type = types.get(key);
        if (type === undefined || over.has(key) || seen.has(key))
            continue;
        seen.add(key);
        left -= lines.length;
        const value = left < 0 ? undefined : parse(lines, type);
        if (value === undefined)
            misfits.push(key);
        else if (value !== null)
            values.set(key, value);
    }
    return { values, misfits };
}
async function loadParser() {
    const { isMap, isScalar, isSeq, parseDocument } = await __webpack_require__.e(/* import() */ 815).then(__webpack_require__.t.bind(__webpack_require__, 8815, 19));
    function nodeOf(lines) {
        try {
            const options = { prettyErrors: false, logLevel: 'error', uniqueKeys: false };
            const { contents, errors } = parseDocument(lines, options);
            if (errors.length > 0 || !isMap(contents))
                return undefined;
            const [entry, ...others] = contents.items;
            return others.length > 0 ? undefined : (entry?.value ?? null);
        }
        catch {
            return undefined; // nested so deeply that the parser gives up
        }
    }
    return (lines, type) => {
        const node = nodeOf(lines);
        if (node === null)
            return null;
        if (isSeq(node))
            return type === 'list' ? toList(node.items) : undefined;
        if (!isScalar(node))
            return undefined;
        const { value, source = '' } = node;
        if (value === null)
            return null;
        if (type === 'string')
            return toText(value, source, node.type === 'PLAIN');
        if (type === 'number') {
            return typeof value === 'number' && (0,exact_number/* isExact */.u)(value, source) ? value : undefined;
        }
        return type === 'boolean' && typeof value === 'boolean' ? value : undefined;
    };
    function toList(items) {
        const texts = items.map((item) => (isScalar(item) ? item.value : undefined));
        return texts.every((text) => typeof text === 'string') ? texts : undefined;
    }
}
/** As it is written: `1.10` and `no` are no number and no boolean here. */
function toText(value, source, isPlain) {
    const text = typeof value === 'string' ? value : source;
    return (isPlain ? toIsoTimestamp(text) : undefined) ?? text;
}

// EXTERNAL MODULE: ./build/metadata/digest.js
var metadata_digest = __webpack_require__(5454);
// EXTERNAL MODULE: ./build/metadata/file-commit.js
var file_commit = __webpack_require__(5436);
// EXTERNAL MODULE: ./build/metadata/repository.js
var metadata_repository = __webpack_require__(7766);
;// CONCATENATED MODULE: ./build/metadata/metadata.js




/** A document's metadata: what is found, and over it what people add. A key without a value is left out. */
function describeDocument({ path, contentSha256, title, file }, event, additions) {
    const { repository, commit, url } = originOf(file, event);
    const metadata = { path, ...event.metadata };
    const put = (key, value) => {
        if (value !== undefined)
            metadata[key] = value;
    };
    put('repository', repository?.name);
    put('url', url);
    put('title', title);
    put('commit_sha', commit?.sha);
    put('commit_date', commit?.date);
    put('commit_author', commit?.author);
    put('commit_message', commit?.subject);
    put('content_sha256', contentSha256);
    return additions.size === 0 ? metadata : withAdditions(metadata, additions);
}
function withAdditions(found, additions) {
    const metadata = new Map(Object.entries(found));
    for (const [key, value] of additions) {
        if (value === null)
            metadata.delete(key);
        else
            metadata.set(key, value);
    }
    return Object.fromEntries(metadata);
}
/** The keys that are found and may be added, too: by themselves they are strings. */
const FOUND_KEYS = [
    'title',
    'commit_date',
    'commit_author',
    'commit_message',
    'ref_name',
    'event_name',
    'release_tag',
    'release_name',
    'page_url',
];
/** The keys that a document may get by itself, whose values are strings: before it is opened. */
function foreseeKeys(path, event) {
    const ofCommit = ['commit_date', 'commit_author', 'commit_message'];
    return [...Object.keys(event.metadata), ...ofCommit, ...(mayHaveTitle(path) ? ['title'] : [])];
}
/**
 * JSON in UTF-8, with a digest of the metadata as a key of its own. The same metadata gives the same
 * bytes, and what is not Unicode is replaced.
 */
function encodeMetadata(metadata) {
    const members = (0,metadata_digest/* membersOf */.lS)(metadata);
    const place = members.findIndex(([key]) => key > metadata_digest/* DIGEST_KEY */.Xj);
    const digest = [metadata_digest/* DIGEST_KEY */.Xj, `"${metadata_digest/* DIGEST_KEY */.Xj}":"${(0,metadata_digest/* digestOf */.ol)(members)}"`];
    members.splice(place === -1 ? members.length : place, 0, digest);
    return Buffer.from((0,metadata_digest/* objectOf */.Xy)(members));
}
function originOf(file, event) {
    if (file.kind === 'unreadable')
        return {};
    if (file.kind === 'none')
        return { repository: event.repository, commit: event.commit };
    const { repository, commit } = file;
    // What git is not known to hold was built from the commit, and is nobody's.
    if (!(0,file_commit/* isHeld */.i)(file))
        return { repository, commit: { sha: commit.sha, date: commit.date } };
    return { repository, commit, url: permalink(file) };
}
/** The page of a file at its commit; undefined where a link would lead nowhere, or may. */
function permalinkOf(file) {
    return (0,file_commit/* isHeld */.i)(file) ? permalink(file) : undefined;
}
function permalink({ repository, commit, repositoryPath }) {
    if (repository?.url === undefined)
        return undefined;
    return `${repository.url}/blob/${commit.sha}/${(0,metadata_repository/* encodePath */.O0)(repositoryPath)}`;
}

// EXTERNAL MODULE: ./build/network/clock.js
var clock = __webpack_require__(1607);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./build/documents/open.js
var documents_open = __webpack_require__(4625);
;// CONCATENATED MODULE: ./build/documents/read.js



/** Up to this many bytes a document is read once, whole; above, it is streamed. */
const MAX_WHOLE_BYTES = 1024 * 1024;
/**
 * Opens a document and, up to 1 MiB, reads it once and hashes what was read, so that the two agree
 * whatever is written meanwhile. Synchronous: for small files that costs half of what promises do.
 *
 * @param folder the real path of the workspace folder
 * @param path relative to it, with `/`
 * @throws a `DescriptorsExhaustedError` where none is free to open it with
 */
function readDocument(folder, path) {
    const document = (0,documents_open/* openDocument */.EJ)(folder, path);
    if (!(document instanceof documents_open/* OpenDocument */.yS))
        return document;
    let large = false;
    try {
        const content = readWhole(document);
        large = content === undefined;
        if (content === undefined)
            return { kind: 'large', document };
        if (content.length === 0)
            return (0,unsendable/* empty */.Ie)();
        if (isLfsPointer(content))
            return (0,unsendable/* lfsPointer */.FW)();
        return { kind: 'whole', content, sha256: (0,external_node_crypto_.hash)('sha256', content) };
    }
    catch (error) {
        return (0,unsendable/* unreadable */.O$)(error);
    }
    finally {
        if (!large)
            document.close();
    }
}
/** The whole content, or nothing if there is too much of it. */
function readWhole(document) {
    // Room for one byte more than expected tells whether the end was reached.
    let room = Math.min(document.size, MAX_WHOLE_BYTES) + 1;
    while (document.size <= MAX_WHOLE_BYTES) {
        const buffer = Buffer.allocUnsafe(room);
        const length = document.readSync(buffer, 0);
        if (length < room)
            return buffer.subarray(0, length);
        if (room > MAX_WHOLE_BYTES)
            break;
        room = MAX_WHOLE_BYTES + 1; // it has grown meanwhile
    }
    return undefined;
}
/** By the specification of Git LFS: pointers start with their version and are below 1,024 bytes. */
function isLfsPointer(content) {
    const version = 'version https://git-lfs.github.com/spec/v1';
    return content.length < 1024 && content.toString('latin1', 0, version.length) === version;
}

// EXTERNAL MODULE: ./build/documents/stream.js
var stream = __webpack_require__(7953);
;// CONCATENATED MODULE: ./build/documents/utf8.js

const TEXT = /\.(?:md|mdx|markdown|mdown|mkdn?|html?|xhtml|txt|text|rst|adoc|asciidoc|org|tex|csv|tsv|json|jsonl|ya?ml|xml)$/i;
/** Whether a document is text, by its extension. */
function isText(path) {
    return TEXT.test(path);
}
/** Whether a document is UTF-8, told while it is read piece by piece. */
class Utf8Check {
    /** The last bytes before what is read next, which may be the beginning of a character. */
    #rest = Buffer.alloc(0);
    #isValid = true;
    read(bytes) {
        if (!this.#isValid)
            return;
        const text = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
        const end = text.length - unfinished(text);
        this.#isValid = (0,external_node_buffer_.isUtf8)(text.subarray(0, end));
        this.#rest = Buffer.from(text.subarray(end));
    }
    /** Of all that has been read. */
    get isValid() {
        return this.#isValid && this.#rest.length === 0;
    }
}
/** How many bytes at the end begin a character of more bytes than there are. */
function unfinished(text) {
    for (let back = 1; back <= Math.min(3, text.length); back++) {
        const byte = text[text.length - back] ?? 0;
        const isFollower = byte >= 0x80 && byte < 0xc0;
        if (isFollower)
            continue;
        const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
        return length > back ? back : 0;
    }
    return 0;
}

;// CONCATENATED MODULE: ./build/documents/prepare.js













/** On events that strangers can start. */
const NO_LONGER_OWN = "It changed after it was found to be this repository's own.";
/**
 * How documents are made ready to be sent: each is opened once, hashed and described. A small one is
 * read once; a large one is hashed first, for its metadata, and read again while it is sent. The event
 * loop turns between documents, also where many are prepared at once.
 *
 * What it returns throws a `DescriptorsExhaustedError` where no file descriptor is free for a document.
 */
function prepareFrom(preparation) {
    const { folder, history, event, added, own, remarks, signal } = preparation;
    const turns = new event_loop/* Turns */.P();
    return async ({ path, name }) => {
        const file = (await history).get(path) ?? { kind: 'none' };
        while (turns.isDue)
            await turns.next(signal);
        signal.throwIfAborted();
        const describe = async (contentSha256, content) => {
            const said = (0,metadata_additions/* additionsTo */.h7)(path, added);
            const { values, misfits } = await readFrontMatter(path, content, added.frontMatter, said);
            remarks.misfits(path, misfits.map((key) => `${JSON.stringify(key)} (${added.frontMatter.get(key) ?? ''})`));
            const additions = (0,metadata_additions/* overFrontMatter */.T4)(said, values, added.pageUrls.get(path));
            const title = additions.has('title') ? undefined : await findTitle(path, content);
            const findings = { path, contentSha256, title, file };
            return encodeMetadata(describeDocument(findings, event, additions));
        };
        const mayBeSent = (sha256) => own === undefined || own.get(path) === sha256;
        const read = readDocument(folder, path);
        switch (read.kind) {
            case 'large':
                // A read may hang, on the disk of a server that is gone.
                return await (0,clock/* orCancelled */.N)(prepareLarge(read.document, (0,names/* encodeName */.aA)(name), mayBeSent, describe, remarks, signal), signal);
            case 'whole':
                if (!mayBeSent(read.sha256))
                    return (0,unsendable/* failed */.gz)(NO_LONGER_OWN);
                if (isText(path) && !(0,external_node_buffer_.isUtf8)(read.content))
                    remarks.notUtf8(path);
                return {
                    kind: 'prepared',
                    fileName: (0,names/* encodeName */.aA)(name),
                    metadata: await describe(read.sha256, read.content),
                    body: { kind: 'whole', content: read.content },
                    release: () => undefined,
                };
            default:
                return read;
        }
    };
}
async function prepareLarge(document, fileName, mayBeSent, describe, remarks, signal) {
    try {
        const utf8 = new Utf8Check();
        const fingerprint = await (0,stream/* hashDocument */.mk)(document, signal, (bytes) => {
            if (isText(document.path))
                utf8.read(bytes);
        });
        if (fingerprint.size === 0) {
            document.close();
            return (0,unsendable/* empty */.Ie)();
        }
        if (!mayBeSent(fingerprint.sha256))
            throw new stream/* DocumentChangedError */.gQ(NO_LONGER_OWN);
        if (!utf8.isValid)
            remarks.notUtf8(document.path);
        return {
            kind: 'prepared',
            fileName,
            metadata: await describe(fingerprint.sha256, await beginningOf(document)),
            body: {
                kind: 'slices',
                size: fingerprint.size,
                slices: () => (0,stream/* slicesOf */.nu)(document, fingerprint),
            },
            release: () => {
                document.close();
            },
        };
    }
    catch (error) {
        document.close();
        signal.throwIfAborted();
        return error instanceof stream/* DocumentChangedError */.gQ ? (0,unsendable/* failed */.gz)(error.message) : (0,unsendable/* unreadable */.O$)(error);
    }
}
/** Read after the hash: if it changes later, the hash is no longer true, and all is read anew. */
async function beginningOf(document) {
    // One byte more shows whether the document goes on.
    const buffer = Buffer.alloc(mayHaveTitle(document.path) ? BEGINNING_BYTES + 1 : 0);
    return buffer.subarray(0, await document.read(buffer, 0));
}

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: ./build/metadata/commit.js
var commit = __webpack_require__(4435);
;// CONCATENATED MODULE: ./build/git/commits.js



/**
 * `%an` and not `%aN`: a `.mailmap` is a file of the workspace, which anybody may have changed, and GitHub,
 * which tells of shallow clones, does not heed it.
 */
const FORMAT = ['-z', '--no-patch', '--encoding=UTF-8', '--format=tformat:%H%x00%ct%x00%an%x00%s'];
/**
 * The commit that is checked out.
 * @throws as `runGit`; a `GitError` also where there is no commit yet
 */
async function readCheckedOut(clone) {
    for await (const commit of parseCommits((0,run/* runGit */.EO)('log', ['-1', ...FORMAT], clone)))
        return commit;
    throw new Error('git log ended without a commit and without an error');
}
/**
 * Commits by their SHA.
 * @throws as `runGit`
 */
async function readCommits(shas, clone) {
    const commits = new Map();
    const input = Array.from(shas, (sha) => `${sha}\n`).join('');
    if (input === '')
        return commits;
    const output = (0,run/* runGit */.EO)('log', ['--no-walk=unsorted', '--stdin', ...FORMAT], clone, input);
    for await (const commit of parseCommits(output))
        commits.set(commit.sha, commit);
    return commits;
}
async function* parseCommits(output) {
    const tokensOf = (0,tokens/* cutAtNul */.t)();
    let fields = [];
    for await (const chunk of output) {
        for (const token of tokensOf(chunk)) {
            fields.push(token.toString());
            const [sha, seconds, author, subject] = fields;
            if (sha === undefined || seconds === undefined)
                continue;
            if (author === undefined || subject === undefined)
                continue;
            // Git prints no seconds where the commit has no date, and 0 for one of 1970.
            yield (0,commit/* toCommit */.d)(sha, Number.parseInt(seconds, 10) * 1000, author, subject);
            fields = [];
        }
    }
}

;// CONCATENATED MODULE: ./build/git/position.js





/** @throws as `runGit`; a `GitError` also where there is no commit yet */
async function readPosition(clone) {
    const place = readPlace(clone);
    // Where both fail, the other one has the words that tell more.
    place.catch(() => undefined);
    const checkedOut = await readCheckedOut(clone);
    const { prefix, shallow } = await place;
    return { checkedOut, prefix, boundary: await readBoundary((0,external_node_path_.resolve)(clone.folder, shallow)) };
}
/** A folder's name may hold line breaks: what stands between the two is the commit's. */
const PLACE = /^(.*)\n[0-9a-f]{40,64}\n(.*)\n$/s;
async function readPlace(clone) {
    const text = await (0,run/* askGit */.gG)('rev-parse', ['--show-prefix', 'HEAD', '--git-path', 'shallow'], clone);
    const [, prefix, shallow] = PLACE.exec(text) ?? [];
    if (prefix === undefined || shallow === undefined) {
        throw new run/* GitError */.XS('failed', `git rev-parse answered ${text.slice(0, 100)}`);
    }
    return { prefix, shallow };
}
async function readBoundary(file) {
    try {
        const lines = (await (0,promises_.readFile)(file, 'latin1')).split('\n');
        return new Set(lines.filter((line) => line !== ''));
    }
    catch (error) {
        if ((0,property/* errorCode */.CA)(error) === 'ENOENT')
            return new Set();
        throw new run/* GitError */.XS('failed', String(error));
    }
}

;// CONCATENATED MODULE: ./build/git/trust.js




/**
 * Asks git about a clone, and once more where git refuses a folder that has another owner, as in a
 * container job. `-c safe.directory` is enough for today's git, but 2.30 to 2.37 with that check
 * (Ubuntu 22.04's) take the setting from a user's file only: then git gets a home of its own for the
 * time.
 * @throws what `ask` throws
 */
async function openTrusting(clone, ask) {
    try {
        return { clone, told: await ask(clone), close: () => Promise.resolve() };
    }
    catch (error) {
        if (!(error instanceof run/* GitError */.XS && error.problem === 'untrusted'))
            throw error;
        const home = await homeThatTrusts(clone.folder).catch(() => {
            throw error;
        });
        const close = () => remove(home);
        const environment = { ...clone.environment, HOME: home, XDG_CONFIG_HOME: home };
        const trusted = { ...clone, environment };
        try {
            return { clone: trusted, told: await ask(trusted), close };
        }
        catch (again) {
            await close();
            throw again;
        }
    }
}
async function homeThatTrusts(folder) {
    const home = await (0,promises_.mkdtemp)((0,external_node_path_.join)((0,external_node_os_.tmpdir)(), 'git-home-'));
    const directory = JSON.stringify(folder.replaceAll('\\', '/'));
    await (0,promises_.writeFile)((0,external_node_path_.join)(home, '.gitconfig'), `[safe]\n\tdirectory = ${directory}\n`);
    return home;
}
/** What cannot be removed stays with the runner's other temporary files: no reason to fail. */
async function remove(home) {
    await (0,promises_.rm)(home, { recursive: true, force: true, maxRetries: 5 }).catch(() => undefined);
}

;// CONCATENATED MODULE: ./build/git/open.js




/**
 * Asks git at once all that is asked of every clone, before documents are known: where it stands, and
 * what it ignores.
 * @throws as `readPosition`
 */
async function openClone(clone) {
    return openTrusting(clone, async (trusted) => {
        const asked = (0,run/* inDiscovery */.Oy)(trusted);
        const ignoring = readIgnored(asked).catch((error) => {
            if (error instanceof run/* GitError */.XS)
                return error;
            throw error;
        });
        const [position, ignored] = await Promise.all([readPosition(asked), ignoring]);
        return { position, ignored };
    });
}

;// CONCATENATED MODULE: ./build/git/clones.js






/**
 * The clones that documents lie in. Each is known by its folder, relative to the workspace folder: ''
 * for that itself, whose clone may begin further up. Each is opened once, when it is first asked for.
 */
class Clones {
    #workspace;
    #nearest = new Map([['', '']]);
    #opened = new Map();
    /** @param workspace where and how git runs: in the workspace folder, absolute */
    constructor(workspace) {
        this.#workspace = workspace;
    }
    /**
     * The clone that a path lies in: the nearest folder above it that has a `.git` in it.
     * @param path relative to the workspace folder, with `/`
     */
    around(path) {
        return this.#around((0,folders/* parentOf */.g)(path));
    }
    /**
     * The clone that comes next below one, on the way to a path: that one itself where there is none.
     * @param clone one that the path lies in, nearest or not
     */
    next(clone, path) {
        let next = this.around(path);
        while (next !== clone && this.around(next) !== clone)
            next = this.around(next);
        return next;
    }
    /** @throws as `openClone`; a `GitError` also where git does not take the folder for a clone's top */
    open(clone) {
        const opened = this.#opened.get(clone) ?? this.#open(clone);
        this.#opened.set(clone, opened);
        return opened;
    }
    /** To be called when the clones are needed no more, and git runs no more. Never throws. */
    async close() {
        for (const opened of this.#opened.values()) {
            await opened.then(({ close }) => close()).catch(() => undefined);
        }
    }
    async #open(clone) {
        const folder = await clones_realFolder((0,external_node_path_.join)(this.#workspace.folder, clone));
        const opened = await openClone({ ...this.#workspace, folder });
        // Where git cannot use a `.git` it goes on further up.
        if (clone === '' || opened.told.position.prefix === '')
            return opened;
        await opened.close();
        throw new run/* GitError */.XS('no-repository', folder);
    }
    #around(folder) {
        const known = this.#nearest.get(folder);
        if (known !== undefined)
            return known;
        const isClone = hasGit((0,external_node_path_.join)(this.#workspace.folder, folder));
        const nearest = isClone ? folder : this.#around((0,folders/* parentOf */.g)(folder));
        this.#nearest.set(folder, nearest);
        return nearest;
    }
}
/** A folder, or the file that stands for one in submodules and linked worktrees. */
function hasGit(folder) {
    return whatIsAt((0,external_node_path_.join)(folder, '.git')) !== 'nothing';
}
/** Where git looks from; `-c safe.directory` wants the real path. */
async function clones_realFolder(folder) {
    try {
        return await (0,promises_.realpath)(folder);
    }
    catch {
        throw new run/* GitError */.XS('no-repository', folder);
    }
}

// EXTERNAL MODULE: ./build/log/explain.js
var explain = __webpack_require__(2290);
// EXTERNAL MODULE: ./build/metadata/input-lines.js
var input_lines = __webpack_require__(9506);
;// CONCATENATED MODULE: ./build/metadata/front-matter-input.js



const TYPES = ['string', 'number', 'boolean', 'list'];
/** Each is looked for in every document. */
const MOST_KEYS = 100;
/**
 * Reads the input `front-matter`: lines of a key and the type of its value, `version: string`.
 *
 * @throws a `PublishError` that quotes the line which is at fault
 */
function readFrontMatterInput(text) {
    const types = new Map();
    for (const line of (0,input_lines/* linesOf */.D)('front-matter', text)) {
        const colon = line.text.lastIndexOf(':');
        const key = line.text.slice(0, Math.max(0, colon)).trimEnd();
        const typeName = line.text.slice(colon + 1).trim();
        if (key === '' || typeName === '') {
            throw (0,input_lines/* faultyLine */.M)(line, 'a line is a key and its type, such as "version: string".');
        }
        const type = TYPES.find((each) => each === typeName.toLowerCase());
        if (type === undefined) {
            throw (0,input_lines/* faultyLine */.M)(line, `there is no type ${JSON.stringify(typeName)}. Use one of these: ${TYPES.join(', ')}.`);
        }
        try {
            (0,metadata_additions/* checkKey */.yR)(key);
        }
        catch (error) {
            if (!(error instanceof metadata_additions/* AdditionError */.rX))
                throw error;
            throw (0,input_lines/* faultyLine */.M)(line, `the key ${JSON.stringify(key)} ${error.message}`);
        }
        if (type !== 'string' && FOUND_KEYS.includes(key)) {
            throw (0,input_lines/* faultyLine */.M)(line, `the key ${JSON.stringify(key)} is a string when it is found without front matter, so it has to be a string here, too.`);
        }
        if (types.has(key)) {
            throw (0,input_lines/* faultyLine */.M)(line, `the key ${JSON.stringify(key)} is already in an earlier line. Remove one.`);
        }
        types.set(key, type);
        if (types.size > MOST_KEYS) {
            throw (0,input_lines/* faultyLine */.M)(line, `there are more than ${MOST_KEYS} keys. Remove some.`);
        }
    }
    return types;
}

;// CONCATENATED MODULE: ./build/metadata/metadata-input.js



const MOST_ALIASES = 100;
/**
 * Reads the input `metadata`: YAML, and so JSON too.
 * @throws a `PublishError` that quotes the line which is at fault
 */
async function readMetadataInput(text) {
    if (text.trim() === '')
        return new Map();
    const { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } = await __webpack_require__.e(/* import() */ 815).then(__webpack_require__.t.bind(__webpack_require__, 8815, 19));
    const lineCounter = new LineCounter();
    function wrong(offset, problem) {
        const { line } = lineCounter.linePos(offset);
        const [quoted = ''] = text.split('\n').slice(line - 1);
        return (0,input_lines/* faultyLine */.M)({ input: 'metadata', number: line, text: quoted.trim() }, problem);
    }
    function parse() {
        try {
            // Its own search for keys that stand there twice takes quadratic time.
            const uniqueKeys = false;
            return parseDocument(text, {
                lineCounter,
                uniqueKeys,
                prettyErrors: false,
                logLevel: 'error',
            });
        }
        catch {
            throw new publish_error/* PublishError */.S('The input "metadata" is nested too deeply: it is a flat mapping.');
        }
    }
    const document = parse();
    const [fault] = [...document.errors, ...document.warnings];
    if (fault !== undefined)
        throw wrong(fault.pos[0], `it is not valid YAML (${fault.message}).`);
    const { contents } = document;
    if (contents === null || (isScalar(contents) && contents.value === null))
        return new Map();
    if (!isMap(contents)) {
        throw wrong(contents.range[0], 'it has to be a mapping, with lines such as "audience: admins".');
    }
    if (contents.items.length > metadata_additions/* MOST_KEYS */.Li) {
        throw new publish_error/* PublishError */.S(`The input "metadata" has ${contents.items.length} keys, and ${metadata_additions/* MOST_KEYS */.Li} are the most that documents can be given. Remove some.`);
    }
    let aliases = 0;
    function resolve(node) {
        if (!isAlias(node))
            return node;
        // Each is looked for from the beginning.
        if (++aliases > MOST_ALIASES)
            throw wrong(node.range?.[0] ?? 0, 'there are too many aliases (*).');
        const target = node.resolve(document);
        if (target !== undefined)
            return target;
        throw wrong(node.range?.[0] ?? 0, `nothing before it is marked as &${node.source}.`);
    }
    /** Nothing deeper than a list is looked into: aliases cannot make more of it than it is. */
    function valueOf(node) {
        const value = resolve(node);
        if (value === null || value === undefined)
            return null;
        if (isScalar(value))
            return value.value;
        if (!isSeq(value))
            return {};
        return value.items.map(resolve).map((item) => (isScalar(item) ? item.value : undefined));
    }
    const additions = new Map();
    for (const { key, value } of contents.items) {
        const offset = key.range[0];
        if (!isScalar(key))
            throw wrong(offset, 'a key has to be a string.');
        const name = typeof key.value === 'string' ? key.value : key.source;
        if (additions.has(name))
            throw wrong(offset, 'it is not valid YAML (Map keys must be unique).');
        const scalar = resolve(value);
        try {
            const written = isScalar(scalar) ? scalar.source : undefined;
            additions.set(name, (0,metadata_additions/* toAddition */.Gw)(name, valueOf(value), written));
        }
        catch (error) {
            if (!(error instanceof metadata_additions/* AdditionError */.rX))
                throw error;
            throw wrong(offset, `the key ${JSON.stringify(name)} ${error.message}`);
        }
    }
    return additions;
}

// EXTERNAL MODULE: ./build/metadata/page-url.js
var page_url = __webpack_require__(5069);
// EXTERNAL MODULE: ./build/network/load.js
var load = __webpack_require__(2801);
;// CONCATENATED MODULE: ./build/report/ledger.js
/**
 * Keeps the outcome of every matched file, so that none is lost quietly: whatever ends a run, each
 * document that was expected has an outcome, and a reason where it was not uploaded.
 */
class Ledger {
    #reasonForRest;
    #urlOf = () => undefined;
    /** Names by path. */
    #expected = new Map();
    #entries = [];
    /** Where each path's entry is: known where somebody waits for ingestion. */
    #indexes;
    #counts = { uploaded: 0, unchanged: 0, skipped: 0, failed: 0, bytesUploaded: 0 };
    #log;
    constructor(log) {
        this.#log = log;
    }
    /** Each of these documents will be settled; by `abandon`, if not before. */
    expect(documents) {
        for (const { path, name } of documents)
            this.#expected.set(path, name);
    }
    /** Keeps what became of a file. The log names one that was not uploaded, with the reason. */
    settle(path, outcome) {
        const { kind, ...details } = outcome;
        this.#add({ path, outcome: kind, ...details });
        if (outcome.kind === 'unchanged')
            return;
        if (outcome.kind === 'uploaded')
            this.#counts.bytesUploaded += outcome.bytes;
        else if (outcome.kind === 'failed')
            this.#log.error(outcome.reason, path);
        else
            this.#log.warning(outcome.reason, path);
    }
    /** Settles a document of a dry run, with the metadata that would be sent: JSON. */
    preview(path, metadata) {
        const reason = 'Dry run: it would be uploaded.';
        this.#add({ path, outcome: 'skipped', reason, metadata: metadata.toString() });
    }
    /** Keeps what the platform made of an uploaded document. One that it rejected has failed. */
    settleIngestion(path, ingestion) {
        this.#indexes ??= new Map(this.#entries.map((entry, index) => [entry.path, index]));
        const index = this.#indexes.get(path);
        const entry = index === undefined ? undefined : this.#entries[index];
        if (index === undefined || entry === undefined)
            return;
        if (ingestion.kind === 'rejected') {
            const { reason } = ingestion;
            this.#entries[index] = { ...entry, outcome: 'failed', reason, ingestion: 'rejected' };
            this.#counts.uploaded -= 1;
            this.#counts.failed += 1;
            this.#counts.bytesUploaded -= entry.bytes ?? 0;
            this.#log.error(reason, path);
        }
        else {
            this.#entries[index] = { ...entry, ingestion: ingestion.kind };
        }
    }
    /**
     * Every document that has no outcome yet has failed, for one reason that the caller logs.
     *
     * @returns their paths
     */
    abandon(reason) {
        const paths = [...this.#expected.keys()];
        this.#reasonForRest = reason;
        for (const path of paths)
            this.#add({ path, outcome: 'failed', reason });
        return paths;
    }
    /** The history of the documents has been read, so that their pages are known. */
    linkBy(urlOf) {
        this.#urlOf = urlOf;
    }
    /** Every document that has no outcome yet is skipped, for one reason that the caller logs. */
    skipRest(reason) {
        this.#reasonForRest = reason;
        for (const path of [...this.#expected.keys()])
            this.#add({ path, outcome: 'skipped', reason });
    }
    get entries() {
        return this.#entries.map((entry) => {
            const url = entry.reason === undefined ? undefined : this.#urlOf(entry.path);
            return url === undefined ? entry : { ...entry, url };
        });
    }
    /** Why documents have no outcome of their own. */
    get reasonForRest() {
        return this.#reasonForRest;
    }
    get counts() {
        return { matched: this.#entries.length + this.#expected.size, ...this.#counts };
    }
    #add(entry) {
        const name = this.#expected.get(entry.path);
        this.#expected.delete(entry.path);
        this.#entries.push(name === undefined ? entry : { ...entry, name });
        this.#counts[entry.outcome] += 1;
    }
}

;// CONCATENATED MODULE: ./build/report/remarks.js

/** What is noticed of documents while they are prepared, and does not keep them from being sent. */
class Remarks {
    #log;
    #notUtf8 = new Set();
    #misfits = new Set();
    constructor(log) {
        this.#log = log;
    }
    /** A text file is not UTF-8. */
    notUtf8(path) {
        this.#notUtf8.add(path);
    }
    /**
     * Values of front matter are not of the type that is asked for. Said once of a document, which may
     * be prepared again for another session.
     * @param wanted each key with its type, such as `"version" (number)`
     */
    misfits(path, wanted) {
        if (wanted.length === 0 || this.#misfits.has(path))
            return;
        this.#misfits.add(path);
        this.#log.warning(`Left out of the metadata because the value is not of the type given in "front-matter": ${(0,figures/* listed */.KE)(wanted)}.`, path);
    }
    /**
     * Says what concerns documents together. It comes last, in a dry run and a real one alike: a
     * document is read only when it is sent, and once, since to read 50,000 of them beforehand would take
     * as long as sending them. A dry run shows it before anything is sent.
     */
    summarize() {
        const paths = [...this.#notUtf8].sort();
        if (paths.length === 0)
            return;
        const isOne = paths.length === 1;
        this.#log.warning(`${(0,figures/* counted */.hS)(paths.length, 'text file')} ${isOne ? 'is' : 'are'} not in UTF-8, which the platform expects: ${(0,figures/* listed */.KE)(paths)}. Save ${isOne ? 'it' : 'them'} as UTF-8 if pipelines should read ${isOne ? 'it' : 'them'}.`);
    }
}

;// CONCATENATED MODULE: ./build/report/result.js
/** Why the documents were not sent that had no outcome when the run failed. */
function reasonOfNotSent(failure) {
    return `Not sent: ${failure}`;
}

;// CONCATENATED MODULE: ./build/report/sync-report.js
/** Keeps what there is to report of a run that keeps a workspace in step, however it ends. */
class SyncLedger {
    #report;
    /** The plan is made. */
    planned(plan, changes) {
        this.#report = { plan, changes, pruned: [] };
    }
    /** Files were deleted, or stay for a reason; by their ids. */
    pruned(ids, kept) {
        if (this.#report === undefined)
            return;
        const changes = this.#report.changes.map((change) => {
            const note = change.id === undefined ? undefined : kept.get(change.id);
            return note === undefined ? change : { ...change, note };
        });
        this.#report = { ...this.#report, changes, pruned: ids };
    }
    /** Whether the workspace is in step, at the end. */
    proven(proof) {
        if (this.#report !== undefined)
            this.#report = { ...this.#report, ...proof };
    }
    /** Undefined where there is no plan. */
    get report() {
        return this.#report;
    }
}

// EXTERNAL MODULE: ./build/sessions/deliver.js + 21 modules
var deliver = __webpack_require__(1123);
;// CONCATENATED MODULE: ./build/sessions/session-log.js

/**
 * Which sessions this run has opened, and which of them are still to be closed. Whatever happens to
 * one is saved at once, so that a step after this one can take over, and is said in the log.
 */
class SessionLog {
    /** Whether this run closes its sessions; else they stay open for somebody else to close. */
    closesSessions;
    #records = new Map();
    #save;
    #log;
    #hasWarned = false;
    constructor(closesSessions, save, log) {
        this.closesSessions = closesSessions;
        this.#save = save;
        this.#log = log;
    }
    get records() {
        return [...this.#records.values()];
    }
    /** The ids of the sessions that this run has still to close. */
    get unclosed() {
        if (!this.closesSessions)
            return [];
        return this.records.filter(({ closed }) => !closed).map(({ id }) => id);
    }
    /**
     * The platform is about to be asked for a session, and may open one although its answer does not
     * arrive.
     *
     * @throws a `PublishError` where that cannot be saved: then it must not be asked
     */
    opening() {
        const problem = this.#saveUnclosed({ openingSince: new Date().toISOString() });
        if (problem !== undefined)
            throw new publish_error/* PublishError */.S(`No upload session was opened: ${problem}`);
    }
    /**
     * @param expiresAt as the API gave it; empty where it gave none
     * @param closeCommand closes it from a person's shell
     */
    opened(id, expiresAt, closeCommand) {
        this.#records.set(id, { id, expiresAt, closed: false, closeCommand });
        this.#saveOrWarn();
        this.#log.info(`Session ${id} is open until ${expiresAt || 'it expires'}`);
    }
    /** No session was opened, or the user has been told that one may have been. */
    notOpened() {
        this.#saveOrWarn();
    }
    closed(id) {
        const record = this.#records.get(id);
        if (record === undefined)
            return;
        this.#records.set(id, { id, expiresAt: record.expiresAt, closed: true });
        this.#saveOrWarn();
        this.#log.info(`Session ${id} is closed; the platform ingests its documents now`);
    }
    leftOpen(id) {
        const record = this.#records.get(id);
        if (record === undefined || record.closed)
            return;
        const expires = record.expiresAt || 'the platform did not say when';
        this.#log.info(`Session ${id} stays open, as "close-session" is false: its documents are ingested once the finalize action closes it, it expires (${expires}), or you run: ${record.closeCommand}`);
    }
    #saveUnclosed(opening) {
        return this.#save({ sessions: this.unclosed, ...opening });
    }
    /** A session is open by now, so the run goes on although its state cannot be saved. */
    #saveOrWarn() {
        const problem = this.#saveUnclosed({});
        if (problem === undefined || this.#hasWarned)
            return;
        this.#hasWarned = true;
        this.#log.warning(`${problem} This step goes on, and closes its sessions itself. But if it is killed before that, its post step cannot close them, and may warn of a session that is not open.`);
    }
}

;// CONCATENATED MODULE: ./build/metadata/sidecar.js


/** In the lists of one sidecar together. */
const MOST_ITEMS = 10_000;
const [QUOTE, COMMA, BRACKET, CLOSING_BRACKET, BRACE, CLOSING_BRACE, BACKSLASH] = Buffer.from('",[]{}\\');
/** A key that may be shown: what it looks like is a name, and not what a file holds besides. */
const NAME = /^[\w.:-]{0,64}$/;
/**
 * Reads what a sidecar says: one JSON object, flat. The errors hold nothing of its content but the
 * name of a key.
 *
 * @throws an `AdditionError` that says what is wrong with it
 */
function parseSidecar(content) {
    checkSize(content);
    const text = sidecar_decode(content);
    if (text === '')
        throw new metadata_additions/* AdditionError */.rX('it is empty, which is not valid JSON.');
    const object = sidecar_parse(text);
    const entries = Object.entries(object);
    const hasNumbers = entries.some(([, value]) => typeof value === 'number');
    const additions = new Map();
    for (const [key, value] of entries) {
        // The numbers' own letters are looked for only where nothing is nested.
        if (typeof value !== 'number')
            additions.set(key, check(key, value));
    }
    if (!hasNumbers)
        return additions;
    const written = numbersOf(text);
    for (const [key, value] of entries) {
        if (typeof value === 'number')
            additions.set(key, check(key, value, written.get(key)));
    }
    return additions;
}
/** Before anything is made of it: a megabyte can hold so many values that they take seconds. */
function checkSize(content) {
    const { keys, items } = countValues(content);
    if (keys > metadata_additions/* MOST_KEYS */.Li) {
        throw new metadata_additions/* AdditionError */.rX(`it has ${keys} keys, and a document can be given ${metadata_additions/* MOST_KEYS */.Li}.`);
    }
    if (items > MOST_ITEMS) {
        throw new metadata_additions/* AdditionError */.rX(`its lists have more than ${MOST_ITEMS} items together, the most that a document can be given.`);
    }
}
/** Of a flat JSON object, by its commas: of items there may be a few more. */
function countValues(content) {
    let depth = 0;
    let keys = 1;
    let items = 1;
    for (let index = 0; index < content.length; index++) {
        switch (content[index]) {
            case QUOTE:
                index = endOfString(content, index);
                break;
            case COMMA:
                if (depth === 1)
                    keys += 1;
                else
                    items += 1;
                break;
            case BRACKET:
            case BRACE:
                depth += 1;
                break;
            case CLOSING_BRACKET:
            case CLOSING_BRACE:
                depth -= 1;
                break;
        }
    }
    return { keys, items };
}
/** Where the string that begins at an index ends. */
function endOfString(content, start) {
    let index = start + 1;
    while (index < content.length && content[index] !== QUOTE) {
        index += content[index] === BACKSLASH ? 2 : 1;
    }
    return index;
}
function check(key, value, written) {
    try {
        return (0,metadata_additions/* toAddition */.Gw)(key, value, written);
    }
    catch (error) {
        if (!(error instanceof metadata_additions/* AdditionError */.rX))
            throw error;
        throw new metadata_additions/* AdditionError */.rX(`${NAME.test(key) ? `the key "${key}"` : 'a key'} ${error.message}`);
    }
}
function sidecar_decode(content) {
    try {
        return new TextDecoder('utf-8', { fatal: true }).decode(content);
    }
    catch {
        throw new metadata_additions/* AdditionError */.rX('it is not valid UTF-8.');
    }
}
function sidecar_parse(text) {
    const parsed = parseJson(text);
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed))
        return parsed;
    throw new metadata_additions/* AdditionError */.rX('it has to be one JSON object, such as {"audience": "admins"}.');
}
function parseJson(text) {
    try {
        return JSON.parse(text);
    }
    catch (error) {
        // The engine's message quotes the text.
        const [place = ''] = /\(line \d+ column \d+\)/.exec(String(error)) ?? [];
        throw new metadata_additions/* AdditionError */.rX(`it is not valid JSON${place === '' ? '' : ` ${place}`}.`);
    }
}
/** The numbers of a flat object as they are written, by key ("JSON.parse source text access"). */
function numbersOf(text) {
    const written = new Map();
    JSON.parse(text, (...given) => {
        const [key, value, context] = given;
        if (typeof key === 'string' && typeof value === 'number')
            written.set(key, sourceOf(context));
        return value;
    });
    return written;
}
function sourceOf(context) {
    const source = (0,property/* property */.MZ)(context, 'source');
    return typeof source === 'string' ? source : '';
}

;// CONCATENATED MODULE: ./build/documents/sidecars.js








const MAX_SIDECAR_BYTES = 1_000_000;
/** The content of all sidecars is in memory until the run ends. */
const MAX_TOTAL_BYTES = 256_000_000;
/**
 * Reads the sidecars of documents, `NAME.EXT.meta.json` beside each, opened as safely as a document.
 *
 * @param folder the real path of the workspace folder
 * @param paths of the documents that have one, relative to it, with `/`
 * @param input what every document is given: its keys count, too
 * @param own what they must be; undefined where they may be anything
 * @throws a `PublishError` that names the first one that cannot be used, and holds nothing of its
 * content but the name of a key
 */
async function readSidecars(folder, paths, input, signal, own) {
    const sidecars = new Map();
    const keys = new Set(input.keys());
    const turns = new event_loop/* Turns */.P();
    let total = 0;
    for (const path of paths) {
        while (turns.isDue)
            await turns.next(signal);
        signal.throwIfAborted();
        const sidecar = path + names/* METADATA_SUFFIX */.e8;
        const content = await (0,descriptors/* withDescriptor */.UT)(() => readSidecar(folder, sidecar));
        if (own !== undefined && own.get(sidecar) !== (0,external_node_crypto_.hash)('sha256', content)) {
            throw unusable(sidecar, "it changed after it was found to be this repository's own.");
        }
        total += content.length;
        if (total > MAX_TOTAL_BYTES) {
            throw unusable(sidecar, 'with it, the sidecars of this run have more than 256 MB.');
        }
        const additions = understand(sidecar, content);
        for (const key of additions.keys())
            keys.add(key);
        if (keys.size > metadata_additions/* MOST_KEYS */.Li) {
            throw unusable(sidecar, `with it, the input "metadata" and the sidecars of this run have more than ${metadata_additions/* MOST_KEYS */.Li} different keys.`);
        }
        sidecars.set(path, additions);
    }
    return sidecars;
}
function readSidecar(folder, sidecar) {
    const file = (0,documents_open/* openDocument */.EJ)(folder, sidecar);
    if (!(file instanceof documents_open/* OpenDocument */.yS))
        throw unusable(sidecar, file.reason);
    try {
        // Room for one byte more tells whether it is too large, or grows.
        const buffer = Buffer.allocUnsafe(Math.min(file.size, MAX_SIDECAR_BYTES) + 1);
        const length = file.readSync(buffer, 0);
        if (length <= file.size && length <= MAX_SIDECAR_BYTES)
            return buffer.subarray(0, length);
    }
    catch {
        throw unusable(sidecar, 'it cannot be read.');
    }
    finally {
        file.close();
    }
    throw unusable(sidecar, 'it is larger than 1 MB, or another process is writing to it.');
}
function understand(sidecar, content) {
    try {
        return parseSidecar(content);
    }
    catch (error) {
        if (!(error instanceof metadata_additions/* AdditionError */.rX))
            throw error;
        throw unusable(sidecar, error.message);
    }
}
function unusable(sidecar, problem) {
    return new publish_error/* PublishError */.S(`The sidecar ${JSON.stringify(sidecar)} cannot be used: ${problem} Fix or remove it.`);
}

// EXTERNAL MODULE: ./build/metadata/event.js + 1 modules
var metadata_event = __webpack_require__(7051);
// EXTERNAL MODULE: ./build/github/shallow.js
var shallow = __webpack_require__(4046);
;// CONCATENATED MODULE: ./build/git/changes.js


/**
 * Makes git print one token for each commit or its comparison with a parent, and two for each path
 * that differs: one letter, and the path. Whatever a user's or a repository's settings say.
 */
const CHANGES = [
    '-z',
    '-m',
    '--name-status',
    '--root',
    '--no-renames',
    '--no-relative',
    '--no-ext-diff',
    '--no-textconv',
    '--ignore-submodules=all',
    '-O/dev/null',
    // Short names would have to be searched for.
    '--no-abbrev',
    '--no-abbrev-commit',
    '--no-color',
    '--no-decorate',
    '--no-notes',
    '--pretty=oneline',
    '--parents',
    // Puts a tab before the subject, which may look like anything.
    '--source',
    // Every commit, also where a folder is given: which parent to follow differs from path to path.
    '--full-history',
    '--sparse',
];
const SHA = /^[0-9a-f]+(?=[ \t])/;
const COMPARED_WITH = / \(from ([0-9a-f]+)\)$/;
/** Holds a SHA and what stands around it. */
const SHA_BYTES = 80;
const TAB = 0x09;
const DELETED = 0x44;
/**
 * Leads the walk through the history, as far as it has to go.
 * @param folder the walk's paths are all below it: relative to the clone's folder, '' for the whole
 * @throws as `runGit`
 */
async function leadThroughHistory(walk, folder, clone) {
    const below = folder === '' ? [] : ['--', folder];
    // By date a commit can come before its child: within a second, or when clocks differ. Paths that
    // missed it go on in the order of the graph, for which git reads the whole history first.
    for (const order of [[], ['--topo-order']]) {
        if (walk.finished)
            return;
        const tips = walk.ahead.map((sha) => `${sha}\n`).join('');
        await readChanges((0,run/* runGit */.EO)('log', [...CHANGES, ...order, '--stdin', ...below], clone, tips), walk);
    }
}
async function readChanges(output, walk) {
    const tokensOf = (0,tokens/* cutAtNul */.t)();
    let letter;
    for await (const chunk of output) {
        for (const token of tokensOf(chunk)) {
            if (letter !== undefined) {
                walk.change(token, letter === DELETED);
                letter = undefined;
            }
            else if (token.length === 1) {
                letter = token[0];
            }
            else {
                readHeader(token, walk);
                if (walk.finished)
                    return;
            }
        }
    }
    walk.leave();
}
/** Reads `SHA PARENT PARENT\u2026 (from PARENT)`, which names all parents for each of them: only the ends. */
function readHeader(token, walk) {
    const end = token.indexOf(TAB);
    const [sha] = SHA.exec(token.toString('latin1', 0, SHA_BYTES)) ?? [];
    if (sha === undefined || end === -1) {
        throw new run/* GitError */.XS('failed', `git log named a commit as ${token.toString('utf8', 0, 100)}`);
    }
    const lastBytes = token.toString('latin1', Math.max(sha.length, end - SHA_BYTES), end);
    const [from = '', comparedWith] = COMPARED_WITH.exec(lastBytes) ?? [];
    const parents = () => token
        .toString('latin1', sha.length, end - from.length)
        .split(' ')
        .slice(1);
    walk.commit(sha, parents, comparedWith);
}

;// CONCATENATED MODULE: ./build/git/walk.js
/** What a root commit is compared with: a tree without files. */
const NONE = '';
/**
 * Answers `git log -1 -- FILE` for many files in one pass over the history.
 *
 * Git's rule (git-log's documentation, "History Simplification", default mode): at each commit go on
 * to the first parent that has the same content at that path; where none has, this is the commit.
 * So each path has one way through the history, and stands at one commit at a time. Paths that stand
 * together move together, so a commit costs what it changes, not the number of paths. Git compares
 * a merge with its parents in their order, so each comparison can be acted on and forgotten.
 */
class Walk {
    #numbers;
    #answers;
    #ahead = new Map();
    #stop;
    /** @param paths their bytes as Latin-1 strings, as git prints them */
    constructor(head, paths) {
        this.#numbers = new Map(paths.map((path, number) => [path, number]));
        this.#answers = Array.from(paths, () => undefined);
        this.#arrive(head, new Set(this.#numbers.values()));
    }
    /** The commits that paths are waiting for: none when every path has its answer. */
    get ahead() {
        return [...this.#ahead.keys()];
    }
    get finished() {
        return this.#ahead.size === 0 && this.#stop === undefined;
    }
    /** In the order of the paths; undefined where the walk has not come far enough. */
    get answers() {
        return this.#answers;
    }
    /** The commits that are answers. */
    get shas() {
        return new Set(this.#answers.flatMap((answer) => (answer?.kind === 'changed' ? answer.sha : [])));
    }
    /**
     * A commit begins, or its comparison with another parent: git leaves out those that do not differ.
     * @param parents only called where paths have come to this commit: a merge may have thousands
     * @param comparedWith undefined where there are no others, or none differs
     */
    commit(sha, parents, comparedWith) {
        if (this.#stop?.sha !== sha) {
            this.leave();
            const staying = this.#ahead.get(sha);
            if (staying === undefined)
                return;
            this.#ahead.delete(sha);
            const [first = NONE, ...others] = new Set(parents());
            this.#stop = { sha, parents: [first, ...others], done: 0, staying, differing: new Set() };
        }
        if (comparedWith !== undefined)
            this.#goOnUntil(comparedWith, this.#stop);
    }
    /** A path differs between the commit and the parent it is compared with. */
    change(path, deleted) {
        if (this.#stop === undefined || this.#stop.staying.size === 0)
            return;
        const number = this.#numbers.get(path.toString('latin1'));
        if (number === undefined || !this.#stop.staying.has(number))
            return;
        if (deleted) {
            // Along its way a path stays as HEAD has it, so HEAD has no such path.
            this.#stop.staying.delete(number);
            this.#answers[number] = { kind: 'absent' };
        }
        else {
            this.#stop.differing.add(number);
        }
    }
    /** The commit has been read: its paths have their answer, or have gone on to a parent. */
    leave() {
        if (this.#stop === undefined)
            return;
        this.#goOnUntil(undefined, this.#stop);
        const { sha, staying } = this.#stop;
        for (const number of staying)
            this.#answers[number] = { kind: 'changed', sha };
        this.#stop = undefined;
    }
    /** Deals with the parents before this one: what does not differ from one of them goes on there. */
    #goOnUntil(next, stop) {
        let parent = stop.parents[stop.done];
        while (parent !== undefined && parent !== next) {
            for (const number of stop.differing)
                stop.staying.delete(number);
            this.#arrive(parent, stop.staying);
            stop.staying = stop.differing;
            stop.differing = new Set();
            stop.done += 1;
            parent = stop.parents[stop.done];
        }
    }
    #arrive(commit, paths) {
        if (commit === NONE) {
            for (const number of paths)
                this.#answers[number] = { kind: 'absent' };
        }
        else if (paths.size > 0) {
            const there = this.#ahead.get(commit) ?? new Set();
            const [few, many] = there.size < paths.size ? [there, paths] : [paths, there];
            for (const path of few)
                many.add(path);
            this.#ahead.set(commit, many);
        }
    }
}

;// CONCATENATED MODULE: ./build/git/history.js





/**
 * Finds each file's last commit by one pass over a clone's history.
 * @param paths relative to the clone's folder, each once
 * @throws the signal's reason when the signal aborts
 */
async function readHistory({ clone, told: { position } }, paths, repository) {
    const repositoryPaths = paths.map((path) => position.prefix + path);
    const bytes = repositoryPaths.map((path) => Buffer.from(path).toString('latin1'));
    const walk = new Walk(position.checkedOut.sha, bytes);
    let commits = new Map();
    let problem;
    try {
        try {
            await leadThroughHistory(walk, (0,folders/* commonFolder */.M)(paths) || (position.prefix && '.'), clone);
        }
        finally {
            // Answers found before a failure are as good as any.
            commits = await readCommits(walk.shas, clone);
        }
    }
    catch (error) {
        if (!(error instanceof run/* GitError */.XS))
            throw error;
        problem = error;
    }
    const files = repositoryPaths.map((repositoryPath, number) => toFileCommit(walk.answers[number], { repositoryPath, repository }, commits, position));
    return { files, problem };
}
function toFileCommit(answer, place, commits, { checkedOut, boundary }) {
    const insteadBecause = (why) => {
        return { kind: 'checked-out', why, commit: checkedOut, ...place };
    };
    if (answer === undefined)
        return insteadBecause('unfinished');
    if (answer.kind === 'absent')
        return insteadBecause('untracked');
    if (boundary.has(answer.sha))
        return insteadBecause('shallow');
    const commit = commits.get(answer.sha);
    return commit === undefined ? insteadBecause('unfinished') : { kind: 'own', commit, ...place };
}

// EXTERNAL MODULE: ./build/git/repository.js + 1 modules
var git_repository = __webpack_require__(949);
;// CONCATENATED MODULE: ./build/git/histories.js





/**
 * Finds each file's last commit, every clone's by itself, and by GitHub's help where one is shallow.
 * What cannot be told is a warning, in git's words where they are its own, never an error.
 * @throws the signal's reason when the signal aborts
 */
async function readHistories(request) {
    const { clones, paths, event, github, log, signal } = request;
    const history = new Map();
    const unread = [];
    const noClone = [];
    const incomplete = [];
    const reading = Array.from(byClone(paths, clones), async ([clone, itsPaths]) => {
        const note = (path, file) => {
            if (file !== undefined)
                history.set(path, file);
        };
        try {
            const { files, problem } = await readClone(clone, itsPaths, clones, event);
            for (const [index, path] of itsPaths.entries())
                note(path, files[index]);
            if (problem !== undefined)
                incomplete.push({ clone, problem });
        }
        catch (error) {
            if (!(error instanceof run/* GitError */.XS))
                throw error;
            for (const path of itsPaths)
                note(path, { kind: clone === '' ? 'none' : 'unreadable' });
            const isNone = clone === '' && error.problem === 'no-repository';
            const problems = isNone ? noClone : unread;
            problems.push({ clone, problem: error });
        }
    });
    await Promise.all(reading);
    warnOfProblems("The documents' own commits are not known", noClone, log);
    warnOfProblems("The documents' own commits are not known, nor what git ignores", unread, log);
    warnOfProblems("Some documents' metadata name the commit that is checked out instead of their own", incomplete, log);
    return await (0,shallow/* completeShallow */.C)(history, github, log, signal);
}
function byClone(paths, clones) {
    const groups = new Map();
    for (const path of new Set(paths)) {
        const clone = clones.around(path);
        const group = groups.get(clone) ?? [];
        groups.set(clone, group);
        group.push(path);
    }
    return groups;
}
async function readClone(clone, paths, clones, event) {
    const opened = await clones.open(clone);
    const repository = await (0,git_repository/* repositoryOf */._)(opened, clone, event);
    const below = clone === '' ? 0 : clone.length + 1;
    const itsPaths = paths.map((path) => path.slice(below));
    return await readHistory(opened, itsPaths, repository);
}

;// CONCATENATED MODULE: ./build/metadata/one-type.js





/** So many keys are named in one error. */
const MOST_NAMED = 3;
/** As people say it. */
const NAMES = {
    string: 'string',
    number: 'number',
    boolean: 'boolean',
    list: 'list of strings',
};
/**
 * Holds that a key has one type in all documents, keys that are found for them included, which are
 * strings, and those of front matter, whose types are known before any is opened: the platform would refuse the second document. (its documentation)
 * @param paths of all documents
 * @throws a `PublishError` that names, for the first keys at fault, two documents and their types; the
 * signal's reason
 */
async function checkTypes(paths, added, event, signal) {
    const first = new Map();
    const conflicts = new Map();
    function note(key, type, path) {
        const other = first.get(key);
        if (other === undefined)
            first.set(key, { type, path });
        else if (other.type !== type && !conflicts.has(key)) {
            const one = `a ${NAMES[other.type]} in ${JSON.stringify(other.path)}`;
            conflicts.set(key, `${JSON.stringify(key)} is ${one} and a ${NAMES[type]} in ${JSON.stringify(path)}`);
        }
    }
    /** What documents, those with front matter or a title and those without, have but for their sidecars. */
    const common = new Map();
    const turns = new event_loop/* Turns */.P();
    for (const path of paths) {
        while (turns.isDue)
            await turns.next(signal);
        signal.throwIfAborted();
        const sidecar = added.sidecars.get(path);
        const kind = mayHaveFrontMatter(path);
        const types = common.get(kind) ?? commonTypes(path, added, event);
        common.set(kind, types);
        for (const [key, type] of types) {
            if (sidecar?.has(key) === true)
                continue;
            note(key, type, path);
            // It has that type in all documents of the kind: one that has it is enough to know.
            types.delete(key);
        }
        for (const [key, value] of sidecar ?? [])
            if (value !== null)
                note(key, (0,metadata_additions/* typeOf */.QP)(value), path);
    }
    if (conflicts.size > 0)
        throw disagreement([...conflicts.values()]);
}
function disagreement(conflicts) {
    const named = conflicts.slice(0, MOST_NAMED).join('; ');
    const more = conflicts.length > MOST_NAMED ? `; and ${conflicts.length - MOST_NAMED} more` : '';
    return new publish_error/* PublishError */.S(`The platform takes one type of value for a key of metadata, and there are two: ${named}${more}. Let the inputs "metadata" and "front-matter" and the ".meta.json" files agree; what is found without them is a string.`);
}
function commonTypes(path, { input, frontMatter, pageUrls }, event) {
    const found = pageUrls.size > 0 ? ['page_url'] : [];
    const types = new Map();
    for (const key of [...foreseeKeys(path, event), ...found])
        types.set(key, 'string');
    if (mayHaveFrontMatter(path))
        for (const [key, type] of frontMatter)
            types.set(key, type);
    for (const [key, value] of input) {
        if (value === null)
            types.delete(key);
        else
            types.set(key, (0,metadata_additions/* typeOf */.QP)(value));
    }
    return types;
}

;// CONCATENATED MODULE: ./build/sources.js






/**
 * Gathers what documents are described by. What people add has been read and checked when this
 * returns; the histories are being read, while the session opens.
 *
 * @throws a `PublishError` that names documents which a stranger may have written, the sidecar which
 * cannot be used, or a key of two types
 */
async function gatherSources(request) {
    const { found, clones, github, openNetwork, clock, log, signal } = request;
    const paths = pathsOf(found);
    const history = readHistories({
        clones,
        paths,
        event: request.event,
        log,
        signal,
        github: github && { ...github, openNetwork, clock },
    });
    // A run that ends before a document needs it has a failure of its own.
    history.catch(() => undefined);
    const { event, own } = await keepToOwn(found, request);
    const sidecars = await readSidecars(found.folder, found.sidecars, request.input, signal, own);
    const pageUrls = await pageUrlsOf(paths, request);
    const added = { input: request.input, frontMatter: request.frontMatter, pageUrls, sidecars };
    if (sidecars.size > 0)
        await checkTypes(paths, added, event, signal);
    return { history, event, added, own };
}
/** On events that strangers can start, only what is this repository's own is published. */
async function keepToOwn(found, { event, dryRun, clones, log, signal }) {
    const { restriction } = event;
    if (restriction === undefined || found.documents.length === 0)
        return { event, own: undefined };
    const { checkForStrangers } = await __webpack_require__.e(/* import() */ 414).then(__webpack_require__.bind(__webpack_require__, 6414));
    const sidecars = found.sidecars.map((path) => path + names/* METADATA_SUFFIX */.e8);
    const paths = [...pathsOf(found), ...sidecars];
    const { folder } = found;
    const verdict = await checkForStrangers({ restriction, folder, paths, clones, signal });
    if (verdict.kind === 'own') {
        return { event: (0,metadata_event/* withTagOf */.y)(event, verdict.refs), own: verdict.files };
    }
    if (!dryRun)
        throw new publish_error/* PublishError */.S(verdict.problem);
    log.warning(verdict.problem);
    return { event, own: undefined };
}
/** What finds them is loaded only where they are asked for. */
async function pageUrlsOf(paths, { pageRules, signal }) {
    if (pageRules.length === 0)
        return new Map();
    const { findPageUrls } = await __webpack_require__.e(/* import() */ 576).then(__webpack_require__.bind(__webpack_require__, 7576));
    return findPageUrls(paths, pageRules, signal);
}
function pathsOf({ documents }) {
    return documents.map(({ path }) => path);
}

// EXTERNAL MODULE: ./build/upload.js + 13 modules
var upload = __webpack_require__(4780);
;// CONCATENATED MODULE: ./build/publish.js



















/** One call of git may take this long, such as the one that reads the history. */
const GIT_SECONDS = 300;
/**
 * Publishes a repository's documents: finds them, describes them, and uploads each with its metadata
 * through upload sessions. Never throws: whatever happens is in the log and in the result, where
 * every matched document has its outcome.
 */
async function publish(inputs, runtime) {
    const { clock, log, remember } = runtime;
    const started = clock.now();
    const ledger = new Ledger(log);
    const sessionLog = new SessionLog(inputs.closesSessions, remember, log);
    const syncLedger = new SyncLedger();
    let failure;
    try {
        await findAndPublish({ inputs, runtime, ledger, sessionLog, syncLedger });
    }
    catch (error) {
        failure = (0,explain/* explain */.W)(error, log);
        const notSent = ledger.abandon(reasonOfNotSent(failure));
        if (notSent.length > 0)
            log.group(`${(0,figures/* counted */.hS)(notSent.length, 'document')} not sent`, notSent);
        log.error(failure);
    }
    const { counts, entries, reasonForRest } = ledger;
    const durationMilliseconds = clock.now() - started;
    const isDry = isDryRun(inputs.mode);
    if (!isDry) {
        const unchanged = inputs.mode.kind === 'sync' ? `${(0,figures/* count */.U9)(counts.unchanged)} unchanged, ` : '';
        log.info(`${(0,figures/* counted */.hS)(counts.uploaded, 'document')} uploaded (${(0,figures/* bytes */.ee)(counts.bytesUploaded)}), ${unchanged}${(0,figures/* count */.U9)(counts.skipped)} skipped, ${(0,figures/* count */.U9)(counts.failed)} failed, in ${(0,figures/* duration */.p0)(durationMilliseconds)}`);
    }
    return {
        workspace: inputs.workspace,
        dryRun: isDry,
        sessions: sessionLog.records,
        counts,
        entries,
        durationMilliseconds,
        ...commitOf(inputs.event),
        ...(syncLedger.report === undefined ? {} : { sync: syncLedger.report }),
        ...(reasonForRest === undefined ? {} : { reasonForRest }),
        ...(failure === undefined ? {} : { failure }),
    };
}
/** Whether nothing is sent. */
function isDryRun({ kind }) {
    return kind === 'dry' || kind === 'plan';
}
function commitOf({ commit, repository }) {
    if (commit === undefined)
        return {};
    const { sha } = commit;
    const url = repository?.url;
    return { commit: url === undefined ? { sha } : { sha, url: `${url}/commit/${sha}` } };
}
async function findAndPublish(run) {
    const { inputs, runtime, ledger } = run;
    const { clock, log, signal } = runtime;
    const input = await readMetadataInput(inputs.metadata);
    const frontMatter = readFrontMatterInput(inputs.frontMatter);
    const pageRules = (0,page_url/* readPageUrlInput */.n)(inputs.pageUrl);
    const remarks = new Remarks(log);
    const end = new AbortController();
    const clones = new Clones({
        folder: inputs.workspaceFolder,
        environment: inputs.environment,
        signal: AbortSignal.any([signal, end.signal]),
        timeoutSeconds: GIT_SECONDS,
    });
    try {
        const found = await find(run, clones);
        const { folder, documents } = found;
        if (documents.length === 0)
            return;
        const { history, event, added, own } = await gatherSources({
            found,
            clones,
            input,
            frontMatter,
            pageRules,
            event: inputs.event,
            dryRun: isDryRun(inputs.mode),
            github: inputs.github,
            openNetwork: (connections) => (0,load/* loadNetwork */.V)(inputs.proxies, connections),
            clock,
            log,
            signal: AbortSignal.any([signal, end.signal]),
        });
        history.then((files) => {
            ledger.linkBy((path) => permalinkOf(files.get(path) ?? { kind: 'none' }));
        }, () => undefined);
        const prepare = prepareFrom({ folder, history, event, added, own, remarks, signal });
        await publishFound({ found, prepare, history, event, clones }, run);
        // Cancelled at the very end, too, is cancelled.
        signal.throwIfAborted();
    }
    finally {
        end.abort();
        remarks.summarize();
        await clones.close();
    }
}
/** Does with the documents what the inputs ask for. */
async function publishFound(request, run) {
    const { inputs } = run;
    const { found, prepare } = request;
    switch (inputs.mode.kind) {
        case 'dry':
            await dryRun(found.documents, prepare, run);
            break;
        case 'upload':
            await (0,upload/* withPlatform */.Ai)(inputs.mode.apiKey, run, (platform) => (0,upload/* uploadAndWait */.CY)(found.documents, prepare, platform, run));
            break;
        case 'sync': {
            const { synchronize } = await __webpack_require__.e(/* import() */ 422).then(__webpack_require__.bind(__webpack_require__, 2422));
            await synchronize(inputs.mode.apiKey, { ...request, sync: inputs.mode.sync }, run);
            break;
        }
        case 'plan': {
            const { showPlan, showPullRequest } = await __webpack_require__.e(/* import() */ 422).then(__webpack_require__.bind(__webpack_require__, 2422));
            const { apiKey, sync } = inputs.mode;
            if (apiKey !== undefined)
                await showPlan(apiKey, { ...request, sync }, run);
            else
                await showPullRequest(sync.trigger.pullRequest ?? 0, { ...request, sync }, run);
        }
    }
}
async function find({ inputs, runtime, ledger }, clones) {
    // Git is asked meanwhile; whoever needs the answer hears why there is none.
    clones.open('').catch(() => undefined);
    const { workspaceFolder, patterns, includeHiddenFiles, ifNoFilesFound, naming } = inputs;
    const found = await findDocuments({
        workspaceFolder,
        patterns,
        includeHiddenFiles,
        ifNoFilesFound,
        naming,
        clones,
        ledger,
        log: runtime.log,
        signal: runtime.signal,
    });
    (0,deliver/* checkFit */._)(found.documents.length, inputs.closesSessions);
    return found;
}


/***/ }),

/***/ 8022:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   j: () => (/* binding */ Semaphore)
/* harmony export */ });
/**
 * A counting semaphore for something scarce, such as memory: callers wait, in order, until enough is
 * free.
 */
class Semaphore {
    #size;
    #waiting = [];
    #free;
    constructor(size) {
        this.#size = size;
        this.#free = size;
    }
    /** Takes a part, all of it where more is asked for than there is. Resolves with what to give back. */
    async acquire(amount) {
        const part = Math.min(amount, this.#size);
        if (this.#waiting.length === 0 && part <= this.#free) {
            this.#free -= part;
        }
        else {
            await new Promise((enter) => this.#waiting.push({ amount: part, enter }));
        }
        return part;
    }
    release(part) {
        this.#free += part;
        for (let next = this.#waiting[0]; next !== undefined && next.amount <= this.#free; next = this.#waiting[0]) {
            this.#waiting.shift();
            this.#free -= next.amount;
            next.enter();
        }
    }
}


/***/ }),

/***/ 1123:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  _: () => (/* binding */ checkFit),
  c: () => (/* binding */ deliver)
});

// EXTERNAL MODULE: ./build/network/shutdown.js
var shutdown = __webpack_require__(7119);
// EXTERNAL MODULE: ./build/log/figures.js
var figures = __webpack_require__(244);
// EXTERNAL MODULE: ./build/log/publish-error.js
var publish_error = __webpack_require__(5685);
// EXTERNAL MODULE: ./build/network/backoff.js
var backoff = __webpack_require__(8373);
// EXTERNAL MODULE: ./build/network/descriptors.js
var descriptors = __webpack_require__(3319);
;// CONCATENATED MODULE: ./build/storage/circuit-breaker.js

/**
 * The circuit opens after this many failures in a row, or half the requests in flight if that is more:
 * what fails by chance now and then does not open it.
 */
const LEAST_FAILURES = 3;
/** Pauses before a probe double from here; half of each is chance. */
const FIRST_PAUSE_MILLISECONDS = 250;
/**
 * The storage's return is noticed within this time. It is short beside the two minutes of a stall, since a
 * storage that has just returned may still fail most requests: one of many probes is to succeed.
 */
const LONGEST_PAUSE_MILLISECONDS = 2_500;
/** A probe that has had no answer for so long may never get one. */
const PROBE_MILLISECONDS = 5_000;
/**
 * Tells an outage of the storage from objects that fail, and keeps requests from a storage that is
 * down.
 *
 * - _closed_: requests are sent. Failures in a row, with nothing stored between them, open it.
 * - _open_: nothing is sent. After a pause it is half-open.
 * - _half-open_: one probe is sent. Its failure opens the circuit again, for a longer pause. Where it
 *   gets no answer for five seconds, another one may be sent beside it.
 *
 * Whatever is stored closes it, in any state.
 */
class CircuitBreaker {
    #clock;
    #log;
    #halfOpened;
    #stopped = new AbortController();
    #state = 'closed';
    #failuresInARow = 0;
    #pauses = 0;
    #openings = 0;
    #downSince = 0;
    #halfOpenAt = 0;
    #isProbeDue = false;
    /** @param halfOpened called when a probe is due */
    constructor(clock, log, halfOpened) {
        this.#clock = clock;
        this.#log = log;
        this.#halfOpened = halfOpened;
    }
    get isClosed() {
        return this.#state === 'closed';
    }
    /** Whether a probe is due that nobody has sent. */
    get isProbeDue() {
        return this.#isProbeDue;
    }
    /** Whether whoever asks may send the probe, which is then theirs. */
    takeProbe() {
        const due = this.#isProbeDue;
        this.#isProbeDue = false;
        if (due)
            void this.#replaceProbe();
        return due;
    }
    /** The storage has answered. */
    succeeded() {
        if (this.#pauses > 1) {
            const lasted = (0,figures/* duration */.p0)(this.#clock.now() - this.#downSince);
            this.#log.info(`The storage answers again after ${lasted}`);
        }
        this.#state = 'closed';
        this.#failuresInARow = 0;
        this.#pauses = 0;
        this.#isProbeDue = false;
    }
    /**
     * @param sentAt when the failed request was sent: one from before the probe says nothing new
     * @param inFlight how many are
     * @returns whether that has opened a circuit that was closed
     */
    failed(sentAt, inFlight, reason) {
        this.#failuresInARow += 1;
        if (this.#state === 'closed') {
            if (this.#failuresInARow < Math.max(LEAST_FAILURES, inFlight / 2))
                return false;
            this.#downSince = this.#clock.now();
            void this.#open();
            return true;
        }
        if (this.#isProbe(sentAt)) {
            // An outage that is over at the first probe is not worth a line.
            if (this.#pauses === 1) {
                this.#log.info(`The storage is down (${reason}); waiting until it answers again`);
            }
            void this.#open();
        }
        return false;
    }
    /** Nothing will be sent any more. */
    stop() {
        this.#stopped.abort();
    }
    #isProbe(sentAt) {
        return this.#state === 'half-open' && !this.#isProbeDue && sentAt >= this.#halfOpenAt;
    }
    async #open() {
        this.#state = 'open';
        this.#pauses += 1;
        const longest = FIRST_PAUSE_MILLISECONDS * 2 ** (this.#pauses - 1);
        const pause = Math.min(longest, LONGEST_PAUSE_MILLISECONDS) * (1 - this.#clock.random() / 2);
        this.#openings += 1;
        if (!(await this.#isStillOpenAfter(pause)))
            return;
        this.#state = 'half-open';
        this.#halfOpenAt = this.#clock.now();
        this.#callForProbe();
    }
    async #replaceProbe() {
        if (await this.#isStillOpenAfter(PROBE_MILLISECONDS))
            this.#callForProbe();
    }
    #callForProbe() {
        this.#isProbeDue = true;
        this.#halfOpened();
    }
    /** Whether meanwhile it was neither closed nor opened anew. */
    async #isStillOpenAfter(milliseconds) {
        const { signal } = this.#stopped;
        const opening = this.#openings;
        await this.#clock.sleep(milliseconds, signal).catch(() => undefined);
        return !signal.aborted && this.#openings === opening && !this.isClosed;
    }
}

;// CONCATENATED MODULE: ./build/storage/concurrency-limit.js
/** Few enough for a short run over TLS, where each request in flight opens a costly connection. */
const FIRST = 96;
/** At 140 ms an answer, as between continents, these are the 3,500 objects a second that S3 takes. */
const HIGHEST = 512;
/** After an outage it starts low, and doubles. */
const AFTER_OUTAGE = 8;
/** Twice as many in flight pay if they bring at least this much more, and fewer in proportion: less may be chance. */
const PAYS = 0.15;
/** Where requests waited for the rate in more than that share of a round, the rate is the brake. */
const BRAKED = 0.5;
/** When descriptors run out, leave a quarter of them for idle connections and files. */
const DESCRIPTORS_SHARE = 0.75;
/**
 * How many requests may be in flight, found out by trying, in rounds of as many objects as the limit.
 *
 * - It grows, at most twofold, while twice as many bring 15 % more objects a second, and never to more than
 *   this program has time for. After two rounds that did not pay, it goes back to the best one for good.
 * - It halves where answers do not come in time.
 * - It doubles from 8 after an outage.
 */
class ConcurrencyLimit {
    #clock;
    #rate;
    #ceiling;
    #value;
    #isGrowing = true;
    #best = { value: 1, throughput: 0 };
    #misses = 0;
    #round = { startedAt: 0, busyBefore: 0, brakedBefore: 0, size: 0, stored: 0 };
    #reducedAt = -Infinity;
    /**
     * @param concurrency a number is a ceiling
     * @param rate where that is the brake, the limit has no say
     */
    constructor(concurrency, rate, clock) {
        this.#clock = clock;
        this.#rate = rate;
        this.#ceiling = concurrency === 'auto' ? HIGHEST : concurrency;
        this.#value = Math.min(FIRST, this.#ceiling);
        this.startRound();
    }
    get value() {
        return this.#value;
    }
    /** What the limit never exceeds. */
    get ceiling() {
        return this.#ceiling;
    }
    /** Forgets what was measured so far, as at the end of an outage. */
    startRound() {
        this.#round = {
            startedAt: this.#clock.now(),
            busyBefore: this.#clock.busy(),
            brakedBefore: this.#rate.braked,
            size: this.#value,
            stored: 0,
        };
    }
    stored() {
        if (++this.#round.stored < this.#round.size)
            return;
        const milliseconds = Math.max(this.#clock.now() - this.#round.startedAt, 0.001);
        const busy = (this.#clock.busy() - this.#round.busyBefore) / milliseconds;
        const braked = (this.#rate.braked - this.#round.brakedBefore) / milliseconds;
        if (this.#isGrowing && braked <= BRAKED)
            this.#grow(this.#round.stored / milliseconds, busy);
        this.startRound();
    }
    /** An answer did not come in time. */
    late(sentAt) {
        this.#reduce(sentAt, this.#value / 2);
    }
    /** No file descriptor was free while so many requests were in flight: that is the ceiling from now on. */
    descriptorsExhausted(triedAt, inFlight) {
        if (this.#reduce(triedAt, inFlight * DESCRIPTORS_SHARE))
            this.#ceiling = this.#value;
    }
    outage() {
        this.#value = Math.min(this.#value, AFTER_OUTAGE);
        this.#isGrowing = true;
        this.#best = { value: this.#value, throughput: 0 };
    }
    /** @param busy the share of its time in which this program had work to do */
    #grow(throughput, busy) {
        // Twice as many make it twice as busy.
        const factor = Math.min(2, 1 / busy);
        if (factor < 1 + PAYS)
            return;
        const expected = 1 + PAYS * (this.#value / this.#best.value - 1);
        // Where the rate is limited, it decides how much pays: the limit only gives it room.
        if (this.#rate.wasReduced || throughput > this.#best.throughput * expected) {
            this.#best = { value: this.#value, throughput };
            this.#misses = 0;
            this.#value = Math.min(this.#ceiling, Math.floor(this.#value * factor));
            this.#isGrowing = this.#value > this.#best.value;
        }
        else if (++this.#misses === 2) {
            // A single slow round may be chance: the second decides.
            this.#value = this.#best.value;
            this.#isGrowing = false;
        }
    }
    /** Once for all that was sent before. Says whether that was done. */
    #reduce(sentAt, value) {
        if (sentAt <= this.#reducedAt)
            return false;
        this.#reducedAt = this.#clock.now();
        this.#value = Math.max(1, Math.floor(Math.min(this.#value, value)));
        this.#isGrowing = false;
        this.startRound();
        return true;
    }
}

;// CONCATENATED MODULE: ./build/storage/failure-share.js
/** About so many of the last first attempts count. */
const ATTEMPTS = 32;
/** Where so many of them fail, failing is not an object's own fault. */
const HIGH = 1 / 8;
/** The share of objects whose first attempt failed lately, as a moving average. */
class FailureShare {
    #share = 0;
    get isHigh() {
        return this.#share >= HIGH;
    }
    add(attempt) {
        this.#share += ((attempt === 'failed' ? 1 : 0) - this.#share) / ATTEMPTS;
    }
}

;// CONCATENATED MODULE: ./build/storage/rate-limiter.js
/**
 * Requests a millisecond at the start: S3 takes about 3,500 writes a second on one prefix (its
 * documentation), and a session is one prefix.
 */
const FIRST_RATE = 3.4;
/** No limit at all, in practice. */
const HIGHEST_RATE = 50;
/** Something must be sent to learn that it is accepted again. */
const LOWEST_RATE = 0.01;
/** Growth a second while nothing was refused: where S3 takes more, it is not left unused for long. */
const UNREFUSED_GROWTH = 4;
/** After a rate that was measured: stay a little below it, and hardly grow. */
const MEASURED = { share: 0.92, growth: 1.02 };
/** If far less was accepted than the rate allows, the measurement says little: halve the rate, and let it grow again. */
const GUESSED = { share: 0.5, growth: 1.5 };
/** S3 refuses a request now and then whatever the rate is: so few, or such a share, are no sign. */
const FEW = { requests: 2, share: 0.05 };
const WINDOW_MILLISECONDS = 100;
/**
 * So many windows tell what S3 accepts. Until it refuses, the last ones: before them, fewer may have been
 * sent than it would have taken. Then more of them tell it better.
 */
const WINDOWS = { unrefused: 5, refused: 50 };
/** So much may be sent at once after a pause. */
const BURST_MILLISECONDS = 10;
/**
 * Spreads requests over time: a token bucket whose fill rate adapts to what S3 accepts. The rate starts
 * at what S3 documents and rises while it is used and nothing is refused; once S3 has refused, it stays
 * a little below what S3 was seen to accept.
 */
class RateLimiter {
    #clock;
    #waiting = [];
    #serving = false;
    #stopped = false;
    /** Requests a millisecond as of `#rateSetAt`, and how that grows in a second in which it is the brake. */
    #baseRate = FIRST_RATE;
    #growth = UNREFUSED_GROWTH;
    /** When the rate was last set; the first request starts it. */
    #rateSetAt = -Infinity;
    /** Milliseconds in which requests waited for their turn, in all and up to then. */
    #braked = 0;
    #brakedBefore = 0;
    /** The answers since then, at least the last ones. */
    #windows = [];
    #tokens = FIRST_RATE * BURST_MILLISECONDS;
    #refilledAt = 0;
    constructor(clock) {
        this.#clock = clock;
    }
    /** Resolves when the next request may be sent; undefined where that is now. */
    turn() {
        if (this.#stopped)
            return undefined;
        if (this.#rateSetAt === -Infinity)
            this.#set(FIRST_RATE, UNREFUSED_GROWTH);
        this.#refill();
        if (this.#waiting.length === 0 && this.#tokens >= 1) {
            this.#tokens -= 1;
            return undefined;
        }
        const turn = new Promise((resolve) => this.#waiting.push(resolve));
        if (!this.#serving)
            void this.#serve();
        return turn;
    }
    /** Milliseconds in which requests waited for their turn, so far. */
    get braked() {
        return this.#braked;
    }
    /** Whether S3 has refused more than a few: the rate is what it accepts, as far as that is known. */
    get wasReduced() {
        return this.#growth !== UNREFUSED_GROWTH;
    }
    accepted() {
        this.#currentWindow().accepted += 1;
    }
    /** @param sentAt when the refused request was sent: at an earlier rate it says nothing of this one */
    refused(sentAt) {
        if (sentAt < this.#rateSetAt)
            return;
        const window = this.#currentWindow();
        const { accepted } = window;
        const refused = ++window.refused;
        if (refused <= FEW.requests || refused <= (accepted + refused) * FEW.share)
            return;
        this.#reduce();
    }
    /** Ends the limit: nothing will be sent any more, and whoever waits learns of it now. */
    stop() {
        this.#stopped = true;
        for (const go of this.#waiting.splice(0))
            go();
    }
    #reduce() {
        const now = this.#clock.now();
        // So soon after the last change nothing is measured yet.
        if (now - this.#rateSetAt < WINDOW_MILLISECONDS && this.wasReduced)
            return;
        const rate = this.#rate;
        const accepted = this.#windows.reduce((sum, window) => sum + window.accepted, 0);
        const elapsed = now - (this.#windows[0]?.from ?? now);
        const measured = (accepted / Math.max(elapsed, 1)) * MEASURED.share;
        // The first measure holds what S3 accepts in a burst, beyond its rate.
        const next = Math.min(measured, this.wasReduced ? rate : FIRST_RATE);
        if (next >= rate * GUESSED.share)
            this.#set(next, MEASURED.growth);
        else
            this.#set(rate * GUESSED.share, GUESSED.growth);
    }
    #set(rate, growth) {
        this.#baseRate = Math.max(rate, LOWEST_RATE);
        this.#growth = growth;
        this.#rateSetAt = this.#clock.now();
        this.#brakedBefore = this.#braked;
        this.#windows.splice(0, Infinity, { from: this.#rateSetAt, accepted: 0, refused: 0 });
        this.#refilledAt = this.#rateSetAt;
    }
    /** Begins another one where the last is over. */
    #currentWindow() {
        const now = this.#clock.now();
        const last = this.#windows.at(-1);
        if (last !== undefined && now - last.from < WINDOW_MILLISECONDS)
            return last;
        const window = { from: now, accepted: 0, refused: 0 };
        const most = this.wasReduced ? WINDOWS.refused : WINDOWS.unrefused;
        if (this.#windows.push(window) > most)
            this.#windows.shift();
        return window;
    }
    /** Requests a millisecond by now. A rate that is not used does not grow: nothing is known of it. */
    get #rate() {
        const seconds = (this.#braked - this.#brakedBefore) / 1000;
        return Math.min(this.#baseRate * this.#growth ** seconds, HIGHEST_RATE);
    }
    #refill() {
        const now = this.#clock.now();
        if (this.#waiting.length > 0)
            this.#braked += now - this.#refilledAt;
        const rate = this.#rate;
        const most = Math.max(1, rate * BURST_MILLISECONDS);
        this.#tokens = Math.min(most, this.#tokens + rate * (now - this.#refilledAt));
        this.#refilledAt = now;
    }
    async #serve() {
        this.#serving = true;
        while (this.#waiting.length > 0) {
            this.#refill();
            while (this.#tokens >= 1) {
                this.#tokens -= 1;
                this.#waiting.shift()?.();
                if (this.#waiting.length === 0)
                    break;
            }
            const missing = (1 - this.#tokens) / this.#rate;
            if (this.#waiting.length > 0)
                await this.#clock.sleep(Math.max(1, missing));
        }
        this.#serving = false;
    }
}

// EXTERNAL MODULE: ./build/network/budgets.js
var budgets = __webpack_require__(7779);
;// CONCATENATED MODULE: ./build/storage/stall-timer.js

/**
 * Ends an upload that stalls: its signal aborts when attempts have failed and for two minutes nothing
 * was stored and nothing moved. A slow upload is no stall.
 */
class StallTimer {
    #controller = new AbortController();
    #milliseconds;
    #timer;
    #lastReason = '';
    constructor(milliseconds = budgets/* STALL_MILLISECONDS */.s$) {
        this.#milliseconds = milliseconds;
    }
    get signal() {
        return this.#controller.signal;
    }
    /** What the last failed attempt came to. */
    get lastReason() {
        return this.#lastReason;
    }
    failed(reason) {
        this.#lastReason = reason;
        this.#timer ??= setTimeout(() => {
            this.#controller.abort();
        }, this.#milliseconds);
    }
    /** The storage takes the bytes of a large object, which may last longer than that. */
    moved() {
        this.#timer?.refresh();
    }
    /** Something was stored, or nothing is waited for any more. */
    renew() {
        clearTimeout(this.#timer);
        this.#timer = undefined;
    }
}

;// CONCATENATED MODULE: ./build/storage/limiter.js







/**
 * Decides when the next request to the storage may be sent.
 *
 * - The concurrency limit says how many may be in flight.
 * - The rate limiter spreads them over time, at the rate that S3 accepts.
 * - The circuit breaker stops sending while the storage is down; a probe tells when it is back.
 * - The stall timer ends it all where nothing was stored for two minutes.
 */
class Limiter {
    /**
     * Sends something again that was stored before, in an outage: that changes nothing, and is not at
     * fault itself. Where it is absent, objects that wait are the probes, in turn.
     */
    probe;
    #clock;
    #limit;
    #rate;
    #circuit;
    #stall;
    #failures = new FailureShare();
    #waitingRetries = [];
    #waiting = [];
    #probing = Promise.resolve();
    #stopped = false;
    #inFlight = 0;
    #isProbeAdmitted = false;
    #stored = 0;
    #successes = 0;
    /** @param concurrency a number is a ceiling */
    constructor(concurrency, clock, log, stall = new StallTimer()) {
        this.#clock = clock;
        this.#stall = stall;
        this.#rate = new RateLimiter(clock);
        this.#limit = new ConcurrencyLimit(concurrency, this.#rate, clock);
        this.#circuit = new CircuitBreaker(clock, log, () => {
            this.#halfOpened();
        });
    }
    /** How many may be in flight now. */
    get limit() {
        return this.#limit.value;
    }
    /** Never more than this are in flight. */
    get ceiling() {
        return this.#limit.ceiling;
    }
    /** How many objects have been stored so far. */
    get storedObjects() {
        return this.#stored;
    }
    /** Grows with everything that shows the storage to be well: with what is stored, and with probes. */
    get successes() {
        return this.#successes;
    }
    /** Whether the circuit is open: the storage answers nothing any more. */
    get isDown() {
        return !this.#circuit.isClosed;
    }
    /** Aborts where the storage took nothing for two minutes. */
    get stalled() {
        return this.#stall.signal;
    }
    /** Why the last failed attempt failed. */
    get lastReason() {
        return this.#stall.lastReason;
    }
    /** Resolves when one more may be in flight; retries go first. */
    async acquire(isRetry = false) {
        if (this.#hasRoom()) {
            this.#begin();
            return;
        }
        const queue = isRetry ? this.#waitingRetries : this.#waiting;
        await new Promise((resolve) => queue.push(resolve));
    }
    /** Ends what `acquire` began. */
    release() {
        this.#inFlight -= 1;
        // Whoever was to be the probe has nothing to send.
        if (this.#circuit.isProbeDue)
            this.#isProbeAdmitted = false;
        this.#admitWaiting();
    }
    /**
     * Releases for a while, so that others can send meanwhile.
     *
     * @throws the signal's reason when that aborts
     */
    async pause(milliseconds, signal) {
        this.release();
        try {
            await this.#clock.sleep(milliseconds, signal);
        }
        finally {
            await this.acquire(true);
        }
    }
    /** Resolves when whoever has acquired may send a request. */
    async readyToSend() {
        const isProbe = await this.#standBack();
        const turn = this.#rate.turn();
        if (turn === undefined)
            return;
        await turn;
        if (!isProbe)
            await this.#standBack();
    }
    /**
     * Does what takes a file descriptor, and again after a pause where none is free: fewer are in flight
     * from then on.
     *
     * @throws the signal's reason when that aborts
     */
    async withDescriptor(take, signal) {
        for (;;) {
            const triedAt = this.#clock.now();
            try {
                return await take();
            }
            catch (error) {
                if (!(error instanceof descriptors/* DescriptorsExhaustedError */.Qu))
                    throw error;
                this.#descriptorsExhausted(triedAt, error.message);
            }
            await this.pause((0,backoff/* objectPause */.Os)(0, this.#clock), signal);
        }
    }
    /**
     * An object was stored.
     *
     * @param sentAt when its request was sent; absent for a large one, which takes as long as it takes
     * and says nothing about the pace
     */
    stored(sentAt, isFirst) {
        this.#stored += 1;
        this.#stall.renew();
        this.#rate.accepted();
        if (isFirst)
            this.#failures.add('stored');
        this.recovered();
        if (sentAt === undefined)
            return;
        this.#limit.stored();
        this.#admitWaiting();
    }
    /** The storage has stored something, if only once more. */
    recovered() {
        this.#successes += 1;
        this.answered();
    }
    /** The storage is there, whatever it answers. */
    answered() {
        const wasDown = this.isDown;
        this.#circuit.succeeded();
        if (!wasDown)
            return;
        this.#limit.startRound();
        this.#admitWaiting();
    }
    /** An attempt has failed. */
    failed({ cause, reason, sentAt, isFirst }) {
        if (cause === 'descriptors')
            this.#descriptorsExhausted(sentAt, reason);
        else
            this.#stall.failed(reason);
        if (cause === 'throttled')
            this.#rate.refused(sentAt);
        else if (cause !== 'descriptors' && isFirst)
            this.#failures.add('failed');
        const wasDown = this.isDown;
        if (cause === 'late' && !wasDown)
            this.#limit.late(sentAt);
        // What this process lacks says nothing of the storage, but a probe has failed by it.
        if (cause === 'descriptors' && !wasDown)
            return;
        if (this.#circuit.failed(sentAt, this.#inFlight, reason))
            this.#limit.outage();
    }
    /**
     * Whether an attempt that failed now counts against its object: others were stored since its first
     * attempt, and fail only now and then.
     *
     * @param before `successes` at its first attempt
     */
    isOwnFault(before) {
        return this.#circuit.isClosed && this.#successes > before && !this.#failures.isHigh;
    }
    /** Bytes of a large object move. */
    moved() {
        this.#stall.moved();
    }
    /** Nothing is waited for any more; resolves when no probe is under way. */
    async settled() {
        this.#stall.renew();
        this.probe = undefined;
        await this.#probing;
    }
    /** Lets go whoever waits: nothing will be sent any more. */
    stop() {
        this.#stopped = true;
        this.#rate.stop();
        this.#circuit.stop();
        this.#stall.renew();
        this.#admitWaiting();
    }
    #hasRoom() {
        if (this.#stopped)
            return true;
        if (this.#circuit.isClosed)
            return this.#inFlight < this.#limit.value;
        return this.#circuit.isProbeDue && this.probe === undefined && !this.#isProbeAdmitted;
    }
    #begin() {
        this.#inFlight += 1;
        this.#isProbeAdmitted = !this.#circuit.isClosed;
    }
    #admitWaiting() {
        while (this.#hasRoom()) {
            const next = this.#waitingRetries.shift() ?? this.#waiting.shift();
            if (next === undefined)
                return;
            this.#begin();
            next();
        }
    }
    /** Releases while the circuit is open. Says whether the request is the probe. */
    async #standBack() {
        while (!this.#stopped && !this.#circuit.isClosed) {
            if (this.probe === undefined && this.#circuit.takeProbe())
                return true;
            this.release();
            await this.acquire(true);
        }
        return false;
    }
    #halfOpened() {
        this.#isProbeAdmitted = false;
        if (this.probe === undefined) {
            this.#admitWaiting();
            return;
        }
        this.#circuit.takeProbe();
        // It throws only what ends the run, which others hear of, too.
        const probing = this.probe().catch(() => undefined);
        this.#probing = Promise.all([this.#probing, probing]);
    }
    #descriptorsExhausted(triedAt, reason) {
        this.#stall.failed(reason);
        this.#limit.descriptorsExhausted(triedAt, this.#inFlight);
    }
}

// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(8500);
// EXTERNAL MODULE: ./build/network/answer.js
var network_answer = __webpack_require__(2367);
// EXTERNAL MODULE: ./build/network/fault.js
var network_fault = __webpack_require__(4237);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(7075);
;// CONCATENATED MODULE: ./build/storage/body.js

/** The bytes could not be read to their end, or were not those that were promised. */
class BodyError extends Error {
    name = 'BodyError';
}
function sizeOf(body) {
    return body.kind === 'whole' ? body.content.length : body.size;
}
/**
 * With more at once, a slow connection would count as a silent one: undici's time-out runs while a
 * single buffer is being sent, and starts again with each slice.
 */
const SLICE_BYTES = 64 * 1024;
/**
 * The body of a request: one buffer where it is small, else slices of it.
 *
 * @param moved called whenever the connection has taken a slice
 */
function requestBody(head, body, end, moved) {
    if (body.kind === 'whole' && body.content.length <= SLICE_BYTES) {
        return Buffer.concat([...head, body.content, end]);
    }
    return external_node_stream_.Readable.from(bodySlices(head, body, end, moved), { objectMode: false });
}
async function* bodySlices(head, body, end, moved) {
    yield* head;
    const parts = body.kind === 'whole' ? [body.content] : withBodyErrors(body.slices());
    for await (const part of parts) {
        for (let start = 0; start < part.length; start += SLICE_BYTES) {
            yield part.subarray(start, start + SLICE_BYTES);
            moved();
        }
    }
    yield end;
}
/** Tells what goes wrong with the bytes apart from what goes wrong with the network. */
async function* withBodyErrors(slices) {
    try {
        yield* slices;
    }
    catch (error) {
        throw new BodyError('the body of a request broke off', { cause: error });
    }
}

// EXTERNAL MODULE: ./build/network/address.js
var network_address = __webpack_require__(8865);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./build/storage/form.js

/** S3 replaces this in a key with the file name that the form's last part gives. */
const FILE_NAME = '${filename}';
const CRLF = '\r\n';
/**
 * Prepares the form of a presigned POST. The fields go out unchanged and no other is added: the
 * policy names every field that may come (S3's documentation). Only a key that leaves no place for
 * the file name gets one at its end, as the platform's documentation asks.
 *
 * @throws a `TypeError` where a field's name cannot stand in a form
 */
function createForm(fields) {
    const boundary = (0,external_node_crypto_.randomBytes)(24).toString('hex');
    const parts = Object.entries(fields).map(([name, value]) => {
        if (!/^[\w.-]+$/.test(name))
            throw new TypeError('a form field has a name that cannot be sent');
        const sent = name === 'key' && !value.includes(FILE_NAME) ? value + FILE_NAME : value;
        return `--${boundary}${CRLF}Content-Disposition: form-data; name="${name}"${CRLF}${CRLF}${sent}${CRLF}`;
    });
    return {
        contentType: `multipart/form-data; boundary=${boundary}`,
        fields: Buffer.from(`${parts.join('')}--${boundary}${CRLF}Content-Disposition: form-data; name="file"; filename="`),
        end: Buffer.from(`${CRLF}--${boundary}--${CRLF}`),
    };
}
/**
 * The parts that go before the bytes of one object. The file part is the last one: S3 ignores what
 * follows.
 *
 * @param fileName the object's name, percent-encoded
 */
function formHead(form, fileName) {
    const rest = Buffer.from(`${fileName}"${CRLF}Content-Type: application/octet-stream${CRLF}${CRLF}`);
    return [form.fields, rest];
}

;// CONCATENATED MODULE: ./build/storage/destination.js



/**
 * Takes the presigned POST that the platform gave for a session.
 *
 * @param local whether the platform itself is on this machine: only then may its storage be
 * @throws a `PublishError` where documents must not be sent to that address
 */
function createDestination(config, local) {
    const address = new URL(config.url);
    if (!(0,network_address/* isSafeAddress */.c)(address) || ((0,network_address/* isLoopback */.U)(address) && !local)) {
        throw new publish_error/* PublishError */.S(`The platform names ${address.protocol}//${address.host} as the storage for this session, which is not an https address that documents may be sent to. Check the input "api-url".`);
    }
    return { form: createForm(config.fields), target: targetOf(address) };
}
function targetOf(address) {
    return { address, origin: address.origin, path: address.pathname + address.search };
}

;// CONCATENATED MODULE: ./build/storage/redirect.js

/** How often one object may be redirected. */
const MOST_REDIRECTS = 3;
const S3_DOMAINS = ['.amazonaws.com', '.amazonaws.com.cn'];
/**
 * Where a 307 leads: young buckets send their clients to the region's own host for a while (S3's
 * documentation). The form holds credentials, so it goes only to the same host or to another one of
 * the same S3 domain, and never from https to http; `undefined` for anywhere else.
 */
function redirectTarget(from, location) {
    if (!URL.canParse(location, from.href))
        return undefined;
    const to = new URL(location, from.href);
    if (!(0,network_address/* isSafeAddress */.c)(to) || to.protocol !== from.protocol)
        return undefined;
    if (to.hostname === from.hostname)
        return to;
    const shared = S3_DOMAINS.some((domain) => from.hostname.endsWith(domain) && to.hostname.endsWith(domain));
    return shared ? to : undefined;
}

;// CONCATENATED MODULE: ./build/storage/retries.js


/** What one object's failed attempts have come to, and when it may be sent again. */
class Retries {
    #limiter;
    #clock;
    #successesBefore;
    #isFirst = true;
    #perhapsStored = false;
    #stale = 0;
    #ownFailures = 0;
    constructor(limiter, clock) {
        this.#limiter = limiter;
        this.#clock = clock;
        this.#successesBefore = limiter.successes;
    }
    /** Whether the next attempt is the object's first, as far as the limiter is concerned. */
    get isFirst() {
        return this.#isFirst;
    }
    /** Whether the storage may have taken the object by an attempt that failed. */
    get perhapsStored() {
        return this.#perhapsStored;
    }
    /**
     * Takes note of an attempt that failed, and tells the limiter.
     *
     * @returns milliseconds to pause before the next one, 0 where a turn of the event loop will do;
     * `spent` where there is none
     */
    failed(retry, sentAt) {
        this.#perhapsStored ||= retry.perhapsStored;
        const isFree = retry.cause === 'stale' && ++this.#stale <= budgets/* MOST_STALE_CONNECTIONS */.gc;
        const isOwn = !isFree && this.#counts(retry);
        this.#limiter.failed({ ...retry, sentAt, isFirst: this.#isFirst && !isFree });
        // The connections that were closed together with this one are noticed meanwhile.
        if (isFree && !this.#limiter.isDown)
            return 0;
        this.#isFirst = false;
        if (isOwn && ++this.#ownFailures === budgets/* OBJECT_ATTEMPTS */.jn)
            return 'spent';
        const pause = (0,backoff/* objectPause */.Os)(isOwn ? this.#ownFailures : 0, this.#clock);
        return retry.retryAfterMilliseconds + pause;
    }
    /** Whether it counts against the object. */
    #counts({ cause }) {
        if (cause === 'throttled' || cause === 'descriptors')
            return false;
        return this.#limiter.isOwnFault(this.#successesBefore);
    }
}

// EXTERNAL MODULE: ./build/log/secrets.js
var secrets = __webpack_require__(7664);
// EXTERNAL MODULE: ./build/network/statuses.js
var statuses = __webpack_require__(1883);
;// CONCATENATED MODULE: ./build/storage/verdict.js





/** Codes of a 400 that are about this attempt, not about the request. */
const PASSING_CODES = new Set(['RequestTimeout', 'IncompleteBody']);
const EXPIRED_CODES = new Set(['ExpiredToken', 'InvalidToken', 'TokenRefreshRequired']);
/** Reads an answer of S3, by its documentation. */
function verdictOf(answer) {
    const { status } = answer;
    if (status === 204 || ((status === 200 || status === 201) && isOfS3(answer)))
        return { kind: 'stored' };
    if (status === 307)
        return { kind: 'redirected', location: (0,network_answer/* header */.w)(answer, 'location') };
    const error = errorDocument(answer.text);
    const reason = reasonOf(status, error);
    // A proxy that answers in S3's place, such as with its login page, may let the next one through.
    const isForeign = status === 200 || status === 201;
    const mayPass = (0,statuses/* isTransientStatus */.D)(status) || (status === 400 && PASSING_CODES.has(error.code));
    if (isForeign || mayPass) {
        return {
            kind: 'retry',
            cause: causeOf(status, error.code),
            reason,
            perhapsStored: isForeign || (status >= 500 && status !== 503),
            retryAfterMilliseconds: (0,backoff/* retryAfter */.P9)(answer.headers['retry-after']),
        };
    }
    const ended = EXPIRED_CODES.has(error.code) || /policy expired/i.test(error.message);
    if (status >= 400 && status < 500 && ended)
        return { kind: 'expired', reason };
    return { kind: 'failed', reason };
}
function causeOf(status, code) {
    if (status === 503 || status === 429)
        return 'throttled';
    return status === 408 || status === 504 || code === 'RequestTimeout' ? 'late' : 'error';
}
/**
 * What it means for an object that no answer came.
 *
 * @param used whether the connection had brought an answer before
 */
function verdictOfFault(fault, used) {
    const reason = `the storage ${fault.what}`;
    const advice = (0,network_fault/* adviceOn */.ik)(fault);
    const whole = advice === undefined ? reason : `${reason}. ${advice}`;
    if (!(0,network_fault/* isTransient */.dg)(fault))
        return { kind: 'failed', reason: whole };
    return {
        kind: 'retry',
        cause: causeOfFault(fault, used),
        reason: whole,
        perhapsStored: (0,network_fault/* mayHaveArrived */.BW)(fault),
        retryAfterMilliseconds: 0,
    };
}
function causeOfFault({ kind }, used) {
    if (kind === 'exhausted')
        return 'descriptors';
    if (kind === 'interrupted' && used)
        return 'stale';
    return kind === 'silent' || kind === 'connect-timeout' ? 'late' : 'error';
}
/** A proxy's login page is a 200, too: only S3 names an object's ETag or its request. */
function isOfS3(answer) {
    return (0,network_answer/* header */.w)(answer, 'etag') !== '' || (0,network_answer/* header */.w)(answer, 'x-amz-request-id') !== '';
}
/** S3's error document may echo the security token: its code and message are all that is read. */
function errorDocument(text) {
    if (!/<Error>/.test(text))
        return { code: '', message: '' };
    return { code: verdict_element(text, 'Code', 64), message: verdict_element(text, 'Message', 300) };
}
function verdict_element(text, name, limit) {
    const start = text.indexOf(`<${name}>`);
    const end = text.indexOf(`</${name}>`, start);
    if (start < 0 || end < 0)
        return '';
    const words = text
        .slice(start + name.length + 2, end)
        .replace(/&(lt|gt|quot|apos|amp);/g, (entity) => XML_ENTITIES[entity] ?? entity);
    // Cut off afterwards: part of a secret is one too, and would not be recognized.
    return (0,secrets/* withoutSecrets */.c)(words).slice(0, limit);
}
const XML_ENTITIES = {
    '&lt;': '<',
    '&gt;': '>',
    '&quot;': '"',
    '&apos;': "'",
    '&amp;': '&',
};
function reasonOf(status, { code, message }) {
    const answered = `the storage answered HTTP ${String(status)}`;
    // A sentence of S3's ends within one of ours.
    const said = message.replace(/\.+$/, '');
    if (code !== '')
        return `${answered} ${code}${said === '' ? '' : `: ${said}`}`;
    return status < 300 ? `${answered}, but not as S3 does (a proxy?)` : answered;
}

;// CONCATENATED MODULE: ./build/storage/send.js










const ERROR_DOCUMENT_BYTES = 64 * 1024;
/** The first bytes fit into socket buffers even if the server reads nothing, so early writes are no sign of progress. */
const ROOM_ON_THE_WAY_MILLISECONDS = 1_000;
/** Sends objects to the storage, as the limiter allows. */
class ObjectSender {
    limiter;
    /** Nothing is sent once that aborts. */
    signal;
    #network;
    #clock;
    constructor(network, limiter, clock, signal) {
        this.#network = network;
        this.limiter = limiter;
        this.#clock = clock;
        this.signal = signal;
    }
    /**
     * Sends one object until it is stored, has failed for good, or its attempts are spent. The same key
     * and bytes again do no harm. Expects that the limiter was acquired, and releases it while it pauses.
     *
     * @throws the signal's reason when that aborts
     */
    async send(object, destination) {
        const { limiter, signal } = this;
        const retries = new Retries(limiter, this.#clock);
        let redirects = 0;
        for (;;) {
            await limiter.readyToSend();
            const sentAt = this.#clock.now();
            const { address } = destination.target;
            const verdict = await this.#attempt(object, destination, sentAt);
            signal.throwIfAborted();
            switch (verdict.kind) {
                case 'stored':
                    limiter.stored(object.body.kind === 'whole' ? sentAt : undefined, retries.isFirst);
                    return verdict;
                case 'failed':
                    limiter.answered();
                    return verdict;
                case 'expired':
                    limiter.answered();
                    return { ...verdict, perhapsStored: retries.perhapsStored };
                case 'changed':
                    // Nothing was learnt of the storage. Where this was the probe, another one is due soon.
                    return { ...verdict, perhapsStored: retries.perhapsStored };
                case 'redirected': {
                    limiter.answered();
                    const next = redirectTarget(address, verdict.location);
                    if (next === undefined)
                        return redirectsElsewhere(address, verdict.location);
                    if (++redirects > MOST_REDIRECTS)
                        return TOO_MANY_REDIRECTS;
                    destination.target = targetOf(next);
                    break;
                }
                case 'retry': {
                    const pause = retries.failed(verdict, sentAt);
                    if (pause === 'spent')
                        return outOfAttempts(verdict.reason);
                    if (pause === 0)
                        await (0,promises_.setImmediate)();
                    else
                        await limiter.pause(pause, signal);
                }
            }
        }
    }
    /**
     * Sends an object once more that was stored before, which changes nothing, and tells the limiter
     * whether the storage is well.
     *
     * @throws the signal's reason when that aborts
     */
    async probe(object, destination) {
        const sentAt = this.#clock.now();
        const verdict = await this.#attempt(object, destination, sentAt);
        if (verdict.kind === 'retry')
            this.limiter.failed({ ...verdict, sentAt, isFirst: false });
        else if (verdict.kind === 'stored')
            this.limiter.recovered();
        else if (verdict.kind !== 'changed')
            this.limiter.answered();
    }
    async #attempt({ fileName, body }, { form, target }, sentAt) {
        this.signal.throwIfAborted();
        const head = formHead(form, fileName);
        const length = head[0].length + head[1].length + sizeOf(body) + form.end.length;
        const moved = () => {
            if (this.#clock.now() - sentAt > ROOM_ON_THE_WAY_MILLISECONDS)
                this.limiter.moved();
        };
        try {
            const request = {
                origin: target.origin,
                path: target.path,
                method: 'POST',
                headers: ['content-type', form.contentType, 'content-length', String(length)],
                body: requestBody(head, body, form.end, moved),
            };
            const answer = await (0,network_answer/* ask */.k)(this.#network, request, ERROR_DOCUMENT_BYTES);
            // undici lets a turn of the event loop pass before it uses a connection again: who sends
            // anything sooner gets a new one.
            await (0,promises_.setImmediate)();
            return verdictOf(answer);
        }
        catch (error) {
            if (error instanceof BodyError)
                return { kind: 'changed' };
            return verdictOfFault((0,network_fault/* networkFault */.T4)(error), (0,network_fault/* hadServed */.Hm)(error));
        }
    }
}
function outOfAttempts(reason) {
    return { kind: 'failed', reason: `${reason} (${budgets/* OBJECT_ATTEMPTS */.jn} attempts)` };
}
const TOO_MANY_REDIRECTS = {
    kind: 'failed',
    reason: 'the storage redirected too many times',
};
function redirectsElsewhere(from, location) {
    const host = URL.parse(location, from.href)?.host;
    const reason = host
        ? `the storage redirects to ${host}, where documents must not be sent`
        : 'the storage redirects to an invalid address';
    return { kind: 'failed', reason };
}

// EXTERNAL MODULE: ./build/semaphore.js
var semaphore = __webpack_require__(8022);
;// CONCATENATED MODULE: ./build/storage/send-document.js

/** A document that changes while it is sent is prepared anew this often. */
const MOST_ROUNDS = 3;
const CHANGES = {
    kind: 'failed',
    reason: 'It changed every time it was sent. Is another step writing to it?',
};
const OUTDATED = {
    kind: 'failed',
    reason: 'It changed while it was being sent, after an answer was lost: the storage may hold the earlier version. Is another step writing to it?',
};
/**
 * Prepares a document and sends it after its metadata; once more from its first byte where it has
 * changed meanwhile.
 *
 * @throws the signal's reason when that aborts
 */
async function sendDocument(document, prepare, destination, sender) {
    const { limiter, signal } = sender;
    for (let round = 1; round <= MOST_ROUNDS; round++) {
        const prepared = await limiter.withDescriptor(() => prepare(document), signal);
        if (prepared.kind !== 'prepared')
            return prepared;
        try {
            const end = await sendPrepared(prepared, destination, sender);
            if (end.kind !== 'changed')
                return end;
        }
        finally {
            prepared.release();
        }
    }
    return CHANGES;
}
/** The metadata first: a document never stands in the bucket without it. */
async function sendPrepared({ fileName, metadata, body }, destination, sender) {
    const metadataObject = {
        fileName: `${fileName}.meta.json`,
        body: { kind: 'whole', content: metadata },
    };
    const described = await sender.send(metadataObject, destination);
    if (described.kind === 'failed') {
        return { kind: 'failed', reason: `Its metadata was not uploaded: ${described.reason}.` };
    }
    if (described.kind === 'expired')
        return { ...described, perhapsStored: false };
    if (described.kind === 'changed')
        return described;
    const sent = await sender.send({ fileName, body }, destination);
    if (sent.kind === 'failed') {
        return { kind: 'failed', reason: `It was not uploaded: ${sent.reason}.` };
    }
    // Under new metadata, what may have been stored would be a mixture.
    if (sent.kind === 'changed' && sent.perhapsStored)
        return OUTDATED;
    if (sent.kind !== 'stored')
        return sent;
    if (body.kind === 'whole') {
        sender.limiter.probe ??= () => sender.probe({ fileName, body }, destination);
    }
    return { kind: 'uploaded', bytes: sizeOf(body) };
}

;// CONCATENATED MODULE: ./build/storage/upload.js


/** Memory for what is being sent, or waits to be sent again. */
const MEMORY_BYTES = 64 * 1024 * 1024;
/** What a document takes besides its content. */
const DOCUMENT_BYTES = 16 * 1024;
/** Above this a document is large: it is streamed, and few are sent at once. */
const LARGE_BYTES = 1024 * 1024;
/** Large documents at once: one while small ones wait, more when only large ones are left. */
const LARGE_AT_ONCE = { besideSmall: 1, alone: 8 };
/** One upload of documents to one destination. */
class Upload {
    #destination;
    #handler;
    #sender;
    #settled = new Set();
    #doubtful = [];
    #storedBefore;
    #expired;
    #failure;
    constructor(destination, handler, sender) {
        this.#destination = destination;
        this.#handler = handler;
        this.#sender = sender;
        this.#storedBefore = sender.limiter.storedObjects;
    }
    /**
     * Sends every document, many at once, each after its metadata. A document that cannot be uploaded
     * does not stop the others, and a large one does not hold up the small ones. Call it once.
     *
     * @throws the signal's reason when that aborts; what `prepare` or `settle` threw
     */
    async send(documents) {
        const { limiter, signal } = this.#sender;
        const isLarge = ({ size }) => size > LARGE_BYTES;
        const large = documents.filter(isLarge);
        const small = documents.filter((document) => !isLarge(document));
        const largeSlots = new semaphore/* Semaphore */.j(LARGE_AT_ONCE.alone);
        const besideSmall = limiter.ceiling === 1 ? 0 : LARGE_AT_ONCE.besideSmall;
        const reserved = await largeSlots.acquire(LARGE_AT_ONCE.alone - besideSmall);
        const sendingLarge = this.#sendEach(large, largeSlots, () => 1);
        const memory = new semaphore/* Semaphore */.j(MEMORY_BYTES);
        await this.#sendEach(small, memory, ({ size }) => size + DOCUMENT_BYTES);
        largeSlots.release(reserved);
        await sendingLarge;
        await limiter.settled();
        if (limiter.stalled.aborted)
            return { kind: 'given-up', reason: limiter.lastReason };
        signal.throwIfAborted();
        if (this.#failure !== undefined)
            throw this.#failure;
        if (this.#expired === undefined)
            return { kind: 'complete' };
        return {
            kind: 'expired',
            reason: this.#expired,
            left: documents.filter((document) => !this.#settled.has(document)),
            doubtful: this.#doubtful,
            stored: limiter.storedObjects - this.#storedBefore,
        };
    }
    /** Begins with each document when its turn has come, and not before: one that waits costs nothing. */
    async #sendEach(documents, semaphore, cost) {
        const { limiter } = this.#sender;
        const sending = new Set();
        for (const document of documents) {
            const part = await semaphore.acquire(cost(document));
            await limiter.acquire();
            if (this.#isOver) {
                limiter.release();
                semaphore.release(part);
                break;
            }
            const sent = this.#send(document).finally(() => {
                sending.delete(sent);
                limiter.release();
                semaphore.release(part);
            });
            sending.add(sent);
        }
        await Promise.all(sending);
    }
    async #send(document) {
        const { prepare, settle } = this.#handler;
        try {
            const end = await sendDocument(document, prepare, this.#destination, this.#sender);
            if (end.kind === 'expired') {
                this.#expired = end.reason;
                if (end.perhapsStored)
                    this.#doubtful.push(document);
            }
            else {
                this.#settled.add(document);
                settle(document, end);
            }
        }
        catch (error) {
            this.#failure ??= error instanceof Error ? error : new Error(String(error));
        }
    }
    get #isOver() {
        return this.#sender.signal.aborted || this.#expired !== undefined || this.#failure !== undefined;
    }
}

;// CONCATENATED MODULE: ./build/storage/uploader.js



/**
 * Uploads documents to the destinations of one session after the other, over the same connections and
 * with what was learnt of the storage's pace. Close it.
 */
class Uploader {
    #limiter;
    #network;
    #sender;
    /** Not `AbortSignal.any`: its signal looks at all its sources whenever it is asked, twice an object. */
    #end = new AbortController();
    #sources;
    #abort = (event) => {
        this.#end.abort(event.target instanceof AbortSignal ? event.target.reason : undefined);
        this.#limiter.stop();
        void this.#network.destroy();
    };
    constructor({ concurrency, openNetwork, clock, log, signal }) {
        this.#limiter = new Limiter(concurrency, clock, log);
        this.#network = openNetwork(this.#limiter.ceiling);
        this.#sender = new ObjectSender(this.#network, this.#limiter, clock, this.#end.signal);
        this.#sources = [signal, this.#limiter.stalled];
        for (const source of this.#sources)
            source.addEventListener('abort', this.#abort);
        if (signal.aborted)
            this.#end.abort(signal.reason);
    }
    /**
     * Uploads documents, each after its metadata.
     *
     * @throws the signal's reason when that aborts; what the handler threw
     */
    async upload(documents, handler, destination) {
        this.#limiter.probe = undefined;
        return await new Upload(destination, handler, this.#sender).send(documents);
    }
    async close() {
        for (const source of this.#sources)
            source.removeEventListener('abort', this.#abort);
        this.#limiter.stop();
        await this.#network.destroy();
    }
}

// EXTERNAL MODULE: ./build/network/clock.js
var clock = __webpack_require__(1607);
// EXTERNAL MODULE: ./build/platform/errors.js
var errors = __webpack_require__(4779);
// EXTERNAL MODULE: ./build/network/deadline.js
var network_deadline = __webpack_require__(8921);
// EXTERNAL MODULE: ./build/platform/retry.js
var retry = __webpack_require__(2532);
;// CONCATENATED MODULE: ./build/platform/session-list.js
/**
 * The workspace's open sessions, whoever opened them.
 *
 * @throws as the calls of a `Platform` do
 */
async function listOpenSessions(platform, deadline) {
    // A list that grows while it is paged through shows some sessions twice.
    const open = new Map();
    for await (const page of platform.sessions('current', deadline)) {
        for (const session of page)
            if (session.status === 'OPEN')
                open.set(session.session_id, session);
    }
    return [...open.values()];
}
/**
 * What the platform lists of one session; undefined where it does not list it.
 *
 * @throws as the calls of a `Platform` do
 */
async function findSession(id, platform, deadline) {
    for (const age of ['current', 'expired']) {
        for await (const page of platform.sessions(age, deadline)) {
            const found = page.find(({ session_id }) => session_id === id);
            if (found !== undefined)
                return found;
        }
    }
    return undefined;
}

;// CONCATENATED MODULE: ./build/sessions/close.js






/**
 * Closes a session, which starts its ingestion. Where the platform refuses or does not answer, its
 * list of sessions tells whether the session is closed all the same.
 *
 * @param milliseconds how long that may take; a cancelled run has less
 * @returns why it could not be closed, and how to do that by hand where it may be open; undefined
 * where it is closed
 */
async function closeSession(id, { platform, clock, shutdown, mayNotExist = false, }, milliseconds = budgets/* CLOSING_MILLISECONDS */.lt) {
    const { cancelled, closingOver } = shutdown;
    const ordinary = (0,network_deadline/* deadlineIn */._)(milliseconds, clock, cancelled);
    let problem = await close_close(id, platform, ordinary, budgets/* CLOSE_ATTEMPT_MILLISECONDS */.m2.ordinary, clock);
    if (problem !== undefined && cancelled.aborted) {
        const short = (0,network_deadline/* deadlineIn */._)(budgets/* CANCELLED_MILLISECONDS */.jA.closing, clock, closingOver);
        problem = await close_close(id, platform, short, budgets/* CLOSE_ATTEMPT_MILLISECONDS */.m2.cancelled, clock);
    }
    if (problem === undefined)
        return undefined;
    // There is nothing to close by hand either.
    if (mayNotExist && problem instanceof errors/* NoSuchSessionError */.jy)
        return problem.message;
    return `${problem.message} If it is still open, its documents will be ingested when it expires. To close it now, run: ${platform.closeCommand(id)}`;
}
/** @returns why it could not be closed; undefined where it is closed */
async function close_close(id, platform, deadline, attemptMilliseconds, clock) {
    // The rest of the time is for the list.
    const closing = (0,network_deadline/* within */.u)(deadline, deadline.milliseconds - attemptMilliseconds, clock);
    const isClosed = () => isListedAsClosed(id, platform, (0,network_deadline/* within */.u)(deadline, attemptMilliseconds, clock));
    const attempt = async (failures) => {
        if (failures > 0 && (await isClosed()))
            return;
        await platform.closeSession(id, closing, attemptMilliseconds);
    };
    try {
        await (0,retry/* retry */.L5)(attempt, {
            nextPause: (error, failures) => error instanceof errors/* LostAnswerError */.nD
                ? (0,retry/* pauseWithin */.qX)(closing, failures, error.retryAfterMilliseconds, clock)
                : undefined,
            clock,
            cancelled: deadline.cancelled,
        });
        return undefined;
    }
    catch (error) {
        if (deadline.cancelled.aborted || !(error instanceof Error))
            return new publish_error/* PublishError */.S(`Could not close the upload session ${id}: no answer in time.`);
        return (await isClosed()) ? undefined : error;
    }
}
/** Whether the platform lists a session as closed or expired. */
async function isListedAsClosed(id, platform, deadline) {
    try {
        const status = (await findSession(id, platform, deadline))?.status;
        if (status !== 'CLOSED' && status !== 'EXPIRED')
            return false;
        platform.seenClosed(id);
        return true;
    }
    catch {
        // The refusal to close says more than that the list cannot be read either.
        return false;
    }
}

// EXTERNAL MODULE: ./build/platform/schemas.js
var schemas = __webpack_require__(1290);
;// CONCATENATED MODULE: ./build/sessions/orphans.js



/** With the one that is wanted, half of the ten sessions that a user may have open. */
const MOST_ORPHANS = 4;
/**
 * Orphaned sessions: those that were opened although the answer was lost. Such a session cannot be
 * filled, since its form is unknown, nor closed, since it may be somebody else's. So there must not be
 * many.
 */
class Orphans {
    #isAnswerLost = false;
    #count = 0;
    /** Ids that the platform has listed since the first answer was lost. */
    #known = new Set();
    get mayExist() {
        return this.#isAnswerLost;
    }
    answerLost() {
        this.#isAnswerLost = true;
    }
    /**
     * Whether a session may be asked for again after a lost answer. Waits until the platform lists its
     * sessions, and pauses, longer each time, when it goes on opening sessions.
     *
     * @throws the reason of `deadline.cancelled` when that aborts
     */
    async mayRepeat(platform, deadline, clock) {
        const spare = () => deadline.left() - budgets/* LAST_CREATE_MILLISECONDS */.BM;
        const listed = spare() > 0 ? await tryListing(platform, (0,network_deadline/* within */.u)(deadline, spare(), clock)) : undefined;
        deadline.cancelled.throwIfAborted();
        const ids = listed?.map(({ session_id }) => session_id);
        // Before the first answer was lost nobody had looked, so the list cannot tell what is new.
        const isOpened = this.#count === 0 || ids === undefined || ids.some((id) => !this.#known.has(id));
        ids?.forEach((id) => this.#known.add(id));
        if (!isOpened)
            return true;
        this.#count += 1;
        if (this.#count === MOST_ORPHANS)
            return false;
        const pause = Math.min((this.#count - 1) * budgets/* ORPHAN_PAUSE_MILLISECONDS */.XD, spare());
        if (pause > 0)
            await clock.sleep(pause, deadline.cancelled);
        return true;
    }
}
/** The workspace's open sessions; undefined where the platform does not list them in time. */
async function tryListing(platform, deadline) {
    return await listOpenSessions(platform, deadline).catch(() => undefined);
}
/** In one message. */
const MOST_NAMED = 10;
/** The platform's times are not exact to the second. */
const SLACK_MILLISECONDS = 1_000;
/** The runner's clock and the platform's may differ. */
const CLOCKS_DIFFER_MILLISECONDS = 60_000;
/**
 * Warns of sessions that may be orphaned, as the answer to a request was lost. None of them is closed, as
 * nobody can tell for sure whose it is.
 *
 * @param own the session that was opened in the end; undefined where none was
 * @param milliseconds from the first request until now
 */
async function warnOfOrphans(own, milliseconds, calls) {
    const open = await listOpenSessionsSoon(calls);
    const candidates = open && openedMeanwhile(open, own, milliseconds);
    if (own !== undefined && candidates?.length === 0)
        return;
    const used = own === undefined ? '' : ` This run uses session ${own}.`;
    const orphans = candidates === undefined || candidates.length === 0
        ? 'A session may be open that nobody uses; it closes by itself when it expires.'
        : `Of the sessions opened at that time, some may be orphaned: ${describe(candidates)}. To close one that nobody uses, put its id in place of SESSION_ID: ${calls.platform.closeCommand('SESSION_ID')}`;
    calls.log.warning(`A request to open an upload session got no response.${used} ${orphans}`);
}
/** The open sessions for a message, which is not delayed by more than ten seconds. */
async function listOpenSessionsSoon({ platform, clock, shutdown, }) {
    return await tryListing(platform, (0,network_deadline/* deadlineIn */._)(budgets/* LOOKUP_MILLISECONDS */.Y6, clock, shutdown.graceOver));
}
function openedMeanwhile(open, own, milliseconds) {
    const ours = Date.parse(open.find(({ session_id }) => session_id === own)?.created_at ?? '');
    // The platform's own times are best: the runner's clock may be off.
    const [start, end] = Number.isNaN(ours)
        ? [Date.now() - milliseconds - CLOCKS_DIFFER_MILLISECONDS, Infinity]
        : [ours - milliseconds - SLACK_MILLISECONDS, ours + SLACK_MILLISECONDS];
    return open.filter(({ session_id, created_at }) => {
        const opened = Date.parse(created_at ?? '');
        return session_id !== own && !(opened < start || opened > end);
    });
}
/** Sessions for a message, ten at most: id, expiry and age. */
function describe(sessions) {
    const more = sessions.length > MOST_NAMED ? ' and more' : '';
    const each = ({ session_id, created_at, expires_at }) => {
        const opened = Date.parse(created_at ?? '');
        const minutes = Math.max(0, Math.round((Date.now() - opened) / 60_000));
        const age = Number.isNaN(opened) ? '' : `, ${minutes} min old`;
        return `${session_id} (expires ${expires_at ?? 'at an unknown time'}${age})`;
    };
    return sessions.slice(0, MOST_NAMED).map(each).join('; ') + more;
}

;// CONCATENATED MODULE: ./build/sessions/open.js









const SLOT_BACKOFF = { baseMilliseconds: 4_000, capMilliseconds: 30_000 };
const LEAST_SLOT_PAUSE_MILLISECONDS = 1_000;
/**
 * Opens an upload session. A platform in trouble is waited for up to two minutes; where too many
 * sessions are open, so is a free slot. Should it fail after an answer was lost, a warning tells what
 * may be open.
 *
 * @throws a `PublishError` where the platform refuses, or gives no id to close the session by; the
 * run's own reason when the run is cancelled
 */
async function openSession(request, calls) {
    const { platform, clock, shutdown } = calls;
    shutdown.cancelled.throwIfAborted();
    const started = clock.now();
    const orphans = new Orphans();
    try {
        const created = await createInSlot(request, calls, orphans);
        const config = created.aws_prefixed_request_config;
        return {
            id: idOf(created),
            expiresAt: created.expires_at,
            orphansWithinMilliseconds: orphans.mayExist ? clock.now() - started : undefined,
            secrets: secretsOf(config.fields),
            destination: () => createDestination(config, platform.isLocal),
        };
    }
    catch (error) {
        // A cancelled run does not learn what the answer on its way would have been.
        if (orphans.mayExist || shutdown.graceOver.aborted)
            await warnOfOrphans(undefined, clock.now() - started, calls);
        throw error instanceof errors/* TooManySessionsError */.xx ? await withOpenSessions(error, calls) : error;
    }
}
/** Creates a session as soon as there is a free slot for it. */
async function createInSlot(request, calls, orphans) {
    const { clock, log, shutdown } = calls;
    let left = budgets/* SLOT_MILLISECONDS */.sZ;
    const nextPause = (error, failures) => {
        if (!(error instanceof errors/* TooManySessionsError */.xx) || left === 0)
            return undefined;
        if (failures === 1)
            log.info('Too many upload sessions are open; waiting up to two minutes for one to close');
        const wanted = LEAST_SLOT_PAUSE_MILLISECONDS + (0,backoff/* pauseAfter */.l0)(failures, SLOT_BACKOFF, clock);
        const pause = Math.min(left, wanted);
        left -= pause;
        return pause;
    };
    const { cancelled } = shutdown;
    return await (0,retry/* retry */.L5)(() => create(request, calls, orphans), { nextPause, clock, cancelled });
}
/** Creates a session, again where the answer was lost and the platform is well since. */
async function create(request, { platform, clock, shutdown }, orphans) {
    const { cancelled, graceOver } = shutdown;
    const deadline = (0,network_deadline/* deadlineIn */._)(budgets/* OPENING_MILLISECONDS */.ur, clock, cancelled, graceOver);
    return await (0,retry/* retry */.L5)(() => platform.createSession(request, deadline), {
        nextPause: (error, failures) => {
            if (!(error instanceof errors/* LostAnswerError */.nD))
                return undefined;
            orphans.answerLost();
            return (0,retry/* pauseWithin */.qX)(deadline, failures, error.retryAfterMilliseconds, clock);
        },
        mayRepeat: () => deadline.left() > 0 && orphans.mayRepeat(platform, deadline, clock),
        clock,
        cancelled,
    });
}
/** The refusal with the sessions that take up the slots, where the platform lists them. */
async function withOpenSessions(refusal, calls) {
    const open = (await listOpenSessionsSoon(calls)) ?? [];
    if (open.length === 0)
        return refusal;
    return new publish_error/* PublishError */.S(`${refusal.message} Open in this workspace: ${describe(open)}.`);
}
/** The id as the API gave it, else as it stands in the key of the form. */
function idOf(created) {
    const { session_id, aws_prefixed_request_config } = created;
    const id = session_id || (0,schemas/* sessionOfKey */.hA)(aws_prefixed_request_config.fields['key'] ?? '');
    if (id !== undefined)
        return id;
    throw new publish_error/* PublishError */.S('The platform opened an upload session but returned no id for it: neither the answer nor the key of its form contains one. Run the step again; the session closes by itself when it expires.');
}
function secretsOf(fields) {
    return Object.entries(fields)
        .filter(([name]) => /policy|credential|token|signature/i.test(name))
        .map(([, value]) => value);
}

;// CONCATENATED MODULE: ./build/sessions/session.js





/**
 * The life of an upload session: it is opened, filled until every document is settled or it expires, and
 * closed whatever happens in between, unless this run leaves its sessions open. One that cannot be
 * closed is an error in the log.
 *
 * @throws a `PublishError` where it cannot be opened or its storage cannot be used; the run's own reason
 * when the run is cancelled
 */
async function fillSession(documents, handler, { request, uploader, calls, sessionLog, mask, }) {
    const { cancelled } = calls.shutdown;
    const session = await session_open(request, calls, sessionLog, mask);
    const { id, orphansWithinMilliseconds } = session;
    try {
        cancelled.throwIfAborted();
        if (orphansWithinMilliseconds !== undefined)
            await warnOfOrphans(id, orphansWithinMilliseconds, calls);
        cancelled.throwIfAborted();
        return await fill(session, documents, handler, uploader, cancelled);
    }
    finally {
        await end(id, calls, sessionLog);
    }
}
async function session_open(request, calls, sessionLog, mask) {
    const { platform } = calls;
    sessionLog.opening();
    try {
        const session = await openSession(request, calls);
        session.secrets.forEach(mask);
        sessionLog.opened(session.id, session.expiresAt, platform.closeCommand(session.id));
        return session;
    }
    catch (error) {
        if (error instanceof errors/* UnusableSessionError */.Ih) {
            sessionLog.opened(error.id, '', platform.closeCommand(error.id));
            await end(error.id, calls, sessionLog);
        }
        else
            sessionLog.notOpened();
        throw error;
    }
}
async function fill({ id, destination }, documents, handler, uploader, cancelled) {
    const uploaded = [];
    const settle = (document, outcome) => {
        // A cancelled run has settled everything: it does not wait for what is still being read.
        if (cancelled.aborted)
            return;
        if (outcome.kind === 'uploaded')
            uploaded.push(document);
        handler.settle(document, outcome);
    };
    const upload = uploader.upload(documents, { ...handler, settle }, destination());
    return { session: id, uploaded, end: await (0,clock/* orCancelled */.N)(upload, cancelled) };
}
async function end(id, calls, sessionLog) {
    if (!sessionLog.closesSessions) {
        sessionLog.leftOpen(id);
        return;
    }
    const problem = await closeSession(id, calls);
    if (problem === undefined)
        sessionLog.closed(id);
    else
        calls.log.error(problem);
}

;// CONCATENATED MODULE: ./build/sessions/deliver.js





/** Itself and its metadata. */
const OBJECTS_A_DOCUMENT = 2;
/**
 * "Up to 10 000 files in a session", for files and file metadata (the platform's documentation);
 * they count when they are tried.
 */
const MOST_DOCUMENTS = 10_000 / OBJECTS_A_DOCUMENT;
/** So many sessions in a row that end before anything was stored are a failure. */
const MOST_ENDED_EMPTY = 2;
/**
 * Delivers documents through as many upload sessions as they need, one after the other: a session
 * is full with 10,000 objects, and one that expires early is replaced for what is left. Each is
 * closed before the next is opened, whatever happens in between.
 *
 * @param handler prepares each document, and hears what became of it
 * @throws a `PublishError` where no session could be opened, the storage accepted nothing any more, or
 * a session could not be closed; the signal's reason when that aborts
 */
async function deliver(documents, handler, { platform, request, sessionLog, openStorage, concurrency, mask, clock, log, signal, }) {
    const uploader = new Uploader({ concurrency, openNetwork: openStorage, clock, log, signal });
    const calls = { platform, clock, log, shutdown: (0,shutdown/* shutdownOf */.S)(signal) };
    const fillOne = (batch) => fillSession(batch, handler, { request, uploader, calls, sessionLog, mask });
    try {
        return await fillSessions(documents, fillOne, sessionLog, log);
    }
    finally {
        await uploader.close();
    }
}
/** Fills one session after the other until no document is left. */
async function fillSessions(documents, fillOne, sessionLog, log) {
    const all = [];
    const doubtful = new Set();
    let left = documents;
    let endedEmpty = 0;
    while (left.length > 0) {
        const { session, uploaded, end } = await fillOne(left.slice(0, MOST_DOCUMENTS));
        all.push({ session, documents: uploaded, possibleDuplicates: new Set(doubtful) });
        if (end.kind === 'given-up')
            throw storageStalled(end.reason);
        left = left.slice(MOST_DOCUMENTS);
        if (end.kind === 'complete')
            continue;
        if (!sessionLog.closesSessions)
            throw expiredEarly('The upload session expired', end.reason);
        endedEmpty = end.stored === 0 ? endedEmpty + 1 : 0;
        if (endedEmpty === MOST_ENDED_EMPTY)
            throw expiredEarly('Two upload sessions in a row expired', end.reason);
        log.info(`The session has expired (${end.reason}); the rest goes into another one`);
        end.doubtful.forEach((document) => doubtful.add(document));
        left = [...end.left, ...left];
    }
    if (sessionLog.unclosed.length > 0) {
        throw new publish_error/* PublishError */.S(`The documents are uploaded, but the platform will not ingest them until ${sessionLog.unclosed.length === 1 ? 'this session is' : 'these sessions are'} closed: ${sessionLog.unclosed.join(', ')}`);
    }
    return all;
}
/**
 * Checks that documents fit into the sessions that a run may open.
 *
 * @throws a `PublishError` where they need several, and sessions are left open
 */
function checkFit(documents, closesSessions) {
    if (closesSessions || documents <= MOST_DOCUMENTS)
        return;
    throw new publish_error/* PublishError */.S(`${(0,figures/* counted */.hS)(documents, 'document')} and their metadata need more than one upload session, and "close-session: false" leaves just one open. Set "close-session" to true, or narrow "glob" to at most ${(0,figures/* count */.U9)(MOST_DOCUMENTS)} documents.`);
}
function storageStalled(reason) {
    return new publish_error/* PublishError */.S(`The storage accepted nothing for two minutes, so the rest was not sent (last: ${reason}). Run the step again later.`);
}
function expiredEarly(what, reason) {
    return new publish_error/* PublishError */.S(`${what} before the documents were sent (${reason}). Make "expires-in-seconds" longer if it is set, and check the clock of the runner.`);
}


/***/ }),

/***/ 4780:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Se: () => (/* binding */ upload),
  CY: () => (/* binding */ uploadAndWait),
  JR: () => (/* binding */ upload_waitForIngestion),
  Ai: () => (/* binding */ withPlatform)
});

// UNUSED EXPORTS: API_CONNECTIONS

// EXTERNAL MODULE: ./build/log/figures.js
var figures = __webpack_require__(244);
// EXTERNAL MODULE: ./build/log/publish-error.js
var publish_error = __webpack_require__(5685);
// EXTERNAL MODULE: ./build/network/load.js
var load = __webpack_require__(2801);
// EXTERNAL MODULE: ./build/network/address.js
var address = __webpack_require__(8865);
// EXTERNAL MODULE: ./node_modules/valibot/dist/index.mjs
var dist = __webpack_require__(7934);
// EXTERNAL MODULE: ./build/network/answer.js
var network_answer = __webpack_require__(2367);
// EXTERNAL MODULE: ./build/network/fault.js
var network_fault = __webpack_require__(4237);
// EXTERNAL MODULE: ./build/network/statuses.js
var statuses = __webpack_require__(1883);
// EXTERNAL MODULE: ./build/platform/schemas.js
var schemas = __webpack_require__(1290);
;// CONCATENATED MODULE: ./build/platform/file-schemas.js


/** An id goes into the path of a call that deletes: it is made of the same letters as a session's. */
const FileId = schemas/* SessionId */.Cd;
/** A number of something, which may come as text; what is no such number counts as absent. */
const Amount = dist/* fallback */.NpB(dist/* optional */.lqM(dist/* pipe */.FsL(dist/* union */.KCZ([dist/* number */.aig(), dist/* pipe */.FsL(dist/* string */.YjP(), dist/* regex */.yGV(/^\d{1,15}$/), dist/* transform */.pdi(Number))]), dist/* safeInteger */.Y2b(), dist/* minValue */.Wwf(0))), undefined);
/** Keys that would change what an object is are left out. */
const Metadata = dist/* pipe */.FsL(dist/* custom */.IeY((value) => !Array.isArray(value)), dist/* record */.g1P(dist/* string */.YjP(), dist/* unknown */.L5J()));
/** `GET /files/{id}/meta` */
const FileMetadata = dist/* union */.KCZ([
    Metadata,
    dist/* pipe */.FsL(dist/* null */.chJ(), dist/* transform */.pdi(() => ({}))),
]);
const FileRow = dist/* object */.Ikc({
    file_id: FileId,
    name: dist/* string */.YjP(),
    size: Amount,
    meta: dist/* fallback */.NpB(Metadata, {}),
    created_at: dist/* fallback */.NpB(dist/* optional */.lqM(dist/* string */.YjP()), undefined),
});
/** `GET /files`. Its rows are read one by one: one that makes no sense says nothing of the others. */
const FileList = dist/* object */.Ikc({
    data: dist/* array */.YOg(dist/* unknown */.L5J()),
    total: Amount,
    has_more: dist/* fallback */.NpB(dist/* optional */.lqM(dist/* boolean */.zMY()), undefined),
});
/** A row of `GET /files`; nothing where its file cannot be spoken of. */
function fileOfRow(row) {
    const parsed = dist/* safeParse */.xLC(FileRow, row);
    if (!parsed.success)
        return undefined;
    const { file_id: id, name, size, meta: metadata, created_at: createdAt } = parsed.output;
    return { id, name, size, metadata, createdAt };
}

;// CONCATENATED MODULE: ./build/platform/commands.js


/** What the call that closes a session says. */
const CLOSED = { status: 'CLOSED' };
/** The path that all of a workspace's calls begin with. */
function workspacePath({ apiUrl, workspace }) {
    return `${apiUrl.pathname.replace(/\/$/, '')}/api/v1/workspaces/${encodeURIComponent(workspace)}`;
}
/** The path of a session, below that of its workspace. */
function sessionPath(id) {
    return `/upload_sessions/${encodeURIComponent(id)}`;
}
/**
 * The path of one file, below that of its workspace. Without an id it would be that of all of them, and a
 * call to delete that deletes the workspace's files: so an id that is none is an error of ours.
 *
 * @throws a `TypeError` where the id could lead anywhere else
 */
function filePath(id) {
    if (!dist.is(FileId, id))
        throw new TypeError('not the id of a file');
    return `/files/${encodeURIComponent(id)}`;
}
const KEY = '-H "Authorization: Bearer $DEEPSET_API_KEY"';
/** Closes a session from a person's shell, with the key in a variable. */
function closeCommand(place, id) {
    const body = `-H "Content-Type: application/json" -d '${JSON.stringify(CLOSED)}'`;
    return `curl -X PUT "${commands_address(place, sessionPath(id))}" ${KEY} ${body}`;
}
/** Lists the sessions that have not expired from a person's shell, with the key in a variable. */
function listCommand(place) {
    return `curl "${commands_address(place, '/upload_sessions?is_expired=false')}" ${KEY}`;
}
function commands_address(place, path) {
    return place.apiUrl.origin + workspacePath(place) + path;
}

// EXTERNAL MODULE: ./build/platform/errors.js
var errors = __webpack_require__(4779);
;// CONCATENATED MODULE: ./build/platform/outage.js

/** Shorter trouble is not worth a line. */
const OUTAGE_WORTH_SAYING_MILLISECONDS = 2_000;
/**
 * The times in which the platform does not answer as it should. The log has one line when such a time
 * lasts and one when it is over, however many calls wait for that.
 */
class Outage {
    #clock;
    #log;
    /** By purpose, the calls that have failed and not succeeded since, the first one first. */
    #troubles = new Map();
    /** When the first of its attempts was begun; undefined while all is well. */
    #began;
    #isTold = false;
    constructor(clock, log) {
        this.#clock = clock;
        this.#log = log;
    }
    /**
     * A call has failed, and may be made again.
     *
     * @param begun when it was sent
     */
    failed(purpose, fault, begun, deadline) {
        const troubles = this.#troubles;
        const before = troubles.get(purpose) ?? { purpose, deadline, since: begun, fault };
        // That the time was up says less than what had failed before.
        troubles.set(purpose, fault.isCutShort ? before : { ...before, fault });
        this.#began ??= begun;
        if (this.#isTold || this.#clock.now() - this.#began < OUTAGE_WORTH_SAYING_MILLISECONDS)
            return;
        const [first = before] = troubles.values();
        this.#isTold = true;
        this.#log.info(`The platform ${fault.message}; trying again for up to ${(0,figures/* duration */.p0)(first.deadline.milliseconds)} to ${first.purpose}`);
    }
    /** A call was answered. */
    answered(purpose) {
        this.#troubles.delete(purpose);
        if (this.#began === undefined || this.#troubles.size > 0)
            return;
        const lasted = this.#clock.now() - this.#began;
        if (this.#isTold)
            this.#log.info(`The platform answers again after ${(0,figures/* duration */.p0)(lasted)}`);
        this.#began = undefined;
        this.#isTold = false;
    }
    /** A call is not made again, and the outage goes on. */
    givenUp(purpose) {
        this.#troubles.delete(purpose);
    }
    /** For how many milliseconds a call has failed by now, and how; nothing where it has not. */
    troubleOf(purpose) {
        const trouble = this.#troubles.get(purpose);
        if (trouble === undefined)
            return undefined;
        return { milliseconds: this.#clock.now() - trouble.since, fault: trouble.fault };
    }
}

// EXTERNAL MODULE: ./build/platform/retry.js
var retry = __webpack_require__(2532);
// EXTERNAL MODULE: ./build/network/backoff.js
var backoff = __webpack_require__(8373);
;// CONCATENATED MODULE: ./build/platform/transient-error.js


/** The attempt ran out of time, so nothing is known about its fate. */
const CUT_SHORT = { kind: 'silent', what: 'gave no answer in time' };
/** Statuses that say that the request was not carried out: asked too often, not available. */
const NOT_CARRIED_OUT = [429, 503];
/** A call failed in a way that may pass: by an answer, or without one. */
class TransientError extends Error {
    name = 'TransientError';
    reason;
    constructor(reason) {
        super('status' in reason ? `answered HTTP ${reason.status}` : reason.what);
        this.reason = reason;
    }
    /** Whether the attempt had to end before it came to anything. */
    get isCutShort() {
        return this.reason === CUT_SHORT;
    }
    /** Whether the call may have been carried out all the same. */
    get mayBeDone() {
        const { reason } = this;
        return 'status' in reason ? !NOT_CARRIED_OUT.includes(reason.status) : (0,network_fault/* mayHaveArrived */.BW)(reason);
    }
    /** The pause that the platform asks for; 0 where it asks for none. */
    get retryAfterMilliseconds() {
        return 'status' in this.reason ? (0,backoff/* retryAfter */.P9)(this.reason.headers['retry-after']) : 0;
    }
}

;// CONCATENATED MODULE: ./build/platform/call.js











/** Told to the platform with every call, as its own SDK does. */
const CLIENT_NAME = 'deepset-docs-upload';
const ANSWER_LIMIT_BYTES = 16 * 1024 * 1024;
/** Shorter waits are not worth mentioning. */
const TRIED_WORTH_SAYING_MILLISECONDS = 1_000;
function createCaller({ apiUrl, apiKey, workspace }, dispatcher, clock, log) {
    const basePath = workspacePath({ apiUrl, workspace });
    const headers = {
        authorization: `Bearer ${apiKey}`,
        accept: 'application/json',
        'x-client-source': CLIENT_NAME,
    };
    const outage = new Outage(clock, log);
    let told;
    /** @throws a `TransientError` where another attempt may succeed; a `PublishError` where none will */
    async function send(call) {
        const { method, path, body, attemptMilliseconds, deadline } = call;
        const signal = attemptMilliseconds === undefined
            ? deadline.signal
            : AbortSignal.any([deadline.signal, AbortSignal.timeout(attemptMilliseconds)]);
        const request = {
            origin: apiUrl.origin,
            path: basePath + path,
            method,
            headers: body === undefined ? headers : { ...headers, 'content-type': 'application/json' },
            body: body === undefined ? null : JSON.stringify(body),
            signal,
        };
        let answer;
        try {
            answer = await (0,network_answer/* ask */.k)(dispatcher, request, ANSWER_LIMIT_BYTES);
        }
        catch (error) {
            if (signal.aborted)
                deadline.cancelled.throwIfAborted();
            const fault = signal.aborted ? CUT_SHORT : (0,network_fault/* networkFault */.T4)(error);
            if ((0,network_fault/* isTransient */.dg)(fault))
                throw new TransientError(fault);
            throw (0,errors/* noAnswer */.qE)(fault, contextOf(call));
        }
        const date = Date.parse((0,network_answer/* header */.w)(answer, 'date'));
        if (!Number.isNaN(date))
            told = { date, at: clock.now() };
        if (answer.status === 429)
            call.onThrottled?.();
        if ((0,statuses/* isTransientStatus */.D)(answer.status))
            throw new TransientError(answer);
        return answer;
    }
    function contextOf({ purpose, session }) {
        const lasted = outage.troubleOf(purpose)?.milliseconds ?? 0;
        const tried = lasted < TRIED_WORTH_SAYING_MILLISECONDS ? '' : `; tried for ${(0,figures/* duration */.p0)(lasted)}`;
        const about = session === undefined ? {} : { session };
        return { purpose, host: apiUrl.host, workspace, tried, ...about };
    }
    return {
        async ask(call) {
            const { deadline, method, path, purpose, repeats, isTriedOnce = false } = call;
            const attempt = async () => {
                const begun = clock.now();
                try {
                    return await send(call);
                }
                catch (error) {
                    if (error instanceof TransientError) {
                        log.debug(`${apiUrl.host} ${error.message} (${method} ${path})`);
                        outage.failed(purpose, error, begun, deadline);
                    }
                    throw error;
                }
            };
            const nextPause = (error, failures) => {
                if (!(error instanceof TransientError))
                    return undefined;
                if (isTriedOnce || (error.mayBeDone && !repeats))
                    return undefined;
                return (0,retry/* pauseWithin */.qX)(deadline, failures, error.retryAfterMilliseconds, clock);
            };
            try {
                const answer = await (0,retry/* retry */.L5)(attempt, {
                    nextPause,
                    mayRepeat: () => deadline.left() > 0,
                    clock,
                    cancelled: deadline.cancelled,
                });
                const context = contextOf(call);
                outage.answered(purpose);
                return { answer, context };
            }
            catch (error) {
                const earlier = outage.troubleOf(purpose)?.fault;
                const problem = error instanceof TransientError
                    ? (0,errors/* unanswered */.bj)(error, earlier ?? error, contextOf(call))
                    : error;
                // Who made a call whose answer was lost makes it again while there is time.
                const isAskedAgain = problem instanceof errors/* LostAnswerError */.nD && (0,retry/* hasTime */._p)(deadline) && !isTriedOnce;
                if (!isAskedAgain)
                    outage.givenUp(purpose);
                throw problem;
            }
        },
        time: () => told && told.date + clock.now() - told.at,
        fulfilled: (purpose) => {
            outage.answered(purpose);
        },
    };
}
/**
 * The answer's JSON, where it has one of the statuses and fits the schema.
 *
 * @throws a `PublishError` that says what else it is
 */
function expectAnswer({ answer, context }, statuses, schema) {
    if (!statuses.includes(answer.status))
        throw (0,errors/* refusal */.x5)(answer, context);
    const parsed = dist/* safeParse */.xLC(dist/* pipe */.FsL(dist/* string */.YjP(), dist/* parseJson */.qFJ(), schema), answer.text);
    if (!parsed.success)
        throw (0,errors/* strangeAnswer */.h2)(answer, context, (0,schemas/* describeMismatch */._e)(parsed.issues));
    return parsed.output;
}

;// CONCATENATED MODULE: ./build/platform/files.js




/** Speaks of files with the API of one workspace. */
function fileCalls(caller) {
    return {
        async listFiles(query, deadline, onThrottled) {
            const answered = await caller.ask({
                method: 'GET',
                path: `/files?${searchOf(query)}`,
                purpose: 'list the files of the workspace',
                repeats: true,
                deadline,
                ...(onThrottled && { onThrottled }),
            });
            const { answer, context } = answered;
            // A cursor that names no file may be one that is not found. What else a page is asked for by has
            // been taken for the page before.
            const refused = query.after === undefined ? [400, 422] : [400, 404, 422];
            const suspects = query.after === undefined ? [] : ['after_value', 'after_file_id'];
            if (refused.includes(answer.status) && !(0,errors/* isHtml */._6)(answer))
                throw new errors/* RefusedQueryError */.Tl((0,errors/* refusal */.x5)(answer, context).message, answer, suspects);
            const { data, total, has_more } = expectAnswer(answered, [200], FileList);
            const files = data.map(fileOfRow).filter((file) => file !== undefined);
            return { files, unreadable: data.length - files.length, total, hasMore: has_more };
        },
        async fileMetadata(id, deadline) {
            const call = aboutFile('GET', `${filePath(id)}/meta`, `read the metadata of file ${id}`);
            const answered = await caller.ask({ ...call, deadline });
            if (isMissing(answered.answer))
                return undefined;
            return expectAnswer(answered, [200], FileMetadata);
        },
        async deleteFile(id, deadline) {
            const call = aboutFile('DELETE', filePath(id), `delete file ${id}`);
            const { answer, context } = await caller.ask({ ...call, isTriedOnce: true, deadline });
            if ([200, 202, 204].includes(answer.status) && !(0,errors/* isHtml */._6)(answer))
                return 'deleted';
            if (isMissing(answer))
                return 'gone';
            const problem = (0,errors/* refusal */.x5)(answer, context);
            if (answer.status !== 401 && answer.status !== 403)
                throw problem;
            throw new errors/* NotAllowedError */.ec(`${problem.message} Without the input "prune" nothing is deleted, and such files stay.`);
        },
    };
}
function aboutFile(method, path, purpose) {
    return { method, path, purpose, repeats: true };
}
/** A page of a proxy's says nothing of a file. */
function isMissing(answer) {
    return answer.status === 404 && !(0,errors/* isHtml */._6)(answer);
}
function searchOf({ limit, byName, filter, namePart, after }) {
    const parameters = Object.entries({
        limit: String(limit),
        field: byName ? 'name' : undefined,
        order: byName ? 'ASC' : undefined,
        filter,
        name: namePart,
        after_value: after?.value,
        after_file_id: after?.id,
    });
    return parameters
        .filter((pair) => pair[1] !== undefined)
        .map(([name, value]) => `${name}=${encodeURIComponent(value.toWellFormed())}`)
        .join('&');
}

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(7975);
;// CONCATENATED MODULE: ./build/platform/pages.js


/**
 * The pages of a list, to its end. Nothing says whether the platform counts pages from 0 or from 1,
 * so the first is asked for without a number, and page 1 may turn out to be the same. A list that
 * changes meanwhile may bring an item twice.
 *
 * @param ask gives the page of a number, or the first
 * @param size how many items a full page has
 * @param what is listed, for the message
 * @throws a `PublishError` where the list would never end
 */
async function* pagesOf(ask, size, what) {
    const isFollowed = ({ data, has_more }) => has_more ?? data.length >= size;
    let page = await ask(undefined);
    yield page.data;
    for (let number = 1; isFollowed(page); number++) {
        const before = page.data;
        page = await ask(number);
        const isSame = (0,external_node_util_.isDeepStrictEqual)(page.data, before);
        if (isFollowed(page) && (page.data.length === 0 || (isSame && number > 1))) {
            throw new publish_error/* PublishError */.S(`The platform's list of ${what} never ends: page ${number} has nothing new but says there is more. Run the step again later.`);
        }
        if (!isSame)
            yield page.data;
    }
}

;// CONCATENATED MODULE: ./build/platform/client.js








/** More are not promised for the files of a session (the platform's documentation). */
const ITEMS_A_PAGE = 10;
/** Speaks the platform's API. */
function connectPlatform(access, dispatcher, clock, log) {
    const caller = createCaller(access, dispatcher, clock, log);
    return {
        ...fileCalls(caller),
        time: () => caller.time(),
        isLocal: (0,address/* isLoopback */.U)(access.apiUrl),
        async createSession(request, deadline) {
            const answered = await caller.ask({
                method: 'POST',
                path: '/upload_sessions',
                body: {
                    write_mode: request.writeMode,
                    parallel_processing_enabled: request.parallelProcessing,
                    // JSON leaves out what is undefined.
                    expires_in_seconds: request.expiresInSeconds,
                },
                purpose: 'open an upload session',
                repeats: false,
                deadline,
            });
            const { answer, context } = answered;
            // Nothing was opened, whatever session it names.
            if (answer.status === 406)
                throw (0,errors/* refusal */.x5)(answer, context);
            try {
                return expectAnswer(answered, [200, 201], schemas/* CreatedSession */.Z6);
            }
            catch (error) {
                const id = (0,schemas/* sessionNamedIn */.zo)(answer.text);
                if (!(error instanceof publish_error/* PublishError */.S) || id === undefined)
                    throw error;
                throw new errors/* UnusableSessionError */.Ih(error.message, id);
            }
        },
        async closeSession(id, deadline, attemptMilliseconds) {
            const { answer, context } = await caller.ask({
                method: 'PUT',
                path: sessionPath(id),
                body: CLOSED,
                purpose: closePurpose(id),
                session: id,
                repeats: false,
                attemptMilliseconds,
                deadline,
            });
            if (answer.status !== 204 && answer.status !== 200)
                throw (0,errors/* refusal */.x5)(answer, context);
        },
        seenClosed: (id) => {
            caller.fulfilled(closePurpose(id));
        },
        closeCommand: (id) => closeCommand(access, id),
        async ingestionStatus(id, deadline) {
            const purpose = `ask for the ingestion of session ${id}`;
            const answered = await caller.ask(getCall(sessionPath(id), purpose, deadline, id));
            const { ingestion_status } = expectAnswer(answered, [200], schemas/* IngestionCounts */.$$);
            return { finished: ingestion_status.finished_files, failed: ingestion_status.failed_files };
        },
        sessionFiles: (id, status, deadline) => pagesOf(async (page) => {
            const query = `${pageQuery(page)}&ingestion_status=${status}`;
            const purpose = `list the documents of session ${id}`;
            const path = `${sessionPath(id)}/files?${query}`;
            const answered = await caller.ask(getCall(path, purpose, deadline, id));
            return expectAnswer(answered, [200], schemas/* SessionFiles */.G3);
        }, ITEMS_A_PAGE, `the documents of session ${id}`),
        async pendingCount(id, deadline) {
            const purpose = `count the documents of session ${id}`;
            const path = `${sessionPath(id)}/files?limit=1&ingestion_status=PENDING`;
            const answered = await caller.ask(getCall(path, purpose, deadline, id));
            const { total, data } = expectAnswer(answered, [200], schemas/* SessionFiles */.G3);
            if (data.length === 0)
                return total ?? 0;
            return total === 0 ? undefined : total;
        },
        sessions: (age, deadline, limit = ITEMS_A_PAGE) => pagesOf(async (page) => {
            const path = `/upload_sessions?${pageQuery(page, limit)}&is_expired=${age === 'expired'}`;
            const purpose = 'list the upload sessions';
            const answered = await caller.ask(getCall(path, purpose, deadline));
            const { answer, context } = answered;
            if (answer.status === 422 && limit > ITEMS_A_PAGE)
                throw new errors/* RefusedQueryError */.Tl((0,errors/* refusal */.x5)(answer, context).message, answer);
            return expectAnswer(answered, [200], schemas/* SessionList */.ZV);
        }, ITEMS_A_PAGE, 'the upload sessions'),
    };
}
function closePurpose(id) {
    return `close the upload session ${id}`;
}
/** A call that changes nothing. */
function getCall(path, purpose, deadline, session) {
    const about = session === undefined ? {} : { session };
    return { method: 'GET', path, purpose, repeats: true, deadline, ...about };
}
function pageQuery(page, limit = ITEMS_A_PAGE) {
    return `limit=${limit}${page === undefined ? '' : `&page_number=${page}`}`;
}

;// CONCATENATED MODULE: ./build/report/progress.js

const EVERY_MILLISECONDS = 5_000;
/** Logs the progress of an upload every few seconds, until the returned function is called. */
function showProgress(log, counts) {
    let before = counts().uploaded;
    const timer = setInterval(() => {
        const now = counts();
        const wanted = now.matched - now.skipped;
        const rate = ((now.uploaded - before) * 1000) / EVERY_MILLISECONDS;
        before = now.uploaded;
        // While the session is being opened there is no progress.
        if (now.uploaded === 0)
            return;
        log.info(`  ${(0,figures/* count */.U9)(now.uploaded)} of ${(0,figures/* counted */.hS)(wanted, 'document')} (${(0,figures/* bytes */.ee)(now.bytesUploaded)}, ${rate.toFixed(rate < 10 ? 1 : 0)} a second)`);
    }, EVERY_MILLISECONDS);
    return () => {
        clearInterval(timer);
    };
}

// EXTERNAL MODULE: ./build/sessions/deliver.js + 21 modules
var deliver = __webpack_require__(1123);
// EXTERNAL MODULE: ./build/platform/poll.js
var poll = __webpack_require__(5929);
;// CONCATENATED MODULE: ./build/log/changing-line.js
const changing_line_EVERY_MILLISECONDS = 5_000;
/**
 * A line of the log that shows progress: logged again only when it has changed, and not more often
 * than every few seconds.
 */
class ChangingLine {
    #log;
    #now;
    #latest = '';
    #said = '';
    #saidAt = -Infinity;
    /** @param now milliseconds of a clock that never goes back */
    constructor(log, now) {
        this.#log = log;
        this.#now = now;
    }
    say(line) {
        this.#latest = line;
        if (this.#now() - this.#saidAt >= changing_line_EVERY_MILLISECONDS)
            this.finish();
    }
    /** Says the latest line, should it have been held back. */
    finish() {
        if (this.#latest === this.#said)
            return;
        this.#said = this.#latest;
        this.#saidAt = this.#now();
        this.#log.info(this.#latest);
    }
}

;// CONCATENATED MODULE: ./build/sessions/session-files.js
/**
 * The files of sessions that are in one state of their ingestion.
 *
 * @param names those that count, where they are known
 * @throws as the calls of a `Platform` do
 */
async function listFiles(sessions, status, names, platform, deadline) {
    async function listOne(session) {
        const wanted = names?.get(session);
        // A list that changes while it is paged through shows some files twice.
        const files = new Map();
        for await (const page of platform.sessionFiles(session, status, deadline)) {
            for (const file of page)
                if (wanted?.has(file.name) !== false)
                    files.set(file.name, file);
        }
        return [session, files];
    }
    const all = await Promise.all(sessions.map(listOne));
    return new Map(all.filter(([, files]) => files.size > 0));
}
/** How many names or files there are in all sessions. */
function total(all) {
    return [...all.values()].reduce((sum, { size }) => sum + size, 0);
}
function namesOf(files) {
    return new Map([...files].map(([session, each]) => [session, new Set(each.keys())]));
}
/** The names that are not among the files of their session. */
function without(names, files) {
    const remaining = (session, all) => {
        const found = files.get(session);
        return found === undefined ? all : new Set([...all].filter((name) => !found.has(name)));
    };
    return new Map([...names].map(([session, all]) => [session, remaining(session, all)]));
}
/** Without metadata whose document never arrived: that is no document that anybody expects. */
function withoutLoneMetadata(files) {
    const isWhole = ([, file]) => file.ingestion_status_reason !== 'FILE_NOT_FOUND';
    return new Map([...files].map(([id, each]) => [id, new Map([...each].filter(isWhole))]));
}

;// CONCATENATED MODULE: ./build/sessions/ingestion.js





/**
 * Waits until the platform has ingested or rejected all documents of closed sessions, or the time is
 * up. The platform does not say how many a session holds. Where nothing is known of them, that is all
 * once nothing is pending, every session has something ingested or rejected, and two looks agree.
 *
 * @param sessions their ids
 * @throws a `PublishError` where the platform refuses to tell; the signal's reason when that aborts
 */
async function waitForIngestion(sessions, expected, { platform, log, ...polling }) {
    const names = expected.kind === 'names' ? expected.names : undefined;
    const list = (status, deadline) => listFiles(sessions, status, names, platform, deadline);
    const progress = new ChangingLine(log, () => polling.clock.now());
    let counts = [];
    async function look(deadline) {
        const before = counts;
        const ask = async (session) => ({
            session,
            ...(await platform.ingestionStatus(session, deadline)),
        });
        counts = await Promise.all(sessions.map(ask));
        progress.say(progressOf(counts, expected));
        const isStable = (0,external_node_util_.isDeepStrictEqual)(counts, before);
        if (!mayBeAll(counts, expected, isStable))
            return undefined;
        if ((await list('PENDING', deadline)).size > 0)
            return undefined;
        const failed = await list('FAILED', deadline);
        switch (expected.kind) {
            case 'names': {
                if (isExact(counts, expected.names, failed))
                    return failed;
                // A session holds more than these documents: only their names tell which are ingested.
                const finished = await list('FINISHED', deadline);
                return total(finished) + total(failed) < total(expected.names) ? undefined : failed;
            }
            case 'count': {
                const whole = withoutLoneMetadata(failed);
                if (finishedOf(counts) + total(whole) >= expected.documents)
                    return whole;
                return isStable ? failed : undefined;
            }
            case 'unknown':
                return failed;
        }
    }
    async function listPending(deadline) {
        if (names === undefined)
            return namesOf(await list('PENDING', deadline));
        return without(names, await list('FINISHED', deadline));
    }
    const allFailed = await (0,poll/* poll */.d)(look, polling);
    progress.finish();
    const finished = finishedOf(counts);
    if (allFailed !== undefined)
        return { isComplete: true, finished, failed: allFailed, pending: new Map() };
    const [pending, failed] = await Promise.all([
        (0,poll/* lastLook */.w)(listPending, polling),
        (0,poll/* lastLook */.w)((deadline) => list('FAILED', deadline), polling),
    ]);
    const failedFiles = failed.seen ?? new Map();
    const perhapsPending = pending.seen ?? names ?? new Map();
    const problem = pending.problem ?? failed.problem;
    return {
        isComplete: false,
        finished,
        failed: failedFiles,
        pending: without(perhapsPending, failedFiles),
        ...(problem === undefined ? {} : { problem }),
    };
}
/** Whether the counts allow that everything is ingested or rejected; else no list need be read. */
function mayBeAll(counts, expected, isStable) {
    switch (expected.kind) {
        case 'names':
            return counts.every((each) => settled(each) >= (expected.names.get(each.session)?.size ?? 0));
        case 'count':
            return counts.reduce((sum, each) => sum + settled(each), 0) >= expected.documents;
        case 'unknown':
            return isStable && counts.every((each) => settled(each) > 0);
    }
}
/** Whether the platform counts nothing but the expected documents. */
function isExact(counts, names, failed) {
    return counts.every((each) => settled(each) === names.get(each.session)?.size &&
        each.failed === (failed.get(each.session)?.size ?? 0));
}
function progressOf(counts, expected) {
    const finished = finishedOf(counts);
    const failed = counts.reduce((sum, each) => sum + each.failed, 0);
    const all = expectedOf(expected);
    const of = all === undefined ? '' : `${(0,figures/* count */.U9)(finished)} of `;
    return `  ${of}${(0,figures/* counted */.hS)(all ?? finished, 'document')} ingested, ${(0,figures/* count */.U9)(failed)} rejected`;
}
function expectedOf(expected) {
    switch (expected.kind) {
        case 'names':
            return total(expected.names);
        case 'count':
            return expected.documents;
        case 'unknown':
            return undefined;
    }
}
function settled({ finished, failed }) {
    return finished + failed;
}
function finishedOf(counts) {
    return counts.reduce((sum, { finished }) => sum + finished, 0);
}

;// CONCATENATED MODULE: ./build/sessions/ingestion-result.js

/** Why the platform rejects a document, by its documentation, and what to do. */
const REASONS = new Map([
    ['EMPTY_FILE', 'it is empty. Fill it, or exclude it from "glob"'],
    ['FILE_NOT_FOUND', 'only its metadata arrived. Run the step again'],
    [
        'FAILED_TO_PARSE_META',
        'its metadata does not fit the workspace: a key has another type in other files there. Give that key the same type, or another name',
    ],
    [
        'FILE_ALREADY_EXISTS',
        'the workspace has a file of this name, and "write-mode" is FAIL. Use OVERWRITE or KEEP, or another "name-prefix"',
    ],
    ['UNKNOWN_ERROR', "it does not say why. Run the step again, or ask the platform's support"],
]);
/**
 * What it means for the run that the platform has not ingested a file.
 *
 * @param mayBeDuplicate whether an earlier session of this run may have brought the same document
 */
function resultOf(file, writeMode, mayBeDuplicate) {
    const reason = file.ingestion_status_reason ?? 'UNKNOWN_ERROR';
    if (reason === 'FILE_ALREADY_EXISTS') {
        if (writeMode === 'KEEP')
            return { kind: 'kept' };
        if (writeMode === 'FAIL' && mayBeDuplicate)
            return { kind: 'ingested' };
    }
    const why = REASONS.get(reason) ?? "see the platform's documentation";
    return { kind: 'rejected', reason: `The platform rejected it (${reason}): ${why}.` };
}
/**
 * Waits until the platform has ingested or rejected every delivered document, or the time is up.
 *
 * @throws as `waitForIngestion` does
 */
async function waitForDocuments(delivered, writeMode, waiting) {
    const filled = delivered.filter(({ documents }) => documents.length > 0);
    const names = new Map(filled.map(({ session, documents }) => [session, new Set(documents.map(({ name }) => name))]));
    const { failed, pending, problem } = await waitForIngestion([...names.keys()], { kind: 'names', names }, waiting);
    const results = new Map();
    for (const { session, documents, possibleDuplicates } of filled) {
        for (const document of documents) {
            const file = failed.get(session)?.get(document.name);
            const isPending = pending.get(session)?.has(document.name) === true;
            results.set(document, file !== undefined
                ? resultOf(file, writeMode, possibleDuplicates.has(document))
                : { kind: isPending ? 'pending' : 'ingested' });
        }
    }
    return { results, ...(problem === undefined ? {} : { problem }) };
}

;// CONCATENATED MODULE: ./build/upload.js







/** The list of files is read with this many requests in parallel; everything else needs fewer. */
const API_CONNECTIONS = 16;
/** Speaks with the platform while the work goes on. */
async function withPlatform(apiKey, { inputs, runtime }, work) {
    const { apiUrl, workspace, proxies } = inputs;
    const network = await (0,load/* loadNetwork */.V)(proxies, API_CONNECTIONS);
    try {
        return await work(connectPlatform({ apiUrl, apiKey, workspace }, network, runtime.clock, runtime.log));
    }
    finally {
        await network.destroy();
    }
}
/**
 * Uploads documents through sessions. The ledger has what became of each.
 *
 * @throws a `PublishError` as `deliver` does; the signal's reason when that aborts
 */
async function upload(documents, prepare, platform, { inputs, runtime, ledger, sessionLog }) {
    const { clock, log, mask, signal } = runtime;
    const { openNetwork } = await Promise.all(/* import() */[__webpack_require__.e(648), __webpack_require__.e(315)]).then(__webpack_require__.bind(__webpack_require__, 9315));
    const handler = {
        prepare,
        settle: ({ path }, outcome) => {
            ledger.settle(path, outcome);
        },
    };
    const hideProgress = showProgress(log, () => ledger.counts);
    try {
        return await (0,deliver/* deliver */.c)(documents, handler, {
            platform,
            request: inputs.session,
            sessionLog,
            openStorage: (connections) => openNetwork(inputs.proxies, connections),
            concurrency: inputs.concurrency,
            mask,
            clock,
            log,
            signal,
        });
    }
    finally {
        hideProgress();
    }
}
/**
 * Uploads documents, and waits for their ingestion where that is asked for.
 *
 * @throws a `PublishError` as `upload` does, and where documents are pending when the time is over; the
 * signal's reason when that aborts
 */
async function uploadAndWait(documents, prepare, platform, run) {
    const delivered = await upload(documents, prepare, platform, run);
    const { ingestionSeconds } = run.inputs;
    if (ingestionSeconds === undefined)
        return;
    const pending = await upload_waitForIngestion(delivered, ingestionSeconds, platform, run);
    if (pending !== undefined)
        throw new publish_error/* PublishError */.S(pending.problem);
}
/**
 * Waits until every uploaded document is ingested or rejected.
 *
 * @returns what is pending when the time is over; undefined where nothing is
 * @throws as `waitForDocuments` does
 */
async function upload_waitForIngestion(delivered, seconds, platform, { inputs, runtime, ledger }) {
    const { clock, log, signal } = runtime;
    const { results, problem } = await waitForDocuments(delivered, inputs.session.writeMode, {
        platform,
        milliseconds: seconds * 1000,
        clock,
        log,
        signal,
    });
    const pending = [];
    for (const [{ path }, result] of results) {
        ledger.settleIngestion(path, result);
        if (result.kind === 'pending')
            pending.push(path);
    }
    if (pending.length === 0)
        return undefined;
    const message = `${(0,figures/* counted */.hS)(pending.length, 'document')} uploaded but not ingested before "ingestion-timeout" ran out: ${(0,figures/* listed */.KE)(pending)}. Ingestion continues on the platform. Allow more time, or wait in a later step with the finalize action.`;
    return {
        documents: pending.length,
        problem: problem === undefined ? message : `${message} ${problem}`,
    };
}


/***/ })

};
