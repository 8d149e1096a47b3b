export const id = 606;
export const ids = [606];
export const modules = {

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
 * does not hang. What cannot be sent comes back as left out; nothing stays open then.
 *
 * @param folder the real path of the workspace folder
 * @param path relative to it, with `/`
 * @throws `DescriptorsExhausted` where none is free to open it with: it says nothing of the document
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
            throw new _network_descriptors_js__WEBPACK_IMPORTED_MODULE_2__/* .DescriptorsExhausted */ .AH(path, error.code);
        return (0,_unsendable_js__WEBPACK_IMPORTED_MODULE_3__/* .unreadable */ .O$)(path, error);
    }
    finally {
        if (file !== undefined)
            (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.closeSync)(file);
    }
}
function admit(file, absolute, path) {
    if (!isOpenedAt(file, absolute)) {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.lstatSync)(absolute); // throws where there is nothing any more, which is another reason
        return (0,_unsendable_js__WEBPACK_IMPORTED_MODULE_3__/* .behindLink */ .Bk)(path);
    }
    const stats = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.fstatSync)(file);
    if (!stats.isFile())
        return (0,_unsendable_js__WEBPACK_IMPORTED_MODULE_3__/* .notAFile */ .$y)(path, stats);
    if (stats.size > MAX_DOCUMENT_BYTES)
        return (0,_unsendable_js__WEBPACK_IMPORTED_MODULE_3__/* .tooLarge */ .g$)(path);
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

/***/ 7953:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   AH: () => (/* binding */ DocumentChanged),
/* harmony export */   XF: () => (/* binding */ SLICE_BYTES),
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
/** The document was written to while it was read: it may be hashed and sent again from the start. */
class DocumentChanged extends Error {
    name = 'DocumentChanged';
}
/**
 * Hashes a document to its end, in one buffer. A file to which something is added faster than it is
 * read ends with DocumentChanged at 5 GiB. Throws the file system's errors, and the signal's reason
 * when that aborts.
 */
async function hashDocument(document, signal) {
    const sha256 = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256');
    const buffer = Buffer.allocUnsafeSlow(SLICE_BYTES);
    for (let size = 0; size <= _open_js__WEBPACK_IMPORTED_MODULE_1__/* .MAX_DOCUMENT_BYTES */ .bi;) {
        signal.throwIfAborted();
        const length = await document.read(buffer, size);
        sha256.update(buffer.subarray(0, length));
        size += length;
        if (length < buffer.length)
            return { size, sha256: sha256.digest('hex') };
    }
    throw new DocumentChanged(`${document.path} grows while it is read.`);
}
/**
 * The document's slices, in order, as long as it is what it was when it was hashed. The last slice
 * comes only when size and hash agree; if they do not, it never comes, and DocumentChanged is
 * thrown. A slice's bytes are overwritten when the eighth after it is asked for. Throws the file
 * system's errors.
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
            throw new DocumentChanged(`${document.path} changed while it was sent.`);
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
/* harmony export */   CA: () => (/* binding */ errorCode),
/* harmony export */   FW: () => (/* binding */ lfsPointer),
/* harmony export */   Ie: () => (/* binding */ empty),
/* harmony export */   L$: () => (/* binding */ symbolicLink),
/* harmony export */   O$: () => (/* binding */ unreadable),
/* harmony export */   T3: () => (/* binding */ notUtf8),
/* harmony export */   g$: () => (/* binding */ tooLarge)
/* harmony export */ });
function skipped(path, reason) {
    return { path, outcome: 'skipped', reason };
}
function failed(path, reason) {
    return { path, outcome: 'failed', reason };
}
/** For a file of no bytes: the platform's ingestion refuses it as EMPTY_FILE. */
function empty(path) {
    return skipped(path, 'The file is empty, and the platform refuses empty files.');
}
/** For what git left in place of a file that Git LFS keeps elsewhere. */
function lfsPointer(path) {
    return skipped(path, 'This is a Git LFS pointer, not the file itself: set "lfs: true" on actions/checkout.');
}
/** For a symbolic link, wherever it leads. */
function symbolicLink(path) {
    return skipped(path, 'This is a symbolic link, and links are not followed: let "glob" name what it leads to.');
}
/** For a file or folder that a pattern reaches through a linked folder. */
function behindLink(path) {
    return skipped(path, 'The way here leads through a symbolic link, and links are not followed: let "glob" name the real folder.');
}
/** For a name that cannot be written in UTF-8, as S3 and the platform require. */
function notUtf8(path) {
    return skipped(path, 'The name is not valid UTF-8: rename it to publish it.');
}
/** For what is neither a file nor a symbolic link: opening it could hang, or mean something else. */
function notAFile(path, stats) {
    return skipped(path, `This is ${kindOf(stats)}, not a file.`);
}
/** For a document above what S3 takes in one POST. */
function tooLarge(path) {
    return failed(path, 'The file is larger than 5 GiB, the most that S3 takes in one upload.');
}
/** For what the file system refused to show or to read, by its error. */
function unreadable(path, error) {
    const code = errorCode(error);
    if (code === 'ELOOP')
        return symbolicLink(path);
    if (code === 'ENXIO')
        return skipped(path, 'This is a socket or a device, not a file.');
    if (code === 'ENOENT' || code === 'ENOTDIR') {
        return failed(path, 'It was there when the search began, and is gone: does another step move files?');
    }
    if (code === 'EACCES' || code === 'EPERM') {
        return failed(path, `It cannot be read (${code}): give the user that runs this step permission.`);
    }
    return failed(path, `It cannot be read (${code}).`);
}
/** The file system's short name for what went wrong, such as ENOENT. */
function errorCode(error) {
    if (typeof error === 'object' && error !== null && 'code' in error)
        return String(error.code);
    return error instanceof Error ? error.message : String(error);
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

/***/ 9957:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  M: () => (/* binding */ commonFolder),
  L: () => (/* binding */ readHistory)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: ./build/git/run.js
var run = __webpack_require__(7810);
// EXTERNAL MODULE: ./build/git/tokens.js
var tokens = __webpack_require__(1793);
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
/** Reads `SHA PARENT PARENT… (from PARENT)`, which names all parents for each of them: only the ends. */
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

// EXTERNAL MODULE: ./build/metadata/commit.js
var commit = __webpack_require__(4435);
;// CONCATENATED MODULE: ./build/git/commits.js



/** `%aN` is the name that `.mailmap` gives the author: what people want to be called today. */
const FORMAT = ['-z', '--no-patch', '--encoding=UTF-8', '--format=tformat:%H%x00%ct%x00%aN%x00%s'];
/**
 * The commit that is checked out.
 * @throws as `runGit`; GitError when there is no commit yet
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

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
;// CONCATENATED MODULE: ./build/git/position.js




/** @throws as `runGit`; GitError also when there is no commit yet */
async function readPosition(clone) {
    const [checkedOut, prefix, shallow] = await Promise.all([
        readCheckedOut(clone),
        readLine(['--show-prefix'], clone),
        readLine(['--git-path', 'shallow'], clone),
    ]);
    return { checkedOut, prefix, boundary: await readBoundary((0,external_node_path_.resolve)(clone.folder, shallow)) };
}
/** Without its end only: a folder's name may hold a line break. */
async function readLine(args, clone) {
    const chunks = [];
    for await (const chunk of (0,run/* runGit */.EO)('rev-parse', args, clone))
        chunks.push(chunk);
    return Buffer.concat(chunks).toString().replace(/\n$/, '');
}
async function readBoundary(file) {
    try {
        const lines = (await (0,promises_.readFile)(file, 'latin1')).split('\n');
        return new Set(lines.filter((line) => line !== ''));
    }
    catch (error) {
        if ((0,run/* errorCode */.CA)(error) === 'ENOENT')
            return new Set();
        throw new run/* GitError */.XS('failed', String(error));
    }
}

// EXTERNAL MODULE: ./build/github/shallow.js
var shallow = __webpack_require__(4046);
// EXTERNAL MODULE: ./build/git/trust.js
var trust = __webpack_require__(3705);
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
 * Finds each file's last commit by one pass over the history, and by GitHub's help where the clone
 * is shallow. What cannot be told is a warning, in git's words where they are its own, never an error.
 * @throws the signal's reason when the signal aborts, and why the paths will never be known
 */
async function readHistory(request) {
    const { folder, environment, log, signal, timeoutSeconds } = request;
    const paths = request.paths.then((all) => [...new Set(all)]);
    // Whoever looked for them hears of it first.
    paths.catch(() => undefined);
    /** @throws what is not git's failure */
    const explain = (error) => {
        if (error instanceof run/* GitError */.XS)
            return describe(error, folder);
        throw error;
    };
    const incomplete = (error) => {
        log.warning("Some documents' metadata name the commit that is checked out instead of their own: " +
            explain(error));
    };
    try {
        const clone = { folder: await findFolder(folder), environment, signal, timeoutSeconds };
        const history = await (0,trust/* trustingFolder */.R)(clone, (trusted) => readClone(trusted, paths, incomplete));
        return await (0,shallow/* completeShallow */.C)(history, request.github, log, signal);
    }
    catch (error) {
        const undescribed = await paths;
        if (undescribed.length > 0)
            log.warning(`The documents' own commits are not known: ${explain(error)}`);
        return new Map(undescribed.map((path) => [path, { kind: 'none' }]));
    }
}
/** @throws as `runGit`, where not even the checked-out commit is known */
async function readClone(clone, awaited, incomplete) {
    const position = await readPosition(clone);
    const paths = await awaited;
    if (paths.length === 0)
        return new Map();
    const repositoryPaths = paths.map((path) => position.prefix + path);
    const bytes = repositoryPaths.map((path) => Buffer.from(path).toString('latin1'));
    const walk = new Walk(position.checkedOut.sha, bytes);
    let commits = new Map();
    try {
        try {
            await leadThroughHistory(walk, commonFolder(paths) || (position.prefix && '.'), clone);
        }
        finally {
            // Answers found before a failure are as good as any.
            commits = await readCommits(walk.shas, clone);
        }
    }
    catch (error) {
        incomplete(error);
    }
    return new Map(paths.map((path, number) => {
        const repositoryPath = position.prefix + path;
        return [path, toFileCommit(walk.answers[number], repositoryPath, commits, position)];
    }));
}
function toFileCommit(answer, repositoryPath, commits, { checkedOut, boundary }) {
    const insteadBecause = (why) => {
        return { kind: 'checked-out', why, commit: checkedOut, repositoryPath };
    };
    if (answer === undefined)
        return insteadBecause('unfinished');
    if (answer.kind === 'absent')
        return insteadBecause('untracked');
    if (boundary.has(answer.sha))
        return insteadBecause('shallow');
    const commit = commits.get(answer.sha);
    return commit === undefined
        ? insteadBecause('unfinished')
        : { kind: 'own', commit, repositoryPath };
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
/** Where git looks from; `-c safe.directory` wants the real path. */
async function findFolder(folder) {
    try {
        return await (0,promises_.realpath)(folder);
    }
    catch {
        throw new run/* GitError */.XS('no-repository', folder);
    }
}
function describe(error, folder) {
    switch (error.problem) {
        case 'missing':
            return `git is not installed (${error.message}).`;
        case 'not-started':
            return `git cannot be started (${error.message}).`;
        case 'no-repository':
            return `${folder} is not in a git repository. Is there no actions/checkout step before this one?`;
        case 'too-slow':
            return `${error.message}.`;
        case 'refused':
        case 'failed':
            return `git says "${error.message}".`;
    }
}


/***/ }),

/***/ 7810:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CA: () => (/* binding */ errorCode),
/* harmony export */   EO: () => (/* binding */ runGit),
/* harmony export */   XS: () => (/* binding */ GitError)
/* harmony export */ });
/* harmony import */ var node_child_process__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1421);
/* harmony import */ var node_events__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8474);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8500);
/* harmony import */ var _log_secrets_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7664);





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
/**
 * Runs git in its safe form and gives what it prints, as it comes. Leaving the loop early ends git.
 * @param input what git reads from stdin
 * @throws GitError when git cannot be started, takes too long, or ends with another code than 0
 * @throws the signal's reason when the signal aborts
 */
async function* runGit(command, args, clone, input = '') {
    const { folder, environment, signal, timeoutSeconds } = clone;
    signal.throwIfAborted();
    const limit = AbortSignal.timeout(timeoutSeconds * 1000);
    const either = AbortSignal.any([signal, limit]);
    try {
        const git = await start([...safely(folder), command, ...args], environment, either);
        yield* converse(git, input, either);
    }
    catch (error) {
        signal.throwIfAborted();
        if (!limit.aborted)
            throw error;
        throw new GitError('too-slow', `git ${command} did not finish within ${timeoutSeconds} s`);
    }
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
            const code = errorCode(error);
            const pause = PASSING.has(code) ? PAUSES_MILLISECONDS[attempt] : undefined;
            if (pause === undefined)
                throw explainStart(error);
            await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_3__.setTimeout)(pause, undefined, { signal });
        }
    }
}
/** Gives what git prints. Ends it when the signal aborts, and when nobody reads on. */
async function* converse(git, input, signal) {
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
        if (git.exitCode !== 0) {
            throw explain(complaint, `git ended with ${git.signalCode ?? git.exitCode ?? 'no code'}`);
        }
    }
    finally {
        signal.removeEventListener('abort', stop);
        stop();
    }
}
function safely(folder) {
    const settings = { ...SETTINGS, 'safe.directory': folder.replaceAll('\\', '/') };
    return [
        '--no-pager',
        // GitHub knows no replacements, and links lead there.
        '--no-replace-objects',
        '--literal-pathspecs',
        ...Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`]),
        '-C',
        folder,
    ];
}
function harmlessPart(environment) {
    const harmless = Object.entries(environment).filter(([name, value = '']) => !SECRET.test(name) && (0,_log_secrets_js__WEBPACK_IMPORTED_MODULE_4__/* .withoutSecrets */ .c)(value) === value);
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
/** The system's short name for what went wrong, such as ENOENT; '' where it has none. */
function errorCode(error) {
    return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}
function explainStart(error) {
    const code = errorCode(error);
    if (code === 'ENOENT')
        return new GitError('missing', String(error));
    const limit = `${code}: a limit such as that of "ulimit -n" is too low`;
    return new GitError('not-started', PASSING.has(code) ? limit : String(error));
}
function explain(complaint, otherwise) {
    const lines = complaint.split('\n').filter((line) => line.trim() !== '');
    const fatal = lines.find((line) => line.startsWith('fatal: '));
    const words = (0,_log_secrets_js__WEBPACK_IMPORTED_MODULE_4__/* .withoutSecrets */ .c)(fatal ?? lines[0] ?? otherwise)
        .slice(0, WORDS_LENGTH)
        .toWellFormed();
    return new GitError(problemOf(words), words);
}
function problemOf(words) {
    if (/dubious ownership|unsafe repository|cannot use bare repository/.test(words))
        return 'refused';
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

/***/ 3705:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   R: () => (/* binding */ trustingFolder)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8161);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
/* harmony import */ var _run_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7810);




/**
 * Does the work again where git refuses a folder that has another owner, as in a container job.
 * `-c safe.directory` is enough for today's git, but 2.30 to 2.37 with that check (Ubuntu 22.04's)
 * take the setting from a user's file only: then git gets a home of its own for the time.
 * @throws what the work throws
 */
async function trustingFolder(clone, work) {
    try {
        return await work(clone);
    }
    catch (error) {
        if (!(error instanceof _run_js__WEBPACK_IMPORTED_MODULE_3__/* .GitError */ .XS && error.problem === 'refused'))
            throw error;
        const home = await homeThatTrusts(clone.folder).catch(() => {
            throw error;
        });
        const environment = { ...clone.environment, HOME: home, XDG_CONFIG_HOME: home };
        return await work({ ...clone, environment }).finally(() => remove(home));
    }
}
async function homeThatTrusts(folder) {
    const home = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdtemp)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)((0,node_os__WEBPACK_IMPORTED_MODULE_1__.tmpdir)(), 'git-home-'));
    const directory = JSON.stringify(folder.replaceAll('\\', '/'));
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(home, '.gitconfig'), `[safe]\n\tdirectory = ${directory}\n`);
    return home;
}
/** What cannot be removed stays with the runner's other temporary files: no reason to fail. */
async function remove(home) {
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rm)(home, { recursive: true, force: true, maxRetries: 5 }).catch(() => undefined);
}


/***/ }),

/***/ 2367:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ ask),
/* harmony export */   w: () => (/* binding */ header)
/* harmony export */ });
/* harmony import */ var _limits_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9365);

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
function ask(dispatcher, { signal, ...request }, limit, milliseconds = _limits_js__WEBPACK_IMPORTED_MODULE_0__/* .TIME_LIMITS */ .H.answer) {
    const { promise, resolve, reject } = Promise.withResolvers();
    let stop = (reason) => {
        reject(reason);
    };
    const abort = () => {
        stop(reasonOf(signal));
    };
    let timer;
    const ended = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', abort);
    };
    let interim = 0;
    let head = { status: 0, headers: {} };
    const chunks = [];
    let size = 0;
    const finish = () => {
        ended();
        resolve({ ...head, text: size === 0 ? '' : Buffer.concat(chunks).toString('utf8', 0, limit) });
    };
    dispatcher.dispatch(request, {
        onRequestStart(controller) {
            stop = (reason) => {
                controller.abort(reason);
            };
            if (signal?.aborted === true)
                abort();
        },
        onResponseStart(controller, status, headers) {
            if (status < 200) {
                if (++interim > MOST_INTERIM_ANSWERS)
                    controller.abort(fault('UND_ERR_HEADERS_TIMEOUT', 'no end of interim answers'));
                return;
            }
            head = { status, headers };
            if (status === 204)
                return;
            timer = setTimeout(() => {
                controller.abort(fault('UND_ERR_BODY_TIMEOUT', 'the answer did not end'));
            }, milliseconds);
        },
        onResponseData(controller, chunk) {
            chunks.push(chunk);
            size += chunk.length;
            if (size < limit)
                return;
            finish();
            controller.abort(new Error('the rest of the answer is not wanted'));
        },
        onResponseEnd: finish,
        onResponseError(_, error) {
            ended();
            reject(error);
        },
    });
    signal?.addEventListener('abort', abort, { once: true });
    if (signal?.aborted === true)
        abort();
    return promise;
}
function fault(code, message) {
    return Object.assign(new Error(message), { code });
}
function reasonOf(signal) {
    const reason = signal?.reason;
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
 * How long an object pauses before it is sent again: after its own k-th failure (k - 1)² seconds, so
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
/* harmony export */   C1: () => (/* binding */ REST_MILLISECONDS),
/* harmony export */   Ex: () => (/* binding */ OBJECT_JITTER_MILLISECONDS),
/* harmony export */   VH: () => (/* binding */ PLACE_MILLISECONDS),
/* harmony export */   al: () => (/* binding */ OBJECT_PAUSE_MILLISECONDS),
/* harmony export */   cB: () => (/* binding */ LAST_LOOK_MILLISECONDS),
/* harmony export */   cG: () => (/* binding */ COURTESY_MILLISECONDS),
/* harmony export */   gc: () => (/* binding */ MOST_STALE_CONNECTIONS),
/* harmony export */   jA: () => (/* binding */ CANCELLED_MILLISECONDS),
/* harmony export */   jn: () => (/* binding */ OBJECT_ATTEMPTS),
/* harmony export */   lt: () => (/* binding */ CLOSING_MILLISECONDS),
/* harmony export */   m2: () => (/* binding */ CLOSE_ATTEMPT_MILLISECONDS),
/* harmony export */   s$: () => (/* binding */ STALL_MILLISECONDS),
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
 * The rest, longer each time, that a platform is given which goes on opening sessions without saying so:
 * each stays open for a day.
 */
const REST_MILLISECONDS = 30_000;
/** Others may close their sessions meanwhile, but a run does not wait for that for ever. */
const PLACE_MILLISECONDS = 120_000;
/** As for opening: one that stays open puts old documents over newer ones a day later. */
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
/** Looking who else has a session open is a courtesy: a run does not wait longer for it. */
const COURTESY_MILLISECONDS = 10_000;
/** After `ingestion-timeout`, what is still pending has to be named: that may take so long. */
const LAST_LOOK_MILLISECONDS = 30_000;
/** One object to S3: so many attempts that count against it, over 30 s at least. */
const OBJECT_ATTEMPTS = 6;
/** An object's pause after its own k-th failure is (k - 1)² of these, so five of them are 30 s. */
const OBJECT_PAUSE_MILLISECONDS = 1_000;
/** On top of that, by chance, so that objects that failed together do not come back together. */
const OBJECT_JITTER_MILLISECONDS = 500;
/** Attempts for one object that do not count: S3 had just closed the connection they went by. */
const MOST_STALE_CONNECTIONS = 10;
/** An upload in which attempts fail, nothing is stored and nothing moves for so long is given up. */
const STALL_MILLISECONDS = 120_000;


/***/ }),

/***/ 3319:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   AH: () => (/* binding */ DescriptorsExhausted),
/* harmony export */   UT: () => (/* binding */ withDescriptor),
/* harmony export */   Yv: () => (/* binding */ lacksDescriptor)
/* harmony export */ });
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8500);
/* harmony import */ var _log_publish_error_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5685);


/**
 * No file descriptor was free, in this process (EMFILE) or in the whole system (ENFILE). Files and
 * connections share them, so it passes: others give theirs back.
 */
class DescriptorsExhausted extends _log_publish_error_js__WEBPACK_IMPORTED_MODULE_1__/* .PublishError */ .S {
    name = 'DescriptorsExhausted';
    code;
    constructor(path, code) {
        super(`${JSON.stringify(path)} cannot be opened, as no file descriptor is free (${code}): raise the runner's limit ("ulimit -n").`);
        this.code = code;
    }
}
/** Whether an error, the system's own or a `DescriptorsExhausted`, says that no descriptor was free. */
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
const TRANSIENT = new Set([
    'unreachable',
    'exhausted',
    'unconnected',
    'interrupted',
    'silent',
    'proxy-in-trouble',
]);
/** Those of a connection that stood. */
const AFTERWARDS = new Set(['interrupted', 'silent', 'not-http']);
/** A proxy did not open the way to a host: the status it answered, or why it did not answer. */
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
/** Statuses by which a proxy says that it may open the way a little later. */
const PASSING_STATUS = new Set([408, 429, 500, 502, 503, 504]);
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
        return { kind: 'untrusted', what: `has a certificate that nobody here knows (${code})` };
    }
    if (code === 'UND_ERR_INVALID_ARG')
        return { kind: 'not-http', what: `cannot be asked with what was given (${code})` };
    if (code === 'ENOTFOUND')
        return { kind: 'unknown-host', what: `has a name that is not known (${code})` };
    if (code === 'EAI_AGAIN')
        return { kind: 'unreachable', what: `has a name that could not be looked up (${code})` };
    if (EXHAUSTED.has(code)) {
        const what = `cannot be reached while the runner has too many files open (${code})`;
        return { kind: 'exhausted', what };
    }
    if (UNREACHABLE.has(code))
        return { kind: 'unreachable', what: `cannot be reached (${code})` };
    if (code === 'UND_ERR_CONNECT_TIMEOUT' || (code === 'ETIMEDOUT' && connecting))
        return { kind: 'unconnected', what: `did not take a connection in time (${code})` };
    if (SILENT.has(code))
        return { kind: 'silent', what: `did not answer in time (${code})` };
    if (code === 'EPROTO' || code.startsWith('ERR_SSL'))
        return { kind: 'not-http', what: `answered with something that is not HTTP (${code})` };
    return { kind: 'interrupted', what: `broke the connection${code === '' ? '' : ` (${code})`}` };
}
/** The parser's errors have no code. One of them means that an answer breaks off. */
function isParserError(error) {
    return (error instanceof Error &&
        error.name === 'HTTPParserError' &&
        !error.message.includes('Invalid EOF state'));
}
function proxyFault({ proxy, reason }) {
    const which = `is behind the proxy ${proxy}, which`;
    if (typeof reason === 'object') {
        const kind = isTransient(reason) ? 'proxy-in-trouble' : 'proxy-refuses';
        return { kind, what: `${which} ${reason.what}` };
    }
    if (PASSING_STATUS.has(reason))
        return { kind: 'proxy-in-trouble', what: `${which} answered HTTP ${reason}` };
    const refuses = reason === 407 ? 'asks for a name and a password, or other ones' : 'does not let it through';
    return { kind: 'proxy-refuses', what: `${which} ${refuses} (HTTP ${reason})` };
}
/** Whether the same request may well get its answer a little later. */
function isTransient({ kind }) {
    return TRANSIENT.has(kind);
}
/** Whether the request may have reached its host, and been carried out, all the same. */
function mayHaveArrived({ kind }) {
    return AFTERWARDS.has(kind);
}
/**
 * Whether an error ended a connection that had brought an answer before: its host may have closed it
 * just then, as it does with those it has no more use for.
 */
function hadServed(error) {
    if (typeof error !== 'object' || error === null || !('socket' in error))
        return false;
    const { socket } = error;
    if (typeof socket !== 'object' || socket === null || !('bytesRead' in socket))
        return false;
    return typeof socket.bytesRead === 'number' && socket.bytesRead > 0;
}
/** What to do about a fault, whatever host it is about: a sentence without its full stop, or nothing. */
function adviceOn({ kind }) {
    switch (kind) {
        case 'untrusted':
            return 'If your network has a certificate authority of its own, give its file in the environment variable NODE_EXTRA_CA_CERTS';
        case 'proxy-in-trouble':
        case 'proxy-refuses':
            return 'Check the environment variables HTTPS_PROXY, HTTP_PROXY and NO_PROXY of the runner';
        default:
            return undefined;
    }
}
/** The details of an error, of its cause, or of the first of the errors it gathers. */
function details(error) {
    if (typeof error !== 'object' || error === null)
        return { code: '', connecting: false };
    const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
    const own = { code, connecting: 'syscall' in error && error.syscall === 'connect' };
    const first = 'errors' in error && Array.isArray(error.errors) ? error.errors[0] : undefined;
    const cause = 'cause' in error ? error.cause : undefined;
    if (code !== '' && code !== 'UND_ERR_SOCKET' && first === undefined)
        return own;
    return [first, cause].map(details).find((inner) => inner.code !== '') ?? own;
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

/***/ 4606:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  publish: () => (/* binding */ publish)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/network/descriptors.js
var descriptors = __webpack_require__(3319);
// EXTERNAL MODULE: ./build/log/publish-error.js
var publish_error = __webpack_require__(5685);
// EXTERNAL MODULE: ./build/documents/unsendable.js
var unsendable = __webpack_require__(4208);
;// CONCATENATED MODULE: ./build/documents/listing.js

/** So many names are read at once, within some milliseconds. */
const NAMES_AT_ONCE = 1_024;
/** What stands in a name where Node cannot decode it. Only then are the bytes worth a second look. */
const UNDECODED = '\uFFFD';
/**
 * What is in a folder, which is open from now until the last of it was taken. Bytes of a name that
 * are not UTF-8 become lone surrogates, U+DC80 to U+DCFF (as in Python's "surrogateescape"), so that no
 * two names are confused: `isWellFormed()` tells them apart, `visible()` shows them. Throws the file
 * system's error.
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

;// CONCATENATED MODULE: ./build/documents/names.js

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
 * Names the found files, in their order. Throws a PublishError that names the documents if two get
 * one name, if a name is too long for S3, or if one would be taken for metadata.
 */
function nameDocuments(files, options) {
    const documents = files.map(({ path, size }) => ({ path, name: nameOf(path, options), size }));
    refuse(collisions(documents), 'Two documents would get one name on the platform', options.fileName === 'basename'
        ? 'set "file-name" to "path", rename one of them or exclude it from "glob".'
        : 'rename one of them or exclude it from "glob".');
    refuse(documents.flatMap(({ path, name }) => {
        const bytes = encodeName(name).length;
        return bytes > MAX_NAME_BYTES ? [`${JSON.stringify(path)} (${bytes} bytes)`] : [];
    }), `A name is longer than the ${MAX_NAME_BYTES} bytes, percent-encoded, that S3 leaves for it`, 'shorten the path or "name-prefix", or set "file-name" to "basename".');
    refuse(documents.flatMap(({ path, name }) => name.endsWith(METADATA_SUFFIX) ? [`${JSON.stringify(path)} as ${JSON.stringify(name)}`] : []), `A name that ends in ${METADATA_SUFFIX} would be taken for another document's metadata`, 'change "name-prefix" or exclude it from "glob".');
    return documents;
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
function refuse(found, problem, advice) {
    if (found.length === 0)
        return;
    const named = found.slice(0, MAX_NAMED).join('; ');
    const more = found.length > MAX_NAMED ? `; and ${found.length - MAX_NAMED} more` : '';
    throw new publish_error/* PublishError */.S(`${problem}: ${named}${more}. What to do: ${advice}`);
}

;// CONCATENATED MODULE: ./build/documents/workspace-folder.js




/**
 * The real path of the workspace folder: it may itself be reached by a link, what is in it may not.
 * Throws a PublishError if it is not a folder.
 */
function realFolder(workspace) {
    try {
        const folder = (0,external_node_fs_.realpathSync)((0,external_node_path_.resolve)(workspace));
        if ((0,external_node_fs_.statSync)(folder).isDirectory())
            return folder;
    }
    catch (error) {
        throw new publish_error/* PublishError */.S(`The workspace folder ${workspace} (GITHUB_WORKSPACE) cannot be read: ${(0,unsendable/* errorCode */.CA)(error)}. Is it mounted in this container?`);
    }
    throw new publish_error/* PublishError */.S(`The workspace folder ${workspace} (GITHUB_WORKSPACE) is not a folder.`);
}
/** Whether an absolute path is the folder or lies below it, by its letters alone. */
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
    /** Where a search should have started, and there is nothing. */
    missing = [];
    /** The paths of documents that have a metadata file beside them, and of some that do not exist. */
    described = new Set();
    /** Whether something hidden was passed over. */
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
            // Too long a name is one that nothing here can have.
            if (!['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'].includes((0,unsendable/* errorCode */.CA)(error))) {
                return { kind: 'obstacle', obstacle: (0,unsendable/* unreadable */.O$)(path, error) };
            }
            this.missing.push(path);
            return { kind: 'nothing' };
        }
    }
    /** What is to be seen in a folder. Throws the file system's error, also while it is being read. */
    async entries(folder) {
        return this.#visible(folder, await (0,descriptors/* withDescriptor */.UT)(() => list(folder)));
    }
    /**
     * What to say of a folder that cannot be read.
     *
     * @throws a `PublishError` where that is the workspace folder itself
     */
    unreadableFolder(folder, error) {
        if (folder !== this.folder)
            return (0,unsendable/* unreadable */.O$)(`${this.pathOf(folder)}/`, error);
        const code = (0,unsendable/* errorCode */.CA)(error);
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
    /** What is below a real folder and not a link is real, so only a search's start can lead astray. */
    #enterVisible(root, path) {
        const stats = (0,external_node_fs_.lstatSync)(root);
        if (stats.isSymbolicLink())
            return { kind: 'obstacle', obstacle: (0,unsendable/* symbolicLink */.L$)(path) };
        const parent = (0,external_node_path_.dirname)(root);
        if (root !== this.folder && (0,external_node_fs_.realpathSync)(parent) !== parent) {
            if (stats.isDirectory() && !isWithin(this.folder, (0,external_node_fs_.realpathSync)(root))) {
                return { kind: 'obstacle', obstacle: (0,unsendable/* behindLink */.Bk)(`${path}/`) };
            }
            this.#linked.push(root);
        }
        if (stats.isDirectory())
            return { kind: 'folder' };
        // Nobody lists the folder of a pattern that is a file's path.
        if (isThere(root + METADATA_SUFFIX))
            this.#describe(root + METADATA_SUFFIX);
        return { kind: 'file' };
    }
    *#visible(folder, entries) {
        for (const entry of entries) {
            if (this.#isHidden(entry.name))
                continue;
            if (entry.name.endsWith(METADATA_SUFFIX) && !entry.isDirectory()) {
                this.#describe((0,external_node_path_.join)(folder, entry.name));
            }
            yield entry;
        }
    }
    #describe(metadataFile) {
        if (!metadataFile.isWellFormed())
            return;
        this.described.add(this.pathOf(metadataFile.slice(0, -METADATA_SUFFIX.length)));
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
function isThere(file) {
    try {
        return !(0,external_node_fs_.lstatSync)(file).isDirectory();
    }
    catch {
        return false;
    }
}

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: ./node_modules/@actions/glob/lib/glob.js + 9 modules
var glob = __webpack_require__(3860);
;// CONCATENATED MODULE: ./build/documents/patterns.js





/**
 * The patterns of the input "glob": one a line, `#` for a comment, `!` excludes, relative to the
 * workspace folder or absolute and in it. Throws a PublishError that names the pattern which is not
 * valid or searches outside of the workspace folder, or says that there is none that includes.
 */
async function readPatterns(input, workspace, folder) {
    const lines = input.split(/[\r\n]+/).map((line) => line.trim());
    const patterns = lines
        .filter((line) => line !== '' && !line.startsWith('#'))
        .map((line) => parse(line, [(0,external_node_path_.resolve)(workspace), folder], folder));
    for (const pattern of patterns)
        await check(pattern, folder);
    if (patterns.length === 0) {
        throw new publish_error/* PublishError */.S('The input "glob" has no pattern: give one a line, such as "docs/**/*.md".');
    }
    if (patterns.every((pattern) => pattern.excludes)) {
        throw new publish_error/* PublishError */.S('The input "glob" has only patterns that exclude ("!"): add one that says what to publish, such as "docs/**/*.md".');
    }
    return patterns;
}
/** Where to search for what the patterns include: their literal beginnings, none within another. */
async function searchPaths(patterns) {
    const including = patterns.filter(({ excludes }) => !excludes);
    const globber = await (0,glob/* create */.v)(including.map(({ absolute }) => absolute).join('\n'));
    return globber.getSearchPaths();
}
/** The pattern that means this path and no other. */
function literally(path) {
    return (external_node_path_.sep === '\\' ? path : path.replaceAll('\\', '\\\\')).replace(/[[?*]/g, '[$&]');
}
function parse(written, roots, folder) {
    const [marks = ''] = /^(?:!\s*)*/.exec(written) ?? [];
    const excludes = marks.replaceAll(/[^!]/g, '').length % 2 === 1;
    const pattern = written.slice(marks.length);
    if (pattern === '') {
        throw new publish_error/* PublishError */.S('The input "glob" has a line with "!" and no pattern behind it.');
    }
    return { written, excludes, absolute: makeAbsolute(pattern, roots, folder) };
}
function makeAbsolute(pattern, roots, folder) {
    const native = external_node_path_.sep === '\\' ? pattern.replaceAll('/', '\\') : pattern;
    // `${{ github.workspace }}` is not written as a pattern: what looks like one in it is a name.
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
async function check({ written, absolute, excludes }, folder) {
    const name = JSON.stringify(written);
    const [start = folder] = await (0,glob/* create */.v)(absolute).then((globber) => globber.getSearchPaths(), (error) => {
        throw new publish_error/* PublishError */.S(`The pattern ${name} of the input "glob" is not valid: ${wrong(error)}`);
    });
    if (!excludes && !isWithin(folder, start)) {
        throw new publish_error/* PublishError */.S(`The pattern ${name} of the input "glob" searches ${start}, outside of the workspace folder ${folder}: only files in the workspace folder are published.`);
    }
}
function wrong(error) {
    const message = error instanceof Error ? error.message : String(error);
    return message.includes('Relative pathing')
        ? '"." and ".." are not allowed in it; write it as a path relative to the workspace folder.'
        : `${message}.`;
}

// EXTERNAL MODULE: ./node_modules/minimatch/dist/esm/index.js + 7 modules
var esm = __webpack_require__(3581);
;// CONCATENATED MODULE: ./build/documents/scope.js


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
    /** The scope of a folder, given with its absolute path. */
    static of(patterns, folder) {
        const names = namesOf(folder);
        return names.reduce((scope, _, index) => scope.below(names.slice(0, index + 1)), new Scope(false, patterns.map((pattern) => new Rule(pattern))));
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
    const names = path.split(external_node_path_.sep);
    return names.at(-1) === '' ? names.slice(0, -1) : names;
}
/** As `@actions/glob` has them. */
const OPTIONS = {
    dot: true,
    nobrace: true,
    nocase: external_node_path_.sep === '\\',
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
        this.#glob = new esm/* Minimatch */.VR(external_node_path_.sep === '\\' ? absolute.replaceAll('\\', '/') : absolute, OPTIONS);
        const segments = this.#glob.set.flat().map(withoutBacktracking);
        this.#fitsFiles = segments.at(-1) !== '';
        if (!this.#fitsFiles)
            segments.pop();
        if (segments.at(-1) === esm/* GLOBSTAR */.ZN)
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

;// CONCATENATED MODULE: ./build/documents/search.js




/**
 * Searches a tree for what the patterns include, wherever that may be and nowhere else. A folder
 * that cannot be read is an obstacle, and ends nothing.
 *
 * @throws a `PublishError` where that is the workspace folder; the signal's reason when it aborts
 */
async function search(patterns, tree, turn, signal) {
    const found = [];
    const obstacles = [];
    const places = [];
    for (const root of await searchPaths(patterns))
        start(root);
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
        const names = namesOf(path);
        const scope = Scope.of(patterns, (0,external_node_path_.dirname)(path));
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
            if (turn.isLong)
                await turn.end(signal);
        }
    }
    function enter(place) {
        if (!place.scope.mayInclude)
            return;
        if (place.path.isWellFormed())
            places.push(place);
        else
            note((0,unsendable/* notUtf8 */.T3)(`${tree.pathOf(place.path)}/`), [...place.names, ANYTHING], place.scope);
    }
    function note(obstacle, names, scope) {
        if (!scope.excludes(names))
            obstacles.push(obstacle);
    }
}
/** Stands for what is in a folder that nobody can look into: only a pattern for all of it excludes it. */
const ANYTHING = 'anything';

// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(8500);
;// CONCATENATED MODULE: ./build/documents/turn.js

/** A cancellation is heard only between two turns of the event loop. */
const LONGEST_TURN_MILLISECONDS = 20;
/** A turn of the event loop, for work that nothing else interrupts and whose length nobody knows. */
class Turn {
    #began = performance.now();
    /** Whether it has lasted so long that it should end. */
    get isLong() {
        return performance.now() - this.#began > LONGEST_TURN_MILLISECONDS;
    }
    /** Ends it: whatever waits has its turn, and then this work goes on. Rejects with the signal's reason. */
    async end(signal) {
        await (0,promises_.setImmediate)();
        signal.throwIfAborted();
        this.#began = performance.now();
    }
}

;// CONCATENATED MODULE: ./build/documents/discover.js







/**
 * Finds the files to publish, and what the patterns match but cannot be published, by name and
 * reason. Opens no file. Files ending in `.meta.json` are metadata of others and are not matched.
 *
 * @throws a `PublishError` if a pattern is not valid or the workspace folder cannot be read; the
 * signal's reason when that aborts
 */
async function discover(options) {
    const folder = realFolder(options.workspace);
    const patterns = await readPatterns(options.patterns, options.workspace, folder);
    const tree = new FolderTree(folder, options.includeHiddenFiles);
    const turn = new Turn();
    const { found, obstacles } = await search(patterns, tree, turn, options.signal);
    const files = [];
    const leftOut = [...obstacles];
    for (const absolute of found) {
        if (turn.isLong)
            await turn.end(options.signal);
        const file = examine(absolute, tree);
        if ('outcome' in file)
            leftOut.push(file);
        else
            files.push(file);
    }
    const { passedHidden, missing } = tree;
    options.log.debug(`Found ${files.length} files in ${folder}, and ${leftOut.length} to leave out.`);
    return {
        folder,
        files: sorted(files),
        sidecars: sorted(files.filter(({ path }) => tree.described.has(path))).map(({ path }) => path),
        leftOut: sorted(leftOut),
        clues: { patterns, passedHidden, missing },
    };
}
function examine(absolute, tree) {
    const path = tree.pathOf(absolute);
    if (!absolute.isWellFormed())
        return (0,unsendable/* notUtf8 */.T3)(path);
    try {
        const stats = (0,external_node_fs_.lstatSync)(absolute);
        if (stats.isSymbolicLink())
            return (0,unsendable/* symbolicLink */.L$)(path);
        if (tree.isBehindLink(absolute))
            return (0,unsendable/* behindLink */.Bk)(path);
        if (!stats.isFile())
            return (0,unsendable/* notAFile */.$y)(path, stats);
        return stats.size === 0 ? (0,unsendable/* empty */.Ie)(path) : { path, size: stats.size };
    }
    catch (error) {
        return (0,unsendable/* unreadable */.O$)(path, error);
    }
}
/** By code units, the same everywhere, each path once, without metadata files. */
function sorted(items) {
    // Two that cannot be shown as they are may look alike: their reasons tell them apart.
    const unlike = new Map(items.map((item) => [JSON.stringify(item), item]));
    return [...unlike.values()]
        .filter((item) => !item.path.endsWith('.meta.json'))
        .sort((one, other) => (one.path < other.path ? -1 : 1));
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
        ...signsOfMistakes({ folder, clues }),
        ...(clues.passedHidden ? ['Hidden files or folders were passed over.'] : []),
        'Usual causes: actions/checkout has not run before this step, the patterns are not relative to the workspace folder,',
        'or the files are hidden (a name in the path starts with a dot), which needs "include-hidden-files: true".',
    ].join(' ');
}
/** What in the patterns is probably not meant, a sentence each; also where others have found something. */
function signsOfMistakes({ clues: { patterns, missing } }) {
    const written = patterns.map((pattern) => pattern.written);
    return [
        missing.length > 0 &&
            `There is no ${missing.map((path) => JSON.stringify(path)).join(', no ')} (upper and lower case count).`,
        written.some((pattern) => /\{[^}]*,[^}]*\}/.test(pattern)) &&
            'Braces such as {md,html} are not supported in "glob": give each pattern a line.',
        written.some((pattern) => /\\\w/.test(pattern)) &&
            'Folders in "glob" are separated by /, not by \\.',
        written.some((pattern) => pattern.endsWith(METADATA_SUFFIX)) &&
            `Files that end in ${METADATA_SUFFIX} are metadata of others, never documents.`,
    ].filter((sign) => sign !== false);
}
function isEmpty(folder) {
    return (0,external_node_fs_.readdirSync)(folder).length === 0;
}

;// CONCATENATED MODULE: ./build/metadata/additions.js
/** What is added to one document. */
function additionsTo(path, { input, sidecars }) {
    const sidecar = sidecars.get(path);
    return sidecar === undefined ? input : new Map([...input, ...sidecar]);
}
/**
 * Keys that one source may add, and all of a run together: metadata is to filter by, and each key is
 * kept for every document.
 */
const MOST_KEYS = 1_000;
/** An addition that cannot be taken. The message follows on its place or key: `cannot be set: …`. */
class AdditionError extends Error {
    name = 'AdditionError';
}
/** By these it is told whose a document is, and whether it has changed. */
const OURS = ['path', 'repository', 'ref', 'url', 'commit_sha', 'content_sha256'];
/** The platform's own. (its documentation) */
const RESERVED = ['id', '_id'];
/**
 * Checks one addition. The errors hold nothing of the value.
 * @param value as YAML or JSON has it
 * @param written a number's own letters
 * @throws AdditionError
 */
function toAddition(key, value, written) {
    if (OURS.includes(key)) {
        throw new AdditionError('cannot be set or removed: it tells whose a document is.');
    }
    if (RESERVED.includes(key)) {
        throw new AdditionError('cannot be set: the platform has it for its own. Take another key.');
    }
    if (key === '' || key === 'prototype' || Object.hasOwn(Object.prototype, key)) {
        throw new AdditionError('cannot be a key of metadata. Take another one.');
    }
    if (value === null || typeof value === 'string' || typeof value === 'boolean')
        return value;
    if (typeof value === 'number') {
        if (isExact(value, written ?? ''))
            return value;
        throw new AdditionError('is a number that JSON cannot hold exactly as it is written: put it in quotes, as a string.');
    }
    if (Array.isArray(value) && value.every((item) => typeof item === 'string'))
        return value;
    throw new AdditionError(Array.isArray(value)
        ? 'is a list that holds something else than strings: put each of its items in quotes.'
        : 'is a mapping: metadata are flat, so a value is a string, a number, true or false, or a list of strings.');
}
/** What a value is, for people. The platform takes one type of value for a key. */
function typeName(value) {
    return typeof value === 'object' ? 'list of strings' : typeof value;
}
/** Anything longer is no number that people mean as one. */
const LONGEST_NUMBER = 40;
const DECIMAL = /^([+-]?)(0|[1-9]\d*)?(?:\.(\d*))?(?:e([+-]?\d+))?$/i;
/** Whether JSON gives back what was written: not with digits too many, nor with zeros in front. */
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

;// CONCATENATED MODULE: ./build/metadata/metadata-input.js


const LONGEST_QUOTE = 200;
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
        return new publish_error/* PublishError */.S(`The input "metadata" is at fault in line ${line}, ${JSON.stringify(quoted.trim().slice(0, LONGEST_QUOTE))}: ${problem}`);
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
    if (contents.items.length > MOST_KEYS) {
        throw new publish_error/* PublishError */.S(`The input "metadata" has ${contents.items.length} keys, and ${MOST_KEYS} are the most that documents can be given. Remove some.`);
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
            additions.set(name, toAddition(name, valueOf(value), written));
        }
        catch (error) {
            if (!(error instanceof AdditionError))
                throw error;
            throw wrong(offset, `the key ${JSON.stringify(name)} ${error.message}`);
        }
    }
    return additions;
}

// EXTERNAL MODULE: ./node_modules/valibot/dist/index.mjs
var dist = __webpack_require__(7934);
// EXTERNAL MODULE: ./build/network/answer.js
var network_answer = __webpack_require__(2367);
// EXTERNAL MODULE: ./build/network/fault.js
var network_fault = __webpack_require__(4237);
// EXTERNAL MODULE: ./build/log/figures.js
var figures = __webpack_require__(244);
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
const KEY = '-H "Authorization: Bearer $DEEPSET_API_KEY"';
/** Closes a session from a person's shell, with the key in a variable. */
function closeCommand(place, id) {
    const body = `-H "Content-Type: application/json" -d '${JSON.stringify(CLOSED)}'`;
    return `curl -X PUT "${address(place, sessionPath(id))}" ${KEY} ${body}`;
}
/** Lists the sessions that have not expired from a person's shell, with the key in a variable. */
function listCommand(place) {
    return `curl "${address(place, '/upload_sessions?is_expired=false')}" ${KEY}`;
}
function address(place, path) {
    return place.apiUrl.origin + workspacePath(place) + path;
}

// EXTERNAL MODULE: ./build/log/secrets.js
var secrets = __webpack_require__(7664);
;// CONCATENATED MODULE: ./build/platform/schemas.js


/** An id goes into paths, outputs and logs: nothing but what ids are made of, and no secret. */
const SessionId = dist/* pipe */.FsL(dist/* string */.YjP(), dist/* regex */.yGV(/^[A-Za-z0-9_-]{1,128}$/), dist/* check */.z6Y(isPublic));
/** A date-time of RFC 3339, 5.6: letters of either case, a space for the `T`, leap seconds, any fraction. */
const DATE_TIME = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])[Tt ]([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d{1,40})?([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)$/;
/** Put out as it is. A session can be used without: what is anything else is as good as none. */
const ExpiresAt = dist/* pipe */.FsL(dist/* string */.YjP(), dist/* transform */.pdi((text) => (DATE_TIME.test(text) && isPublic(text) ? text : '')));
/** The answer to "create an upload session", of which only these two keys are required. */
const CreatedSession = dist/* object */.Ikc({
    session_id: dist/* nullish */.cl6(dist/* union */.KCZ([dist/* literal */.euz(''), SessionId])),
    expires_at: ExpiresAt,
    aws_prefixed_request_config: dist/* object */.Ikc({
        url: dist/* pipe */.FsL(dist/* string */.YjP(), dist/* url */.OZ5()),
        fields: dist/* pipe */.FsL(dist/* record */.g1P(dist/* string */.YjP(), dist/* string */.YjP()), dist/* check */.z6Y((fields) => fields['key'] !== undefined, 'the field `key` is missing'), 
        // What the name of a form's field may be made of without quoting it.
        dist/* check */.z6Y((fields) => Object.keys(fields).every((name) => /^[\w.-]+$/.test(name)))),
    }),
});
/** The id that an answer to "create" names, which may otherwise be of no use; nothing where it names none. */
function sessionNamedIn(text) {
    const Named = dist/* object */.Ikc({ session_id: SessionId });
    const Keyed = dist/* object */.Ikc({
        aws_prefixed_request_config: dist/* object */.Ikc({ fields: dist/* object */.Ikc({ key: dist/* string */.YjP() }) }),
    });
    const parsed = dist/* safeParse */.xLC(dist/* pipe */.FsL(dist/* string */.YjP(), dist/* parseJson */.qFJ()), text);
    if (!parsed.success)
        return undefined;
    if (dist.is(Named, parsed.output))
        return parsed.output.session_id;
    if (!dist.is(Keyed, parsed.output))
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
    return dist.is(SessionId, id) ? id : undefined;
}
/** `GET /upload_sessions/{id}`, as far as it is needed: keys of an answer may be missing. */
const IngestionCounts = dist/* object */.Ikc({
    ingestion_status: dist/* nullish */.cl6(dist/* object */.Ikc({
        failed_files: dist/* nullish */.cl6(dist/* number */.aig(), 0),
        finished_files: dist/* nullish */.cl6(dist/* number */.aig(), 0),
    }), {}),
});
const SessionFile = dist/* object */.Ikc({
    name: dist/* string */.YjP(),
    ingestion_status_reason: dist/* nullish */.cl6(dist/* string */.YjP()),
});
/** `GET /upload_sessions/{id}/files` */
const SessionFiles = dist/* object */.Ikc({
    data: dist/* array */.YOg(SessionFile),
    has_more: dist/* nullish */.cl6(dist/* boolean */.zMY()),
});
const ListedSession = dist/* object */.Ikc({
    session_id: dist/* string */.YjP(),
    status: dist/* nullish */.cl6(dist/* string */.YjP()),
    created_at: dist/* nullish */.cl6(dist/* string */.YjP()),
    expires_at: dist/* nullish */.cl6(dist/* string */.YjP()),
    write_mode: dist/* nullish */.cl6(dist/* string */.YjP()),
});
/** `GET /upload_sessions` */
const SessionList = dist/* object */.Ikc({
    data: dist/* array */.YOg(ListedSession),
    has_more: dist/* nullish */.cl6(dist/* boolean */.zMY()),
});
/** What a 422 says about the request. */
const ValidationDetail = dist/* object */.Ikc({
    detail: dist/* array */.YOg(dist/* object */.Ikc({ loc: dist/* array */.YOg(dist/* union */.KCZ([dist/* string */.YjP(), dist/* number */.aig()])), msg: dist/* string */.YjP() })),
});
/** Whether no secret is in a text that an answer gives. */
function isPublic(text) {
    return (0,secrets/* withoutSecrets */.c)(text) === text;
}
/** Where an answer departs from its schema, in a few words, without the answer's values. */
function departure(issues) {
    const [issue] = issues;
    if (issue === undefined)
        return '';
    const where = dist/* getDotPath */.BuJ(issue);
    return `${where ?? 'the answer'} is not ${issue.expected ?? 'what it should be'}`;
}

;// CONCATENATED MODULE: ./build/platform/errors.js






/** Until the time was up, no answer came that settles the matter. */
class Unanswered extends publish_error/* PublishError */.S {
    name = 'Unanswered';
}
/** No answer came that settles the matter, and the call may have been carried out all the same. */
class LostAnswer extends Unanswered {
    name = 'LostAnswer';
    /** The pause that the platform asks for before it is asked anything else. */
    retryAfterMilliseconds;
    constructor(message, retryAfterMilliseconds) {
        super(message);
        this.retryAfterMilliseconds = retryAfterMilliseconds;
    }
}
/** The platform's refusal of a call, as an error that says what to do. */
function refusal(answer, context) {
    const { attempt, host, workspace, session, tried } = context;
    const could = `Could not ${attempt}: `;
    const status = String(answer.status);
    if (answer.status >= 300 && answer.status < 400) {
        return new publish_error/* PublishError */.S(`${could}${host} redirects to another address (HTTP ${status}), and the API key must not follow. Check the input "api-url".`);
    }
    if (isHtml(answer)) {
        return new publish_error/* PublishError */.S(`${could}${host} answered with a web page (HTTP ${status}), which is not the platform's API but perhaps a proxy's or a firewall's${tried}. Check the input "api-url" and the network of the runner.`);
    }
    switch (answer.status) {
        case 401:
            return new publish_error/* PublishError */.S(`${could}the platform does not accept the API key (HTTP 401). Check the input "api-key": the secret may be misspelt, revoked, or of the other region than ${host}.`);
        case 402:
            return new publish_error/* PublishError */.S(`${could}upload sessions are not part of the free plan (HTTP 402). Upgrade the plan of the organization, or upload through the platform's web page.`);
        case 403:
            return new publish_error/* PublishError */.S(`${could}the API key may not do this in workspace "${workspace}" (HTTP 403). Use a key whose owner can edit this workspace.`);
        case 404:
            if (session !== undefined) {
                return new publish_error/* PublishError */.S(`${could}${host} knows no such session in workspace "${workspace}" (HTTP 404). Check the inputs "session-id", "workspace" and "api-url": they must be those of the step that opened it.`);
            }
            return new publish_error/* PublishError */.S(`${could}${host} knows no workspace "${workspace}" (HTTP 404). Check the inputs "workspace" (its name as in the platform's address bar) and "api-url" (the region).`);
        case 406:
            return new publish_error/* PublishError */.S(`${could}too many upload sessions are open for the owner of this API key (HTTP 406); at most 10 may be. Close sessions that are not needed, or wait until they expire.`);
        case 422:
            return new publish_error/* PublishError */.S(`${could}the platform does not accept the request (HTTP 422): ${validationDetail(answer)}. Check the inputs of this step.`);
    }
    if (isPassing(answer.status)) {
        return new publish_error/* PublishError */.S(`${could}${host} is in trouble (HTTP ${status})${tried}. Run the step again later.`);
    }
    return new publish_error/* PublishError */.S(`${could}${host} answered HTTP ${status}, which is not what the platform's API says. Check the input "api-url".`);
}
/** An answer with a fitting status that is not what the API promises. */
function strangeAnswer(answer, context, departure) {
    const page = isHtml(answer) ? ', a web page, perhaps of a proxy' : '';
    return new publish_error/* PublishError */.S(`Could not ${context.attempt}: ${context.host} answered HTTP ${String(answer.status)}, but not as the platform's API does${page} (${departure}). Check the input "api-url" and the network of the runner.`);
}
/**
 * A fault that did not pass in time, as an error that says what to do.
 *
 * @param last by it, the call may have been carried out
 * @param told what to speak of: an earlier fault may say more
 */
function unanswered(last, told, context) {
    const { perhapsDone, retryAfterMilliseconds } = last;
    const { reason } = told;
    const { message } = 'status' in reason ? refusal(reason, context) : noAnswer(reason, context);
    return perhapsDone ? new LostAnswer(message, retryAfterMilliseconds) : new Unanswered(message);
}
/** No answer at all, as an error that says what to do. */
function noAnswer(fault, context) {
    const { attempt, host, tried } = context;
    const told = `Could not ${attempt}: ${host} ${fault.what}${tried}. `;
    const advice = (0,network_fault/* adviceOn */.ik)(fault);
    if (advice !== undefined)
        return new publish_error/* PublishError */.S(`${told}${advice}.`);
    if (fault.kind === 'unknown-host' || fault.kind === 'not-http')
        return new publish_error/* PublishError */.S(`${told}Check the input "api-url".`);
    return new publish_error/* PublishError */.S(`${told}Check the input "api-url", and whether the runner's network (a proxy?) lets it through.`);
}
/** Whether the same call may well succeed a little later. */
function isPassing(status) {
    return [408, 429, 500, 502, 503, 504].includes(status);
}
function isHtml(answer) {
    return ((0,network_answer/* header */.w)(answer, 'content-type').includes('html') || /^\s*<(!doctype|html)/i.test(answer.text));
}
/** The `loc` and `msg` of a 422, or a word for their absence. */
function validationDetail(answer) {
    const parsed = dist/* safeParse */.xLC(dist/* pipe */.FsL(dist/* string */.YjP(), dist/* parseJson */.qFJ(), ValidationDetail), answer.text);
    if (!parsed.success || parsed.output.detail.length === 0)
        return 'it does not say why';
    const words = parsed.output.detail
        .slice(0, 3)
        .map(({ loc, msg }) => `${loc.filter((part) => part !== 'body').join('.')}: ${msg}`)
        .join('; ');
    return (0,secrets/* withoutSecrets */.c)(words).slice(0, 300);
}

;// CONCATENATED MODULE: ./build/platform/outage.js

/** Trouble that is over before is no news. */
const WORTH_SAYING_MILLISECONDS = 2_000;
/**
 * The times in which the platform does not answer as it should. The log has one line when such a time
 * lasts and one when it is over, however many calls wait for that.
 */
class Outage {
    #clock;
    #log;
    /** Calls that have failed and not succeeded since, the first one first. */
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
    failed(attempt, fault, begun, deadline) {
        const troubles = this.#troubles;
        const before = troubles.get(attempt) ?? { attempt, deadline, since: begun, fault };
        // That the time was up says less than what had failed before.
        troubles.set(attempt, fault.isCutShort ? before : { ...before, fault });
        this.#began ??= begun;
        if (this.#isTold || this.#clock.now() - this.#began < WORTH_SAYING_MILLISECONDS)
            return;
        const [first = before] = troubles.values();
        this.#isTold = true;
        this.#log.info(`The platform ${fault.message}; trying again for up to ${(0,figures/* duration */.p0)(first.deadline.milliseconds)} to ${first.attempt}`);
    }
    /** A call was answered. */
    answered(attempt) {
        this.#troubles.delete(attempt);
        if (this.#began === undefined || this.#troubles.size > 0)
            return;
        const lasted = this.#clock.now() - this.#began;
        if (this.#isTold)
            this.#log.info(`The platform answers again after ${(0,figures/* duration */.p0)(lasted)}`);
        this.#began = undefined;
        this.#isTold = false;
    }
    /** A call is not made again, and the outage goes on. */
    givenUp(attempt) {
        this.#troubles.delete(attempt);
    }
    /** For how many milliseconds a call has failed by now, and how; nothing where it has not. */
    troubleOf(attempt) {
        const trouble = this.#troubles.get(attempt);
        if (trouble === undefined)
            return undefined;
        return { milliseconds: this.#clock.now() - trouble.since, fault: trouble.fault };
    }
}

// EXTERNAL MODULE: ./build/network/backoff.js
var backoff = __webpack_require__(8373);
// EXTERNAL MODULE: ./build/network/budgets.js
var budgets = __webpack_require__(7779);
;// CONCATENATED MODULE: ./build/platform/retry.js



/** An attempt that had to end: nothing is known of it. */
const CUT_SHORT = { kind: 'silent', what: 'gave no answer in time' };
/** A call failed in a way that may pass: by an answer, or without one. */
class PassingFault extends Error {
    name = 'PassingFault';
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
    get perhapsDone() {
        const { reason } = this;
        return 'status' in reason ? ![429, 503].includes(reason.status) : (0,network_fault/* mayHaveArrived */.BW)(reason);
    }
    /** The pause that the platform asks for; 0 where it does not. */
    get retryAfterMilliseconds() {
        return 'status' in this.reason ? (0,backoff/* retryAfter */.P9)(this.reason.headers['retry-after']) : 0;
    }
}
/** An attempt that has less time is not worth making. */
const LEAST_MILLISECONDS = 1_000;
/**
 * Makes a call again and again until it succeeds, fails for good, or the time is up.
 *
 * @param attempt throws a `PassingFault` where another attempt may succeed
 * @param onFault hears of every such fault; what it throws ends the matter
 * @throws what the last attempt threw; the reason of `deadline.cancelled` when that aborts
 */
async function retry(attempt, deadline, clock, onFault) {
    for (let failures = 1;; failures++) {
        deadline.cancelled.throwIfAborted();
        try {
            return await attempt();
        }
        catch (error) {
            if (!(error instanceof PassingFault))
                throw error;
            onFault(error);
            if (!(await pause(failures, error.retryAfterMilliseconds, deadline, clock)))
                throw error;
        }
    }
}
/**
 * Pauses after the `failures`-th failure in a row: with full jitter, at least what the platform asks
 * for, and no longer than leaves time for one more attempt.
 *
 * @returns whether there is time for another attempt
 * @throws the reason of `deadline.cancelled` when that aborts
 */
async function pause(failures, retryAfterMilliseconds, deadline, clock) {
    if (!hasTime(deadline))
        return false;
    const wanted = (0,backoff/* pauseAfter */.l0)(failures, budgets/* API_BACKOFF */.y8, clock, retryAfterMilliseconds);
    const most = deadline.left() - LEAST_MILLISECONDS;
    await clock.sleep(Math.min(wanted, most), deadline.cancelled);
    return deadline.left() > 0;
}
/** Whether there is time for another attempt. */
function hasTime(deadline) {
    return deadline.left() > LEAST_MILLISECONDS;
}

;// CONCATENATED MODULE: ./build/platform/call.js









/** Told to the platform with every call, as its own SDK does. */
const CLIENT_NAME = 'deepset-docs-upload';
const ANSWER_LIMIT_BYTES = 16 * 1024 * 1024;
/** Who has waited for less does not ask how long. */
const call_WORTH_SAYING_MILLISECONDS = 1_000;
function createCaller({ apiUrl, apiKey, workspace }, dispatcher, clock, log) {
    const basePath = workspacePath({ apiUrl, workspace });
    const headers = {
        authorization: `Bearer ${apiKey}`,
        accept: 'application/json',
        'x-client-source': CLIENT_NAME,
    };
    const outage = new Outage(clock, log);
    async function send({ method, path, body }, signal) {
        const request = {
            origin: apiUrl.origin,
            path: basePath + path,
            method,
            headers: body === undefined ? headers : { ...headers, 'content-type': 'application/json' },
            body: body === undefined ? null : JSON.stringify(body),
            signal,
        };
        return await (0,network_answer/* ask */.k)(dispatcher, request, ANSWER_LIMIT_BYTES);
    }
    function contextOf({ attempt, session }) {
        const lasted = outage.troubleOf(attempt)?.milliseconds ?? 0;
        const tried = lasted < call_WORTH_SAYING_MILLISECONDS ? '' : `; tried for ${(0,figures/* duration */.p0)(lasted)}`;
        const about = session === undefined ? {} : { session };
        return { attempt, host: apiUrl.host, workspace, tried, ...about };
    }
    /** @throws a `PassingFault` where another attempt may succeed */
    async function attemptOf(call) {
        const { attemptMilliseconds, deadline } = call;
        const limit = attemptMilliseconds === undefined
            ? deadline.signal
            : AbortSignal.any([deadline.signal, AbortSignal.timeout(attemptMilliseconds)]);
        let answer;
        try {
            answer = await send(call, limit);
        }
        catch (error) {
            if (limit.aborted)
                deadline.cancelled.throwIfAborted();
            const fault = limit.aborted ? CUT_SHORT : (0,network_fault/* networkFault */.T4)(error);
            if ((0,network_fault/* isTransient */.dg)(fault))
                throw new PassingFault(fault);
            throw noAnswer(fault, contextOf(call));
        }
        if (isPassing(answer.status))
            throw new PassingFault(answer);
        return answer;
    }
    return {
        async ask(call) {
            const { attempt, deadline, method, path, repeats } = call;
            let begun = clock.now();
            const onFault = (fault) => {
                log.debug(`${apiUrl.host} ${fault.message} (${method} ${path})`);
                outage.failed(attempt, fault, begun, deadline);
                if (fault.perhapsDone && !repeats)
                    throw fault;
            };
            const makeAttempt = () => {
                begun = clock.now();
                return attemptOf(call);
            };
            try {
                const answer = await retry(makeAttempt, deadline, clock, onFault);
                const context = contextOf(call);
                outage.answered(attempt);
                return { answer, context };
            }
            catch (error) {
                const told = outage.troubleOf(attempt)?.fault;
                const problem = error instanceof PassingFault ? unanswered(error, told ?? error, contextOf(call)) : error;
                // What is lost before its time is up will be made again.
                if (!(problem instanceof LostAnswer && hasTime(deadline)))
                    outage.givenUp(attempt);
                throw problem;
            }
        },
        settled: (attempt) => {
            outage.answered(attempt);
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
        throw refusal(answer, context);
    const parsed = dist/* safeParse */.xLC(dist/* pipe */.FsL(dist/* string */.YjP(), dist/* parseJson */.qFJ(), schema), answer.text);
    if (!parsed.success)
        throw strangeAnswer(answer, context, departure(parsed.issues));
    return parsed.output;
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
 * @throws a `PublishError` where the list does not get on: it would never end
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
            throw new publish_error/* PublishError */.S(`The platform lists ${what} without getting on: page ${number} brings nothing new, and yet more is said to follow. Run the step again later.`);
        }
        if (!isSame)
            yield page.data;
    }
}

;// CONCATENATED MODULE: ./build/platform/client.js






/** The platform has opened a session, but its answer is of no use except to close it. */
class UnusableSession extends publish_error/* PublishError */.S {
    name = 'UnusableSession';
    id;
    constructor(message, id) {
        super(message);
        this.id = id;
    }
}
/** The owner of the key has as many open sessions as may be (HTTP 406). */
class TooManySessions extends publish_error/* PublishError */.S {
    name = 'TooManySessions';
}
/** More are not promised for the files of a session (the platform's documentation). */
const ITEMS_A_PAGE = 10;
/** Speaks the platform's API. */
function connectPlatform(access, dispatcher, clock, log) {
    const caller = createCaller(access, dispatcher, clock, log);
    return {
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
                attempt: 'open an upload session',
                repeats: false,
                deadline,
            });
            const { answer, context } = answered;
            if (answer.status === 406)
                throw new TooManySessions(refusal(answer, context).message);
            try {
                return expectAnswer(answered, [200, 201], CreatedSession);
            }
            catch (error) {
                const id = sessionNamedIn(answer.text);
                if (!(error instanceof publish_error/* PublishError */.S) || id === undefined)
                    throw error;
                throw new UnusableSession(error.message, id);
            }
        },
        async closeSession(id, deadline, attemptMilliseconds) {
            const { answer, context } = await caller.ask({
                method: 'PUT',
                path: sessionPath(id),
                body: CLOSED,
                attempt: attemptToClose(id),
                session: id,
                repeats: false,
                attemptMilliseconds,
                deadline,
            });
            if (answer.status !== 204 && answer.status !== 200)
                throw refusal(answer, context);
        },
        seenClosed: (id) => {
            caller.settled(attemptToClose(id));
        },
        closeCommand: (id) => closeCommand(access, id),
        async ingestionStatus(id, deadline) {
            const attempt = `ask for the ingestion of session ${id}`;
            const answered = await caller.ask(looking(sessionPath(id), attempt, deadline, id));
            const { ingestion_status } = expectAnswer(answered, [200], IngestionCounts);
            return { finished: ingestion_status.finished_files, failed: ingestion_status.failed_files };
        },
        sessionFiles: (id, status, deadline) => pagesOf(async (page) => {
            const query = `${pageQuery(page)}&ingestion_status=${status}`;
            const attempt = `list the documents of session ${id}`;
            const path = `${sessionPath(id)}/files?${query}`;
            const answered = await caller.ask(looking(path, attempt, deadline, id));
            return expectAnswer(answered, [200], SessionFiles);
        }, ITEMS_A_PAGE, `the documents of session ${id}`),
        sessions: (age, deadline) => pagesOf(async (page) => {
            const path = `/upload_sessions?${pageQuery(page)}&is_expired=${age === 'expired'}`;
            const attempt = 'list the upload sessions';
            const answered = await caller.ask(looking(path, attempt, deadline));
            return expectAnswer(answered, [200], SessionList);
        }, ITEMS_A_PAGE, 'the upload sessions'),
    };
}
function attemptToClose(id) {
    return `close the upload session ${id}`;
}
/** A call that changes nothing. */
function looking(path, attempt, deadline, session) {
    const about = session === undefined ? {} : { session };
    return { method: 'GET', path, attempt, repeats: true, deadline, ...about };
}
function pageQuery(page) {
    return `limit=${ITEMS_A_PAGE}${page === undefined ? '' : `&page_number=${page}`}`;
}

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
 * @throws `DescriptorsExhausted` where none is free to open it with
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
            return { outcome: 'large', document };
        if (content.length === 0)
            return (0,unsendable/* empty */.Ie)(path);
        if (isLfsPointer(content))
            return (0,unsendable/* lfsPointer */.FW)(path);
        return { outcome: 'whole', content, sha256: (0,external_node_crypto_.hash)('sha256', content) };
    }
    catch (error) {
        return (0,unsendable/* unreadable */.O$)(path, error);
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
;// CONCATENATED MODULE: ./build/metadata/title-front-matter.js
const BEGIN = /^(?:---|\+\+\+)[ \t]*\n/;
const END = { '-': /^(?:---|\.\.\.)[ \t]*$/m, '+': /^\+\+\+[ \t]*$/m };
/** The key with its value: what follows on its line, and lines that are indented or blank. */
const TITLE = /^(["']?)title\1[ \t]*:(?:[ \t].*)?(?:\n(?:[ \t].*)?)*$/m;
/** More is not one line's worth of text. */
const LONGEST_VALUE = 2_000;
/** Values that mean what they look like, so that no parser has to be loaded for them. */
const SIMPLE = /^title:[ \t]+(?:"([^"\\\n]*)"|'([^'\n]*)'|(\p{L}[\p{L}\p{N} ,.()-]*))\s*$/u;
const NULL = /^(?:null|Null|NULL)\s*$/;
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
 * The title that front matter gives, as it is written. What else it says is not parsed: it may be
 * large, or made to be slow.
 * @throws where it is not YAML
 */
async function readFrontMatterTitle(yaml) {
    const [entry] = TITLE.exec(yaml) ?? [];
    if (entry === undefined || entry.length > LONGEST_VALUE)
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

;// CONCATENATED MODULE: ./build/metadata/title.js

/** A title is looked for in so many bytes at the beginning of a document. */
const TITLE_BYTES = 64 * 1024;
/** Characters; a title is a line to show, not a text. */
const LONGEST_TITLE = 300;
const MARKDOWN = /\.(?:md|mdx|markdown|mdown|mkdn?)$/i;
const HTML = /\.(?:html?|xhtml)$/i;
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
 * @param content the document, or at least its first `TITLE_BYTES`
 */
async function findTitle(path, content) {
    if (!mayHaveTitle(path))
        return undefined;
    try {
        const plain = MARKDOWN.test(path) ? plainHeading(title_decode(content, PLAIN_BYTES)) : undefined;
        if (plain !== undefined)
            return plain;
        const { yaml, body } = splitFrontMatter(title_decode(content, TITLE_BYTES));
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
    const { headingOfMarkdown } = await Promise.all(/* import() */[__webpack_require__.e(31), __webpack_require__.e(702), __webpack_require__.e(272)]).then(__webpack_require__.bind(__webpack_require__, 5272));
    return headingOfMarkdown(body);
}
function plainHeading(body) {
    return presentable(PLAIN_HEADING.exec(body)?.[1]);
}
/** So much of it, without a byte order mark and a last line that may be cut off. */
function title_decode(content, bytes) {
    const text = content.toString('utf8', 0, bytes).replace(/^\ufeff/, '');
    const whole = content.length > bytes ? text.slice(0, text.lastIndexOf('\n') + 1) : text;
    return whole.replaceAll('\r\n', '\n').replaceAll('\r', '\n');
}
/** Undefined where nothing is left to show, or where the text was not UTF-8. */
function presentable(title) {
    const line = title?.replace(/[\s\p{Cc}]+/gu, ' ').trim() ?? '';
    if (line === '' || line.includes('\ufffd'))
        return undefined;
    return line.length > LONGEST_TITLE
        ? `${line.slice(0, LONGEST_TITLE - 1).trimEnd()}…`.toWellFormed()
        : line;
}

;// CONCATENATED MODULE: ./build/metadata/metadata.js

/** A document's metadata: what is found, and over it what people add. A key without a value is left out. */
function describeDocument({ path, contentSha256, title, file }, event, additions) {
    const commit = file.kind === 'none' ? event.commit : file.commit;
    const metadata = { path, ...event.metadata };
    const put = (key, value) => {
        if (value !== undefined)
            metadata[key] = value;
    };
    put('url', permalink(file, event.repositoryUrl));
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
/** The keys that a document may get by itself, whose values are strings: before it is opened. */
function foreseeKeys(path, event) {
    const ofCommit = ['commit_date', 'commit_author', 'commit_message'];
    return [...Object.keys(event.metadata), ...ofCommit, ...(mayHaveTitle(path) ? ['title'] : [])];
}
/** As JSON writes half a character, and perhaps something else. */
const HALF_CHARACTER = /\\ud[89a-f]/;
/** JSON in UTF-8. The same metadata gives the same bytes, and what is not Unicode is replaced. */
function encodeMetadata(metadata) {
    const json = JSON.stringify(metadata_sorted(metadata));
    if (!HALF_CHARACTER.test(json))
        return Buffer.from(json);
    const entries = Object.entries(metadata).map(([key, value]) => [key.toWellFormed(), wellFormed(value)]);
    return Buffer.from(JSON.stringify(metadata_sorted(Object.fromEntries(entries))));
}
function metadata_sorted(metadata) {
    const result = {};
    for (const key of Object.keys(metadata).sort()) {
        const value = metadata[key];
        if (value !== undefined)
            result[key] = value;
    }
    return result;
}
function wellFormed(value) {
    if (typeof value === 'string')
        return value.toWellFormed();
    return typeof value === 'object' ? value.map((item) => item.toWellFormed()) : value;
}
/** Only to what git is known to hold: a link that leads nowhere is worse than none. */
function permalink(file, repositoryUrl) {
    if (repositoryUrl === undefined || file.kind === 'none')
        return undefined;
    if (file.kind === 'checked-out' && file.why !== 'shallow')
        return undefined;
    const segments = file.repositoryPath.toWellFormed().split('/').map(encodeURIComponent);
    return `${repositoryUrl}/blob/${file.commit.sha}/${segments.join('/')}`;
}

;// CONCATENATED MODULE: ./build/network/turns.js

/** A signal is heard only when the event loop turns. */
const LONGEST_STRETCH_MILLISECONDS = 20;
/**
 * Turns of the event loop for work that would otherwise go on without one: many small pieces, each
 * done at once. Right before each, `while (turns.isDue) await turns.next()`: of pieces that are begun
 * all together, each sees so what those before it have taken.
 */
class Turns {
    #since = performance.now();
    #turn;
    /** Whether the event loop has not turned for a while. */
    get isDue() {
        return performance.now() - this.#since > LONGEST_STRETCH_MILLISECONDS;
    }
    /** Lets the event loop turn, once for all that wait for it. */
    async next() {
        this.#turn ??= this.#take();
        await this.#turn;
    }
    async #take() {
        await (0,promises_.setImmediate)();
        this.#since = performance.now();
        this.#turn = undefined;
    }
}

;// CONCATENATED MODULE: ./build/prepare.js








/**
 * How a document becomes a prepared: it is opened and read once, hashed, and described. A large one is
 * hashed first, for its metadata, and read again when it is sent. The event loop turns between
 * documents, whether they are prepared one by one or many at once.
 *
 * @param signal ends the hashing, and from then on nothing is read: who prepares a document then
 * hears the signal's reason
 * @throws (who prepares one) `DescriptorsExhausted` where none is free to open it with
 */
function preparing(folder, { history, event, added, own }, signal) {
    const turns = new Turns();
    return async ({ path, name }) => {
        const file = (await history).get(path) ?? { kind: 'none' };
        while (turns.isDue)
            await turns.next();
        signal.throwIfAborted();
        const describe = async (contentSha256, content) => {
            const additions = additionsTo(path, added);
            const title = additions.has('title') ? undefined : await findTitle(path, content);
            const findings = { path, contentSha256, title, file };
            return encodeMetadata(describeDocument(findings, event, additions));
        };
        const mayBeSent = (sha256) => own === undefined || own.get(path) === sha256;
        const read = readDocument(folder, path);
        if (read.outcome === 'large') {
            return await large(read, encodeName(name), mayBeSent, describe, signal);
        }
        if (read.outcome !== 'whole')
            return notSent(read);
        if (!mayBeSent(read.sha256))
            return { kind: 'failed', reason: notOwnAnyMore(path) };
        return {
            kind: 'prepared',
            fileName: encodeName(name),
            metadata: await describe(read.sha256, read.content),
            body: { kind: 'whole', content: read.content },
            release: () => undefined,
        };
    };
}
async function large({ document }, fileName, mayBeSent, describe, signal) {
    try {
        const fingerprint = await (0,stream/* hashDocument */.mk)(document, signal);
        if (fingerprint.size === 0) {
            document.close();
            return notSent((0,unsendable/* empty */.Ie)(document.path));
        }
        if (!mayBeSent(fingerprint.sha256))
            throw new stream/* DocumentChanged */.AH(notOwnAnyMore(document.path));
        return {
            kind: 'prepared',
            fileName,
            metadata: await describe(fingerprint.sha256, await beginning(document)),
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
        if (error instanceof stream/* DocumentChanged */.AH)
            return { kind: 'failed', reason: error.message };
        return notSent((0,unsendable/* unreadable */.O$)(document.path, error));
    }
}
/** Read after the hash: if it changes later, the hash is no longer true, and all is read anew. */
async function beginning(document) {
    // One byte more tells that the document goes on.
    const buffer = Buffer.alloc(mayHaveTitle(document.path) ? TITLE_BYTES + 1 : 0);
    return buffer.subarray(0, await document.read(buffer, 0));
}
/** On events that strangers can start. */
function notOwnAnyMore(path) {
    return `${path} changed after it was found to be this repository's own.`;
}
function notSent({ outcome, reason }) {
    return { kind: outcome, reason };
}

// EXTERNAL MODULE: ./build/network/clock.js
var clock = __webpack_require__(1607);
;// CONCATENATED MODULE: ./build/rehearse.js


/** A dry run: every document is made ready as if it were sent, and none is. What would be is in the ledger. */
async function rehearse(documents, prepare, { ledger, log, signal }) {
    const ready = [];
    for (const document of documents) {
        const prepared = await (0,clock/* orCancelled */.N)(prepare(document), signal);
        if (prepared.kind === 'prepared') {
            prepared.release();
            ledger.rehearsed(document.path, prepared.metadata);
            ready.push(`${document.path} as ${document.name}`);
        }
        else {
            ledger.leftOut(document.path, prepared.kind, prepared.reason);
        }
    }
    log.group(`Dry run: ${(0,figures/* counted */.hS)(ready.length, 'document')} would be uploaded`, ready);
}

// EXTERNAL MODULE: ./build/log/explain.js
var explain = __webpack_require__(2290);
;// CONCATENATED MODULE: ./build/report/ledger.js
/**
 * Keeps the outcome of every matched document, so that none is lost quietly: whatever ends a run,
 * each document that was expected has an outcome and a reason.
 */
class Ledger {
    #expected = new Map();
    #entries = [];
    /** Where each document's entry is: known where somebody waits for ingestion. */
    #places;
    #counts = { uploaded: 0, skipped: 0, failed: 0, bytesUploaded: 0 };
    #log;
    constructor(log) {
        this.#log = log;
    }
    /** These documents will be settled one by one, or all of them by `abandon`. */
    expect(documents) {
        for (const { path, name } of documents)
            this.#expected.set(path, name);
    }
    uploaded(path, bytes) {
        this.#settle({ path, outcome: 'uploaded', bytes });
        this.#counts.bytesUploaded += bytes;
    }
    /** Settles one document that was not sent, and says so in the log. */
    leftOut(path, outcome, reason) {
        this.#settle({ path, outcome, reason });
        if (outcome === 'failed')
            this.#log.error(reason, path);
        else
            this.#log.warning(reason, path);
    }
    /** The platform has taken an uploaded document, has refused it (then it has failed), or not yet either. */
    ingested(path, ingestion) {
        this.#places ??= new Map(this.#entries.map((entry, index) => [entry.path, index]));
        const index = this.#places.get(path);
        const entry = index === undefined ? undefined : this.#entries[index];
        if (index === undefined || entry === undefined)
            return;
        if (ingestion.kind === 'refused') {
            const { reason } = ingestion;
            this.#entries[index] = { ...entry, outcome: 'failed', reason, ingestion: 'refused' };
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
     * Settles one document of a dry run.
     * @param metadata JSON, as it would be sent
     */
    rehearsed(path, metadata) {
        this.#settle({
            path,
            outcome: 'skipped',
            reason: 'Dry run: it would be uploaded.',
            metadata: metadata.toString(),
        });
    }
    /** Settles every document that has no outcome yet, for one reason that the caller logs. */
    abandon(outcome, reason) {
        const first = this.#entries.length;
        for (const path of [...this.#expected.keys()])
            this.#settle({ path, outcome, reason });
        return this.#entries.slice(first);
    }
    get entries() {
        return this.#entries;
    }
    get counts() {
        return { matched: this.#entries.length + this.#expected.size, ...this.#counts };
    }
    #settle(entry) {
        const name = this.#expected.get(entry.path);
        this.#expected.delete(entry.path);
        this.#entries.push(name === undefined ? entry : { ...entry, name });
        this.#counts[entry.outcome] += 1;
    }
}

;// CONCATENATED MODULE: ./build/report/progress.js

const EVERY_MILLISECONDS = 5_000;
/** Says every few seconds how far an upload is, until the returned function is called. */
function showProgress(log, counts) {
    let before = counts().uploaded;
    const timer = setInterval(() => {
        const now = counts();
        const wanted = now.matched - now.skipped;
        const rate = ((now.uploaded - before) * 1000) / EVERY_MILLISECONDS;
        before = now.uploaded;
        // While a session is still being opened there is nothing to tell.
        if (now.uploaded === 0)
            return;
        log.info(`  ${(0,figures/* count */.U9)(now.uploaded)} of ${(0,figures/* counted */.hS)(wanted, 'document')} (${(0,figures/* bytes */.ee)(now.bytesUploaded)}, ${rate.toFixed(rate < 10 ? 1 : 0)} a second)`);
    }, EVERY_MILLISECONDS);
    return () => {
        clearInterval(timer);
    };
}

;// CONCATENATED MODULE: ./build/sessions/session-log.js

/**
 * Which sessions this run has opened, and which of them are still to be closed. Whatever happens to
 * one is remembered at once, so that a step after this one can take over.
 */
class SessionBook {
    #records = new Map();
    #keeping;
    #hasWarned = false;
    constructor(keeping) {
        this.#keeping = keeping;
    }
    get records() {
        return [...this.#records.values()];
    }
    /**
     * The platform is about to be asked for a session, and may open one although its answer does not
     * come.
     *
     * @throws a `PublishError` where that cannot be remembered: then it must not be asked
     */
    opening() {
        const problem = this.#remember({ openingSince: new Date().toISOString() });
        if (problem !== undefined)
            throw new publish_error/* PublishError */.S(`No upload session was opened: ${problem}`);
    }
    /** @param closeCommand closes it from a person's shell */
    opened(id, expiresAt, closeCommand) {
        this.#records.set(id, { id, expiresAt, closed: false, closeCommand });
        this.#rememberOrWarn();
    }
    /** No session was opened, or it is known by now that one may have been. */
    notOpened() {
        this.#rememberOrWarn();
    }
    closed(id) {
        const record = this.#records.get(id);
        if (record === undefined)
            return;
        this.#records.set(id, { id, expiresAt: record.expiresAt, closed: true });
        this.#rememberOrWarn();
    }
    #remember(opening) {
        const { closes, remember } = this.#keeping;
        const unclosed = this.records.filter(({ closed }) => closes && !closed);
        return remember({ sessions: unclosed.map(({ id }) => id), ...opening });
    }
    /** There is a session to close by now: the run goes on. */
    #rememberOrWarn() {
        const problem = this.#remember({});
        if (problem === undefined || this.#hasWarned)
            return;
        this.#hasWarned = true;
        this.#keeping.log.warning(`${problem} This step goes on, and closes its sessions as always. But if it is killed before that, its post step cannot do it; and it may say of a session that it may be open although it is not.`);
    }
}

;// CONCATENATED MODULE: ./build/storage/circuit-breaker.js
/**
 * So many failures in a row, and half as many as requests in flight, open the circuit: what fails by
 * chance now and then does not.
 */
const LEAST_FAILURES = 3;
/** Pauses before a probe double from here; half of each is chance. */
const FIRST_PAUSE_MILLISECONDS = 250;
/** The storage's return is noticed within this time. */
const LONGEST_PAUSE_MILLISECONDS = 5_000;
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
    #halfOpened;
    #stopped = new AbortController();
    #state = 'closed';
    #failuresInARow = 0;
    #pauses = 0;
    #openings = 0;
    #halfOpenAt = 0;
    #isProbeDue = false;
    /** @param halfOpened called when a probe is due */
    constructor(clock, halfOpened) {
        this.#clock = clock;
        this.#halfOpened = halfOpened;
    }
    get isClosed() {
        return this.#state === 'closed';
    }
    /** Probes that have failed since the circuit was closed. */
    get failedProbes() {
        return Math.max(0, this.#pauses - 1);
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
    succeeded() {
        this.#state = 'closed';
        this.#failuresInARow = 0;
        this.#pauses = 0;
        this.#isProbeDue = false;
    }
    /**
     * @param sentAt when the failed request was sent: one from before the probe says nothing new
     * @param inFlight how many are
     */
    failed(sentAt, inFlight) {
        this.#failuresInARow += 1;
        const isTooMany = this.#failuresInARow >= Math.max(LEAST_FAILURES, inFlight / 2);
        if (this.#state === 'closed' ? isTooMany : this.#isProbe(sentAt))
            void this.#open();
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
        if (await this.#isStillOpenAfter(LONGEST_PAUSE_MILLISECONDS))
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

;// CONCATENATED MODULE: ./build/storage/rate-limiter.js
/**
 * Requests a millisecond at the start: S3 takes about 3,500 writes a second on one prefix (its
 * documentation), and a session is one prefix.
 */
const FIRST = 3.4;
/** No limit at all, in practice. */
const HIGHEST = 50;
/** Something must be sent to learn that it is accepted again. */
const LOWEST = 0.01;
/** Growth a second while nothing was refused: where S3 takes more, it is not left unused for long. */
const UNREFUSED = 4;
/** After a rate that was measured: stay a little below it, and hardly grow. */
const MEASURED = { share: 0.92, growth: 1.02 };
/** Where far less was accepted than the rate allows, that is no measure: half of it, and up again. */
const GUESSED = { share: 0.5, growth: 1.5 };
/** S3 refuses a request now and then whatever the rate is: so few, or such a share, are no sign. */
const FEW = { requests: 2, share: 0.05 };
const WINDOW_MILLISECONDS = 100;
/** So much may be sent at once after a pause. */
const BURST_MILLISECONDS = 10;
/**
 * Spreads requests over time. It starts at the rate that S3 documents and rises while that is used and
 * nothing is refused; once S3 has refused, it stays a little below what S3 was seen to accept.
 */
class RateLimiter {
    #clock;
    #waiting = [];
    #serving = false;
    #stopped = false;
    /** Requests a millisecond as of `#since`, and how that grows in a second in which it is the brake. */
    #base = FIRST;
    #growth = UNREFUSED;
    /** Milliseconds since then in which requests waited for their turn. */
    #braked = 0;
    /** When the rate was last set; the first request starts it. */
    #since = -Infinity;
    /** Accepted since then. */
    #accepted = 0;
    /** The answers of the last moments. */
    #window = { from: 0, accepted: 0, refused: 0 };
    #allowance = FIRST * BURST_MILLISECONDS;
    #allowedAt = 0;
    constructor(clock) {
        this.#clock = clock;
    }
    /** Resolves when the next request may be sent; undefined where that is now. */
    turn() {
        if (this.#stopped)
            return undefined;
        if (this.#since === -Infinity)
            this.#set(FIRST, UNREFUSED);
        this.#earn();
        if (this.#waiting.length === 0 && this.#allowance >= 1) {
            this.#allowance -= 1;
            return undefined;
        }
        const turn = new Promise((resolve) => this.#waiting.push(resolve));
        if (!this.#serving)
            void this.#serve();
        return turn;
    }
    /** Whether requests wait for their turn. */
    get isBraking() {
        return this.#waiting.length > 0;
    }
    /** Whether S3 has refused more than a few: the rate is what it accepts, as far as that is known. */
    get wasReduced() {
        return this.#growth !== UNREFUSED;
    }
    accepted() {
        this.#accepted += 1;
        this.#renewWindow();
        this.#window.accepted += 1;
    }
    /** @param sentAt when the refused request was sent: at an earlier rate it says nothing of this one */
    refused(sentAt) {
        if (sentAt < this.#since)
            return;
        this.#renewWindow();
        const { accepted } = this.#window;
        const refused = ++this.#window.refused;
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
        const elapsed = now - this.#since;
        // So soon after the last change nothing is measured yet.
        if (elapsed < WINDOW_MILLISECONDS && this.wasReduced)
            return;
        const rate = this.#rate;
        const measured = (this.#accepted / Math.max(elapsed, 1)) * MEASURED.share;
        // The first measure holds what S3 accepts in a burst, beyond its rate.
        const next = Math.min(measured, this.wasReduced ? rate : FIRST);
        if (next >= rate * GUESSED.share)
            this.#set(next, MEASURED.growth);
        else
            this.#set(rate * GUESSED.share, GUESSED.growth);
    }
    #set(rate, growth) {
        this.#base = Math.max(rate, LOWEST);
        this.#growth = growth;
        this.#since = this.#clock.now();
        this.#accepted = 0;
        this.#braked = 0;
        this.#window = { from: this.#since, accepted: 0, refused: 0 };
        this.#allowedAt = this.#since;
    }
    #renewWindow() {
        const now = this.#clock.now();
        if (now - this.#window.from < WINDOW_MILLISECONDS)
            return;
        this.#window = { from: now, accepted: 0, refused: 0 };
    }
    /** Requests a millisecond by now. A rate that is not used does not grow: nothing is known of it. */
    get #rate() {
        return Math.min(this.#base * this.#growth ** (this.#braked / 1000), HIGHEST);
    }
    #earn() {
        const now = this.#clock.now();
        if (this.isBraking)
            this.#braked += now - this.#allowedAt;
        const rate = this.#rate;
        const most = Math.max(1, rate * BURST_MILLISECONDS);
        this.#allowance = Math.min(most, this.#allowance + rate * (now - this.#allowedAt));
        this.#allowedAt = now;
    }
    async #serve() {
        this.#serving = true;
        while (this.#waiting.length > 0) {
            this.#earn();
            while (this.#allowance >= 1) {
                this.#allowance -= 1;
                this.#waiting.shift()?.();
                if (this.#waiting.length === 0)
                    break;
            }
            const missing = (1 - this.#allowance) / this.#rate;
            if (this.#waiting.length > 0)
                await this.#clock.sleep(Math.max(1, missing));
        }
        this.#serving = false;
    }
}

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




/** Requests in flight: few enough for a short run over TLS, where each opens a costly connection. */
const FIRST_LIMIT = 96;
/** At 140 ms an answer, as between continents, these are the 3,500 objects a second that S3 takes. */
const HIGHEST_LIMIT = 512;
/** After an outage the pace starts low, and doubles. */
const LIMIT_AFTER_OUTAGE = 8;
/** More in flight pays where it brings at least this much more. */
const PAYS = 1.15;
/** The share of its time in which a program that cannot do more is busy. */
const BUSY = 0.9;
/** Who finds no file descriptor leaves these to others: connections that are idle, files. */
const DESCRIPTORS_SHARE = 0.75;
/** Where so many first attempts fail, failing is not an object's own fault. */
const TROUBLE = 1 / 8;
/** First attempts that tell how the storage is. */
const TROUBLE_ATTEMPTS = 32;
/**
 * Decides when the next request to the storage may be sent.
 *
 * - Never more than a limit are in flight. `auto` doubles the limit while that pays in objects a
 *   second, keeps it where this program is busy or the rate brakes, and goes back where it does not pay.
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
    #log;
    #rate;
    #circuit;
    #stall;
    #again = [];
    #waiting = [];
    #probing = Promise.resolve();
    #stopped = false;
    #ceiling;
    #limit;
    #inFlight = 0;
    #isProbeAdmitted = false;
    #stored = 0;
    /** Everything that showed the storage to be well: what was stored, and probes. */
    #successes = 0;
    /** The share of first attempts that failed lately. */
    #trouble = 0;
    #openedAt = 0;
    #reducedAt = -Infinity;
    /** A round is as many stored objects as were allowed in flight when it began. */
    #round = { started: 0, busy: 0, size: 0, stored: 0 };
    #isGrowing = true;
    /** The limit that has brought most so far: where a higher one does not pay, it is this again. */
    #best = { limit: 1, throughput: 0 };
    #misses = 0;
    /** @param concurrency a number is a ceiling */
    constructor(concurrency, clock, log, stall = new StallTimer()) {
        this.#clock = clock;
        this.#log = log;
        this.#stall = stall;
        this.#ceiling = concurrency === 'auto' ? HIGHEST_LIMIT : concurrency;
        this.#limit = Math.min(FIRST_LIMIT, this.#ceiling);
        this.#rate = new RateLimiter(clock);
        this.#circuit = new CircuitBreaker(clock, () => {
            this.#halfOpened();
        });
        this.#beginRound();
    }
    /** Never more than this are in flight. */
    get ceiling() {
        return this.#ceiling;
    }
    /** How many may be in flight now. */
    get limit() {
        return this.#limit;
    }
    /** How many objects have been stored so far. */
    get storedObjects() {
        return this.#stored;
    }
    /** Grows with everything that shows the storage to be well. */
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
    /** What the last failed attempt came to. */
    get lastReason() {
        return this.#stall.lastReason;
    }
    /** Resolves when one more may be in flight; who tries again goes before who has not yet tried. */
    async acquire(again = false) {
        if (this.#admits()) {
            this.#begin();
            return;
        }
        const queue = again ? this.#again : this.#waiting;
        await new Promise((resolve) => queue.push(resolve));
    }
    release() {
        this.#inFlight -= 1;
        // Whoever was to be the probe has nothing to send.
        if (this.#circuit.isProbeDue)
            this.#isProbeAdmitted = false;
        this.#admit();
    }
    /** Resolves when a request may be sent by whoever has acquired a place, which may be lost meanwhile. */
    async turn() {
        const isProbe = await this.#standBack();
        const turn = this.#rate.turn();
        if (turn === undefined)
            return;
        await turn;
        if (!isProbe)
            await this.#standBack();
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
            this.#trouble -= this.#trouble / TROUBLE_ATTEMPTS;
        this.recovered();
        if (sentAt !== undefined && ++this.#round.stored >= this.#round.size)
            this.#endRound();
    }
    /** The storage has stored something, if only once more. */
    recovered() {
        this.#successes += 1;
        this.answered();
    }
    /** The storage is there, whatever it answers. */
    answered() {
        const { isClosed, failedProbes } = this.#circuit;
        this.#circuit.succeeded();
        if (isClosed)
            return;
        if (failedProbes > 0) {
            const milliseconds = this.#clock.now() - this.#openedAt;
            this.#log.info(`The storage answers again after ${(0,figures/* duration */.p0)(milliseconds)}`);
        }
        this.#beginRound();
        this.#admit();
    }
    /** An attempt has failed. */
    failed({ cause, reason, sentAt, isFirst }) {
        this.#stall.failed(reason);
        if (cause === 'throttled')
            this.#rate.refused(sentAt);
        else if (cause === 'descriptors')
            this.descriptorsExhausted(sentAt, reason);
        else if (isFirst)
            this.#trouble += (1 - this.#trouble) / TROUBLE_ATTEMPTS;
        if (cause === 'late' && this.#circuit.isClosed)
            this.#reduce(sentAt, this.#limit / 2);
        // What this process lacks says nothing of the storage, but a probe has failed by it.
        if (cause === 'descriptors' && this.#circuit.isClosed)
            return;
        const { isClosed: wasClosed, failedProbes } = this.#circuit;
        this.#circuit.failed(sentAt, this.#inFlight);
        if (wasClosed && !this.#circuit.isClosed)
            this.#opened();
        if (failedProbes === 0 && this.#circuit.failedProbes === 1) {
            this.#log.info(`The storage is down (${reason}); waiting until it answers again`);
        }
    }
    /**
     * Whether an attempt that failed now counts against its object: others were stored since its first
     * attempt, and fail only now and then.
     *
     * @param before `successes` at its first attempt
     */
    isOwnFault(before) {
        return this.#circuit.isClosed && this.#successes > before && this.#trouble < TROUBLE;
    }
    /** Bytes of a large object move. */
    moved() {
        this.#stall.moved();
    }
    /**
     * There was no file descriptor for a connection or a file: fewer may be in flight from now on.
     *
     * @param since when it was tried: what was tried before the last time does not count again
     */
    descriptorsExhausted(since, reason) {
        this.#stall.failed(reason);
        if (this.#reduce(since, this.#inFlight * DESCRIPTORS_SHARE))
            this.#ceiling = this.#limit;
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
        this.#admit();
    }
    #admits() {
        if (this.#stopped)
            return true;
        if (this.#circuit.isClosed)
            return this.#inFlight < this.#limit;
        return this.#circuit.isProbeDue && this.probe === undefined && !this.#isProbeAdmitted;
    }
    #begin() {
        this.#inFlight += 1;
        this.#isProbeAdmitted = !this.#circuit.isClosed;
    }
    #admit() {
        while (this.#admits()) {
            const next = this.#again.shift() ?? this.#waiting.shift();
            if (next === undefined)
                return;
            this.#begin();
            next();
        }
    }
    /** Gives the place up while the circuit is open. Says whether the request is the probe. */
    async #standBack() {
        while (!this.#stopped && !this.#circuit.isClosed) {
            if (this.probe === undefined && this.#circuit.takeProbe())
                return true;
            this.release();
            await this.acquire(true);
        }
        return false;
    }
    #opened() {
        this.#openedAt = this.#clock.now();
        this.#limit = Math.min(this.#limit, LIMIT_AFTER_OUTAGE);
        this.#isGrowing = true;
        this.#best = { limit: this.#limit, throughput: 0 };
    }
    #halfOpened() {
        this.#isProbeAdmitted = false;
        if (this.probe === undefined) {
            this.#admit();
            return;
        }
        this.#circuit.takeProbe();
        // It throws only what ends the run, which others hear of, too.
        const probing = this.probe().catch(() => undefined);
        this.#probing = Promise.all([this.#probing, probing]);
    }
    #beginRound() {
        const started = this.#clock.now();
        this.#round = { started, busy: this.#clock.busy(), size: this.#limit, stored: 0 };
    }
    #endRound() {
        const elapsed = Math.max(this.#clock.now() - this.#round.started, 0.001);
        const isBusy = (this.#clock.busy() - this.#round.busy) / elapsed > BUSY;
        const throughput = this.#round.stored / elapsed;
        if (this.#isGrowing && !isBusy && !this.#rate.isBraking)
            this.#grow(throughput);
        this.#beginRound();
        this.#admit();
    }
    #grow(throughput) {
        // Where the rate is limited, it decides how much pays: the limit only gives it room.
        if (this.#rate.wasReduced || throughput > this.#best.throughput * PAYS) {
            this.#best = { limit: this.#limit, throughput };
            this.#misses = 0;
            this.#limit = Math.min(this.#ceiling, this.#limit * 2);
            this.#isGrowing = this.#limit > this.#best.limit;
        }
        else if (++this.#misses === 2) {
            // A single slow round may be chance: the second decides.
            this.#limit = this.#best.limit;
            this.#isGrowing = false;
        }
    }
    /** Once for all that was sent before. Says whether that was done. */
    #reduce(sentAt, limit) {
        if (sentAt <= this.#reducedAt)
            return false;
        this.#reducedAt = this.#clock.now();
        this.#limit = Math.max(1, Math.floor(Math.min(this.#limit, limit)));
        this.#isGrowing = false;
        this.#beginRound();
        return true;
    }
}

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
 * More than this at once and a slow line would count as a silent one: undici's time-out runs while
 * a single buffer is being sent, and starts again with each slice.
 */
const SLICE_BYTES = 64 * 1024;
/**
 * The body of a request: one buffer where it is small, else slices of it.
 *
 * @param moved called as often as the line has taken a slice
 */
function framed(head, body, end, moved) {
    if (body.kind === 'whole' && body.content.length <= SLICE_BYTES) {
        return Buffer.concat([...head, body.content, end]);
    }
    return external_node_stream_.Readable.from(sliced(head, body, end, moved), { objectMode: false });
}
async function* sliced(head, body, end, moved) {
    yield* head;
    const parts = body.kind === 'whole' ? [body.content] : promised(body.slices());
    for await (const part of parts) {
        for (let start = 0; start < part.length; start += SLICE_BYTES) {
            yield part.subarray(start, start + SLICE_BYTES);
            moved();
        }
    }
    yield end;
}
/** Tells what goes wrong with the bytes apart from what goes wrong with the network. */
async function* promised(slices) {
    try {
        yield* slices;
    }
    catch (error) {
        throw new BodyError('the body of a request broke off', { cause: error });
    }
}

;// CONCATENATED MODULE: ./build/storage/semaphore.js
/**
 * A store of something scarce, such as memory: whoever wants a part of it waits until there is
 * enough, in the order of asking.
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

;// CONCATENATED MODULE: ./build/storage/form.js

/** S3 replaces this in a key with the file name that the form's last part gives. */
const FILE_NAME = '${filename}';
const CRLF = '\r\n';
/**
 * Prepares the form of a presigned POST. The fields go out unchanged and no other is added: the
 * policy names every field that may come (S3's documentation). Only a key that leaves no place for
 * the file name gets one at its end, as the platform's documentation asks.
 *
 * @throws a `TypeError` for a field name that cannot stand in a form
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

// EXTERNAL MODULE: ./build/network/address.js
var network_address = __webpack_require__(8865);
;// CONCATENATED MODULE: ./build/storage/redirect.js

/** How often one object may be sent elsewhere. */
const MOST_HOPS = 3;
const S3_DOMAINS = ['.amazonaws.com', '.amazonaws.com.cn'];
/**
 * Where a 307 leads: young buckets send their clients to the region's own host for a while (S3's
 * documentation). The form holds credentials, so it goes only to the same host or to another one of
 * the same S3 domain, and never from https to http; `undefined` for anywhere else.
 */
function redirected(from, location) {
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

;// CONCATENATED MODULE: ./build/storage/verdict.js




const PASSING_STATUS = new Set([408, 429, 500, 502, 503, 504]);
/** Codes of a 400 that are about this attempt, not about the request. */
const PASSING_CODES = new Set(['RequestTimeout', 'IncompleteBody']);
const EXPIRED_CODES = new Set(['ExpiredToken', 'InvalidToken', 'TokenRefreshRequired']);
/** Reads an answer of S3, by its documentation. */
function verdictOf(answer) {
    const { status } = answer;
    if (status === 204 || ((status === 200 || status === 201) && isOfS3(answer)))
        return { kind: 'stored' };
    if (status === 307)
        return { kind: 'moved', location: (0,network_answer/* header */.w)(answer, 'location') };
    const error = errorDocument(answer.text);
    const reason = reasonOf(status, error);
    // A proxy that answers in S3's place, such as with its login page, may let the next one through.
    const isForeign = status === 200 || status === 201;
    const mayPass = PASSING_STATUS.has(status) || (status === 400 && PASSING_CODES.has(error.code));
    if (isForeign || mayPass) {
        return {
            kind: 'again',
            cause: causeOf(status, error.code),
            reason,
            perhapsStored: isForeign || (status >= 500 && status !== 503),
            retryAfterMilliseconds: (0,backoff/* retryAfter */.P9)(answer.headers['retry-after']),
        };
    }
    const ended = EXPIRED_CODES.has(error.code) || /policy expired/i.test(error.message);
    if (status >= 400 && status < 500 && ended)
        return { kind: 'expired', reason };
    return { kind: 'refused', reason };
}
function causeOf(status, code) {
    if (status === 503 || status === 429)
        return 'throttled';
    return status === 408 || status === 504 || code === 'RequestTimeout' ? 'late' : 'failed';
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
        return { kind: 'refused', reason: whole };
    return {
        kind: 'again',
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
    return kind === 'silent' || kind === 'unconnected' ? 'late' : 'failed';
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
    // Half a secret is still one, and nobody would know it.
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
/** The first bytes of a body find room on the way, even where nobody takes them at its end. */
const ROOM_ON_THE_WAY_MILLISECONDS = 1_000;
/**
 * Sends one object until it is stored, refused for good, or its attempts are spent. The same key and
 * bytes again do no harm. Expects to have acquired a place of the limiter, and gives it up while it
 * pauses.
 *
 * @throws the signal's reason when that aborts
 */
async function sendObject(object, destination, context) {
    const { limiter, clock, signal } = context;
    const before = limiter.successes;
    let isFirst = true;
    let hops = 0;
    let stale = 0;
    let ownFailures = 0;
    let perhapsStored = false;
    for (;;) {
        await limiter.turn();
        const sentAt = clock.now();
        const { address } = destination;
        const verdict = await attempt(object, destination.form, address, sentAt, context);
        signal.throwIfAborted();
        switch (verdict.kind) {
            case 'stored':
                limiter.stored(object.body.kind === 'whole' ? sentAt : undefined, isFirst);
                return verdict;
            case 'expired':
            case 'changed':
                limiter.answered();
                return { ...verdict, perhapsStored };
            case 'refused':
                limiter.answered();
                return verdict;
            case 'moved': {
                limiter.answered();
                const next = redirected(address, verdict.location);
                if (next === undefined || ++hops > MOST_HOPS)
                    return misled(verdict.location, next);
                destination.address = next;
                break;
            }
            case 'again': {
                const { cause, reason } = verdict;
                perhapsStored ||= verdict.perhapsStored;
                const isFree = cause === 'stale' && ++stale <= budgets/* MOST_STALE_CONNECTIONS */.gc;
                const counts = cause === 'failed' || cause === 'late' || cause === 'stale';
                const isOwn = counts && !isFree && limiter.isOwnFault(before);
                report(verdict, sentAt, isFirst && !isFree, limiter);
                if (isFree && !limiter.isDown) {
                    // Those that were closed together with it are noticed meanwhile.
                    await (0,promises_.setImmediate)();
                    break;
                }
                isFirst = false;
                if (isOwn && ++ownFailures === budgets/* OBJECT_ATTEMPTS */.jn) {
                    return { kind: 'refused', reason: `${reason} (${String(ownFailures)} attempts)` };
                }
                const pause = (0,backoff/* objectPause */.Os)(isOwn ? ownFailures : 0, clock);
                await pauseFor(verdict.retryAfterMilliseconds + pause, context);
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
async function probe(object, { form, address }, context) {
    const sentAt = context.clock.now();
    const verdict = await attempt(object, form, address, sentAt, context);
    if (verdict.kind === 'again')
        report(verdict, sentAt, false, context.limiter);
    else if (verdict.kind === 'stored')
        context.limiter.recovered();
    else
        context.limiter.answered();
}
function report({ cause, reason }, sentAt, isFirst, limiter) {
    limiter.failed({ cause: cause === 'stale' ? 'failed' : cause, reason, sentAt, isFirst });
}
async function attempt({ fileName, body }, form, address, sentAt, { dispatcher, clock, limiter, signal }) {
    signal.throwIfAborted();
    const head = formHead(form, fileName);
    const length = head[0].length + head[1].length + sizeOf(body) + form.end.length;
    const moved = () => {
        if (clock.now() - sentAt > ROOM_ON_THE_WAY_MILLISECONDS)
            limiter.moved();
    };
    try {
        const request = {
            origin: address.origin,
            path: address.pathname + address.search,
            method: 'POST',
            headers: { 'content-type': form.contentType, 'content-length': String(length) },
            body: framed(head, body, form.end, moved),
        };
        const answer = await (0,network_answer/* ask */.k)(dispatcher, request, ERROR_DOCUMENT_BYTES);
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
/** Waits without keeping others from sending. */
async function pauseFor(milliseconds, { clock, limiter, signal }) {
    limiter.release();
    try {
        await clock.sleep(milliseconds, signal);
    }
    finally {
        await limiter.acquire(true);
    }
}
function misled(location, address) {
    const reason = address === undefined
        ? `the storage redirects to ${hostOf(location)}, where documents must not be sent`
        : `the storage redirects again and again`;
    return { kind: 'refused', reason };
}
function hostOf(location) {
    return URL.canParse(location) ? new URL(location).host : 'nowhere';
}

;// CONCATENATED MODULE: ./build/storage/upload.js





/** A document that changes while it is sent is sent anew this often. */
const MOST_ROUNDS = 3;
const OUTDATED = 'It changed while it was being sent, after an answer was lost: the storage may hold what it was before. Does another step write it?';
/** Memory for what is being sent, or waits to be sent again. */
const ROOM_BYTES = 64 * 1024 * 1024;
/** What a document takes besides its content. */
const DOCUMENT_BYTES = 16 * 1024;
/** Above this a document is large: it is streamed, and few are sent at once. */
const LARGE_BYTES = 1024 * 1024;
/** Large documents at once: one while small ones wait, more when only large ones are left. */
const LARGE_AT_ONCE = { besideSmall: 1, alone: 8 };
/**
 * Sends every document to the destination, many at once, each after its metadata. A document that
 * cannot be delivered does not stop the others, and a large one does not hold up the small ones.
 *
 * @throws the run's own reason when the run is cancelled
 */
async function uploadDocuments(documents, handling, destination, context) {
    const { limiter, signal } = context;
    limiter.probe = undefined;
    const settled = new Set();
    const doubtful = [];
    const storedBefore = limiter.storedObjects;
    let expired;
    let failure;
    const isOver = () => signal.aborted || expired !== undefined || failure !== undefined;
    async function deliver(document) {
        try {
            const delivery = await deliverDocument(document, handling, destination, context);
            if (delivery.kind === 'expired') {
                expired = delivery.reason;
                if (delivery.perhapsStored)
                    doubtful.push(document);
            }
            else {
                settled.add(document);
                handling.settle(document, delivery);
            }
        }
        catch (error) {
            failure ??= error instanceof Error ? error : new Error(String(error));
        }
        finally {
            limiter.release();
        }
    }
    /** Begins with each document when its turn has come, and not before: one that waits costs nothing. */
    async function deliverEach(documents, semaphore, cost) {
        const underWay = new Set();
        for (const document of documents) {
            const part = await semaphore.acquire(cost(document));
            await limiter.acquire();
            if (isOver()) {
                limiter.release();
                semaphore.release(part);
                break;
            }
            const delivery = deliver(document).finally(() => {
                underWay.delete(delivery);
                semaphore.release(part);
            });
            underWay.add(delivery);
        }
        await Promise.all(underWay);
    }
    const isLarge = ({ size }) => size > LARGE_BYTES;
    const largeSlots = new Semaphore(LARGE_AT_ONCE.alone);
    const besideSmall = limiter.ceiling === 1 ? 0 : LARGE_AT_ONCE.besideSmall;
    const reserved = await largeSlots.acquire(LARGE_AT_ONCE.alone - besideSmall);
    const sendLarge = deliverEach(documents.filter(isLarge), largeSlots, () => 1);
    const small = documents.filter((document) => !isLarge(document));
    await deliverEach(small, new Semaphore(ROOM_BYTES), ({ size }) => size + DOCUMENT_BYTES);
    largeSlots.release(reserved);
    await sendLarge;
    await limiter.settled();
    if (limiter.stalled.aborted)
        return { kind: 'given-up', reason: limiter.lastReason };
    signal.throwIfAborted();
    if (failure !== undefined)
        throw failure;
    if (expired === undefined)
        return { kind: 'complete' };
    return {
        kind: 'expired',
        reason: expired,
        left: documents.filter((document) => !settled.has(document)),
        doubtful,
        stored: limiter.storedObjects - storedBefore,
    };
}
/** Sends a document, and once more from its first byte where it has changed meanwhile. */
async function deliverDocument(document, { prepare }, destination, context) {
    for (let round = 1; round <= MOST_ROUNDS; round++) {
        const parcel = await prepared(() => prepare(document), context);
        if (parcel.kind !== 'prepared')
            return parcel;
        try {
            const end = await deliverPreparedDocument(parcel, destination, context);
            if (end.kind !== 'changed')
                return end;
        }
        finally {
            parcel.release();
        }
    }
    return {
        kind: 'failed',
        reason: 'It changed each time while it was being sent: does another step write it?',
    };
}
/** Prepares a document, and again after a pause where no file descriptor was free for it. */
async function prepared(prepare, context) {
    for (;;) {
        const since = context.clock.now();
        try {
            return await prepare();
        }
        catch (error) {
            if (!(error instanceof descriptors/* DescriptorsExhausted */.AH))
                throw error;
            context.limiter.descriptorsExhausted(since, error.message);
            await pauseFor((0,backoff/* objectPause */.Os)(0, context.clock), context);
        }
    }
}
/** The metadata first: a document never stands in the bucket without it. */
async function deliverPreparedDocument({ fileName, metadata, body }, destination, context) {
    const object = {
        fileName: `${fileName}.meta.json`,
        body: { kind: 'whole', content: metadata },
    };
    const described = await sendObject(object, destination, context);
    if (described.kind === 'refused') {
        return { kind: 'failed', reason: `Its metadata was not stored: ${described.reason}.` };
    }
    if (described.kind === 'expired')
        return { ...described, perhapsStored: false };
    if (described.kind !== 'stored')
        return described;
    const stored = await sendObject({ fileName, body }, destination, context);
    if (stored.kind === 'refused')
        return { kind: 'failed', reason: `It was not stored: ${stored.reason}.` };
    // Under new metadata, what may have been stored would be a mixture.
    if (stored.kind === 'changed' && stored.perhapsStored)
        return { kind: 'failed', reason: OUTDATED };
    if (stored.kind !== 'stored')
        return stored;
    if (body.kind === 'whole') {
        context.limiter.probe ??= () => probe({ fileName, body }, destination, context);
    }
    return { kind: 'uploaded', bytes: sizeOf(body) };
}

;// CONCATENATED MODULE: ./build/network/deadline.js
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
/** The same, but at most so many milliseconds from now: for a part of the matter. */
function within(deadline, milliseconds, clock) {
    const most = Math.max(0, Math.min(milliseconds, deadline.left()));
    const part = deadlineIn(most, clock, deadline.cancelled, deadline.signal);
    return { ...part, milliseconds: deadline.milliseconds };
}

;// CONCATENATED MODULE: ./build/sessions/lookup.js
/** Sessions that take documents, by what the platform lists: those of everybody in the workspace. */
async function openSessions(platform, deadline) {
    // A list that grows while it is paged through shows some sessions twice.
    const open = new Map();
    for await (const page of platform.sessions('current', deadline)) {
        for (const session of page)
            if (session.status === 'OPEN')
                open.set(session.session_id, session);
    }
    return [...open.values()];
}
/** Waits until the platform lists sessions, however many: then it is well. */
async function awaitList(platform, deadline) {
    await platform.sessions('current', deadline)[Symbol.asyncIterator]().next();
}
/** What the platform lists of one session; nothing where it does not list it. */
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
 * list of sessions tells whether the session is closed after all.
 *
 * @param milliseconds how long that may take; a cancelled run has less
 * @returns why it could not be closed, and how to do that by hand; undefined where it is closed
 */
async function closeSession(id, closing, milliseconds = budgets/* CLOSING_MILLISECONDS */.lt) {
    const { platform, clock, ending } = closing;
    const { cancelled, last } = ending;
    const ordinary = deadlineIn(milliseconds, clock, cancelled);
    let why = await close_close(id, closing, ordinary, budgets/* CLOSE_ATTEMPT_MILLISECONDS */.m2.ordinary);
    if (why !== undefined && cancelled.aborted) {
        const short = deadlineIn(budgets/* CANCELLED_MILLISECONDS */.jA.closing, clock, last);
        why = await close_close(id, closing, short, budgets/* CLOSE_ATTEMPT_MILLISECONDS */.m2.cancelled);
    }
    if (why === undefined)
        return undefined;
    return `${why} If it is still open, its documents are ingested when it expires. This closes it: ${platform.closeCommand(id)}`;
}
/** @returns why it could not be closed; undefined where it is closed */
async function close_close(id, { platform, clock }, deadline, attemptMilliseconds) {
    // The rest of the time is for the list.
    const closing = within(deadline, deadline.milliseconds - attemptMilliseconds, clock);
    for (let failures = 1;; failures++) {
        try {
            await platform.closeSession(id, closing, attemptMilliseconds);
            return undefined;
        }
        catch (error) {
            if (deadline.cancelled.aborted || !(error instanceof Error))
                return `Could not close the upload session ${id}: no answer in time.`;
            const isTriedAgain = error instanceof LostAnswer &&
                (await pause(failures, error.retryAfterMilliseconds, closing, clock).catch(() => false));
            const looking = within(deadline, attemptMilliseconds, clock);
            if (await isClosed(id, platform, looking))
                return undefined;
            if (!isTriedAgain)
                return error.message;
        }
    }
}
/** Whether the platform lists a session as one that takes nothing any more. */
async function isClosed(id, platform, deadline) {
    try {
        const status = (await findSession(id, platform, deadline))?.status;
        if (status !== 'CLOSED' && status !== 'EXPIRED')
            return false;
        platform.seenClosed(id);
        return true;
    }
    catch {
        // Not knowing is no answer; the refusal to close says more.
        return false;
    }
}

;// CONCATENATED MODULE: ./build/sessions/shutdown.js

/** The ending of a run whose own signal is `cancelled`. */
function endingOf(cancelled) {
    return {
        cancelled,
        grace: after(cancelled, budgets/* CANCELLED_MILLISECONDS */.jA.grace),
        last: after(cancelled, budgets/* CANCELLED_MILLISECONDS */.jA.closing),
    };
}
/** A signal that aborts some time after another one has, for the same reason. */
function after(signal, milliseconds) {
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
    return { form: createForm(config.fields), address };
}

;// CONCATENATED MODULE: ./build/sessions/lost-creates.js



/** With the one that is wanted, half of the ten sessions that a user may have open. */
const MOST_LEFT_OVER = 4;
/**
 * Creates whose answers were lost. Each may have opened a session that nobody can adopt, since its form
 * is unknown, nor close, since it may be somebody else's. So there must not be many.
 */
class LostCreates {
    #count = 0;
    #leftOver = 1;
    /** Ids that the platform has listed since the first answer was lost. */
    #listed = new Set();
    /** Whether a session may be open that nobody knows of. */
    get areAny() {
        return this.#count > 0;
    }
    add() {
        this.#count += 1;
    }
    /**
     * Waits until the platform lists its sessions again, and learns from that whether the last of these
     * creates has opened one. Of the first that cannot be told, since nobody had looked before; a later
     * one has not where nothing new is listed.
     *
     * @returns whether it may be asked for again
     * @throws the reason of `deadline.cancelled` when that aborts
     */
    async mayRepeat(platform, deadline, clock) {
        const ids = await listedIds(platform, deadline, clock);
        const isDone = ids === undefined || ids.some((id) => !this.#listed.has(id));
        ids?.forEach((id) => this.#listed.add(id));
        if (this.#count === 1 || !isDone)
            return true;
        const wanted = this.#leftOver * budgets/* REST_MILLISECONDS */.C1;
        this.#leftOver += 1;
        if (this.#leftOver === MOST_LEFT_OVER)
            return false;
        const rest = Math.min(wanted, deadline.left() - budgets/* LAST_CREATE_MILLISECONDS */.BM);
        if (rest > 0)
            await clock.sleep(rest, deadline.cancelled);
        return true;
    }
}
/** The open sessions, as soon as the platform lists them; nothing where it does not. */
async function listedIds(platform, deadline, clock) {
    const most = deadline.left() - budgets/* LAST_CREATE_MILLISECONDS */.BM;
    if (most <= 0)
        return undefined;
    try {
        await awaitList(platform, within(deadline, most, clock));
        const open = await openSessions(platform, within(deadline, budgets/* COURTESY_MILLISECONDS */.cG, clock));
        return open.map(({ session_id }) => session_id);
    }
    catch {
        deadline.cancelled.throwIfAborted();
        return undefined;
    }
}

;// CONCATENATED MODULE: ./build/sessions/orphans.js



/** Named in one message, at most. */
const MOST_LISTED = 10;
/** The platform's times are not exact to the second. */
const SLACK_MILLISECONDS = 1_000;
/** The runner's clock and the platform's may differ. */
const CLOCKS_DIFFER_MILLISECONDS = 60_000;
const LOST = 'The answer to opening an upload session was lost';
/** The workspace's open sessions, as far as the platform tells them soon. */
async function listOpen(looking) {
    return await openSessions(looking.platform, soon(looking));
}
/**
 * A create whose answer was lost, and which was repeated, may have opened a session as well. Which
 * one nobody can tell for sure, so none is closed, but a person can look. Times are the platform's
 * own: the runner's clock may be off.
 *
 * @param id of the session that the last repetition opened
 * @param milliseconds from the first request to that
 */
async function warnOfTwins(id, milliseconds, looking) {
    const { platform, log, ending } = looking;
    const again = `${LOST}, so it was asked for again`;
    try {
        const limit = soon(looking);
        const ours = Date.parse((await findSession(id, platform, limit))?.created_at ?? '');
        const others = await openSessions(platform, limit);
        const twins = others.filter(({ session_id, created_at }) => {
            const age = ours - Date.parse(created_at ?? '');
            const isApart = age < -SLACK_MILLISECONDS || age > milliseconds + SLACK_MILLISECONDS;
            return session_id !== id && !isApart;
        });
        if (twins.length === 0)
            return;
        log.warning(`${again}. This run uses session ${id}; of the others opened just then, some may be left over: ${listed(twins)}. ${toClose(twins, platform)}`);
    }
    catch {
        ending.cancelled.throwIfAborted();
        log.warning(`${again}. There may be an open session besides ${id}; it closes by itself when it expires.`);
    }
}
/** The same where no answer came at all, `milliseconds` after the first request. */
async function warnOfLost(milliseconds, looking) {
    const { platform, log, ending } = looking;
    const since = Date.now() - milliseconds - CLOCKS_DIFFER_MILLISECONDS;
    const open = ending.grace.aborted ? [] : await listOpen(looking).catch(() => []);
    const twins = open.filter(({ created_at }) => !(Date.parse(created_at ?? '') < since));
    const names = twins.length === 0
        ? 'A session that nobody knows of may be open; it closes by itself when it expires.'
        : `Of the sessions opened just then, some may be left over: ${listed(twins)}. ${toClose(twins, platform)}`;
    log.warning(`${LOST}. ${names}`);
}
/** Sessions for a message: id, expiry and age. */
function listed(sessions) {
    const more = sessions.length > MOST_LISTED ? ' and more' : '';
    return sessions.slice(0, MOST_LISTED).map(describe).join('; ') + more;
}
function describe({ session_id, created_at, expires_at }) {
    const opened = Date.parse(created_at ?? '');
    const minutes = Math.max(0, Math.round((Date.now() - opened) / 60_000));
    const age = Number.isNaN(opened) ? '' : `, ${minutes} min old`;
    return `${session_id} (expires ${expires_at ?? 'at an unknown time'}${age})`;
}
function toClose(sessions, platform) {
    const commands = sessions
        .slice(0, MOST_LISTED)
        .map(({ session_id }) => platform.closeCommand(session_id));
    return `This closes one that nobody uses: ${commands.join(' ; ')}`;
}
function soon({ clock, ending }) {
    return deadlineIn(budgets/* COURTESY_MILLISECONDS */.cG, clock, ending.grace);
}

;// CONCATENATED MODULE: ./build/sessions/open.js












const PLACE_BACKOFF = { baseMilliseconds: 4_000, capMilliseconds: 30_000 };
/**
 * Opens an upload session. A platform in trouble is waited for up to two minutes; where too many
 * sessions are open, so is a place.
 *
 * @throws a `PublishError` where the platform refuses, or gives no id to close the session by; the
 * run's own reason when the run is cancelled
 */
async function openSession(opening) {
    const { clock } = opening;
    const started = clock.now();
    const lost = new LostCreates();
    const created = await createInPlace(opening, lost);
    const config = created.aws_prefixed_request_config;
    return {
        id: idOf(created),
        expiresAt: created.expires_at,
        askedTwice: lost.areAny ? { forMilliseconds: clock.now() - started } : undefined,
        secrets: secretsOf(config.fields),
        destination: () => createDestination(config, (0,network_address/* isLoopback */.U)(opening.apiUrl)),
    };
}
/** Creates a session as soon as there is a place for it. */
async function createInPlace(opening, lost) {
    const { clock, log, ending } = opening;
    const started = clock.now();
    let left = budgets/* PLACE_MILLISECONDS */.VH;
    for (let failures = 1;; failures++) {
        ending.cancelled.throwIfAborted();
        try {
            return await create(opening, lost);
        }
        catch (error) {
            if (!(error instanceof TooManySessions)) {
                // Whoever cancels while the answer is on its way cannot know what it would have been.
                const isLost = lost.areAny || ending.grace.aborted;
                if (isLost)
                    await warnOfLost(clock.now() - started, opening);
                throw error;
            }
            if (left <= 0)
                throw await noPlace(error, opening);
        }
        if (failures === 1)
            log.info('Too many upload sessions are open; waiting up to two minutes for one to close');
        const rest = Math.min(left, 1_000 + (0,backoff/* pauseAfter */.l0)(failures, PLACE_BACKOFF, clock));
        left -= rest;
        await clock.sleep(rest, ending.cancelled);
    }
}
/** Creates a session, again where the answer was lost and the platform is well since. */
async function create(opening, lost) {
    const { platform, request, clock, ending } = opening;
    const deadline = deadlineIn(budgets/* OPENING_MILLISECONDS */.ur, clock, ending.cancelled, ending.grace);
    for (let failures = 1;; failures++) {
        try {
            return await platform.createSession(request, deadline);
        }
        catch (error) {
            if (!(error instanceof LostAnswer))
                throw error;
            lost.add();
            const mayRepeat = (await pause(failures, error.retryAfterMilliseconds, deadline, clock)) &&
                (await lost.mayRepeat(platform, deadline, clock));
            if (!mayRepeat)
                throw error;
        }
    }
}
/** The refusal with the sessions that take up the places, where the platform lists them. */
async function noPlace(refusal, opening) {
    const open = await listOpen(opening).catch(() => []);
    if (open.length === 0)
        return refusal;
    return new publish_error/* PublishError */.S(`${refusal.message} Open in this workspace: ${listed(open)}.`);
}
/** The id as the API gave it, else as it stands in the key of the form. */
function idOf(created) {
    const { session_id, aws_prefixed_request_config } = created;
    const id = session_id || sessionOfKey(aws_prefixed_request_config.fields['key'] ?? '');
    if (id !== undefined)
        return id;
    throw new publish_error/* PublishError */.S('The platform opened an upload session without saying which: neither the answer nor the key of its form names it. Run the step again; the session closes by itself when it expires.');
}
function secretsOf(fields) {
    return Object.entries(fields)
        .filter(([name]) => /policy|credential|token|signature/i.test(name))
        .map(([, value]) => value);
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
/** Of a session's expiry. */
const UNTOLD = 'the platform does not say when';
/**
 * Delivers documents through as many upload sessions as they need, one after the other: a session
 * is full with 10,000 objects, and one that has come to its end before is replaced for what is left.
 * Each is closed before the next is opened, whatever happens in between.
 *
 * @throws a `PublishError` where no session could be opened, storage took nothing any more, or a
 * session could not be closed; the run's own reason when the run is cancelled
 */
async function deliver(documents, handling, delivering) {
    const { clock, concurrency, log, openLine, signal } = delivering;
    const limiter = new Limiter(concurrency, clock, log);
    const dispatcher = openLine(limiter.ceiling);
    const stop = AbortSignal.any([signal, limiter.stalled]);
    const hangUp = () => {
        limiter.stop();
        void dispatcher.destroy();
    };
    stop.addEventListener('abort', hangUp, { once: true });
    try {
        const context = { dispatcher, clock, limiter, signal: stop };
        return await fillSessions(documents, handling, context, {
            ...delivering,
            ending: endingOf(signal),
        });
    }
    finally {
        stop.removeEventListener('abort', hangUp);
        limiter.stop();
        await dispatcher.destroy();
    }
}
async function fillSessions(documents, handling, context, filling) {
    const { book, closes, log } = filling;
    const all = [];
    const doubtful = new Set();
    let left = documents;
    let endedEmpty = 0;
    while (left.length > 0) {
        const batch = left.slice(0, MOST_DOCUMENTS);
        const { end, ...delivered } = await fillSession(batch, handling, context, filling);
        all.push({ ...delivered, perhapsTwice: new Set(doubtful) });
        if (end.kind === 'given-up')
            throw takesNothing(end.reason);
        left = left.slice(MOST_DOCUMENTS);
        if (end.kind === 'complete')
            continue;
        if (!closes)
            throw endsTooSoon('The upload session came to its end', end.reason);
        endedEmpty = end.stored === 0 ? endedEmpty + 1 : 0;
        if (endedEmpty === MOST_ENDED_EMPTY) {
            throw endsTooSoon('Two upload sessions in a row came to their end', end.reason);
        }
        log.info(`The session came to its end (${end.reason}); another one takes the rest`);
        end.doubtful.forEach((document) => doubtful.add(document));
        left = [...end.left, ...left];
    }
    const unclosed = book.records.filter(({ closed }) => closes && !closed).map(({ id }) => id);
    if (unclosed.length > 0) {
        throw new publish_error/* PublishError */.S(`The documents are stored, but the platform does not take them before session ${unclosed.join(', ')} is closed.`);
    }
    return all;
}
/** Opens a session, sends what it can take, and closes it. */
async function fillSession(documents, handling, context, filling) {
    const { closes, log, platform, signal } = filling;
    const session = await deliver_open(filling);
    const uploaded = [];
    const settle = (document, delivery) => {
        // A cancelled run has settled everything: it does not wait for what is still being read.
        if (signal.aborted)
            return;
        if (delivery.kind === 'uploaded')
            uploaded.push(document);
        handling.settle(document, delivery);
    };
    try {
        signal.throwIfAborted();
        const { id, askedTwice } = session;
        if (askedTwice !== undefined)
            await warnOfTwins(id, askedTwice.forMilliseconds, filling);
        const upload = uploadDocuments(documents, { ...handling, settle }, session.destination(), context);
        const end = await (0,clock/* orCancelled */.N)(upload, signal);
        return { session: session.id, documents: uploaded, end };
    }
    finally {
        if (closes)
            await deliver_close(session.id, filling);
        else
            log.info(howToClose(session.id, session.expiresAt || UNTOLD, platform));
    }
}
async function deliver_open(filling) {
    const { book, closes, log, mask, platform } = filling;
    book.opening();
    try {
        const session = await openSession(filling);
        session.secrets.forEach(mask);
        book.opened(session.id, session.expiresAt, platform.closeCommand(session.id));
        log.info(`Session ${session.id} is open until ${session.expiresAt || 'it expires'}`);
        return session;
    }
    catch (error) {
        if (error instanceof UnusableSession) {
            book.opened(error.id, '', platform.closeCommand(error.id));
            if (closes)
                await deliver_close(error.id, filling);
            else
                log.info(howToClose(error.id, 'a day after it was opened', platform));
        }
        else
            book.notOpened();
        throw error;
    }
}
async function deliver_close(id, filling) {
    const problem = await closeSession(id, filling);
    if (problem !== undefined) {
        filling.log.error(problem);
        return;
    }
    filling.book.closed(id);
    filling.log.info(`Session ${id} is closed; the platform ingests its documents now`);
}
function howToClose(id, expires, platform) {
    return `Session ${id} stays open, as "close-session" is false: its documents are ingested when the finalize action closes it, this command does, or it expires (${expires}): ${platform.closeCommand(id)}`;
}
/**
 * Checks that documents fit into the sessions that a run may open.
 *
 * @throws a `PublishError` where they need several, and the one that is left open has to do
 */
function checkFit(documents, closes) {
    if (closes || documents <= MOST_DOCUMENTS)
        return;
    throw new publish_error/* PublishError */.S(`${(0,figures/* counted */.hS)(documents, 'document')} and their metadata need more than one upload session, and "close-session: false" leaves just one open. Set it to true, or narrow "glob" to ${(0,figures/* count */.U9)(MOST_DOCUMENTS)} documents.`);
}
function takesNothing(reason) {
    return new publish_error/* PublishError */.S(`The storage took nothing for two minutes, so the rest was not sent (last: ${reason}). Run the step again later.`);
}
function endsTooSoon(what, reason) {
    return new publish_error/* PublishError */.S(`${what} before the documents were sent (${reason}). Make "expires-in-seconds" longer if it is set, and check the clock of the runner.`);
}

;// CONCATENATED MODULE: ./build/log/changing-line.js
const changing_line_EVERY_MILLISECONDS = 5_000;
/**
 * A line of the log that tells how far something is: it is said again only when it has changed, and
 * not more often than every few seconds.
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

;// CONCATENATED MODULE: ./build/sessions/ingestion-result.js
/** Why the platform refuses a document, by its documentation, and what to do. */
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
/** What a refused file means for the run. */
function judge(file, writeMode, perhapsTwice) {
    const reason = file.ingestion_status_reason ?? 'UNKNOWN_ERROR';
    if (reason === 'FILE_ALREADY_EXISTS') {
        if (writeMode === 'KEEP')
            return { kind: 'kept' };
        if (writeMode === 'FAIL' && perhapsTwice)
            return { kind: 'finished' };
    }
    const why = REASONS.get(reason) ?? "see the platform's documentation";
    return { kind: 'refused', reason: `The platform refused it (${reason}): ${why}.` };
}

;// CONCATENATED MODULE: ./build/sessions/polling.js




const polling_FIRST_PAUSE_MILLISECONDS = 500;
const polling_LONGEST_PAUSE_MILLISECONDS = 15_000;
const GROWTH = 1.5;
/**
 * Looks again and again, with growing pauses, until there is something to see. A look that is still
 * under way when the time is up is given up; one that gets no answer before is waited for.
 *
 * @returns what was seen; nothing where the time was up before
 * @throws what looking throws; the signal's reason when that aborts
 */
async function poll(look, { milliseconds, clock, signal }) {
    const deadline = deadlineIn(milliseconds, clock, signal);
    let pause = polling_FIRST_PAUSE_MILLISECONDS;
    try {
        while (deadline.left() > 0) {
            const seen = await look(deadline);
            if (seen !== undefined)
                return seen;
            await clock.sleep(Math.min(pause, deadline.left()), signal);
            pause = Math.min(pause * GROWTH, polling_LONGEST_PAUSE_MILLISECONDS);
        }
    }
    catch (error) {
        if (!(error instanceof Unanswered))
            throw error;
    }
    return undefined;
}
/** Looks once more when the time is up: what is still pending has to be named. */
async function lastLook(look, { clock, signal }) {
    try {
        return { seen: await look(deadlineIn(budgets/* LAST_LOOK_MILLISECONDS */.cB, clock, signal)) };
    }
    catch (error) {
        if (!(error instanceof publish_error/* PublishError */.S) || signal.aborted)
            throw error;
        return { problem: error.message };
    }
}

;// CONCATENATED MODULE: ./build/sessions/ingestion.js




/**
 * Waits until the platform has taken or refused every one of a session's documents, or the time is
 * up. What else the session holds, such as metadata that stayed alone, does not count.
 *
 * @param perhapsTwice documents that an earlier session of this run may have brought already: in
 * `FAIL` mode the platform refuses the second, and that is no failure
 */
async function waitForDocuments(session, documents, perhapsTwice, waiting) {
    const { clock, log, writeMode } = waiting;
    const byName = new Map(documents.map((document) => [document.name, document]));
    const progress = new ChangingLine(log, () => clock.now());
    const asking = { ...waiting, session, byName, progress };
    const all = await poll((deadline) => lookForAll(asking, deadline), waiting);
    const look = all === undefined
        ? await lastLook((deadline) => listSettled(asking, deadline), waiting)
        : { seen: all };
    const seen = 'seen' in look ? look.seen : undefined;
    progress.finish();
    const results = new Map();
    const pending = [];
    for (const document of byName.values()) {
        const file = seen?.refused.get(document.name);
        const isTaken = seen?.taken === 'all others' || seen?.taken.has(document.name) === true;
        if (file !== undefined)
            results.set(document, judge(file, writeMode, perhapsTwice.has(document)));
        else if (isTaken)
            results.set(document, { kind: 'finished' });
        else
            pending.push(document);
    }
    return { results, pending, ...('problem' in look ? look : {}) };
}
/** What became of the documents, once that is clear for every one of them. */
async function lookForAll(asking, deadline) {
    const { platform, session, byName, progress } = asking;
    const { finished, failed } = await platform.ingestionStatus(session, deadline);
    const all = (0,figures/* counted */.hS)(byName.size, 'document');
    progress.say(`  ${(0,figures/* count */.U9)(finished)} of ${all} ingested, ${(0,figures/* count */.U9)(failed)} refused`);
    if (finished + failed < byName.size)
        return undefined;
    if ((await ours('PENDING', asking, deadline)).size > 0)
        return undefined;
    const refused = await ours('FAILED', asking, deadline);
    if (finished + refused.size < byName.size)
        return undefined;
    if (finished + failed === byName.size && failed === refused.size)
        return { refused, taken: 'all others' };
    // More than was uploaded is counted: only the names tell whose they are.
    const taken = await ours('FINISHED', asking, deadline);
    return taken.size + refused.size < byName.size ? undefined : { refused, taken };
}
/** What has become of the documents until now. */
async function listSettled(asking, deadline) {
    const refused = await ours('FAILED', asking, deadline);
    return { refused, taken: await ours('FINISHED', asking, deadline) };
}
/** The listed files in one state that carry the name of one of the documents. */
async function ours(status, { platform, session, byName }, deadline) {
    const files = new Map();
    for await (const page of platform.sessionFiles(session, status, deadline)) {
        for (const file of page)
            if (byName.has(file.name))
                files.set(file.name, file);
    }
    return files;
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
 * @throws AdditionError
 */
function parseSidecar(content) {
    checkSize(content);
    const text = sidecar_decode(content);
    if (text === '')
        throw new AdditionError('it is empty, which is not valid JSON.');
    const object = sidecar_parse(text);
    const entries = Object.entries(object);
    const hasNumbers = entries.some(([, value]) => typeof value === 'number');
    const additions = new Map();
    for (const [key, value] of entries) {
        // The numbers' own letters are looked for only where nothing is nested.
        if (typeof value !== 'number')
            additions.set(key, sidecar_check(key, value));
    }
    if (!hasNumbers)
        return additions;
    const written = numbersOf(text);
    for (const [key, value] of entries) {
        if (typeof value === 'number')
            additions.set(key, sidecar_check(key, value, written.get(key)));
    }
    return additions;
}
/** Before anything is made of it: a megabyte can hold so many values that they take seconds. */
function checkSize(content) {
    const { keys, items } = countValues(content);
    if (keys > MOST_KEYS) {
        throw new AdditionError(`it has ${keys} keys, and a document can be given ${MOST_KEYS}.`);
    }
    if (items > MOST_ITEMS) {
        throw new AdditionError(`its lists have more than ${MOST_ITEMS} items together, the most that a document can be given.`);
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
function sidecar_check(key, value, written) {
    try {
        return toAddition(key, value, written);
    }
    catch (error) {
        if (!(error instanceof AdditionError))
            throw error;
        throw new AdditionError(`${NAME.test(key) ? `the key "${key}"` : 'a key'} ${error.message}`);
    }
}
function sidecar_decode(content) {
    try {
        return new TextDecoder('utf-8', { fatal: true }).decode(content);
    }
    catch {
        throw new AdditionError('it is not valid UTF-8.');
    }
}
function sidecar_parse(text) {
    const parsed = parseJson(text);
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed))
        return parsed;
    throw new AdditionError('it has to be one JSON object, such as {"audience": "admins"}.');
}
function parseJson(text) {
    try {
        return JSON.parse(text);
    }
    catch (error) {
        // The engine's message quotes the text.
        const [place = ''] = /\(line \d+ column \d+\)/.exec(String(error)) ?? [];
        throw new AdditionError(`it is not valid JSON${place === '' ? '' : ` ${place}`}.`);
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
    if (typeof context !== 'object' || context === null || !('source' in context))
        return '';
    return typeof context.source === 'string' ? context.source : '';
}

;// CONCATENATED MODULE: ./build/documents/sidecars.js








const MAX_SIDECAR_BYTES = 1_000_000;
/** What is said in sidecars is kept until its document is sent. */
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
    const turns = new Turns();
    let total = 0;
    for (const path of paths) {
        while (turns.isDue)
            await turns.next();
        signal.throwIfAborted();
        const sidecar = path + METADATA_SUFFIX;
        const content = await (0,descriptors/* withDescriptor */.UT)(() => readSidecar(folder, sidecar));
        if (own !== undefined && own.get(sidecar) !== (0,external_node_crypto_.hash)('sha256', content)) {
            throw sidecars_refusal(sidecar, "it changed after it was found to be this repository's own.");
        }
        total += content.length;
        if (total > MAX_TOTAL_BYTES) {
            throw sidecars_refusal(sidecar, 'together with those before it, it has more than 256 MB.');
        }
        const additions = understand(sidecar, content);
        for (const key of additions.keys())
            keys.add(key);
        if (keys.size > MOST_KEYS) {
            throw sidecars_refusal(sidecar, `with it, the documents of this run are given more than ${MOST_KEYS} different keys, the input "metadata" and the metadata files before it included.`);
        }
        sidecars.set(path, additions);
    }
    return sidecars;
}
function readSidecar(folder, sidecar) {
    const file = (0,documents_open/* openDocument */.EJ)(folder, sidecar);
    if (!(file instanceof documents_open/* OpenDocument */.yS))
        throw sidecars_refusal(sidecar, file.reason);
    try {
        // Room for one byte more tells whether it is too large, or grows.
        const buffer = Buffer.allocUnsafe(Math.min(file.size, MAX_SIDECAR_BYTES) + 1);
        const length = file.readSync(buffer, 0);
        if (length <= file.size && length <= MAX_SIDECAR_BYTES)
            return buffer.subarray(0, length);
    }
    catch {
        throw sidecars_refusal(sidecar, 'it cannot be read.');
    }
    finally {
        file.close();
    }
    throw sidecars_refusal(sidecar, 'it is larger than 1 MB, or is being written.');
}
function understand(sidecar, content) {
    try {
        return parseSidecar(content);
    }
    catch (error) {
        if (!(error instanceof AdditionError))
            throw error;
        throw sidecars_refusal(sidecar, error.message);
    }
}
function sidecars_refusal(sidecar, problem) {
    return new publish_error/* PublishError */.S(`The metadata file ${JSON.stringify(sidecar)} cannot be used: ${problem} Mend it, or remove it.`);
}

// EXTERNAL MODULE: ./build/metadata/event.js + 1 modules
var metadata_event = __webpack_require__(7051);
// EXTERNAL MODULE: ./build/git/history.js + 4 modules
var git_history = __webpack_require__(9957);
;// CONCATENATED MODULE: ./build/metadata/one-type.js





/** So many keys are named in one error. */
const MOST_NAMED = 3;
/**
 * Holds that a key has one type in all documents, keys that are found for them included, which are
 * strings: the platform would refuse the second document. (its documentation)
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
            const one = `a ${other.type} in ${JSON.stringify(other.path)}`;
            conflicts.set(key, `${JSON.stringify(key)} is ${one} and a ${type} in ${JSON.stringify(path)}`);
        }
    }
    /** What documents, those with a title and those without, have but for their sidecars. */
    const common = new Map();
    const turns = new Turns();
    for (const path of paths) {
        while (turns.isDue)
            await turns.next();
        signal.throwIfAborted();
        const sidecar = added.sidecars.get(path);
        const kind = mayHaveTitle(path);
        const types = common.get(kind) ?? commonTypes(path, added.input, event);
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
                note(key, typeName(value), path);
    }
    if (conflicts.size > 0)
        throw disagreement([...conflicts.values()]);
}
function disagreement(conflicts) {
    const named = conflicts.slice(0, MOST_NAMED).join('; ');
    const more = conflicts.length > MOST_NAMED ? `; and ${conflicts.length - MOST_NAMED} more` : '';
    return new publish_error/* PublishError */.S(`The platform takes one type of value for a key of metadata, and there are two: ${named}${more}. Let the input "metadata" and the ".meta.json" files agree; what is found without them is a string.`);
}
function commonTypes(path, input, event) {
    const types = new Map(foreseeKeys(path, event).map((key) => [key, 'string']));
    for (const [key, value] of input) {
        if (value === null)
            types.delete(key);
        else
            types.set(key, typeName(value));
    }
    return types;
}

;// CONCATENATED MODULE: ./build/sources.js






/** Git may take this long for the history; what it has not told by then is left out. */
const HISTORY_SECONDS = 300;
/**
 * Gathers what documents are described by. What people add has been read and checked when this
 * returns, the history is being read: git starts while documents are looked for, and runs while the
 * session opens.
 *
 * @throws a `PublishError` that names documents which a stranger may have written, the sidecar which
 * cannot be used, or a key of two types; what kept the documents from being found
 */
async function gatherSources(request) {
    const { workspaceFolder, environment, github, openLine, clock, log, signal } = request;
    const history = (0,git_history/* readHistory */.L)({
        folder: workspaceFolder,
        environment,
        paths: request.found.then(pathsOf),
        log,
        signal,
        timeoutSeconds: HISTORY_SECONDS,
        github: github && { ...github, openLine, clock },
    });
    // Where nobody comes to need it, its end is nobody's failure.
    history.catch(() => undefined);
    const found = await request.found;
    const { event, own } = await keepToOwn(found, request);
    const sidecars = await readSidecars(found.folder, found.sidecars, request.input, signal, own);
    const added = { input: request.input, sidecars };
    if (sidecars.size > 0)
        await checkTypes(pathsOf(found), added, event, signal);
    return { history, event, added, own };
}
/** On events that strangers can start, only what is this repository's own is published. */
async function keepToOwn(found, { event, dryRun, environment, log, signal }) {
    const { restriction } = event;
    if (restriction === undefined || found.documents.length === 0)
        return { event, own: undefined };
    const { checkForStrangers } = await __webpack_require__.e(/* import() */ 593).then(__webpack_require__.bind(__webpack_require__, 5593));
    const sidecars = found.sidecars.map((path) => path + METADATA_SUFFIX);
    const paths = [...pathsOf(found), ...sidecars];
    const { folder } = found;
    const verdict = await checkForStrangers({ restriction, folder, paths, environment, signal });
    if (verdict.kind === 'own') {
        return { event: (0,metadata_event/* withTagOf */.y)(event, verdict.refs), own: verdict.files };
    }
    if (!dryRun)
        throw new publish_error/* PublishError */.S(verdict.problem);
    log.warning(verdict.problem);
    return { event, own: undefined };
}
function pathsOf({ documents }) {
    return documents.map(({ path }) => path);
}

;// CONCATENATED MODULE: ./build/publish.js
















/** The API is asked one thing at a time, and something else while that goes on. */
const API_CONNECTIONS = 2;
/**
 * Publishes a repository's documents: finds and names them, and delivers each with its metadata
 * through upload sessions. Never throws: whatever happens is in the log and in the result, where
 * every matched document has its outcome.
 */
async function publish(publication, surroundings) {
    const { clock, log, remember } = surroundings;
    const started = clock.now();
    const ledger = new Ledger(log);
    const book = new SessionBook({ closes: publication.closesSessions, remember, log });
    let failure;
    try {
        await findAndSend({ ...surroundings, publication, ledger, book });
    }
    catch (error) {
        failure = (0,explain/* explain */.W)(error, log);
        const unsent = ledger.abandon('failed', `Not sent: ${failure}`).map(({ path }) => path);
        if (unsent.length > 0)
            log.group(`${(0,figures/* counted */.hS)(unsent.length, 'document')} not sent`, unsent);
        log.error(failure);
    }
    const durationMilliseconds = clock.now() - started;
    const { counts, entries } = ledger;
    const dryRun = publication.run.kind === 'dry';
    if (!dryRun) {
        log.info(`${(0,figures/* counted */.hS)(counts.uploaded, 'document')} uploaded (${(0,figures/* bytes */.ee)(counts.bytesUploaded)}), ${(0,figures/* count */.U9)(counts.skipped)} skipped, ${(0,figures/* count */.U9)(counts.failed)} failed, in ${(0,figures/* duration */.p0)(durationMilliseconds)}`);
    }
    return {
        workspace: publication.workspace,
        dryRun,
        sessions: book.records,
        counts,
        entries,
        durationMilliseconds,
        ...(failure === undefined ? {} : { failure }),
    };
}
async function findAndSend(run) {
    const { publication, signal } = run;
    const input = await readMetadataInput(publication.metadata);
    const done = new AbortController();
    try {
        const found = findDocuments(run);
        const sources = await gatherSources({
            ...publication,
            ...run,
            dryRun: publication.run.kind === 'dry',
            found,
            input,
            openLine: async (connections) => {
                const { openNetwork } = await Promise.all(/* import() */[__webpack_require__.e(648), __webpack_require__.e(315)]).then(__webpack_require__.bind(__webpack_require__, 9315));
                return openNetwork(publication.proxies, connections);
            },
            signal: AbortSignal.any([signal, done.signal]),
        });
        const { folder, documents } = await found;
        if (documents.length === 0)
            return;
        const prepare = preparing(folder, sources, signal);
        if (publication.run.kind === 'dry')
            await rehearse(documents, prepare, run);
        else
            await upload(documents, prepare, publication.run.apiKey, run);
        // Cancelled at the very end, too, is cancelled.
        signal.throwIfAborted();
    }
    finally {
        done.abort();
    }
}
/**
 * The documents that the patterns match, named; what cannot be sent is in the ledger.
 *
 * @throws a `PublishError` where that is nothing, more than can be sent, or two of one name
 */
async function findDocuments({ publication, ledger, log, signal }) {
    const found = await discover({
        workspace: publication.workspaceFolder,
        patterns: publication.patterns,
        includeHiddenFiles: publication.includeHiddenFiles,
        log,
        signal,
    });
    const { folder, files, sidecars, leftOut } = found;
    for (const { path, outcome, reason } of leftOut)
        ledger.leftOut(path, outcome, reason);
    if (files.length + leftOut.length === 0) {
        sayNoMatch(explainNoMatch(found), publication.ifNoFilesFound, log);
        return { folder, documents: [], sidecars };
    }
    ledger.expect(files);
    const documents = nameDocuments(files, publication.naming);
    ledger.expect(documents);
    const size = documents.reduce((sum, document) => sum + document.size, 0);
    for (const sign of signsOfMistakes(found))
        log.warning(sign);
    const left = leftOut.length === 0 ? '' : `, ${(0,figures/* count */.U9)(leftOut.length)} left out`;
    log.info(`${(0,figures/* counted */.hS)(documents.length, 'document')} to send (${(0,figures/* bytes */.ee)(size)})${left}`);
    checkFit(documents.length, publication.closesSessions);
    return { folder, documents, sidecars };
}
function sayNoMatch(message, means, log) {
    if (means === 'error')
        throw new publish_error/* PublishError */.S(message);
    if (means === 'warn')
        log.warning(message);
    else
        log.info(message);
}
/** Delivers the documents, and waits until the platform has taken them where that is asked for. */
async function upload(documents, prepare, apiKey, run) {
    const { publication, ledger, log, clock } = run;
    const { apiUrl, workspace, proxies, session, closesSessions, concurrency } = publication;
    // The larger half of the program: a dry run does without, and git is running meanwhile.
    const { openNetwork } = await Promise.all(/* import() */[__webpack_require__.e(648), __webpack_require__.e(315)]).then(__webpack_require__.bind(__webpack_require__, 9315));
    const network = openNetwork(proxies, API_CONNECTIONS);
    const platform = connectPlatform({ apiUrl, apiKey, workspace }, network, clock, log);
    const settle = ({ path }, outcome) => {
        if (outcome.kind === 'uploaded')
            ledger.uploaded(path, outcome.bytes);
        else
            ledger.leftOut(path, outcome.kind, outcome.reason);
    };
    const hideProgress = showProgress(log, () => ledger.counts);
    try {
        const openLine = (connections) => openNetwork(proxies, connections);
        const ways = { platform, apiUrl, openLine, concurrency };
        const delivering = { ...run, ...ways, request: session, closes: closesSessions };
        const delivered = await deliver(documents, { prepare, settle }, delivering);
        hideProgress();
        await awaitIngestion(delivered, platform, run);
    }
    finally {
        hideProgress();
        await network.destroy();
    }
}
/** @throws a `PublishError` where the time is up before every document was taken or refused */
async function awaitIngestion(delivered, platform, { publication, ledger, log, clock, signal }) {
    const { ingestionSeconds, session } = publication;
    if (ingestionSeconds === undefined)
        return;
    const end = clock.now() + ingestionSeconds * 1000;
    const pending = [];
    let problem;
    for (const { session: id, documents, perhapsTwice } of delivered) {
        const milliseconds = Math.max(0, end - clock.now());
        const waiting = { platform, writeMode: session.writeMode, milliseconds, clock, log, signal };
        const ingested = await waitForDocuments(id, documents, perhapsTwice, waiting);
        for (const [{ path }, ingestion] of ingested.results)
            ledger.ingested(path, ingestion);
        for (const { path } of ingested.pending)
            ledger.ingested(path, { kind: 'pending' });
        pending.push(...ingested.pending.map(({ path }) => path));
        problem ??= ingested.problem;
    }
    if (pending.length === 0)
        return;
    const told = `${(0,figures/* counted */.hS)(pending.length, 'document')} stored but not yet ingested when "ingestion-timeout" was over: ${(0,figures/* listed */.KE)(pending)}. The platform goes on by itself; give it more time, or finish with the finalize action.`;
    throw new publish_error/* PublishError */.S(problem === undefined ? told : `${told} ${problem}`);
}


/***/ })

};
