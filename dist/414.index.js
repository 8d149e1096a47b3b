export const id = 414;
export const ids = [414];
export const modules = {

/***/ 6414:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  checkForStrangers: () => (/* binding */ checkForStrangers)
});

// EXTERNAL MODULE: ./build/event-loop.js
var event_loop = __webpack_require__(2187);
// EXTERNAL MODULE: ./build/git/run.js
var run = __webpack_require__(7810);
// EXTERNAL MODULE: ./build/git/tree.js
var tree = __webpack_require__(1651);
// EXTERNAL MODULE: ./build/log/figures.js
var figures = __webpack_require__(244);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./build/documents/blob.js

/**
 * The SHA-256 of a content that is what a git blob holds, or what git makes of it in a work tree: with
 * CR LF for line ends (`core.autocrlf`, `eol=crlf`), or what Git LFS puts in place of a pointer.
 * Undefined where it is something else.
 *
 * @param id the blob's, of either of git's object formats
 */
async function hashIfBlob(content, id) {
    const asIs = await readAs(id, content, content.size, (chunks) => chunks);
    if (asIs.isBlob)
        return asIs.sha256;
    const pointer = lfsPointerTo(asIs.sha256, content.size);
    const one = { size: pointer.length, chunks: () => [pointer] };
    if ((await readAs(id, one, one.size, (chunks) => chunks)).isBlob)
        return asIs.sha256;
    let size = 0;
    for await (const chunk of withLineFeeds(content.chunks()))
        size += chunk.length;
    if (size === content.size)
        return undefined;
    const asText = await readAs(id, content, size, withLineFeeds);
    return asText.isBlob ? asText.sha256 : undefined;
}
/** One reading gives both, so that the hash is that of the bytes which were compared. */
async function readAs(id, content, size, convert) {
    const sha256 = (0,external_node_crypto_.createHash)('sha256');
    // "Object names" in git's documentation of hash-function-transition.
    const blob = (0,external_node_crypto_.createHash)(id.length === 40 ? 'sha1' : 'sha256').update(`blob ${size}\0`);
    for await (const chunk of convert(alsoInto(sha256, content.chunks())))
        blob.update(chunk);
    return { isBlob: blob.digest('hex') === id, sha256: sha256.digest('hex') };
}
async function* alsoInto(hash, chunks) {
    for await (const chunk of chunks) {
        hash.update(chunk);
        yield chunk;
    }
}
const CR = 0x0d;
const LF = 0x0a;
async function* withLineFeeds(chunks) {
    // A CR at the end of a chunk waits for what the next one begins with.
    let isHeld = false;
    for await (const chunk of chunks) {
        if (chunk.length === 0)
            continue;
        const text = Buffer.allocUnsafe(chunk.length + 1);
        let length = 0;
        if (isHeld && chunk[0] !== LF)
            text[length++] = CR;
        isHeld = chunk[chunk.length - 1] === CR;
        const end = isHeld ? chunk.length - 1 : chunk.length;
        for (let position = 0; position < end; position++) {
            const byte = chunk[position] ?? 0;
            if (byte !== CR || chunk[position + 1] !== LF)
                text[length++] = byte;
        }
        yield text.subarray(0, length);
    }
    if (isHeld)
        yield Buffer.of(CR);
}
/** By the specification of Git LFS. */
function lfsPointerTo(sha256, size) {
    const lines = [
        'version https://git-lfs.github.com/spec/v1',
        `oid sha256:${sha256}`,
        `size ${size}`,
    ];
    return Buffer.from(lines.map((line) => `${line}\n`).join(''));
}

// EXTERNAL MODULE: ./build/documents/open.js
var documents_open = __webpack_require__(4625);
// EXTERNAL MODULE: ./build/documents/stream.js
var stream = __webpack_require__(7953);
;// CONCATENATED MODULE: ./build/documents/strangers.js







/**
 * Checks that files are this repository's own: that they lie in the clone at the workspace folder,
 * that the permitted commit is checked out there, and that they hold what it has at their paths. What
 * cannot be found out counts as a stranger's. The clone itself is trusted: whoever can write into its
 * `.git` runs programs in this job.
 *
 * A file that cannot be read is passed over: it is not among the files that may be sent.
 * @throws the signal's reason when the signal aborts
 */
async function checkForStrangers(check) {
    const { restriction, folder, paths, clones, signal } = check;
    const commit = await readCommit(check);
    const examine = async (path) => {
        const nested = clones.around(path);
        if (nested !== '')
            return { why: `in another clone, ${JSON.stringify(nested)}` };
        if (commit.kind === 'unknown')
            return commit;
        const id = commit.blobs.get(path);
        if (id === undefined)
            return { why: 'not tracked by git at that commit' };
        return await compare(folder, path, id, signal);
    };
    const files = new Map();
    const faults = [];
    const turns = new event_loop/* Turns */.P();
    for (const path of paths) {
        if (turns.isDue)
            await turns.next(signal);
        signal.throwIfAborted();
        const finding = await examine(path);
        if (finding === 'unreadable')
            continue;
        if ('why' in finding)
            faults.push({ path, why: finding.why });
        else
            files.set(path, finding.sha256);
    }
    if (commit.kind === 'unknown' || faults.length > 0) {
        return { kind: 'strangers', problem: describe(faults, restriction) };
    }
    return { kind: 'own', files, refs: commit.refs };
}
async function readCommit({ restriction: { commit }, paths, clones }) {
    const unknown = (why) => ({ kind: 'unknown', why });
    if (commit === undefined)
        return unknown('the commit of the run is not known (GITHUB_SHA)');
    try {
        const { clone } = await clones.open('');
        const head = await (0,tree/* readHead */.zy)(clone);
        if (head.sha !== commit)
            return unknown(`commit ${head.sha} is checked out`);
        return { kind: 'known', refs: head.refs, blobs: await (0,tree/* readBlobs */.b4)(commit, paths, clone) };
    }
    catch (error) {
        if (!(error instanceof run/* GitError */.XS))
            throw error;
        if (error.problem === 'no-repository')
            return unknown('no clone is in the workspace folder');
        return unknown(`git does not say whose they are (${error.message})`);
    }
}
async function compare(folder, path, id, signal) {
    const document = (0,documents_open/* openDocument */.EJ)(folder, path);
    if (!(document instanceof documents_open/* OpenDocument */.yS))
        return 'unreadable';
    try {
        const { size } = document;
        const sha256 = await hashIfBlob({ size, chunks: () => chunksOf(document, signal) }, id);
        return sha256 === undefined ? { why: 'not as that commit has it' } : { sha256 };
    }
    catch {
        signal.throwIfAborted();
        return 'unreadable';
    }
    finally {
        document.close();
    }
}
async function* chunksOf(document, signal) {
    const { size } = document;
    // Room for one byte more than expected shows whether the file has grown.
    const buffer = Buffer.allocUnsafe(Math.min(size, stream/* SLICE_BYTES */.XF) + 1);
    for (let position = 0; position <= size;) {
        signal.throwIfAborted();
        const isSmall = size <= stream/* SLICE_BYTES */.XF;
        const length = isSmall
            ? document.readSync(buffer, position)
            : await document.read(buffer, position);
        yield buffer.subarray(0, length);
        if (length < buffer.length)
            return;
        position += length;
    }
}
/** So many reasons are told in one message. */
const MOST_REASONS = 3;
function describe(faults, { event, commit, waitedFor }) {
    const byReason = new Map();
    for (const { path, why } of faults) {
        const paths = byReason.get(why) ?? [];
        paths.push(JSON.stringify(path));
        byReason.set(why, paths);
    }
    const reasons = [...byReason].map(([why, paths]) => `${why}: ${(0,figures/* listed */.KE)(paths)}`);
    const named = reasons.slice(0, MOST_REASONS).join('; ');
    const more = reasons.length > MOST_REASONS ? '; and more for other reasons' : '';
    const source = waitedFor === undefined ? 'GITHUB_SHA' : 'github.event.workflow_run.head_sha';
    const checkout = waitedFor === undefined
        ? 'give actions/checkout neither "ref" nor "repository" nor "path"'
        : 'give actions/checkout "ref: ${{ github.event.workflow_run.head_sha }}", and neither "repository" nor "path"';
    return (`A run on "${event}" can be started by strangers, so it publishes only what this repository holds ` +
        `at commit ${commit ?? 'unknown'} (${source}). These files could not be verified: ${named}${more}. ` +
        `What to do: ${checkout}; publish what pull requests bring, and what a run builds or downloads, ` +
        'on push. A dry run only warns of this.');
}


/***/ }),

/***/ 1651:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Zc: () => (/* binding */ readTree),
/* harmony export */   b4: () => (/* binding */ readBlobs),
/* harmony export */   zy: () => (/* binding */ readHead)
/* harmony export */ });
/* unused harmony export Tree */
/* harmony import */ var _folders_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9090);
/* harmony import */ var _run_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7810);
/* harmony import */ var _tokens_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1793);



/** @throws as `runGit`; a `GitError` also where there is no commit yet */
async function readHead(clone) {
    const format = ['--no-patch', '--no-color', '--decorate=full', '--format=tformat:%H %D'];
    const [sha = '', ...refs] = (await (0,_run_js__WEBPACK_IMPORTED_MODULE_0__/* .askGit */ .gG)('log', ['-1', ...format], clone)).trim().split(/, | /);
    return { sha, refs: refs.filter((word) => word.startsWith('refs/')) };
}
/** A regular file, be it executable, as `ls-tree -z` prints it. */
const FILE = /^100[0-7]{3} blob ([0-9a-f]+)\t(.*)$/s;
/**
 * The ids of the blobs that a commit has at these paths; one that it has no file at is left out.
 * @param paths relative to the clone's folder, with `/`
 * @throws as `runGit`
 */
async function readBlobs(commit, paths, clone) {
    const wanted = new Set(paths);
    const folder = (0,_folders_js__WEBPACK_IMPORTED_MODULE_1__/* .commonFolder */ .M)(paths);
    const below = folder === '' ? [] : ['--', folder];
    const blobs = new Map();
    const tokensOf = (0,_tokens_js__WEBPACK_IMPORTED_MODULE_2__/* .cutAtNul */ .t)();
    for await (const chunk of (0,_run_js__WEBPACK_IMPORTED_MODULE_0__/* .runGit */ .EO)('ls-tree', ['-r', '-z', commit, ...below], clone)) {
        for (const token of tokensOf(chunk)) {
            const [, id, path] = FILE.exec(token.toString()) ?? [];
            if (id !== undefined && path !== undefined && wanted.has(path))
                blobs.set(path, id);
        }
    }
    return blobs;
}
const TAB = 9;
/** The mode of a submodule, as `ls-tree` prints it. */
const SUBMODULE = '160000';
/** What a commit has at paths that were asked for. */
class Tree {
    #held;
    #submodules;
    constructor(held, submodules) {
        this.#held = held;
        this.#submodules = submodules;
    }
    /** Whether the commit has a file, or a link, at one of the paths, or at one of a namesake. */
    has(path) {
        return this.#held.has(path.normalize());
    }
    /** Whether a path leads into a submodule: what that holds, the commit does not tell. */
    isInSubmodule(path) {
        if (path === '' || this.#submodules.size === 0)
            return false;
        return this.#submodules.has(path.normalize()) || this.isInSubmodule((0,_folders_js__WEBPACK_IMPORTED_MODULE_1__/* .parentOf */ .g)(path));
    }
}
/**
 * Looks for paths in a commit, by one list of all that it holds. Names are compared in Unicode's form NFC: macOS may
 * have given a file's name another form than the commit has.
 *
 * @param paths relative to the clone's folder, with `/`
 * @param namesakes which of the paths count as held where the commit has a file at another one
 * @throws as `runGit`
 */
async function readTree(commit, paths, clone, namesakes) {
    const wanted = new Set(paths.map((path) => path.normalize()));
    const held = new Set();
    const submodules = new Set();
    const tokensOf = (0,_tokens_js__WEBPACK_IMPORTED_MODULE_2__/* .cutAtNul */ .t)();
    for await (const chunk of (0,_run_js__WEBPACK_IMPORTED_MODULE_0__/* .runGit */ .EO)('ls-tree', ['-r', '-z', commit], clone)) {
        for (const token of tokensOf(chunk)) {
            const path = token.toString('utf8', token.indexOf(TAB) + 1).normalize();
            if (token.toString('latin1', 0, SUBMODULE.length) === SUBMODULE)
                submodules.add(path);
            else {
                if (wanted.has(path))
                    held.add(path);
                for (const namesake of namesakes(path))
                    held.add(namesake.normalize());
            }
        }
    }
    return new Tree(held, submodules);
}


/***/ })

};
