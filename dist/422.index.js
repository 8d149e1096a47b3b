export const id = 422;
export const ids = [422];
export const modules = {

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


/***/ }),

/***/ 4463:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ connectRest),
/* harmony export */   q: () => (/* binding */ connectGraphql)
/* harmony export */ });
/* harmony import */ var valibot__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7934);
/* harmony import */ var _network_address_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8865);
/* harmony import */ var _network_answer_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2367);
/* harmony import */ var _network_fault_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4237);
/* harmony import */ var _query_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(6238);





const ANSWER_LIMIT_BYTES = 16 * 1024 * 1024;
/** How long GitHub's documentation has one wait that is told to slow down, but not until when. */
const LIMITED_MILLISECONDS = 60_000;
/** @throws as `connect` */
async function connectGraphql(graphqlUrl, token, dispatcher, log) {
    const send = await connect(graphqlUrl, token, dispatcher, log);
    // Its `graphql()` takes the address from the one of the REST API.
    return (request, signal) => send({ method: 'POST', url: graphqlUrl.href, ...request }, signal);
}
/** @throws as `connect` */
async function connectRest(apiUrl, token, dispatcher, log) {
    const send = await connect(apiUrl, token, dispatcher, log);
    const base = apiUrl.origin + apiUrl.pathname.replace(/\/*$/, '/');
    return (path, signal) => send({ method: 'GET', url: base + path }, signal);
}
/**
 * Loads GitHub's own client and has it speak through a dispatcher. Redirects are not followed, so
 * that the token stays with its host.
 * @throws where the client cannot be loaded, or the address is not one to send a token to
 */
async function connect(address, token, dispatcher, log) {
    if (!(0,_network_address_js__WEBPACK_IMPORTED_MODULE_0__/* .isSafeAddress */ .c)(address))
        throw new Error(`${address.origin} is not an https address`);
    const { getOctokit } = await Promise.all(/* import() */[__webpack_require__.e(648), __webpack_require__.e(413)]).then(__webpack_require__.bind(__webpack_require__, 2413));
    const debug = (message) => {
        log.debug(message);
    };
    const octokit = getOctokit(token, {
        request: { fetch: fetchThrough(dispatcher) },
        log: { debug, info: debug, warn: debug, error: debug },
    });
    return async (request, signal) => {
        try {
            const options = { ...request, request: { signal } };
            const { status, data } = await octokit.request(options);
            if (status === 200)
                return { kind: 'answer', data };
            return refused(`it answered HTTP ${status}`);
        }
        catch (error) {
            signal.throwIfAborted();
            return toReply(error);
        }
    };
}
/** What the client asks of `fetch`, and no more: a request, and an answer of limited size. */
function fetchThrough(dispatcher) {
    return async (address, { method, headers, body, signal }) => {
        const { origin, pathname, search } = new URL(address);
        const path = pathname + search;
        const request = { origin, path, method, headers, body, signal };
        const answer = await (0,_network_answer_js__WEBPACK_IMPORTED_MODULE_1__/* .ask */ .k)(dispatcher, request, ANSWER_LIMIT_BYTES);
        const single = Object.entries(answer.headers).filter((entry) => typeof entry[1] === 'string');
        const text = answer.text === '' ? null : answer.text;
        return new Response(text, { status: answer.status, headers: single });
    };
}
/** The client's error for an answer that is one. */
const Refusal = valibot__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({
    response: valibot__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({
        status: valibot__WEBPACK_IMPORTED_MODULE_2__/* .number */ .aig(),
        headers: valibot__WEBPACK_IMPORTED_MODULE_2__/* .record */ .g1P(valibot__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(), valibot__WEBPACK_IMPORTED_MODULE_2__/* .unknown */ .L5J()),
        data: valibot__WEBPACK_IMPORTED_MODULE_2__/* .unknown */ .L5J(),
    }),
});
function toReply(error) {
    const { success, output } = valibot__WEBPACK_IMPORTED_MODULE_2__/* .safeParse */ .xLC(Refusal, error);
    if (success)
        return explainRefusal(output.response);
    const fault = (0,_network_fault_js__WEBPACK_IMPORTED_MODULE_3__/* .networkFault */ .T4)(error);
    if (fault.kind === 'silent')
        return { kind: 'too-much', why: `it ${fault.what}` };
    return (0,_network_fault_js__WEBPACK_IMPORTED_MODULE_3__/* .isTransient */ .dg)(fault)
        ? { kind: 'later', why: `it ${fault.what}`, milliseconds: 0 }
        : refused(`it ${fault.what}`);
}
function refused(why, because = 'other') {
    return { kind: 'refused', why, because };
}
/** What GitHub itself says with a 404: one of a proxy on the way says nothing of what is there. */
const NOT_FOUND = 'Not Found';
function explainRefusal({ status, headers, data, }) {
    const words = valibot__WEBPACK_IMPORTED_MODULE_2__.is(valibot__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ message: valibot__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP() }), data) ? data.message : '';
    const why = `it answered HTTP ${status}${words === '' ? '' : ` and says "${(0,_query_js__WEBPACK_IMPORTED_MODULE_4__/* .inShort */ .wZ)(words)}"`}`;
    if (status === 502 || status === 504)
        return { kind: 'too-much', why };
    if (status === 408 || status === 500 || status === 503) {
        return { kind: 'later', why, milliseconds: askedFor(headers) ?? 0 };
    }
    const limited = status === 429 || (status === 403 && /rate limit|abuse/i.test(words));
    if (limited || askedFor(headers) !== undefined) {
        const milliseconds = askedFor(headers) ?? LIMITED_MILLISECONDS;
        const soon = headers['x-ratelimit-remaining'] !== '0' && milliseconds <= LIMITED_MILLISECONDS;
        return soon ? { kind: 'later', why, milliseconds } : refused(why);
    }
    if (status === 404 && words === NOT_FOUND)
        return refused(why, 'missing');
    return refused(why, status === 403 ? 'not-permitted' : 'other');
}
/** Milliseconds, from the seconds that GitHub's `Retry-After` has. */
function askedFor(headers) {
    const seconds = headers['retry-after'];
    return typeof seconds === 'string' && /^\d+$/.test(seconds) ? Number(seconds) * 1000 : undefined;
}


/***/ }),

/***/ 8244:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ tellPause),
/* harmony export */   f: () => (/* binding */ GITHUB_BACKOFF)
/* harmony export */ });
/* harmony import */ var _log_figures_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(244);

/** Documents wait for GitHub, and can do without it. */
const GITHUB_BACKOFF = { baseMilliseconds: 500, capMilliseconds: 10_000 };
/** A pause that people would wonder about. */
const WORTH_SAYING_MILLISECONDS = 5_000;
/** @param why a clause: `it answered HTTP 503` */
function tellPause(milliseconds, why, log) {
    if (milliseconds < WORTH_SAYING_MILLISECONDS)
        return;
    log.info(`GitHub is asked again in ${(0,_log_figures_js__WEBPACK_IMPORTED_MODULE_0__/* .duration */ .p0)(milliseconds)}: ${why}`);
}


/***/ }),

/***/ 6238:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Xw: () => (/* binding */ readReply),
/* harmony export */   dC: () => (/* binding */ writeQuery),
/* harmony export */   wZ: () => (/* binding */ inShort)
/* harmony export */ });
/* harmony import */ var _log_secrets_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7664);
/* harmony import */ var valibot__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7934);
/* harmony import */ var _metadata_commit_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4435);



/** The query with its variables: a field for each path, and the paths as variables, never as text. */
function writeQuery({ repository, sha, paths }) {
    const [owner = '', name = ''] = repository.split('/');
    const parameters = paths.map((_, index) => `, $p${index}: String!`).join('');
    const fields = paths
        .map((_, index) => `f${index}: history(first: 1, path: $p${index}) { nodes { ...last } }`)
        .join('\n');
    return {
        query: `query ($owner: String!, $name: String!, $oid: GitObjectID!${parameters}) {
repository(owner: $owner, name: $name) { object(oid: $oid) { ... on Commit {
${fields}
} } } }
fragment last on Commit { oid committedDate message author { name } }`,
        variables: {
            owner,
            name,
            oid: sha,
            ...Object.fromEntries(paths.map((path, index) => [`p${index}`, path])),
        },
    };
}
const LastCommit = valibot__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({
    oid: valibot__WEBPACK_IMPORTED_MODULE_0__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), valibot__WEBPACK_IMPORTED_MODULE_0__/* .regex */ .yGV(/^[0-9a-f]{40}([0-9a-f]{24})?$/)),
    committedDate: valibot__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
    message: valibot__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
    author: valibot__WEBPACK_IMPORTED_MODULE_0__/* .nullish */ .cl6(valibot__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ name: valibot__WEBPACK_IMPORTED_MODULE_0__/* .nullish */ .cl6(valibot__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), '') })),
});
const Answer = valibot__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({
    data: valibot__WEBPACK_IMPORTED_MODULE_0__/* .nullish */ .cl6(valibot__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({
        repository: valibot__WEBPACK_IMPORTED_MODULE_0__/* .nullish */ .cl6(valibot__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({
            object: valibot__WEBPACK_IMPORTED_MODULE_0__/* .nullish */ .cl6(valibot__WEBPACK_IMPORTED_MODULE_0__/* .record */ .g1P(valibot__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), valibot__WEBPACK_IMPORTED_MODULE_0__/* .nullish */ .cl6(valibot__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ nodes: valibot__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(LastCommit) })))),
        })),
    })),
    errors: valibot__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lqM(valibot__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(valibot__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ type: valibot__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lqM(valibot__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), ''), message: valibot__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lqM(valibot__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), '') })), []),
});
/** A query that takes GitHub more than 10 s, or more of anything else than it gives to one. */
const TOO_MUCH = /timeout|timed out|too long|resource limit|something went wrong/i;
/** Reads an answer with HTTP status 200. Never throws. */
function readReply(data, question) {
    const parsed = valibot__WEBPACK_IMPORTED_MODULE_0__/* .safeParse */ .xLC(Answer, data);
    if (!parsed.success)
        return refused('it answered with something other than its GraphQL API does');
    const { data: answer, errors } = parsed.output;
    const tooMuch = errors.some(({ type, message }) => TOO_MUCH.test(`${type.replaceAll('_', ' ')} ${message}`));
    const found = answer?.repository?.object;
    if (found === undefined || found === null) {
        const [error] = errors;
        if (tooMuch)
            return { kind: 'commits', commits: new Map(), left: question.paths };
        if (error?.type === 'RATE_LIMITED')
            return refused('its rate limit is used up');
        if (error !== undefined)
            return refused(`it says "${inShort(error.message)}"`);
        return refused(`it does not know the commit ${question.sha} of ${question.repository}`);
    }
    const commits = new Map();
    for (const [index, path] of question.paths.entries()) {
        const last = found[`f${index}`]?.nodes[0];
        if (last === undefined)
            continue;
        const { oid, committedDate, message, author } = last;
        commits.set(path, (0,_metadata_commit_js__WEBPACK_IMPORTED_MODULE_1__/* .toCommit */ .d)(oid, Date.parse(committedDate), author?.name ?? '', (0,_metadata_commit_js__WEBPACK_IMPORTED_MODULE_1__/* .subjectOf */ .e)(message)));
    }
    const left = tooMuch ? question.paths.filter((path) => !commits.has(path)) : [];
    return { kind: 'commits', commits, left };
}
/** A server's words, as much of them as one line shows. */
function inShort(words) {
    const safe = (0,_log_secrets_js__WEBPACK_IMPORTED_MODULE_2__/* .withoutSecrets */ .c)(words);
    return safe.length > 200 ? `${safe.slice(0, 200)}\u2026` : safe;
}
function refused(why) {
    return { kind: 'refused', why };
}


/***/ }),

/***/ 2422:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  showPlan: () => (/* binding */ showPlan),
  showPullRequest: () => (/* binding */ showPullRequest),
  synchronize: () => (/* binding */ synchronize)
});

// EXTERNAL MODULE: external "node:v8"
var external_node_v8_ = __webpack_require__(8877);
// EXTERNAL MODULE: ./node_modules/valibot/dist/index.mjs
var dist = __webpack_require__(7934);
// EXTERNAL MODULE: ./build/network/deadline.js
var network_deadline = __webpack_require__(8921);
// EXTERNAL MODULE: ./build/metadata/repository.js
var metadata_repository = __webpack_require__(7766);
// EXTERNAL MODULE: ./build/property.js
var property = __webpack_require__(8079);
// EXTERNAL MODULE: ./build/github/client.js
var client = __webpack_require__(4463);
// EXTERNAL MODULE: ./build/github/query.js
var query = __webpack_require__(6238);
// EXTERNAL MODULE: ./build/network/backoff.js
var backoff = __webpack_require__(8373);
// EXTERNAL MODULE: ./build/github/pause.js
var github_pause = __webpack_require__(8244);
;// CONCATENATED MODULE: ./build/github/rest.js


/** GitHub itself ends a request after ten seconds: one that takes longer has been lost. */
const ATTEMPT_MILLISECONDS = 10_000;
/**
 * Asks once, and again after what passes while there is time.
 *
 * @throws the reason of `deadline.cancelled` when that aborts
 */
async function askInTime(ask, path, deadline, clock, log) {
    for (let failures = 1;; failures++) {
        const reply = await attempt(ask, path, deadline);
        if (reply.kind === 'answer' || reply.kind === 'refused')
            return reply;
        log.debug(`GitHub was asked for ${path}: ${reply.why}`);
        const least = reply.kind === 'later' ? reply.milliseconds : 0;
        const pause = (0,backoff/* pauseAfter */.l0)(failures, github_pause/* GITHUB_BACKOFF */.f, clock, least);
        if (pause >= deadline.left())
            return { kind: 'refused', why: reply.why, because: 'other' };
        (0,github_pause/* tellPause */.M)(pause, reply.why, log);
        await clock.sleep(pause, deadline.cancelled);
    }
}
async function attempt(ask, path, deadline) {
    const signal = AbortSignal.any([deadline.signal, AbortSignal.timeout(ATTEMPT_MILLISECONDS)]);
    try {
        return await ask(path, signal);
    }
    catch (error) {
        deadline.cancelled.throwIfAborted();
        if (!signal.aborted)
            throw error;
        return { kind: 'later', why: 'it did not answer in time', milliseconds: 0 };
    }
}

;// CONCATENATED MODULE: ./build/github/hosted-repository.js







/** A repository of the GitHub that the workflow runs on. Nothing is loaded or opened before it is asked. */
function hostedRepository(options) {
    return new Hosted(options);
}
/** A document waits for each answer, and can do without it. */
const LIMIT_MILLISECONDS = 30_000;
/** GitHub's documentation advises against many at once. */
const CALLS_AT_ONCE = 2;
/** Each takes a call, of a thousand that a token has in an hour. */
const MOST_BRANCHES = 20;
/** Git knows no limit, and nobody tags tags. */
const MOST_TAGS = 5;
/** GitHub lists so many files of a comparison, and does not say whether there are more. */
const MOST_COMPARED = 300;
const FILES_A_PAGE = 100;
/** As many files of a pull request as GitHub lists. */
const MOST_PULL_FILES = 3_000;
const Sha = dist/* pipe */.FsL(dist/* string */.YjP(), dist/* regex */.yGV(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/));
const Pointing = dist/* object */.Ikc({ object: dist/* object */.Ikc({ type: dist/* string */.YjP(), sha: Sha }) });
const Ref = dist/* object */.Ikc({ ref: dist/* string */.YjP(), ...Pointing.entries });
const Commit = dist/* object */.Ikc({ sha: Sha });
const Compared = dist/* object */.Ikc({
    status: dist/* string */.YjP(),
    files: dist/* array */.YOg(dist/* object */.Ikc({ filename: dist/* string */.YjP(), previous_filename: dist/* nullish */.cl6(dist/* string */.YjP()) })),
});
const PullFiles = dist/* array */.YOg(dist/* object */.Ikc({
    filename: dist/* string */.YjP(),
    status: dist/* string */.YjP(),
    previous_filename: dist/* nullish */.cl6(dist/* string */.YjP()),
}));
class Hosted {
    #options;
    #connection;
    /** Whether the token was seen to read the repository. */
    #hasRead = false;
    /** What annotated tags point to, by their own ids: neither ever changes. */
    #peeled = new Map();
    constructor(options) {
        this.#options = options;
    }
    headOf(ref) {
        return this.#headOf(ref, this.#soon());
    }
    async compareFiles(base, head) {
        // The commits are listed by pages, the files come whole with the first.
        const path = `compare/${encodeURIComponent(base)}...${encodeURIComponent(head)}?per_page=1`;
        const reply = await this.#ask(path, this.#soon());
        if (reply.kind === 'refused') {
            const kind = reply.because === 'missing' ? 'not-usable' : 'unknown';
            return { kind, why: explain(reply, 'contents') };
        }
        const { success, output } = dist/* safeParse */.xLC(Compared, reply.data);
        if (!success)
            return { kind: 'unknown', why: STRANGE };
        const { status, files } = output;
        if (status !== 'ahead' && status !== 'identical') {
            return { kind: 'not-usable', why: 'the commit is no longer part of it' };
        }
        if (files.length >= MOST_COMPARED) {
            return { kind: 'not-usable', why: `${MOST_COMPARED} files or more have changed since` };
        }
        const paths = files.flatMap(({ filename, previous_filename: old }) => typeof old === 'string' ? [filename, old] : [filename]);
        return { kind: 'ahead', files: paths };
    }
    async branchesGone(refs) {
        const deadline = this.#soon();
        const branches = [...new Set(refs)].filter((ref) => ref.startsWith('refs/heads/'));
        const asked = branches.slice(0, MOST_BRANCHES).values();
        const gone = new Set();
        let isTold = true;
        const askAll = async () => {
            for (const ref of asked) {
                if (!isTold)
                    return;
                const head = await this.#headOf(ref, deadline);
                if (head.kind === 'gone')
                    gone.add(ref);
                // No branch can have such a name: that says nothing of the others.
                if (head.kind === 'unknown' && nameOf(ref) !== undefined)
                    isTold = false;
            }
        };
        await Promise.all(Array.from({ length: CALLS_AT_ONCE }, askAll));
        return gone;
    }
    async pullRequestFiles(number) {
        const deadline = this.#soon();
        const files = [];
        for (let page = 1; files.length < MOST_PULL_FILES; page++) {
            const path = `pulls/${number}/files?per_page=${FILES_A_PAGE}&page=${page}`;
            const reply = await this.#ask(path, deadline);
            if (reply.kind === 'refused') {
                return { kind: 'unknown', why: explain(reply, 'pull-requests') };
            }
            const { success, output } = dist/* safeParse */.xLC(PullFiles, reply.data);
            if (!success)
                return { kind: 'unknown', why: STRANGE };
            files.push(...output.map(toPullRequestFile));
            if (output.length < FILES_A_PAGE)
                return { kind: 'files', files, isComplete: true };
        }
        return { kind: 'files', files, isComplete: false };
    }
    async close() {
        const connection = await this.#connection?.catch(() => undefined);
        await connection?.network.destroy();
    }
    #soon() {
        const { clock, signal } = this.#options;
        return (0,network_deadline/* deadlineIn */._)(LIMIT_MILLISECONDS, clock, signal);
    }
    async #headOf(ref, deadline) {
        const name = nameOf(ref);
        if (name === undefined) {
            return {
                kind: 'unknown',
                why: `${JSON.stringify((0,query/* inShort */.wZ)(ref))} is neither a branch nor a tag`,
            };
        }
        const reply = await this.#ask(`git/ref/${(0,metadata_repository/* encodePath */.O0)(name)}`, deadline);
        if (reply.kind === 'refused') {
            return reply.because === 'missing'
                ? await this.#goneIfReadable(reply, deadline)
                : { kind: 'unknown', why: explain(reply, 'contents') };
        }
        const { success, output } = dist/* safeParse */.xLC(Ref, reply.data);
        if (!success || output.ref !== ref)
            return { kind: 'unknown', why: STRANGE };
        this.#hasRead = true;
        return await this.#peel(output.object, deadline);
    }
    /** What a token may not see is not there for it, either. */
    async #goneIfReadable(missing, deadline) {
        const { sha } = this.#options;
        if (!this.#hasRead && sha !== undefined) {
            // It takes the same permission as to read a ref; to read what the repository is called takes none.
            const reply = await this.#ask(`git/commits/${encodeURIComponent(sha)}`, deadline);
            const isRead = reply.kind === 'answer' && dist.is(Commit, reply.data);
            this.#hasRead ||= isRead && reply.data.sha === sha;
        }
        return this.#hasRead
            ? { kind: 'gone' }
            : { kind: 'unknown', why: explain({ ...missing, because: 'not-permitted' }, 'contents') };
    }
    async #peel(first, deadline) {
        const known = this.#peeled.get(first.sha);
        if (known !== undefined)
            return known;
        let object = first;
        for (let tags = 0; object.type === 'tag' && tags < MOST_TAGS; tags++) {
            const reply = await this.#ask(`git/tags/${object.sha}`, deadline);
            if (reply.kind === 'refused')
                return { kind: 'unknown', why: explain(reply, 'contents') };
            const { success, output } = dist/* safeParse */.xLC(Pointing, reply.data);
            if (!success)
                return { kind: 'unknown', why: STRANGE };
            object = output.object;
        }
        if (object.type !== 'commit')
            return { kind: 'unknown', why: 'it does not point to a commit' };
        const head = { kind: 'at', sha: object.sha };
        if (first !== object)
            this.#peeled.set(first.sha, head);
        return head;
    }
    /** @param path below the repository's own */
    async #ask(path, deadline) {
        const { repository, clock, log, signal } = this.#options;
        try {
            this.#connection ??= connectTo(this.#options);
            const { ask } = await this.#connection;
            return await askInTime(ask, `repos/${(0,metadata_repository/* encodePath */.O0)(repository)}/${path}`, deadline, clock, log);
        }
        catch (error) {
            signal.throwIfAborted();
            const why = (0,query/* inShort */.wZ)((0,property/* messageOf */.bD)(error));
            return { kind: 'refused', why, because: 'other' };
        }
    }
}
async function connectTo({ access, openNetwork, log }) {
    if (access === undefined)
        throw new Error('there is no "github-token" to ask it with');
    if (access.apiUrl === undefined)
        throw new Error('GITHUB_API_URL is not an address');
    const network = await openNetwork(CALLS_AT_ONCE);
    try {
        return { network, ask: await (0,client/* connectRest */.T)(access.apiUrl, access.token, network, log) };
    }
    catch (error) {
        await network.destroy();
        throw error;
    }
}
const STRANGE = 'it answered with something other than its REST API does';
/** What a run can do about a refusal is said with it. */
function explain({ why, because }, permission) {
    if (because !== 'not-permitted')
        return why;
    return `${why}; give the job the permission "${permission}: read"`;
}
/** What no name of a ref has in it (git's documentation of `check-ref-format`). */
const NO_REF = /[\0-\x20\x7f~^:?*[\\]|\.\.|\/\.|\/\/|@\{|\.lock(?:\/|$)|[./]$/;
/**
 * A branch or a tag as the path of its address has it: `heads/main`. Undefined for all else, such as a name with `..`, by
 * which an address would lead elsewhere.
 */
function nameOf(ref) {
    if (!/^refs\/(?:heads|tags)\/./.test(ref) || NO_REF.test(ref) || !ref.isWellFormed()) {
        return undefined;
    }
    return ref.slice('refs/'.length);
}
function toPullRequestFile({ filename: path, status, previous_filename: old, }) {
    switch (status) {
        case 'added':
        case 'copied':
            return { path, change: 'added' };
        case 'removed':
            return { path, change: 'removed' };
        case 'renamed':
            return { path, change: 'renamed', ...(typeof old === 'string' && { oldPath: old }) };
        default:
            return { path, change: 'changed' };
    }
}

// EXTERNAL MODULE: ./build/network/load.js
var load = __webpack_require__(2801);
// EXTERNAL MODULE: ./build/documents/names.js
var names = __webpack_require__(7469);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/documents/scopes.js
var documents_scopes = __webpack_require__(2016);
;// CONCATENATED MODULE: ./build/documents/path-filter.js



/**
 * Tells of paths, relative to the workspace folder with `/`, whether a document there would match:
 * by their text alone, whether anything lies there or not.
 */
function pathFilter(patterns, folder, includeHiddenFiles) {
    const scopes = new documents_scopes/* Scopes */.M(patterns);
    const isHidden = (name) => name.startsWith('.') && (!includeHiddenFiles || name.toLowerCase() === '.git');
    return (path) => !path.endsWith(names/* METADATA_SUFFIX */.e8) &&
        !path.split('/').some(isHidden) &&
        scopes.include((0,external_node_path_.join)(folder, path));
}

// EXTERNAL MODULE: ./build/log/publish-error.js
var publish_error = __webpack_require__(5685);
;// CONCATENATED MODULE: ./build/pull-request-plan.js



/**
 * Shows what a pull request would change of the published documents, by the files that it changes: a
 * run without a key, as those of forks and of Dependabot, cannot read the workspace.
 *
 * @param number the pull request's
 * @throws a `PublishError` where GitHub does not tell; the signal's reason when that aborts
 */
async function planPullRequest(number, found, github, { inputs, runtime, ledger, syncLedger }) {
    const answer = await github.pullRequestFiles(number);
    if (answer.kind === 'unknown') {
        throw new publish_error/* PublishError */.S(`There is no "api-key" to read the workspace with, and GitHub did not say what the pull request changes: ${answer.why}.`);
    }
    const matches = pathFilter(found.patterns, found.folder, inputs.includeHiddenFiles);
    const changes = changesOf(answer.files, matches);
    const count = (kind) => changes.filter((change) => change.kind === kind).length;
    const touched = count('new') + count('changed') + count('renamed');
    const plan = {
        new: count('new'),
        changed: count('changed'),
        unchanged: Math.max(0, found.documents.length - touched),
        renamed: count('renamed'),
        stale: count('stale'),
        'left-behind': 0,
    };
    syncLedger.planned(plan, changes);
    ledger.skipRest('Plan: nothing is sent.');
    runtime.log.warning(`The workspace was not read, since there is no "api-key": this plan is made from the files that the pull request changes${answer.isComplete ? '' : ', as far as GitHub lists them'}.`);
}
/** A document changes with its sidecar, too. */
function changesOf(files, matches) {
    const changes = new Map();
    for (const file of files) {
        const { path, change } = file;
        if (path.endsWith(names/* METADATA_SUFFIX */.e8)) {
            const document = path.slice(0, -names/* METADATA_SUFFIX */.e8.length);
            if (matches(document) && !changes.has(document))
                changes.set(document, { kind: 'changed', path: document, note: 'its sidecar' });
            continue;
        }
        const oldPath = file.oldPath !== undefined && matches(file.oldPath) ? file.oldPath : undefined;
        const isHere = matches(path) && change !== 'removed';
        if (isHere && oldPath !== undefined)
            changes.set(path, { kind: 'renamed', path, note: `from ${oldPath}` });
        else if (isHere)
            changes.set(path, { kind: change === 'changed' ? 'changed' : 'new', path });
        else if (oldPath !== undefined)
            changes.set(oldPath, { kind: 'stale', path: oldPath });
        else if (matches(path))
            changes.set(path, { kind: 'stale', path });
    }
    return [...changes.values()];
}

// EXTERNAL MODULE: ./build/git/folders.js
var git_folders = __webpack_require__(9090);
// EXTERNAL MODULE: ./build/event-loop.js
var event_loop = __webpack_require__(2187);
// EXTERNAL MODULE: ./build/git/repository.js + 1 modules
var git_repository = __webpack_require__(949);
// EXTERNAL MODULE: ./build/git/run.js
var run = __webpack_require__(7810);
;// CONCATENATED MODULE: ./build/git/run-commit.js



/**
 * Looks whether the run's own commit is checked out in every clone of the run's repository: the workspace folder's, and
 * those that files lie in.
 *
 * @param paths relative to the workspace folder, with `/`
 * @returns why that is not so, or not known, as a clause (`commit \u2026 is checked out`); undefined where it is so
 * @throws the signal's reason when the signal aborts
 */
async function lacksRunCommit(paths, clones, event, signal) {
    const { commit, repository } = event;
    if (commit === undefined)
        return 'the commit of the run is not known (GITHUB_SHA)';
    if (repository === undefined)
        return 'the repository of the run is not known (GITHUB_REPOSITORY)';
    let isCheckedOut = false;
    for (const folder of await foldersOf(paths, clones, signal)) {
        const place = folder === '' ? '' : ` in ${JSON.stringify(folder)}`;
        try {
            const opened = await clones.open(folder);
            const { sha } = opened.told.position.checkedOut;
            if (sha === commit.sha) {
                isCheckedOut = true;
                continue;
            }
            const its = await (0,git_repository/* repositoryOf */._)(opened, folder, event);
            if (its?.name.toLowerCase() !== repository.name.toLowerCase())
                continue;
            return `commit ${sha} is checked out${place}, and the run is about ${commit.sha}`;
        }
        catch (error) {
            if (!(error instanceof run/* GitError */.XS))
                throw error;
            // Files beside the clones are nobody's: that says nothing of this repository.
            if (folder === '' && error.problem === 'no-repository')
                continue;
            return `git does not say which commit is checked out${place} (${error.message})`;
        }
    }
    return isCheckedOut ? undefined : `no clone of ${repository.name} is in the workspace folder`;
}
async function foldersOf(paths, clones, signal) {
    const folders = new Set(['']);
    const turns = new event_loop/* Turns */.P();
    for (const path of paths) {
        while (turns.isDue)
            await turns.next(signal);
        folders.add(clones.around(path));
    }
    return folders;
}

// EXTERNAL MODULE: ./build/log/figures.js
var figures = __webpack_require__(244);
// EXTERNAL MODULE: ./build/metadata/file-commit.js
var file_commit = __webpack_require__(5436);
// EXTERNAL MODULE: ./build/platform/poll.js
var poll = __webpack_require__(5929);
// EXTERNAL MODULE: ./build/network/budgets.js
var budgets = __webpack_require__(7779);
// EXTERNAL MODULE: ./build/platform/errors.js
var errors = __webpack_require__(4779);
;// CONCATENATED MODULE: ./build/sync/lanes.js
/**
 * How many pieces of work are under way side by side. Each is done step by step, and between two steps it can be put
 * back, so that there may be fewer lanes from one moment to the next.
 */
class Lanes {
    #width;
    #running = 0;
    /** Counts the times that the width was halved. */
    #halvings = 0;
    constructor(width) {
        this.#width = width;
    }
    /** Allows more lanes from now on, unless there were too many before. */
    widen(width) {
        if (this.#halvings === 0)
            this.#width = width;
    }
    /**
     * To be called before a request is sent, and its answer when the platform wants less. Of requests that were sent
     * together only the first to be refused halves the lanes.
     */
    watch() {
        const before = this.#halvings;
        return () => {
            if (this.#halvings !== before)
                return;
            this.#halvings += 1;
            this.#width = Math.max(1, Math.floor(this.#width / 2));
        };
    }
    /**
     * Does all pieces of work, those at the front first.
     *
     * @param step does a part of a piece, and tells whether there is more to do
     * @throws what a step throws first, after the steps beside it have ended
     */
    async work(pieces, step) {
        const waiting = [...pieces].reverse();
        let hasFailed = false;
        const lane = async () => {
            this.#running += 1;
            try {
                for (let piece = waiting.pop(); piece !== undefined; piece = waiting.pop()) {
                    while ((await step(piece)) && !hasFailed) {
                        if (this.#running <= this.#width)
                            continue;
                        waiting.push(piece);
                        return;
                    }
                    if (hasFailed)
                        return;
                }
            }
            catch (error) {
                hasFailed = true;
                throw error;
            }
            finally {
                this.#running -= 1;
            }
        };
        const lanes = Array.from({ length: Math.min(this.#width, pieces.length) }, lane);
        const ends = await Promise.allSettled(lanes);
        for (const end of ends)
            if (end.status === 'rejected')
                throw end.reason;
    }
}

;// CONCATENATED MODULE: ./build/sync/other-sessions.js


/** Runs have sent what they have by then, or have been abandoned. */
const YOUNG_MILLISECONDS = 15 * 60_000;
/** What was opened within this time is always looked at. */
const RECENT_MILLISECONDS = 60 * 60_000;
/** Sessions that are looked at in one go. */
const BATCH = 20;
const LANES = 8;
/** The API's documentation promises pages of ten at most; a day's sessions may be some hundreds. */
const SESSIONS_A_PAGE = 100;
/**
 * Lists the sessions that have not expired. Their ages go by the API's own time, as the runner's clock may be off; one of
 * an unknown age counts as new.
 *
 * @param own ids that are left out
 * @throws as the calls of a `Platform` do
 */
async function listOthers(platform, own, deadline) {
    const sessions = await listAll(platform, deadline);
    const now = platform.time() ?? Date.now();
    const ageOf = ({ created_at }) => {
        const age = now - Date.parse(created_at ?? '');
        return Number.isNaN(age) ? 0 : Math.max(0, age);
    };
    const others = [...sessions.values()].filter(({ session_id }) => !own.has(session_id));
    const isClosed = ({ status }) => status === 'CLOSED' || status === 'EXPIRED';
    const open = others.filter((session) => !isClosed(session));
    return {
        openYoung: open.filter((session) => ageOf(session) < YOUNG_MILLISECONDS),
        openOld: open.filter((session) => ageOf(session) >= YOUNG_MILLISECONDS),
        closed: others
            .filter(isClosed)
            .map((session) => ({ id: session.session_id, age: ageOf(session) }))
            .sort((a, b) => a.age - b.age),
    };
}
/** By id: a list that grows while it is paged through shows some sessions twice. */
async function listAll(platform, deadline) {
    const list = async (limit) => {
        const sessions = new Map();
        for await (const page of platform.sessions('current', deadline, limit))
            for (const session of page)
                sessions.set(session.session_id, session);
        return sessions;
    };
    try {
        return await list(SESSIONS_A_PAGE);
    }
    catch (error) {
        if (error instanceof errors/* RefusedQueryError */.Tl)
            return await list();
        throw error;
    }
}
/**
 * Looks for closed sessions that are still being ingested, the newest first: at all of the last hour, and at 20 in any
 * case. It goes on to older ones only while it finds some, since each costs a call, and a platform that is done with the
 * last 20 sessions has hardly one from before left. An older one that is closed late is missed among many newer ones.
 *
 * @param ended ids that need no look any more; what is found to be ingested is added
 * @throws as the calls of a `Platform` do
 */
async function findIngesting(closed, ended, platform, deadline) {
    const pending = new Map();
    const unbegun = [];
    const look = async (session) => {
        const state = await stateOf(session, platform, deadline);
        if (state === 'unbegun')
            unbegun.push(session);
        else if (state === 0)
            ended.add(session.id);
        else
            pending.set(session.id, state);
        return false;
    };
    const recent = closed.filter(({ age }) => age < RECENT_MILLISECONDS).length;
    let end = Math.max(recent, BATCH);
    for (let start = 0; start < closed.length; [start, end] = [end, end + BATCH]) {
        const before = pending.size;
        const batch = closed.slice(start, end).filter(({ id }) => !ended.has(id));
        await new Lanes(LANES).work(batch, look);
        if (pending.size === before)
            break;
    }
    return { pending, unbegun };
}
/** How many documents are pending; undefined where these are not counted. */
async function stateOf({ id, age }, platform, deadline) {
    try {
        const pending = await platform.pendingCount(id, deadline);
        if (pending !== 0 || age >= YOUNG_MILLISECONDS)
            return pending;
        const { finished, failed } = await platform.ingestionStatus(id, deadline);
        return finished + failed > 0 ? 0 : 'unbegun';
    }
    catch (error) {
        if (error instanceof errors/* NoSuchSessionError */.jy)
            return 0;
        throw error;
    }
}

;// CONCATENATED MODULE: ./build/sync/on-its-way.js






/** More documents than these are not named: that takes a call for ten. */
const MOST_PENDING = 2_000;
/**
 * Finds what is on its way into the workspace, and waits for some of it: up to two minutes for sessions that are open,
 * or of whose ingestion nothing is known yet; for more pending documents than can be named, as long as this run would wait
 * for its own.
 *
 * @throws a `PublishError` where the platform refuses the key or the workspace; the signal's reason when that
 * aborts
 */
async function findOnItsWay(request) {
    const { platform, clock, signal, own, waits, ingestionMilliseconds } = request;
    const ended = new Set();
    let latest;
    const look = async (deadline) => {
        const sessions = await listOthers(platform, own, deadline);
        const ingesting = await findIngesting(sessions.closed, ended, platform, deadline);
        latest = { sessions, ingesting };
        return latest;
    };
    const until = async (isEnough, milliseconds, waiting) => {
        let isTold = false;
        const lookFor = async (deadline) => {
            const seen = await look(deadline);
            if (isEnough(seen))
                return true;
            if (!isTold)
                request.log.info(waiting(seen));
            isTold = true;
            return undefined;
        };
        await (0,poll/* poll */.d)(lookFor, { milliseconds, clock, signal });
    };
    if (waits)
        await until(isAtRest, budgets/* OTHERS_MILLISECONDS */.bV, sayWaiting);
    else
        await look((0,network_deadline/* deadlineIn */._)(budgets/* LISTING_MILLISECONDS */.Eo, clock, signal)).catch(ignoreUnanswered);
    if (latest === undefined)
        return UNKNOWN;
    if (waits && !canBeNamed(latest))
        await until(canBeNamed, ingestionMilliseconds, sayTooMany);
    const names = canBeNamed(latest) ? await namesOf(latest, request) : undefined;
    return report(latest, names, ended, request);
}
/** Whether no other run seems to be at work. */
function isAtRest({ sessions, ingesting }) {
    return sessions.openYoung.length === 0 && ingesting.unbegun.length === 0;
}
function canBeNamed({ ingesting }) {
    return pendingOf(ingesting) <= MOST_PENDING;
}
/** As far as the platform counts them. */
function pendingOf({ pending }) {
    return [...pending.values()].reduce((sum, each) => sum + (each ?? 0), 0);
}
function sayWaiting({ sessions, ingesting }) {
    const sessionCount = sessions.openYoung.length + ingesting.unbegun.length;
    return `Waiting up to ${(0,figures/* duration */.p0)(budgets/* OTHERS_MILLISECONDS */.bV)} for ${(0,figures/* counted */.hS)(sessionCount, 'upload session')} of other runs`;
}
function sayTooMany({ ingesting }) {
    return `Waiting until the platform has ingested what others have sent: ${(0,figures/* counted */.hS)(pendingOf(ingesting), 'document')} pending`;
}
/** The names of pending documents; undefined where there are too many, or where the platform does not tell. */
async function namesOf({ ingesting }, { platform, clock, signal }) {
    const names = new Set();
    const deadline = (0,network_deadline/* deadlineIn */._)(budgets/* LISTING_MILLISECONDS */.Eo, clock, signal);
    try {
        for (const id of ingesting.pending.keys()) {
            for await (const page of platform.sessionFiles(id, 'PENDING', deadline)) {
                for (const { name } of page)
                    names.add(name);
                if (names.size > MOST_PENDING)
                    return undefined;
            }
        }
        return names;
    }
    catch (error) {
        if (error instanceof errors/* UnansweredError */.jd)
            return undefined;
        throw error;
    }
}
/**
 * Why `synced-commit` cannot be set after a second look, a sentence; undefined where nothing is on its way. What was on its
 * way at the first look has come if the second one shows so. A session that it does not show may have expired, and be ingested
 * only now.
 */
function stillOnItsWay(first, last) {
    if (last.withholds !== undefined || first.withholds === undefined)
        return last.withholds;
    const hasCome = first.unsettled?.every((session) => last.ended.has(session));
    return hasCome === true ? undefined : first.withholds;
}
/** The platform does not tell of its sessions. */
const UNLISTED = 'The platform did not list its upload sessions in time, so what is on its way into the workspace is not known.';
const UNKNOWN = {
    pendingNames: new Set(),
    sendsEverything: false,
    openYoung: [],
    openOld: [],
    withholds: UNLISTED,
    unsettled: undefined,
    ended: new Set(),
    warnings: [UNLISTED],
};
function ignoreUnanswered(error) {
    if (!(error instanceof errors/* UnansweredError */.jd))
        throw error;
}
/**
 * @param names of pending documents; undefined where they cannot be named
 * @param ended ids of sessions
 */
function report({ sessions, ingesting }, names, ended, { platform }) {
    const { openYoung, openOld } = sessions;
    const [young, old] = [openYoung, openOld].map((open) => (0,figures/* listed */.KE)(open, ({ session_id }) => session_id));
    const reasons = [];
    if (openYoung.length > 0)
        reasons.push(`Others have ${(0,figures/* counted */.hS)(openYoung.length, 'upload session')} open, and what is sent there may overwrite this run's documents: ${young}.`);
    if (names === undefined)
        reasons.push(`The platform is still ingesting more documents of others than can be named here, so every document is sent: ${sessionsOf(ingesting)}.`);
    else if (names.size > 0)
        reasons.push(`The platform is still ingesting ${(0,figures/* counted */.hS)(names.size, 'document')} of others, which are sent again if this run has them: ${sessionsOf(ingesting)}.`);
    if (ingesting.unbegun.length > 0)
        reasons.push(`The platform has not begun to ingest what others have sent, or they have sent nothing: ${(0,figures/* listed */.KE)(ingesting.unbegun, ({ id }) => id)}.`);
    const abandoned = `Others have had ${(0,figures/* counted */.hS)(openOld.length, 'upload session')} open for more than ${(0,figures/* duration */.p0)(YOUNG_MILLISECONDS)}: ${old}. When one is closed or expires, what it holds overwrites newer documents. To close one that nobody uses, put its id in place of SESSION_ID: ${platform.closeCommand('SESSION_ID')}`;
    return {
        pendingNames: names ?? new Set(),
        sendsEverything: names === undefined,
        openYoung,
        openOld,
        withholds: reasons[0],
        unsettled: [
            ...openYoung.map(({ session_id }) => session_id),
            ...ingesting.pending.keys(),
            ...ingesting.unbegun.map(({ id }) => id),
        ],
        ended,
        warnings: openOld.length === 0 ? reasons : [...reasons, abandoned],
    };
}
function sessionsOf({ pending }) {
    return (0,figures/* listed */.KE)([...pending.keys()]);
}

;// CONCATENATED MODULE: ./build/sync/ownership.js




const NONE = new Set();
/** Longer words of others are cut. */
const MOST_CHARACTERS = 200;
/**
 * Whose a file is. It is ours only if everything that we would send fits together: publisher, server, hash, and a
 * path that this run would call exactly so.
 *
 * @param goneBranches refs of branches that are no more, of those that `otherBranches` has found
 */
function ownershipOf(file, scope, goneBranches) {
    const publisher = publisherOf(file);
    const server = serverOf(file, scope);
    if (publisher === undefined) {
        const isOurs = server === 'ours' && (0,property/* property */.MZ)(file.metadata, 'repository') === scope.repository;
        return isOurs ? leftBehind('without-publisher') : { kind: 'nobodys' };
    }
    if (publisher !== scope.publisherId || server === 'another') {
        return { kind: 'foreign', publisher: nameOfPublisher(file, publisher, server, scope) };
    }
    const path = (0,property/* property */.MZ)(file.metadata, 'path');
    const isProven = server === 'ours' && SHA256.test(ownership_text(file, 'content_sha256') ?? '');
    if (!isProven || typeof path !== 'string' || !isSafe(path))
        return leftBehind('odd-metadata');
    if ((0,names/* nameOf */.Vb)(path, scope.naming) !== file.name)
        return leftBehind('other-naming');
    if (!scope.matches(path))
        return leftBehind('outside-patterns');
    const ref = ownership_text(file, 'publisher_ref');
    return isOfOurLine(ref, scope.ref, goneBranches)
        ? { kind: 'prunable', path }
        : { kind: 'other-ref', path, ref };
}
/** Whether the file is ours, be it in this scope or outside of its patterns. */
function isOurs(ownership) {
    const { kind } = ownership;
    if (kind === 'left-behind')
        return ownership.why === 'outside-patterns';
    return kind === 'prunable' || kind === 'other-ref';
}
/** Whether this repository published the file, as far as it says. */
function isOfThisRepository({ kind }) {
    return kind !== 'foreign' && kind !== 'nobodys';
}
/**
 * The branches of which has to be known whether they are gone: files of this scope were published from them.
 *
 * @throws the signal's reason when the signal aborts
 */
async function otherBranches(files, scope, signal) {
    const branches = new Set();
    if (!isBranch(scope.ref))
        return branches;
    const turns = new event_loop/* Turns */.P();
    for (const file of files) {
        while (turns.isDue)
            await turns.next(signal);
        const ref = ownership_text(file, 'publisher_ref');
        if (ref === undefined || ref === scope.ref || !isBranch(ref) || branches.has(ref))
            continue;
        if (ownershipOf(file, scope, NONE).kind === 'other-ref')
            branches.add(ref);
    }
    return branches;
}
/** The run that published a file; undefined where it does not name one of our server. */
function runOf(file, scope) {
    const url = ownership_text(file, 'run_url');
    const [, id] = RUN_ID.exec(url ?? '') ?? [];
    if (url === undefined || id === undefined || serverOf(file, scope) !== 'ours')
        return undefined;
    return { id: Number(id), url };
}
/**
 * The repository, `owner/name`, that a file of ours came from; undefined where it names none. If that was the one whose run
 * published it, it is ours by its name of today: repositories are renamed and transferred.
 */
function sourceOf(file, { repository }) {
    const source = ownership_text(file, 'repository');
    const [, publisher] = PUBLISHER.exec(ownership_text(file, 'run_url') ?? '') ?? [];
    return source !== undefined && source === publisher ? repository : source;
}
const SHA256 = /^[0-9a-f]{64}$/;
const PUBLISHER = /\/([^/]+\/[^/]+)\/actions\/runs\/\d+$/;
/** No more digits than a number holds exactly. */
const RUN_ID = /\/actions\/runs\/(\d{1,15})$/;
function leftBehind(why) {
    return { kind: 'left-behind', why };
}
function ownership_text({ metadata }, key) {
    const value = (0,property/* property */.MZ)(metadata, key);
    return typeof value === 'string' ? value : undefined;
}
/** A platform may show digits as a number. */
function publisherOf({ metadata }) {
    const value = (0,property/* property */.MZ)(metadata, 'publisher_id');
    if (value === undefined || value === null || value === '')
        return undefined;
    return typeof value === 'string' || typeof value === 'number' ? String(value) : 'an unreadable id';
}
/** Which GitHub the file's run ran on. A server may be reached by http and by https. */
function serverOf(file, { server }) {
    const written = ownership_text(file, 'run_url');
    if (written === undefined)
        return 'unknown';
    if (written.startsWith(server.href))
        return 'ours';
    const url = URL.parse(written);
    if (url === null || !/^https?:$/.test(url.protocol))
        return 'unknown';
    return url.host === server.host && url.pathname.startsWith(server.pathname) ? 'ours' : 'another';
}
/** Such as `octo/docs (publisher_id 42)`, or `octo/docs on github.example (publisher_id 42)`. */
function nameOfPublisher(file, publisher, server, scope) {
    const repository = ownership_text(file, 'repository') ?? 'a repository without a name';
    const host = server === 'another' ? URL.parse(ownership_text(file, 'run_url') ?? '')?.host : undefined;
    const place = host === undefined || host === scope.server.host ? '' : ` on ${cut(host)}`;
    return `${cut(repository)}${place} (publisher_id ${cut(publisher)})`;
}
/** What others say of themselves, no longer than a message can bear. */
function cut(foreign) {
    return foreign.length > MOST_CHARACTERS ? `${foreign.slice(0, MOST_CHARACTERS)}\u2026` : foreign;
}
/** Whether it leads into the workspace folder, on whatever system, and has but one spelling. */
function isSafe(path) {
    if (path.includes('\0') || (external_node_path_.sep === '\\' && /[\\:]/.test(path)))
        return false;
    return path.split('/').every((name) => name !== '' && name !== '.' && name !== '..');
}
function isOfOurLine(theirs, ours, goneBranches) {
    if (theirs === undefined || theirs === '')
        return false;
    if (theirs === ours)
        return true;
    if (isTag(theirs))
        return isTag(ours);
    return isBranch(theirs) && isBranch(ours) && goneBranches.has(theirs);
}
function isBranch(ref) {
    return /^refs\/heads\/./s.test(ref);
}
function isTag(ref) {
    return /^refs\/tags\/./s.test(ref);
}

// EXTERNAL MODULE: ./build/metadata/additions.js
var additions = __webpack_require__(5577);
// EXTERNAL MODULE: ./build/metadata/digest.js
var digest = __webpack_require__(5454);
;// CONCATENATED MODULE: ./build/sync/compare.js



/**
 * So few files may have been edited by hand, all of them, and cost little to be sent again. Where it is
 * more, a key that differs in each of them is taken for the platform's doing.
 */
const FEW = 10;
/** Compares documents with their files, and learns by the way what the platform shows in its own form. */
class Comparisons {
    #comparesSizes;
    #keys = new Map();
    #sizes = newTally();
    #known = new Map();
    constructor(comparesSizes) {
        this.#comparesSizes = comparesSizes;
    }
    /**
     * @param teaches whether this file should agree if its digest does: it is ours, and the only one of its name
     */
    compare(wanted, file, teaches) {
        const ours = metadataOf(wanted);
        const theirs = file.metadata;
        const isSent = ours[digest/* DIGEST_KEY */.Xj] === (0,property/* property */.MZ)(theirs, digest/* DIGEST_KEY */.Xj);
        const isOfCommit = ours['commit_sha'] === (0,property/* property */.MZ)(theirs, 'commit_sha');
        const keys = [];
        for (const key of Object.keys(ours)) {
            const ofCommit = digest/* COMMIT_KEYS */.lq.includes(key);
            if (ofCommit ? !wanted.comparesCommit : !(0,digest/* isDigested */.Gs)(key))
                continue;
            const value = ours[key];
            const shown = (0,property/* property */.MZ)(theirs, key);
            const agrees = value !== undefined && isSame(value, shown);
            if (!agrees)
                keys.push(key);
            const shouldAgree = isSent && (!ofCommit || (isOfCommit && key !== 'commit_sha'));
            if (teaches && shouldAgree)
                this.#learn(key, agrees, agrees || isAlike(value, shown));
        }
        if (wanted.comparesCommit) {
            const added = digest/* COMMIT_KEYS */.lq.filter((key) => !(key in ours) && isThere(theirs, key));
            keys.push(...added);
        }
        if (!isSent && !keys.some(digest/* isDigested */.Gs))
            keys.push(...unseen(ours, theirs));
        const sizeDiffers = this.#sizeDiffers(wanted, file, teaches && isSent);
        return this.#intern(keys.sort(), sizeDiffers);
    }
    /** After all files were compared. */
    get ownForms() {
        const keys = [...this.#keys].flatMap(([key, { compared, differing, alike }]) => {
            if (differing === 0 || differing < compared)
                return [];
            // Of a commit, more than the platform's ways may differ: git's mailmap changes authors.
            return alike === differing || (differing >= FEW && (0,digest/* isDigested */.Gs)(key)) ? [key] : [];
        });
        const { compared, differing } = this.#sizes;
        return { keys: new Set(keys), sizes: differing > 0 && differing === compared };
    }
    #sizeDiffers({ document }, { size }, teaches) {
        if (!this.#comparesSizes || size === undefined)
            return false;
        const agrees = size === document.size;
        if (teaches)
            count(this.#sizes, agrees, false);
        return !agrees;
    }
    #learn(key, agrees, isAlike) {
        const tally = this.#keys.get(key) ?? newTally();
        this.#keys.set(key, tally);
        count(tally, agrees, isAlike);
    }
    /** Thousands of documents often differ alike. */
    #intern(keys, sizeDiffers) {
        const text = JSON.stringify([sizeDiffers, ...keys]);
        const known = this.#known.get(text) ?? { keys, sizeDiffers };
        this.#known.set(text, known);
        return known;
    }
}
/** What is left where the platform's own forms are not compared; undefined where that is nothing. */
function differenceOf({ keys, sizeDiffers }, forms) {
    const differing = keys.filter((key) => !forms.keys.has(key));
    if (differing.length > 0)
        return { kind: 'keys', keys: differing };
    return sizeDiffers && !forms.sizes ? { kind: 'size' } : undefined;
}
/** Whether two files say the same of themselves, as far as metadata can say anything. */
function isSameMetadata(one, other) {
    const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
    return [...keys].every((key) => {
        const value = (0,property/* property */.MZ)(one, key);
        const shown = (0,property/* property */.MZ)(other, key);
        return (0,additions/* isMetadataValue */.bJ)(value) ? isSame(value, shown) : !(0,additions/* isMetadataValue */.bJ)(shown);
    });
}
/** A document's metadata as this run sends them. */
function metadataOf({ metadata }) {
    const parsed = JSON.parse(metadata.toString());
    if (!isMetadata(parsed))
        throw new Error('a document has metadata that are not flat');
    return parsed;
}
function isMetadata(value) {
    return typeof value === 'object' && value !== null && Object.values(value).every(additions/* isMetadataValue */.bJ);
}
/** Keys that are no longer wanted; the digest itself where nothing else tells. */
function unseen(ours, theirs) {
    const isDigestThere = isThere(theirs, digest/* DIGEST_KEY */.Xj);
    const gone = Object.keys(theirs).filter((key) => isDigestThere && (0,digest/* isDigested */.Gs)(key) && !(key in ours));
    return gone.length === 0 ? [digest/* DIGEST_KEY */.Xj] : gone;
}
function isThere(metadata, key) {
    const value = (0,property/* property */.MZ)(metadata, key);
    return value !== undefined && value !== null;
}
function isSame(ours, theirs) {
    if (typeof ours !== 'object')
        return ours === theirs;
    if (!Array.isArray(theirs) || ours.length !== theirs.length)
        return false;
    return ours.every((item, index) => item === theirs[index]);
}
/** Whether two values may be one that is written in two ways. */
function isAlike(ours, theirs) {
    return ours !== undefined && (0,additions/* isMetadataValue */.bJ)(theirs) && plain(ours) === plain(theirs);
}
const TIMESTAMP = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d))?$/i;
function plain(value) {
    if (typeof value === 'object')
        return value.map(plain).join('\n');
    const text = String(value).normalize().trim();
    const time = TIMESTAMP.test(text) ? Date.parse(text) : NaN;
    return Number.isNaN(time) ? text : String(time);
}
function newTally() {
    return { compared: 0, differing: 0, alike: 0 };
}
function count(tally, agrees, isAlike) {
    tally.compared++;
    if (agrees)
        return;
    tally.differing++;
    if (isAlike)
        tally.alike++;
}

;// CONCATENATED MODULE: ./build/sync/make-plan.js




/**
 * Compares what is wanted with what is there. Neither the order of the documents nor that of the files matters, but for
 * which of several equal ones is an heir.
 *
 * @throws the signal's reason when the signal aborts
 */
async function makePlan(request) {
    const eachOf = pacing(request.signal);
    const { holders, unwanted, leftBehind, kept, newestRun } = await sortFiles(request, eachOf);
    const judged = await judgeDocuments(request, holders, eachOf);
    const heirs = await findHeirs(unwanted, request.wanted, judged.documents, eachOf);
    const stale = unwanted.map(({ file, path }) => {
        return {
            file,
            path,
            repository: sourceOf(file, request.scope),
            url: textIn(file, 'url'),
            heir: heirs.get(file),
        };
    });
    return { ...judged, stale, leftBehind, kept, newestRun };
}
function textIn({ metadata }, key) {
    const value = (0,property/* property */.MZ)(metadata, key);
    return typeof value === 'string' ? value : undefined;
}
function pacing(signal) {
    const turns = new event_loop/* Turns */.P();
    return async (rows, take) => {
        for (const [index, row] of rows.entries()) {
            while (turns.isDue)
                await turns.next(signal);
            take(row, index);
        }
    };
}
async function sortFiles({ wanted, files, scope, goneBranches }, eachOf) {
    const holders = new Map();
    await eachOf(wanted, ({ document }) => holders.set(document.name, []));
    const unwanted = [];
    const leftBehind = [];
    const kept = [];
    let newestRun;
    await eachOf(files, (file) => {
        const ownership = ownershipOf(file, scope, goneBranches);
        const others = holders.get(file.name);
        const isWanted = others !== undefined;
        others?.push({ file, ownership });
        if (isWanted ? isOfThisRepository(ownership) : ownership.kind === 'prunable') {
            newestRun = newer(newestRun, runOf(file, scope));
        }
        if (isWanted)
            return;
        switch (ownership.kind) {
            case 'prunable':
                unwanted.push({ file, path: ownership.path });
                break;
            case 'other-ref':
                kept.push({ file, path: ownership.path, ref: ownership.ref });
                break;
            case 'left-behind':
                leftBehind.push({ file, why: ownership.why });
        }
    });
    return { holders, unwanted, leftBehind, kept, newestRun };
}
function newer(one, other) {
    if (one === undefined || other === undefined)
        return one ?? other;
    return other.id > one.id ? other : one;
}
async function judgeDocuments(request, holders, eachOf) {
    const comparisons = new Comparisons(request.comparesSizes);
    const compared = [];
    await eachOf(request.wanted, (wanted) => {
        const ofName = holders.get(wanted.document.name) ?? [];
        const isOnly = ofName.length === 1;
        compared.push(ofName.map(({ file, ownership }) => comparisons.compare(wanted, file, isOnly && isOurs(ownership))));
    });
    const { ownForms } = comparisons;
    const documents = [];
    const foreign = [];
    const displaced = [];
    const duplicated = [];
    await eachOf(request.wanted, ({ document }, index) => {
        const ofName = (holders.get(document.name) ?? []).map((holder, at) => ({
            ...holder,
            difference: differenceIn(holder, compared[index]?.[at], ownForms),
        }));
        documents.push({ document, change: changeOf(document.name, ofName, request) });
        const publisher = publisherAmong(ofName);
        if (publisher !== undefined)
            foreign.push({ document, publisher });
        displaced.push(...displacedBy(document, ofName));
        if (ofName.length > 1)
            duplicated.push(duplicatedOf(document, ofName, request.scope));
    });
    return { documents, foreign, displaced, duplicated, ownForms };
}
function differenceIn({ ownership }, compared, ownForms) {
    if (ownership.kind === 'foreign' || ownership.kind === 'nobodys')
        return { kind: ownership.kind };
    const difference = compared && differenceOf(compared, ownForms);
    // All else that makes a file ours is compared.
    return difference ?? (isOurs(ownership) ? undefined : { kind: 'keys', keys: ['run_url'] });
}
function changeOf(name, ofName, { pendingNames, everythingIsPending }) {
    const [only, ...others] = ofName;
    if (only === undefined)
        return { kind: 'new' };
    if (others.length > 0)
        return { kind: 'changed', difference: { kind: 'several' } };
    if (only.difference !== undefined)
        return { kind: 'changed', difference: only.difference };
    const isOnItsWay = everythingIsPending || pendingNames.has(name);
    return isOnItsWay
        ? { kind: 'changed', difference: { kind: 'on-its-way' } }
        : { kind: 'unchanged' };
}
/**
 * Of several that are as wanted, the one that was published last stays, or of one run the first by its id: two runs at once
 * have to spare the same one.
 */
function duplicatedOf(document, ofName, scope) {
    const runId = ({ file }) => runOf(file, scope)?.id ?? 0;
    const [proven] = ofName
        .filter(({ difference }) => difference === undefined)
        .sort((one, other) => runId(other) - runId(one) || (one.file.id < other.file.id ? -1 : 1));
    return {
        document,
        files: ofName.map(({ file }) => file),
        proven: proven?.file,
        surplus: ofName.flatMap((judged) => judged.ownership.kind === 'prunable' && judged !== proven ? [judged.file] : []),
    };
}
function publisherAmong(holders) {
    for (const { ownership } of holders)
        if (ownership.kind === 'foreign')
            return ownership.publisher;
    return undefined;
}
function displacedBy(document, holders) {
    return holders.flatMap(({ file, ownership }) => {
        const isElsewhere = ownership.kind === 'left-behind' && ownership.why === 'outside-patterns';
        const path = isElsewhere ? textIn(file, 'path') : undefined;
        return path === undefined ? [] : [{ document, path }];
    });
}
/** Each file gets one document, and each document goes to one file: first the new ones. */
async function findHeirs(unwanted, wanted, documents, eachOf) {
    const heirs = new Map();
    if (unwanted.length === 0)
        return heirs;
    const waiting = new Map();
    // The last one is taken first, so that folders that were renamed meet in their order.
    for (const { file } of unwanted.toReversed()) {
        const content = (0,property/* property */.MZ)(file.metadata, 'content_sha256');
        const files = waiting.get(content);
        if (files === undefined)
            waiting.set(content, [file]);
        else
            files.push(file);
    }
    for (const isNew of [true, false]) {
        await eachOf(documents, (planned, index) => {
            const document = wanted[index];
            if (document === undefined || (planned.change.kind === 'new') !== isNew)
                return;
            const file = waiting.get(metadataOf(document)['content_sha256'])?.pop();
            if (file !== undefined)
                heirs.set(file, planned);
        });
    }
    return heirs;
}

;// CONCATENATED MODULE: ./build/sync/plan.js
/** How much a plan has of what. Each wanted document counts once: as new, changed, unchanged or renamed. */
function countsOf({ documents, stale, leftBehind }) {
    const counts = { new: 0, changed: 0, unchanged: 0 };
    for (const { change } of documents)
        counts[change.kind]++;
    const renamed = stale.filter(isRenamed).length;
    return {
        ...counts,
        new: counts.new - renamed,
        renamed,
        stale: stale.length - renamed,
        'left-behind': leftBehind.length,
    };
}
/** Whether a file's document was renamed, and is new under its other name. */
function isRenamed({ heir }) {
    return heir?.change.kind === 'new';
}
/** The documents that a run sends. */
function documentsToSend({ documents }, skipsUnchanged) {
    return documents.flatMap(({ document, change }) => skipsUnchanged && change.kind === 'unchanged' ? [] : [document]);
}
/** How many files have the name of a wanted document, and may go once another one is as wanted. */
function surplusOf({ duplicated }) {
    return duplicated.reduce((sum, { surplus }) => sum + surplus.length, 0);
}

;// CONCATENATED MODULE: ./build/sync/proof.js

/**
 * The documents that the workspace does not hold as they are wanted: no file of the name is. Whether the name has further
 * files does not matter here.
 */
function unprovenOf({ documents, duplicated }) {
    const proven = new Set(duplicated.flatMap((name) => (name.proven ? [name.document] : [])));
    return documents.filter(({ document, change }) => change.kind !== 'unchanged' && !proven.has(document));
}
function proveCommit(facts) {
    const { plan, readsAreConsistent, onItsWay, failed, left, head, lacksRunCommit } = facts;
    if (plan === undefined) {
        return withheld('Documents were sent, and this run did not wait until they were ingested ("wait-for-ingestion").');
    }
    if (plan.documents.length === 0)
        return withheld('No document matched.');
    if (failed > 0)
        return withheld(`${(0,figures/* counted */.hS)(failed, 'document')} not published.`);
    if (!readsAreConsistent)
        return withheld('The workspace changed while it was read.');
    if (onItsWay !== undefined)
        return withheld(onItsWay);
    const unproven = unprovenOf(plan).length;
    if (unproven > 0) {
        const reason = `The workspace does not show ${(0,figures/* counted */.hS)(unproven, 'document')} as this run has ${unproven === 1 ? 'it' : 'them'}.`;
        return { kind: 'ahead', reason };
    }
    const several = severalAreLeft(plan, left);
    if (several > 0) {
        return withheld(`Several files have the name of a document: ${(0,figures/* counted */.hS)(several, 'name')}.`);
    }
    if (left !== undefined && left > 0) {
        return { kind: 'ahead', reason: `${(0,figures/* counted */.hS)(left, 'file')} no longer wanted, and not deleted.` };
    }
    if (head !== undefined)
        return withheld(head);
    if (lacksRunCommit !== undefined) {
        return withheld(`These documents may not be the commit's: ${lacksRunCommit}.`);
    }
    return { kind: 'synced', commit: facts.commit };
}
function withheld(reason) {
    return { kind: 'withheld', reason };
}
/** Names with more than one file, apart from what the run has deleted or counts as left. */
function severalAreLeft({ duplicated }, left) {
    if (left === undefined)
        return duplicated.length;
    return duplicated.filter(({ files, surplus }) => files.length - surplus.length > 1).length;
}

;// CONCATENATED MODULE: ./build/sync/interned-file.js
/** A key with more values than that has as good as one for each file, and these are not worth a place here. */
const MOST_VALUES = 4_096;
/** Makes files of rows, with one copy of each text that stands in the metadata of many. */
class InternedFiles {
    /** By key, each value under itself. */
    #values = new Map();
    fileOf({ id, name, size, metadata }) {
        const interned = Object.entries(metadata).map(([key, value]) => [key, typeof value === 'string' ? this.#one(key, value) : value]);
        return { id, name, size, metadata: Object.fromEntries(interned) };
    }
    #one(key, value) {
        const values = this.#values.get(key) ?? new Map();
        this.#values.set(key, values);
        const known = values.get(value);
        if (known !== undefined)
            return known;
        if (values.size < MOST_VALUES)
            values.set(value, value);
        return value;
    }
}

;// CONCATENATED MODULE: ./build/sync/list-way.js
/** By how the platform calls the parameters. */
const ORDER = ['field', 'order', 'after_value', 'after_file_id'];
/**
 * The next best way after the platform has refused this one: a smaller limit, then its own order, then no filter.
 *
 * @param named the parameters that the refusal is about, as far as that is known
 * @returns undefined where nothing is left to leave out
 */
function withoutRefused(way, named) {
    const steps = [
        { isOver: way.limit === 10, names: ['limit'], next: { limit: 10 } },
        { isOver: !way.byName, names: ORDER, next: { byName: false, inLanes: false } },
        { isOver: way.filter === undefined, names: ['filter'], next: { filter: undefined } },
    ];
    const step = steps.find(({ names }) => names.some((name) => named.includes(name))) ??
        steps.find(({ isOver }) => !isOver);
    return step === undefined || step.isOver ? undefined : { ...way, ...step.next };
}
/** The way after a page has repeated what came before it: the order of names cannot be paged through. */
function withoutRepeats(way) {
    return { ...way, byName: false, inLanes: false, passesRepeats: true };
}

;// CONCATENATED MODULE: ./build/sync/read-list.js

/** A page has repeated a row of its own part of the list, and says that more follows. */
class RepeatedRowsError extends Error {
    name = 'RepeatedRowsError';
}
/** Sorts before every other id. */
const NIL = '00000000-0000-0000-0000-000000000000';
/** A list of fewer files is read from one end to the other. */
const LEAST_FOR_LANES = 2_000;
/** Where the platform does not say whether more follows, it does after a page of so many: none holds fewer. */
const LEAST_PAGE = 10;
/** Pages of ten, as the API's documentation has it, take ten times as many. */
const MORE_LANES = 16;
/**
 * Reads the list of files, in one way, to its end.
 *
 * The parts of a list that is read side by side begin at names, and nothing is known of how the platform sorts these. Each
 * claims the ids that it meets, in the list's order, and ends at the first that another has claimed. What follows there
 * is that one's to read, so that together they leave nothing out, whatever the order is.
 *
 * @throws a `RefusedQueryError` where the platform does not take this way; a `RepeatedRowsError`; an `UnansweredError`; a
 * `PublishError` where another attempt would not help; the signal's reason when that aborts
 */
async function readList(way, setting) {
    const { ask, lanes, starts, take } = setting;
    const claims = new Map();
    let last;
    let unreadable = 0;
    let problem;
    const { limit, byName, filter } = way;
    const selection = { limit, byName, ...(filter !== undefined && { filter }) };
    const pageOf = ({ after }) => ask(after === undefined ? selection : { ...selection, after });
    /** Whether the part goes on after this page. */
    function claim(part, page) {
        last = page.total;
        unreadable += page.unreadable;
        const before = claims.size;
        for (const file of page.files) {
            const owner = claims.get(file.id);
            if (owner === part) {
                if (!mayFollow(page))
                    continue;
                if (!way.passesRepeats)
                    throw new RepeatedRowsError();
                problem = 'its pages overlap';
            }
            else if (owner === undefined) {
                claims.set(file.id, part);
                take(file);
            }
            else
                return false;
        }
        if (!mayFollow(page))
            return false;
        part.after = placeOf(page.files.at(-1), way);
        if (part.after !== undefined && claims.size > before)
            return true;
        problem = 'a page has nothing new, although more follows';
        return false;
    }
    const whole = { after: undefined };
    const firstPage = setting.firstPage ?? (await pageOf(whole));
    const first = firstPage.total;
    const parts = claim(whole, firstPage) ? [whole] : [];
    const isLong = (first ?? 0) >= LEAST_FOR_LANES;
    if (parts.length > 0 && way.inLanes && isLong) {
        if (rowsOf(firstPage) <= LEAST_PAGE)
            lanes.widen(MORE_LANES);
        parts.push(...starts.map((value) => ({ after: { value, id: NIL } })));
    }
    await lanes.work(parts, async (part) => claim(part, await pageOf(part)));
    // The total may be of what follows a cursor, and then only a page without one has that of all files.
    if (last !== first)
        last = (await ask({ ...selection, limit: LEAST_PAGE })).total;
    const seen = claims.size;
    if (problem !== undefined)
        return { seen, problem, mayPass: false };
    if (unreadable > 0)
        return { seen, problem: `${(0,figures/* count */.U9)(unreadable)} of its rows make no sense`, mayPass: false };
    if (first === undefined || last === undefined)
        return { seen, problem: 'it does not say how many files there are', mayPass: false };
    if (seen === first && seen === last)
        return { seen, problem: undefined, mayPass: false };
    const counted = first === last ? (0,figures/* count */.U9)(first) : `first ${(0,figures/* count */.U9)(first)} and then ${(0,figures/* count */.U9)(last)}`;
    return { seen, problem: `it counts ${counted} files, and lists ${(0,figures/* count */.U9)(seen)}`, mayPass: true };
}
/** Whether more may follow on a page. */
function mayFollow(page) {
    return page.hasMore ?? rowsOf(page) >= LEAST_PAGE;
}
/** How many rows a page has. */
function rowsOf({ files, unreadable }) {
    return files.length + unreadable;
}
/** Where a file stands in the list; undefined where that is not known. */
function placeOf(file, { byName }) {
    const value = byName ? file?.name : file?.createdAt;
    return file === undefined || value === undefined ? undefined : { value, id: file.id };
}

;// CONCATENATED MODULE: ./build/sync/file-list.js







const file_list_LANES = 8;
const FIRST_WAY = {
    limit: 100,
    byName: true,
    filter: undefined,
    inLanes: true,
    passesRepeats: false,
};
/** The list of a workspace's files, in the best way that the platform was found to take so far. */
class FileList {
    lanes = new Lanes(file_list_LANES);
    #calls;
    #interned = new InternedFiles();
    #deadline;
    #way;
    #asked = 0;
    /** @param way in which the platform is known to list files */
    constructor(calls, way = FIRST_WAY) {
        this.#calls = calls;
        this.#way = way;
        this.#deadline = (0,network_deadline/* deadlineIn */._)(budgets/* READING_MILLISECONDS */.c6, calls.clock, calls.signal);
    }
    get way() {
        return this.#way;
    }
    /** How many pages were asked for so far. */
    get asked() {
        return this.#asked;
    }
    /** One page, as the platform's `listFiles` gives it. */
    page = (query) => {
        const { platform, clock } = this.#calls;
        this.#asked += 1;
        const deadline = (0,network_deadline/* within */.u)(this.#deadline, budgets/* LISTING_MILLISECONDS */.Eo, clock);
        return platform.listFiles(query, deadline, this.lanes.watch());
    };
    /** The first page of all files. */
    firstPage() {
        this.#way = { ...this.#way, filter: undefined };
        return this.page({ limit: this.#way.limit, byName: this.#way.byName });
    }
    fileOf(row) {
        return this.#interned.fileOf(row);
    }
    /**
     * Reads the list to its end, and once more where it has changed meanwhile.
     *
     * @param filter in OData; undefined for all files
     * @param keeps whether a file is to be kept, asked for each once or more
     * @throws a `PublishError` where another attempt would not help; the signal's reason when that aborts
     */
    async read(filter, keeps, { starts, firstPage }) {
        this.#way = { ...this.#way, filter };
        const files = new Map();
        const take = (file) => {
            if (keeps(file))
                files.set(file.id, this.fileOf(file));
        };
        const readFrom = async (page) => {
            files.clear();
            const { lanes, page: ask } = this;
            try {
                return await readList(this.#way, {
                    ask,
                    lanes,
                    take,
                    starts,
                    ...(page && { firstPage: page }),
                });
            }
            catch (error) {
                this.#way = this.#wayAfter(error);
                return await readFrom();
            }
        };
        try {
            let reading = await readFrom(firstPage);
            if (reading.mayPass) {
                this.#calls.log.debug(`The list of files is read again: ${reading.problem ?? ''}`);
                this.#way = { ...this.#way, inLanes: false };
                reading = await readFrom();
            }
            const { seen, problem } = reading;
            const sentence = problem && `The platform's list of files is not whole: ${problem}.`;
            return { files, seen, problem: sentence, isBroken: false };
        }
        catch (error) {
            if (!(error instanceof errors/* UnansweredError */.jd || error instanceof errors/* RefusedQueryError */.Tl))
                throw error;
            return { files, seen: files.size, problem: error.message, isBroken: true };
        }
    }
    /** @throws the error where there is no better way */
    #wayAfter(error) {
        const { log } = this.#calls;
        if (error instanceof RepeatedRowsError) {
            log.debug('The list of files repeats itself, so it is read by date');
            return withoutRepeats(this.#way);
        }
        const way = error instanceof errors/* RefusedQueryError */.Tl && withoutRefused(this.#way, error.parameters);
        if (!way)
            throw error;
        log.debug(error.message);
        return way;
    }
}

;// CONCATENATED MODULE: ./build/sync/lookup.js


/** Ends a look-up that leads nowhere. */
class FutileError extends Error {
}
/**
 * Looks up all files that have one of these names, whoever has published them. The platform finds names that have a
 * text in them, in whatever letter case.
 *
 * @returns whether that was possible: the platform may not know how to look for names, or find too many
 * @throws what asking throws
 */
async function lookUp(names, { ask, lanes, way, take, calls }) {
    let left = calls;
    const step = async (search) => {
        const { name, after } = search;
        if (left-- <= 0)
            throw new FutileError();
        const { limit, byName } = way;
        const page = await ask({ limit, byName, namePart: name, ...(after && { after }) });
        const isFound = (file) => folded(file.name).includes(folded(name));
        if (page.unreadable > 0 || !page.files.every(isFound))
            throw new FutileError();
        for (const file of page.files)
            if (file.name === name)
                take(file);
        if (!mayFollow(page))
            return false;
        search.after = placeOf(page.files.at(-1), way);
        if (search.after === undefined)
            throw new FutileError();
        return true;
    };
    try {
        await lanes.work(names.map((name) => ({ name, after: undefined })), step);
        return true;
    }
    catch (error) {
        if (error instanceof FutileError || error instanceof errors/* RefusedQueryError */.Tl)
            return false;
        throw error;
    }
}
function folded(text) {
    return text.normalize('NFC').toLowerCase();
}

;// CONCATENATED MODULE: ./build/sync/read-workspace.js






/**
 * A part of the list begins at every so many names, in the order that a platform most likely has: with five pages of a
 * hundred it comes to the row that the next begins with, and need not ask for a sixth.
 */
const NAMES_A_PART = 499;
/** What may stand between the quotes of a filter. */
const PUBLISHER_ID = /^\d{1,40}$/;
/**
 * Reads what the workspace holds, by as few calls as the platform allows and some side by side. What the platform does
 * not take of a query is left out; every file is judged here, so a filter does no more than save work.
 *
 * @throws a `PublishError` where the platform refuses the key or the workspace, or answers otherwise than its API
 * does; the signal's reason when that aborts
 */
async function readWorkspace(request) {
    const { publisherId, wantedNames, log } = request;
    const list = new FileList(request);
    const reading = PUBLISHER_ID.test(publisherId)
        ? await readFiltered(list, request)
        : await list.read(undefined, (file) => isKept(file, request), startsOf(wantedNames));
    log.debug(`The workspace's files were read by ${(0,figures/* counted */.hS)(list.asked, 'call')}`);
    const { problem, filtered } = reading;
    return {
        files: [...reading.files.values()],
        isConsistent: problem === undefined,
        ...(problem === undefined ? {} : { problem }),
        ...(filtered === undefined ? {} : { filtered }),
    };
}
/**
 * A reading with what its filter has left out: files of others that have one of these names. Who sends a document in
 * write mode `OVERWRITE` replaces all files of its name.
 *
 * @throws as `readWorkspace` does
 */
async function withOthersNamed(names, reading, request) {
    const { files, filtered, problem } = reading;
    if (filtered === undefined || names.length === 0)
        return reading;
    const list = new FileList(request, filtered.way);
    const found = await readOthers(names, { seen: filtered.seen, problem }, list, request);
    const known = new Set(files.map(({ id }) => id));
    const wanted = new Set(names);
    const others = [...found.files.values()].filter(({ id, name }) => wanted.has(name) && !known.has(id));
    const why = problem ?? found.problem;
    if (why === undefined && others.length === 0)
        return reading;
    return {
        ...reading,
        files: [...files, ...others],
        isConsistent: why === undefined,
        ...(why === undefined ? {} : { problem: why }),
    };
}
/**
 * The files that have one of these names, whoever has published them, by a call for each name.
 *
 * @returns undefined where the platform does not find names, or does not answer in time
 * @throws as `readWorkspace` does
 */
async function readNames(names, calls) {
    const list = new FileList(calls);
    const files = new Map();
    const take = (file) => {
        files.set(file.id, list.fileOf(file));
    };
    const { page: ask, lanes, way } = list;
    try {
        const isFound = await lookUp(names, { ask, lanes, way, take, calls: 2 * names.length });
        return isFound ? [...files.values()] : undefined;
    }
    catch (error) {
        if (error instanceof errors/* UnansweredError */.jd)
            return undefined;
        throw error;
    }
}
/** Whether a file decides about anything: the publisher's own, the repository's, or one in the way of a document. */
function isKept({ name, metadata }, { publisherId, repository, wantedNames }) {
    return (wantedNames.has(name) ||
        metadata['publisher_id'] === publisherId ||
        metadata['repository'] === repository);
}
function startsOf(names) {
    return { starts: [...names].sort().filter((_, place) => place % NAMES_A_PART === 0) };
}
/** Reads the publisher's files, then those of others that have a wanted name. */
async function readFiltered(list, request) {
    const { publisherId, wantedNames } = request;
    let others = 0;
    const keep = (file) => {
        const { metadata } = file;
        if (metadata['publisher_id'] !== publisherId && Object.keys(metadata).length > 0)
            others += 1;
        return isKept(file, request);
    };
    const filter = `publisher_id eq '${publisherId}'`;
    const own = await list.read(filter, keep, startsOf(wantedNames));
    // A filter may be dropped without a word. Files without any metadata are no sign of that.
    if (others > 0 || list.way.filter === undefined)
        return own;
    const filtered = { seen: own.seen, way: list.way };
    if (own.isBroken)
        return { ...own, filtered };
    const missing = await namesWithoutFile(own, request);
    if (missing.length === 0)
        return { ...own, filtered };
    const all = await readOthers(missing, own, list, request);
    // Whatever the first reading has left out, this one has.
    if (all.problem === undefined && all.isWhole)
        return all;
    for (const [id, file] of all.files)
        own.files.set(id, file);
    return { ...own, problem: own.problem ?? all.problem, filtered };
}
async function namesWithoutFile({ files }, { wantedNames, signal }) {
    const missing = new Set(wantedNames);
    const turns = new event_loop/* Turns */.P();
    for (const { name } of files.values()) {
        while (turns.isDue)
            await turns.next(signal);
        missing.delete(name);
    }
    return [...missing];
}
/** Finds files of others under these names: by looking each up or by reading all files, whichever takes fewer calls. */
async function readOthers(names, own, list, request) {
    const files = new Map();
    const nothing = { files, seen: 0, problem: undefined, isBroken: false, isWhole: false };
    try {
        const firstPage = await list.firstPage();
        const { total = 0 } = firstPage;
        if (total === own.seen && own.problem === undefined)
            return nothing;
        const calls = mayFollow(firstPage) ? Math.ceil(total / rowsOf(firstPage)) - 1 : 0;
        const take = (file) => {
            files.set(file.id, list.fileOf(file));
        };
        const search = { ask: list.page, lanes: list.lanes, way: list.way, take, calls };
        if (names.length <= calls && (await lookUp(names, search)))
            return nothing;
        const keep = (file) => isKept(file, request);
        const options = { ...startsOf(request.wantedNames), firstPage };
        return { ...(await list.read(undefined, keep, options)), isWhole: true };
    }
    catch (error) {
        if (!(error instanceof errors/* UnansweredError */.jd || error instanceof errors/* RefusedQueryError */.Tl))
            throw error;
        return { ...nothing, problem: error.message, isBroken: true };
    }
}

;// CONCATENATED MODULE: ./build/sync/compare-workspace.js







/**
 * Reads the workspace. Before anything is sent, that is once what is on its way into it has come, as far
 * as that is waited for; after it, nothing else is waited for.
 *
 * @param wantedNames the names of this run's documents
 * @param when before anything is sent, or after: then the ids of this run's sessions
 * @throws a `PublishError` where the key or the workspace is refused; the signal's reason when that aborts
 */
async function lookAtWorkspace(wantedNames, when, { platform, scope, ingestionMilliseconds, clock, log, signal }) {
    const isBefore = when === 'before';
    const onItsWay = await findOnItsWay({
        platform,
        clock,
        log,
        signal,
        own: isBefore ? new Set() : when,
        ingestionMilliseconds,
        waits: isBefore,
    });
    const { publisherId, repository } = scope;
    const request = { platform, clock, log, publisherId, repository, wantedNames, signal };
    return { onItsWay, reading: await readWorkspace(request) };
}
/** The same look with other people's files under these names, which a filter may have hidden. */
async function withOthers({ reading, onItsWay }, names, { platform, scope, clock, log, signal }) {
    const { publisherId, repository } = scope;
    const wantedNames = new Set(names);
    const request = { platform, clock, log, publisherId, repository, wantedNames, signal };
    return { onItsWay, reading: await withOthersNamed(names, reading, request) };
}
/** Compares what is wanted with what was seen. */
async function planFor(wanted, { reading, onItsWay }, { github, scope, signal }, { comparesSizes }) {
    const { files } = reading;
    const branches = await otherBranches(files, scope, signal);
    const goneBranches = branches.size === 0 ? branches : await github.branchesGone(branches);
    return makePlan({
        wanted,
        files,
        scope,
        goneBranches,
        pendingNames: onItsWay.pendingNames,
        everythingIsPending: onItsWay.sendsEverything,
        comparesSizes,
        signal,
    });
}
/**
 * Compares what was seen before anything is sent. What is about to be sent replaces all files of its name: so
 * whose these are is looked at first.
 *
 * @throws as `lookAtWorkspace` does
 */
async function compareBeforeSending(wanted, seen, skipsUnchanged, workspace) {
    const plan = await planFor(wanted, seen, workspace, { comparesSizes: true });
    const isNew = new Set(plan.documents.flatMap(({ document, change }) => (change.kind === 'new' ? [document] : [])));
    // Where the reading is not whole, what looks new may not be.
    const replaced = documentsToSend(plan, skipsUnchanged).filter((each) => !seen.reading.isConsistent || !isNew.has(each));
    const names = replaced.map(({ name }) => name);
    const look = await withOthers(seen, names, workspace);
    if (look.reading === seen.reading)
        return { look, plan };
    return { look, plan: await planFor(wanted, look, workspace, { comparesSizes: true }) };
}
/** So many documents are asked for by their names; where there are more, all is read again. */
const MOST_NAMES = 20;
/** A list that could not be read whole so often is hardly going to be. */
const MOST_BROKEN_READINGS = 3;
/**
 * Looks again, with growing pauses, until the workspace holds all that is wanted or the time is up: a
 * list may lag behind what was ingested. Where few documents differ, only those are asked for in between.
 * It gives up early on a list that cannot be read whole.
 *
 * @param own the ids of this run's sessions
 * @param milliseconds how long that may take; the first look comes at once
 * @throws as `lookAtWorkspace` does
 */
async function compareAfterIngestion(wanted, own, milliseconds, workspace) {
    const { clock, signal } = workspace;
    const compare = async () => {
        const look = await lookAtWorkspace(compare_workspace_namesOf(wanted), own, workspace);
        return { look, plan: await planFor(wanted, look, workspace, { comparesSizes: false }) };
    };
    let latest = await compare();
    let broken = 0;
    const isOver = async () => {
        if (!latest.look.reading.isConsistent)
            broken += 1;
        if (unprovenOf(latest.plan).length === 0 || broken === MOST_BROKEN_READINGS)
            return true;
        if (await mayHaveCome(wanted, latest, workspace))
            latest = await compare();
        return unprovenOf(latest.plan).length === 0 ? true : undefined;
    };
    await (0,poll/* poll */.d)(isOver, { milliseconds, clock, signal });
    return latest;
}
/** Whether it is worth reading all again: what differed is as wanted by now, or not easily looked up. */
async function mayHaveCome(wanted, { look, plan }, workspace) {
    const unproven = new Set(unprovenOf(plan).map(({ document }) => document.name));
    if (unproven.size > MOST_NAMES || look.onItsWay.withholds !== undefined)
        return true;
    const files = await readNames([...unproven], workspace);
    if (files === undefined)
        return true;
    const differing = wanted.filter(({ document }) => unproven.has(document.name));
    const found = { ...look, reading: { files, isConsistent: true } };
    const itsPlan = await planFor(differing, found, workspace, { comparesSizes: false });
    return unprovenOf(itsPlan).length === 0;
}
/** The names of documents. */
function compare_workspace_namesOf(wanted) {
    return new Set(wanted.map(({ document }) => document.name));
}

;// CONCATENATED MODULE: ./build/sync/deletion.js




/**
 * What the plan after the uploads would delete, and the one before them knew: what has come, or was published again
 * meanwhile, is somebody's who runs now.
 */
function inBothReads(before, after) {
    const known = new Map();
    for (const { file } of before.stale)
        known.set(file.id, file);
    for (const { files } of before.duplicated)
        for (const file of files)
            known.set(file.id, file);
    const isAsBefore = (file) => {
        const earlier = known.get(file.id);
        return earlier !== undefined && isSameFile(earlier, file);
    };
    return {
        stale: after.stale.filter(({ file }) => isAsBefore(file)),
        surplus: after.duplicated
            .flatMap(({ proven, surplus }) => (proven === undefined ? [] : surplus))
            .filter(isAsBefore),
    };
}
function isSameFile(one, other) {
    return one.name === other.name && isSameMetadata(one.metadata, other.metadata);
}
/** Which stale files may be deleted, each by itself: what is not known keeps it. */
function judgeStale(stale, surroundings) {
    const deletable = [];
    const spared = [];
    for (const candidate of stale) {
        const why = whySpared(candidate, surroundings);
        if (why === undefined)
            deletable.push(candidate);
        else
            spared.push({ stale: candidate, why });
    }
    return { deletable, spared };
}
function whySpared(stale, { namesNotUploaded, onDisk, held, foldersOfDocuments }) {
    const { file, path } = stale;
    if (namesNotUploaded.has(file.name))
        return 'the document of that name was not uploaded';
    const there = onDisk.get(path) ?? { kind: 'unknown', why: 'nobody looked' };
    if (there.kind === 'there')
        return 'it is still on disk';
    if (there.kind === 'unknown')
        return `whether it is still on disk is not known: ${there.why}`;
    const tracked = held.get(stale) ?? { kind: 'unknown', why: 'git was not asked' };
    if (tracked.kind === 'held')
        return 'the commit has it';
    if (tracked.kind === 'unknown')
        return `whether the commit has it is not known: ${tracked.why}`;
    const wasTracked = typeof (0,property/* property */.MZ)(file.metadata, 'url') === 'string';
    if (!wasTracked && !foldersOfDocuments.has((0,git_folders/* parentOf */.g)(path))) {
        return 'git never tracked it, and its folder has no documents now: a build may have stopped half-way';
    }
    return undefined;
}
/** More stale documents than wanted ones are a sign of a mistake, unless they are few. */
const deletion_FEW = 5;
/**
 * Why no file is deleted, so many are stale: a sentence. Undefined within the limits. What has an heir is not counted,
 * since its content stays.
 *
 * @param wanted how many documents are wanted
 * @param limit the input `prune-limit`
 */
function overLimit(stale, wanted, limit) {
    const counts = stale.filter(({ heir }) => heir === undefined).length;
    // First the limit that no input raises.
    if (counts > deletion_FEW && counts > wanted) {
        return `${(0,figures/* counted */.hS)(counts, 'document')} would be deleted, more than there are documents to publish (${(0,figures/* count */.U9)(wanted)}), so none is deleted. Look at the plan ("dry-run": true), and at "glob". If they should be deleted, delete them by hand.`;
    }
    if (counts > limit) {
        return `${(0,figures/* counted */.hS)(counts, 'document')} would be deleted, more than "prune-limit" allows (${(0,figures/* count */.U9)(limit)}), so none is deleted. Look at the plan ("dry-run": true). If they should be deleted, raise "prune-limit" for one run.`;
    }
    return undefined;
}
/** The first condition that does not hold, as a sentence; undefined where all do. */
function whyNothingIsDeleted(conditions) {
    const { wanted, failed, rejected, pending, unproven, head, lacksRunCommit } = conditions;
    if (wanted === 0)
        return 'No document matched.';
    if (failed > 0)
        return `${(0,figures/* counted */.hS)(failed, 'document')} failed.`;
    if (rejected > 0)
        return `The platform rejected ${(0,figures/* counted */.hS)(rejected, 'document')}.`;
    if (pending > 0)
        return `${(0,figures/* counted */.hS)(pending, 'document')} not yet ingested.`;
    if (unproven > 0) {
        return `The workspace does not show ${(0,figures/* counted */.hS)(unproven, 'document')} as this run has ${unproven === 1 ? 'it' : 'them'}.`;
    }
    if (head !== undefined)
        return head;
    if (lacksRunCommit !== undefined) {
        return `These documents may not be the commit's: ${lacksRunCommit}.`;
    }
    return conditions.overLimit;
}

;// CONCATENATED MODULE: ./build/sync/explain.js




/** What is told one by one, before the rest is counted. */
const MOST_LINES = 10;
/** `Plan: 3 new, 2 changed, 507 unchanged, 1 renamed, 4 stale, 2 left behind` */
function planLine(plan) {
    const counts = Object.entries(countsOf(plan)).map(([kind, number]) => `${(0,figures/* count */.U9)(number)} ${kind.replace('-', ' ')}`);
    return `Plan: ${counts.join(', ')}`;
}
/** How the changed documents differ, the most frequent way first: ``512 documents differ in `build` alone``. */
function changeLines({ documents }) {
    const ways = new Map();
    for (const { change } of documents) {
        if (change.kind !== 'changed')
            continue;
        const { difference } = change;
        const text = whatDiffers(difference);
        const way = ways.get(text) ?? { difference, number: 0 };
        way.number++;
        ways.set(text, way);
    }
    const sorted = [...ways.values()].sort((one, other) => other.number - one.number);
    const lines = sorted
        .slice(0, MOST_LINES)
        .map(({ difference, number }) => `${(0,figures/* counted */.hS)(number, 'document')} ${saying(difference, number)}`);
    const others = sorted.slice(MOST_LINES).reduce((sum, { number }) => sum + number, 0);
    return others === 0 ? lines : [...lines, `${(0,figures/* counted */.hS)(others, 'document')} changed in other ways`];
}
/**
 * What differs, for one row of a table: ``content, `title` ``. New content comes with a commit, which is not told of
 * beside it.
 */
function whatDiffers(difference) {
    switch (difference.kind) {
        case 'keys':
            return (0,figures/* listed */.KE)(partsOf(difference.keys));
        case 'size':
            return 'size';
        case 'several':
            return 'several files of that name';
        case 'foreign':
            return "another publisher's file";
        case 'nobodys':
            return 'a file that names no publisher';
        case 'on-its-way':
            return 'still being ingested';
    }
}
function saying(difference, number) {
    const what = whatDiffers(difference);
    const isOne = number === 1;
    switch (difference.kind) {
        case 'keys':
            return `${isOne ? 'differs' : 'differ'} in ${what}${partsOf(difference.keys).length === 1 ? ' alone' : ''}`;
        case 'size':
            return `${isOne ? 'differs' : 'differ'} in size alone`;
        case 'several':
            return isOne ? `has ${what}` : 'have several files of their names';
        case 'foreign':
            return isOne ? `is ${what}` : "are other publishers' files";
        case 'nobodys':
            return isOne ? `replaces ${what}` : 'replace files that name no publisher';
        case 'on-its-way':
            return `${isOne ? 'is' : 'are'} ${what}`;
    }
}
function partsOf(keys) {
    const hasContent = keys.includes('content_sha256');
    const hasCommit = keys.some((key) => digest/* COMMIT_KEYS */.lq.includes(key));
    const others = keys.filter((key) => key !== 'content_sha256' && !digest/* COMMIT_KEYS */.lq.includes(key));
    return [...(hasContent ? ['content'] : hasCommit ? ['commit'] : []), ...others.map(quoted)];
}
/** An error that names both publishers, where names are wanted that are another's; undefined where none are. */
function foreignError({ foreign }, scope) {
    if (foreign.length === 0)
        return undefined;
    const ours = `${scope.repository} (publisher_id ${scope.publisherId})`;
    const names = (0,figures/* listed */.KE)(foreign, ({ document, publisher }) => `${JSON.stringify(document.name)} of ${publisher}`);
    return `${(0,figures/* counted */.hS)(foreign.length, 'document')} of ${ours} would replace another publisher's documents: ${names}. Nothing was sent. Set "name-prefix" to keep them apart. A run without "skip-unchanged" and "prune" overwrites them.`;
}
/** A notice on names that belonged to nobody; undefined where none did. */
function nobodysNotice({ documents }) {
    const names = documents.flatMap(({ document, change }) => change.kind === 'changed' && change.difference.kind === 'nobodys'
        ? [JSON.stringify(document.name)]
        : []);
    if (names.length === 0)
        return undefined;
    return `${(0,figures/* counted */.hS)(names.length, 'file')} of the workspace that ${names.length === 1 ? 'names' : 'name'} no publisher ${names.length === 1 ? 'is' : 'are'} replaced by this run's: ${(0,figures/* listed */.KE)(names)}.`;
}
/** A warning on names that another step of this repository may publish, too; undefined where there are none. */
function displacedWarning({ displaced }) {
    if (displaced.length === 0)
        return undefined;
    const names = (0,figures/* listed */.KE)(displaced, ({ document, path }) => `${JSON.stringify(document.path)} that of ${JSON.stringify(cut(path))}`);
    return `${(0,figures/* counted */.hS)(displaced.length, 'document')} of this run would take the name of another one of this repository, which "glob" does not match: ${names}. If another step publishes that one, each run replaces what the other has sent: set "file-name" to "path", or "name-prefix".`;
}
const LEFT_BEHIND = {
    'outside-patterns': '"glob" does not match their paths',
    'other-naming': 'another "name-prefix" or "file-name" named them',
    'without-publisher': 'they were published before files said which repository they belong to',
    'odd-metadata': 'their metadata is not what is sent',
};
/** Why a file is left behind, of several: a clause. */
function whyLeftBehind(why) {
    return LEFT_BEHIND[why];
}
/** One warning for all that is left behind, with its reasons; undefined where nothing is. */
function leftBehindWarning({ leftBehind }) {
    if (leftBehind.length === 0)
        return undefined;
    const numbers = new Map();
    for (const { why } of leftBehind)
        numbers.set(why, (numbers.get(why) ?? 0) + 1);
    const reasons = [...numbers].map(([why, number]) => `${(0,figures/* count */.U9)(number)} since ${LEFT_BEHIND[why]}`);
    return `${(0,figures/* counted */.hS)(leftBehind.length, 'file')} of this repository left behind in the workspace, and never deleted by a run: ${reasons.join('; ')}. Their ids are in the report.`;
}
/** Why a file of this scope is kept, though its name is not wanted: a sentence. */
function whyKept(ref, { ref: ours }) {
    if (ref === undefined)
        return 'It does not say which branch or tag published it.';
    const areBranches = [ref, ours].every((one) => one.startsWith('refs/heads/'));
    return areBranches
        ? `${cut(ref)} published it, and is not known to be gone.`
        : `${cut(ref)} published it, and a run of ${ours} leaves that one's files alone.`;
}
/** The files that are kept for other refs, a line for each of some refs. */
function keptLines({ kept }, scope) {
    const paths = new Map();
    for (const { path, ref } of kept) {
        const ofRef = paths.get(ref);
        if (ofRef === undefined)
            paths.set(ref, [path]);
        else
            ofRef.push(path);
    }
    const lines = [...paths].map(([ref, ofRef]) => `${(0,figures/* counted */.hS)(ofRef.length, 'file')} kept: ${(0,figures/* listed */.KE)(ofRef, (path) => JSON.stringify(path))}. ${whyKept(ref, scope)}`);
    const more = lines.length - MOST_LINES;
    return more > 0
        ? [...lines.slice(0, MOST_LINES), `files of ${(0,figures/* counted */.hS)(more, 'further ref')} kept`]
        : lines;
}
/** What is not compared since the platform shows it in its own way; undefined where all is. */
function ownFormsLine({ keys, sizes }) {
    const parts = [...[...keys].sort().map(quoted), ...(sizes ? ['sizes'] : [])];
    if (parts.length === 0)
        return undefined;
    return `Not compared, since the platform shows it in its own way for every document: ${(0,figures/* listed */.KE)(parts)}`;
}
function quoted(key) {
    return `\`${cut(key)}\``;
}

;// CONCATENATED MODULE: ./build/sync/may-speak.js


const ONLY_PLANNED = ['pull_request', 'merge_group'];
/** What takes a release back. (GitHub: "Events that trigger workflows") */
const TAKEN_BACK = ['deleted', 'unpublished'];
/** Whether the run's commit may speak for its scope now. Reasons are sentences. */
function decide(standing) {
    const { event, action, ref, sha, head, comparison } = standing;
    if (ONLY_PLANNED.includes(event)) {
        return {
            kind: 'only-plan',
            reason: `On ${event} nothing is published: its commit is not the branch's yet.`,
        };
    }
    if (event === 'release' && TAKEN_BACK.includes(action ?? '')) {
        return {
            kind: 'nothing',
            reason: `A release was ${action ?? ''}: nothing is published, and what it published stays.`,
        };
    }
    const isTag = ref.startsWith('refs/tags/');
    if (isTag && isOlder(standing))
        return supersededByRun(standing);
    if (head.kind === 'at' && head.sha === sha)
        return { kind: 'go', doubt: undefined };
    if (head.kind === 'gone')
        return superseded(standing, `${ref} no longer exists.`);
    if (head.kind === 'unknown')
        return inDoubt(standing, head.why);
    if (isTag)
        return superseded(standing, movedTo(standing, head.sha));
    if (comparison?.kind === 'unknown')
        return inDoubt(standing, comparison.why);
    const why = whyMoved(standing);
    if (why === undefined) {
        // What came since may change how documents are built or described, and that run has shown it.
        return isOlder(standing) ? supersededByRun(standing) : { kind: 'go', doubt: undefined };
    }
    return superseded(standing, `${movedTo(standing, head.sha)} ${why}`);
}
/** Whether a path of the workspace folder concerns a scope: a document's, or a sidecar's. */
function concerns(path, { matches }) {
    if (matches(path))
        return true;
    return path.endsWith(names/* METADATA_SUFFIX */.e8) && matches(path.slice(0, -names/* METADATA_SUFFIX */.e8.length));
}
/** Why a branch that is ahead says something of this scope; undefined where it does not. */
function whyMoved({ comparison, touches, publishesUntracked }) {
    if (comparison?.kind === 'not-usable') {
        return `Later commits may have changed its documents: ${comparison.why}.`;
    }
    if (comparison?.kind !== 'ahead')
        return '';
    const touched = comparison.files.find(touches);
    if (touched !== undefined)
        return `A commit since has touched ${JSON.stringify(touched)}.`;
    return publishesUntracked
        ? 'Documents that git does not track may differ there, so its run publishes them.'
        : undefined;
}
function movedTo({ ref, sha }, head) {
    return `${ref} is at ${may_speak_short(head)} now, and this run is for ${may_speak_short(sha)}.`;
}
/** GitHub does not tell: then the runs that have published tell. */
function inDoubt(standing, why) {
    if (isOlder(standing))
        return supersededByRun(standing);
    return {
        kind: 'go',
        doubt: `GitHub did not say whether ${standing.ref} is still at ${may_speak_short(standing.sha)}: ${why}. So nothing is deleted, and "synced-commit" stays empty. The job's token needs the permission "contents: read".`,
    };
}
function isOlder({ newestRun, runId }) {
    return newestRun !== undefined && newestRun.id > runId;
}
function supersededByRun(standing) {
    return superseded(standing, `A later run has published these documents: ${cut(standing.newestRun?.url ?? '')}.`);
}
function superseded({ attempt }, why) {
    const isRed = attempt > 1;
    const advice = isRed
        ? ' A re-run may have cancelled the newest run in its concurrency group: re-run that one.'
        : '';
    return {
        kind: 'superseded',
        reason: `Superseded: ${why.trim()} Nothing was sent.${advice}`,
        isRed,
    };
}
function may_speak_short(sha) {
    return sha.slice(0, 12);
}
/** Why a commit may neither delete nor prove anything, a sentence; undefined where it may. */
function doubtOf(decision) {
    return decision.kind === 'go' ? decision.doubt : decision.reason;
}

;// CONCATENATED MODULE: ./build/sync/head-check.js

function headCheck(options) {
    const { github, event, trigger, touches, publishesUntracked } = options;
    const ref = event.metadata['publisher_ref'] ?? '';
    const sha = event.commit?.sha ?? '';
    return async (newestRun) => {
        const head = await github.headOf(ref);
        const hasMoved = head.kind === 'at' && head.sha !== sha && ref.startsWith('refs/heads/');
        const comparison = hasMoved ? await github.compareFiles(sha, head.sha) : undefined;
        return decide({
            event: trigger.event,
            action: trigger.action,
            ref,
            sha,
            runId: trigger.runId,
            attempt: trigger.attempt,
            head,
            comparison,
            touches,
            publishesUntracked,
            newestRun,
        });
    };
}

;// CONCATENATED MODULE: ./build/sync/planned-changes.js


/** What a plan has of each document and file but the unchanged ones, for people to read. */
function plannedChanges(plan, scope) {
    const renamed = plan.stale.filter(isRenamed);
    const heirs = new Set(renamed.map(({ heir }) => heir));
    return [
        ...plan.documents.flatMap((planned) => {
            const { document, change } = planned;
            const { path } = document;
            if (change.kind === 'changed')
                return [{ kind: 'changed', path, note: whatDiffers(change.difference) }];
            return change.kind === 'new' && !heirs.has(planned) ? [{ kind: 'new', path }] : [];
        }),
        ...renamed.map(({ file, path, heir }) => ({
            kind: 'renamed',
            path: heir?.document.path ?? '',
            id: file.id,
            note: `from ${path}`,
        })),
        ...plan.stale
            .filter((stale) => !isRenamed(stale))
            .map(({ file, path }) => ({ kind: 'stale', path, id: file.id })),
        ...plan.kept.map(({ file, path, ref }) => ({
            kind: 'kept',
            path,
            id: file.id,
            note: whyKept(ref, scope),
        })),
        ...plan.leftBehind.map(({ file, why }) => ({
            kind: 'left-behind',
            path: file.name,
            id: file.id,
            note: whyLeftBehind(why),
        })),
    ];
}

// EXTERNAL MODULE: ./build/git/tree.js
var git_tree = __webpack_require__(1651);
;// CONCATENATED MODULE: ./build/git/held.js





/**
 * Tells of each file whether the commit that is checked out at its place holds it. Only the clone that lies there
 * now can tell, and only if the file came from the same place of the same repository. Nothing is fetched.
 *
 * @param namesakes the paths of those of the files whose name a document at a path would have: names of several paths may be
 * one, and where the commit has any of them, it holds the file
 * @throws the signal's reason when the signal aborts
 */
async function findHeld(files, clones, event, signal, namesakes = () => []) {
    const groups = await byClone(files, clones, signal);
    const found = new Map();
    const looking = Array.from(groups, async ([folder, itsFiles]) => {
        try {
            await lookInClone(folder, itsFiles, clones, event, namesakes, found);
        }
        catch (error) {
            if (!(error instanceof run/* GitError */.XS))
                throw error;
            for (const file of itsFiles)
                found.set(file, { kind: 'unknown', why: held_explain(error) });
        }
    });
    await Promise.all(looking);
    return found;
}
async function byClone(files, clones, signal) {
    const groups = new Map();
    const turns = new event_loop/* Turns */.P();
    for (const file of files) {
        while (turns.isDue)
            await turns.next(signal);
        const folder = clones.around(file.path);
        const group = groups.get(folder) ?? [];
        groups.set(folder, group);
        group.push(file);
    }
    return groups;
}
async function lookInClone(folder, files, clones, event, namesakes, found) {
    const opened = await clones.open(folder);
    const { checkedOut, prefix } = opened.told.position;
    const repository = await (0,git_repository/* repositoryOf */._)(opened, folder, event);
    const below = folder === '' ? 0 : folder.length + 1;
    const own = [];
    for (const file of files) {
        const why = whyNotFrom(repository?.name, prefix + file.path.slice(below), file);
        if (why === undefined)
            own.push(file);
        else
            found.set(file, { kind: 'unknown', why });
    }
    if (own.length === 0)
        return;
    const paths = own.map(({ path }) => path.slice(below));
    const above = folder === '' ? '' : `${folder}/`;
    const tree = await (0,git_tree/* readTree */.Zc)(checkedOut.sha, paths, opened.clone, (path) => namesakes(above + path)
        .filter((namesake) => namesake.startsWith(above))
        .map((namesake) => namesake.slice(below)));
    for (const [index, path] of paths.entries()) {
        const file = own[index];
        if (file === undefined)
            continue;
        if (tree.isInSubmodule(path))
            found.set(file, { kind: 'unknown', why: 'a submodule is there' });
        else
            found.set(file, { kind: tree.has(path) ? 'held' : 'not-held' });
    }
}
/** What follows the commit in a permalink: the path in the repository. */
const PERMALINK_PATH = /\/blob\/[0-9a-f]{40,64}\/(.*)$/s;
/**
 * Why a file did not come from this path of this repository. Two checkouts of one repository differ in the path alone: where
 * one of them failed, the other must not judge its files.
 */
function whyNotFrom(there, repositoryPath, { repository, url }) {
    if (repository === undefined)
        return 'its metadata names no repository';
    // GitHub compares names without letter case.
    if (there?.toLowerCase() !== repository.toLowerCase()) {
        return `the clone there is not one of ${repository}`;
    }
    if (url === undefined)
        return undefined;
    const [, path] = PERMALINK_PATH.exec(url) ?? [];
    return path === (0,metadata_repository/* encodePath */.O0)(repositoryPath)
        ? undefined
        : `the clone there is not the one of ${repository} that it came from`;
}
function held_explain({ problem, message }) {
    return problem === 'no-repository' ? 'no clone is there' : `git does not say (${message})`;
}

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(7975);
// EXTERNAL MODULE: ./build/network/shutdown.js
var network_shutdown = __webpack_require__(7119);
// EXTERNAL MODULE: ./build/platform/retry.js
var retry = __webpack_require__(2532);
;// CONCATENATED MODULE: ./build/sync/delete.js










const FILES_AT_ONCE = 4;
/** In a row: then the platform is in trouble, and no file's own fault. */
const MOST_FAILURES = 3;
/**
 * Deletes files by their ids, a few at a time, each right after a look that it is still as planned. It ends early where
 * the key may not do that, after some failures in a row, and when the run is cancelled: the answer says what became of
 * each file.
 */
async function deleteStale(files, options) {
    const { signal } = options;
    const shutdown = (0,network_shutdown/* shutdownOf */.S)(signal);
    const results = new Map();
    const left = files.values();
    let stopped;
    let refusal;
    let failures = 0;
    async function attempt(file) {
        try {
            const deletion = await lookAndDelete(file, options, shutdown);
            failures = 0;
            return deletion;
        }
        catch (error) {
            if (signal.aborted)
                return { kind: 'kept', reason: cancelled(signal) };
            if (!(error instanceof publish_error/* PublishError */.S)) {
                stopped = 'An unexpected error occurred with another file.';
                throw error;
            }
            const { message } = error;
            failures += 1;
            if (error instanceof errors/* NotAllowedError */.ec)
                stopped = refusal ??= message;
            else if (failures >= MOST_FAILURES)
                stopped ??= `${MOST_FAILURES} in a row failed. ${message}`;
            return { kind: 'kept', reason: message };
        }
    }
    async function work() {
        for (const file of left) {
            const reason = signal.aborted ? cancelled(signal) : stopped;
            const deletion = reason === undefined ? await attempt(file) : notTried(reason);
            results.set(file.id, deletion);
        }
    }
    await Promise.all(Array.from({ length: FILES_AT_ONCE }, work));
    return { files: results, refusal };
}
/**
 * Passing faults are waited for. After one that a deletion met, the file is looked at again: it may be another one by then,
 * since a platform may keep the id of a file that it replaces.
 */
async function lookAndDelete({ id, metadata }, { platform, clock }, { cancelled, graceOver }) {
    const deadline = (0,network_deadline/* deadlineIn */._)(budgets/* DELETING_MILLISECONDS */.Kk, clock, cancelled, graceOver);
    for (let failures = 1;; failures++) {
        const found = await platform.fileMetadata(id, deadline);
        if (found === undefined)
            return { kind: 'pruned' };
        const keys = changedKeys(metadata, found);
        if (keys.length > 0)
            return { kind: 'kept', reason: changed(keys) };
        try {
            await platform.deleteFile(id, deadline);
            return { kind: 'pruned' };
        }
        catch (error) {
            if (!(error instanceof errors/* UnansweredError */.jd))
                throw error;
            const pause = (0,retry/* pauseWithin */.qX)(deadline, failures, error.retryAfterMilliseconds, clock);
            if (pause === undefined)
                throw error;
            await clock.sleep(pause, cancelled);
        }
    }
}
function changedKeys(planned, found) {
    const keys = new Set([...Object.keys(planned), ...Object.keys(found)]);
    return [...keys].filter((key) => !isEqual((0,property/* property */.MZ)(planned, key), (0,property/* property */.MZ)(found, key)));
}
/** What is nested too deeply to be compared counts as changed. */
function isEqual(one, other) {
    try {
        return (0,external_node_util_.isDeepStrictEqual)(one, other);
    }
    catch {
        return false;
    }
}
function changed(keys) {
    return `It was changed after this run had read the workspace: another run may want it (${(0,figures/* listed */.KE)(keys, cut)}).`;
}
function notTried(reason) {
    return { kind: 'not-tried', reason };
}
function cancelled(signal) {
    const reason = signal.reason;
    return reason instanceof publish_error/* PublishError */.S ? reason.message : 'The run was cancelled.';
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: ./build/network/descriptors.js
var descriptors = __webpack_require__(3319);
;// CONCATENATED MODULE: ./build/sync/on-disk.js





/**
 * Looks what lies at paths, by the names that their folders list: a file system that ignores letter case would find one
 * name by another. Names are compared in Unicode's form NFC, as the platform has them. No link is followed.
 *
 * @param folder the workspace folder's real path
 * @param paths relative to it, with `/`
 * @returns what lies there, by path
 * @throws the signal's reason when the signal aborts
 */
async function lookOnDisk(folder, paths, signal) {
    const turns = new event_loop/* Turns */.P();
    const top = newPlace('');
    const found = new Map();
    for (const path of paths) {
        while (turns.isDue)
            await turns.next(signal);
        found.set(path, { kind: 'nothing' });
        on_disk_placeOf(path, top).paths.push(path);
    }
    await list(folder, top, { found, turns, signal });
    return found;
}
function newPlace(path) {
    return { path, paths: [], below: new Map() };
}
function on_disk_placeOf(path, top) {
    let place = top;
    for (const name of path.normalize().split('/')) {
        const { path: above, below } = place;
        place = below.get(name) ?? newPlace(above === '' ? name : `${above}/${name}`);
        below.set(name, place);
    }
    return place;
}
const NAMES_AT_ONCE = 1_024;
/** Looks for what is below a place that is a folder. */
async function list(folder, place, looking) {
    const { turns, signal } = looking;
    signal.throwIfAborted();
    const inner = [];
    try {
        const open = () => (0,external_node_fs_.opendirSync)(folder, { bufferSize: NAMES_AT_ONCE });
        for await (const entry of await (0,descriptors/* withDescriptor */.UT)(open)) {
            while (turns.isDue)
                await turns.next(signal);
            const there = place.below.get(entry.name.normalize());
            if (there === undefined)
                continue;
            for (const path of there.paths)
                looking.found.set(path, { kind: 'there' });
            if (entry.isDirectory())
                inner.push({ name: entry.name, place: there });
            else if (entry.isSymbolicLink())
                unknownBelow(there, `${JSON.stringify(there.path)} is a link`, looking);
        }
    }
    catch (error) {
        signal.throwIfAborted();
        const code = (0,property/* property */.MZ)(error, 'code');
        const which = place.path === '' ? 'the workspace folder' : JSON.stringify(place.path);
        unknownBelow(place, `${which} cannot be read (${String(code)})`, looking);
        return;
    }
    for (const { name, place: there } of inner) {
        if (there.below.size > 0)
            await list((0,external_node_path_.join)(folder, name), there, looking);
    }
}
function unknownBelow(place, why, looking) {
    for (const there of place.below.values()) {
        for (const path of there.paths) {
            if (looking.found.get(path)?.kind !== 'there')
                looking.found.set(path, { kind: 'unknown', why });
        }
        unknownBelow(there, why, looking);
    }
}

;// CONCATENATED MODULE: ./build/sync/prune.js





/**
 * Deletes from the workspace what is stale, by ids, as far as it is certain that nobody wants it: where
 * the run as a whole does not allow for it, nothing.
 *
 * @throws the signal's reason when the signal aborts before anything is deleted
 */
async function prune(request) {
    const { stale, surplus, limit, conditions, platform, clock, signal } = request;
    if (stale.length + surplus.length === 0)
        return { pruned: [], kept: new Map() };
    const { deletable, spared } = judgeStale(stale, await surroundingsOf(request));
    const kept = new Map(spared.map(({ stale: { file }, why }) => [file.id, why]));
    const told = spared.length === 0 ? {} : { spared: sparedLine(spared) };
    const candidates = [...deletable.map(({ file }) => file), ...surplus];
    const failure = overLimit(deletable, conditions.wanted, limit);
    const withheld = whyNothingIsDeleted({ ...conditions, overLimit: failure });
    if (withheld !== undefined) {
        for (const { id } of candidates)
            kept.set(id, withheld);
        return { ...told, pruned: [], kept, ...(failure === undefined ? { withheld } : { failure }) };
    }
    const { files, refusal } = await deleteStale(candidates, { platform, clock, signal });
    const pruned = [];
    const reasons = [];
    for (const [id, deletion] of files) {
        if (deletion.kind === 'pruned')
            pruned.push(id);
        else {
            kept.set(id, deletion.reason);
            reasons.push(deletion.reason);
        }
    }
    if (refusal !== undefined)
        return { ...told, pruned, kept, failure: refusal };
    if (reasons.length === 0)
        return { ...told, pruned, kept };
    const why = (0,figures/* listed */.KE)([...new Set(reasons)]);
    const undone = `${(0,figures/* counted */.hS)(reasons.length, 'file')} not deleted: ${why}`;
    return { ...told, pruned, kept, undone };
}
function sparedLine(spared) {
    const stay = spared.length === 1 ? 'stays' : 'stay';
    const files = (0,figures/* listed */.KE)(spared, ({ stale: { path }, why }) => `${JSON.stringify(path)} (${why})`);
    return `${(0,figures/* counted */.hS)(spared.length, 'file')} ${stay} in the workspace: ${files}`;
}
async function surroundingsOf({ stale, namesNotUploaded, foldersOfDocuments, nameAt, folder, clones, event, signal, }) {
    const paths = stale.map(({ path }) => path);
    const byName = new Map();
    for (const { file, path } of stale)
        byName.set(file.name, [...(byName.get(file.name) ?? []), path]);
    const namesakes = (path) => byName.get(nameAt(path)) ?? [];
    const [onDisk, held] = await Promise.all([
        lookOnDisk(folder, paths, signal),
        findHeld(stale, clones, event, signal, namesakes),
    ]);
    return { namesNotUploaded, foldersOfDocuments, onDisk, held };
}

;// CONCATENATED MODULE: ./build/sync/scope.js
/**
 * @param event one of which `checkPublisher` holds
 * @param matches whether the patterns match a path as text
 */
function scopeOf({ metadata, server, repository }, naming, matches) {
    const { publisher_id: publisherId, publisher_ref: ref } = metadata;
    if (publisherId === undefined || ref === undefined || !server || !repository)
        throw new Error('the publisher was not checked');
    return { publisherId, server, repository: repository.name, ref, naming, matches };
}

;// CONCATENATED MODULE: ./build/sync/tell-plan.js

/** Logs a plan: what is to change, what is let alone, and what somebody should know of. */
function tellPlan(plan, scope, log) {
    const ownForms = ownFormsLine(plan.ownForms);
    const lines = [planLine(plan), ...changeLines(plan), ...keptLines(plan, scope)];
    for (const line of ownForms === undefined ? lines : [...lines, ownForms])
        log.info(line);
    const notice = nobodysNotice(plan);
    if (notice !== undefined)
        log.notice(notice);
    for (const warning of [displacedWarning(plan), leftBehindWarning(plan)])
        if (warning !== undefined)
            log.warning(warning);
}

;// CONCATENATED MODULE: ./build/sync/touched.js


/**
 * Tells of paths of the run's repository, relative to its top, whether a change there concerns this
 * scope: a document, a sidecar, or a folder of documents, such as a submodule that has moved.
 */
function touchedBy(scope, history) {
    const places = placesOf(scope, history);
    const folders = foldersAbove(history.keys());
    return (repositoryPath) => places.some(({ inRepository, inWorkspace }) => {
        if (!repositoryPath.startsWith(inRepository))
            return false;
        const path = inWorkspace + repositoryPath.slice(inRepository.length);
        return folders.has(path) || concerns(path, scope);
    });
}
function foldersAbove(paths) {
    const folders = new Set();
    for (const path of paths) {
        for (let folder = (0,git_folders/* parentOf */.g)(path); folder !== '' && !folders.has(folder); folder = (0,git_folders/* parentOf */.g)(folder))
            folders.add(folder);
    }
    return folders;
}
function placesOf({ repository }, history) {
    const places = new Map();
    for (const [path, file] of history) {
        if (file.kind !== 'own' && file.kind !== 'checked-out')
            continue;
        if (file.repository?.name !== repository)
            continue;
        const place = touched_placeOf(path, file.repositoryPath);
        places.set(`${place.inRepository}\0${place.inWorkspace}`, place);
    }
    return places.size > 0 ? [...places.values()] : [{ inRepository: '', inWorkspace: '' }];
}
/** One of the two paths ends with the other. */
function touched_placeOf(path, repositoryPath) {
    return path.length > repositoryPath.length
        ? { inRepository: '', inWorkspace: path.slice(0, path.length - repositoryPath.length) }
        : {
            inRepository: repositoryPath.slice(0, repositoryPath.length - path.length),
            inWorkspace: '',
        };
}

// EXTERNAL MODULE: ./build/sync/trigger.js
var trigger = __webpack_require__(2122);
// EXTERNAL MODULE: ./build/upload.js + 13 modules
var upload = __webpack_require__(4780);
;// CONCATENATED MODULE: ./build/synchronization.js






















const NOTHING_PRUNED = { pruned: [], kept: new Map() };
/** A run that brings the workspace in step, or shows what that would take. */
class Synchronization {
    #request;
    #workspace;
    #checkHead;
    /** By path. Those that are sent change into what was sent. */
    #wanted = new Map();
    #lack;
    constructor(request) {
        const { found, history, event, github, platform, sync, run } = request;
        const { inputs, runtime } = run;
        const { clock, log, signal } = runtime;
        const { includeHiddenFiles, naming } = inputs;
        const matches = pathFilter(found.patterns, found.folder, includeHiddenFiles);
        const scope = scopeOf(event, naming, matches);
        this.#request = request;
        this.#workspace = {
            platform,
            github,
            scope,
            ingestionMilliseconds: sync.timeoutSeconds * 1000,
            clock,
            log,
            signal,
        };
        this.#checkHead = headCheck({
            github,
            event,
            trigger: sync.trigger,
            touches: touchedBy(scope, history),
            publishesUntracked: [...history.values()].some((file) => !(0,file_commit/* isHeld */.i)(file)),
        });
    }
    async run() {
        const { sync, run } = this.#request;
        if (this.#isOver(await this.#checkHead(undefined)))
            return;
        const before = await this.#compare();
        const decision = await this.#checkHead(before.plan.newestRun);
        if (this.#isOver(decision))
            return;
        const documents = documentsToSend(before.plan, sync.skipsUnchanged);
        this.#settleUnchanged(before.plan, documents);
        const sent = documents.length === 0 ? await this.#sendNothing(before) : await this.#send(documents);
        const { plan } = sent.after ?? before;
        const head = sent.isAsBefore ? decision : await this.#checkHead(plan.newestRun);
        const pruning = await this.#prune(before, sent, head);
        await this.#prove(before, sent.after, head, pruning);
        const timeout = run.inputs.ingestionSeconds === undefined ? undefined : sent.pending?.problem;
        const failure = timeout ?? pruning.failure;
        if (failure !== undefined)
            throw new publish_error/* PublishError */.S(failure);
    }
    async show() {
        const { sync, run } = this.#request;
        const { ledger, runtime } = run;
        const comparison = await this.#compare();
        const { plan } = comparison;
        const toSend = documentsToSend(plan, sync.skipsUnchanged);
        this.#settleUnchanged(plan, toSend);
        for (const { path } of toSend) {
            ledger.preview(path, this.#wanted.get(path)?.metadata ?? Buffer.from('{}'));
        }
        const { pruneLimit } = sync;
        const problem = pruneLimit === undefined ? undefined : overLimit(plan.stale, this.#wanted.size, pruneLimit);
        if (problem !== undefined)
            runtime.log.warning(`The run will fail unless some of these documents are kept for another reason: ${problem}`);
        if ((0,trigger/* isPreview */.bU)(sync.trigger))
            return;
        const head = await this.#checkHead(plan.newestRun);
        await this.#prove(comparison, comparison, head, NOTHING_PRUNED);
    }
    /** Whether the run ends here, as its commit may not speak. */
    #isOver(decision) {
        if (decision.kind === 'go')
            return false;
        const { ledger, runtime } = this.#request.run;
        const { kind, reason } = decision;
        if (kind === 'superseded' && decision.isRed)
            throw new publish_error/* PublishError */.S(reason);
        ledger.skipRest(reason);
        if (kind === 'superseded')
            runtime.log.warning(reason);
        else
            runtime.log.notice(reason);
        return true;
    }
    /**
     * Hashes and describes the documents, while the workspace is read.
     *
     * @throws a `PublishError` where another publisher has a name that is wanted
     */
    async #compare() {
        const { found, sync, run } = this.#request;
        const { scope } = this.#workspace;
        const names = new Set(found.documents.map(({ name }) => name));
        const look = lookAtWorkspace(names, 'before', this.#workspace);
        look.catch(() => undefined); // it is awaited below, once the documents are described
        await this.#describeAll();
        const seen = await look;
        for (const warning of seen.onItsWay.warnings)
            run.runtime.log.warning(warning);
        const wanted = [...this.#wanted.values()];
        const comparison = await compareBeforeSending(wanted, seen, sync.skipsUnchanged, this.#workspace);
        const { plan } = comparison;
        run.syncLedger.planned(countsOf(plan), plannedChanges(plan, scope));
        tellPlan(plan, scope, run.runtime.log);
        const foreign = foreignError(plan, scope);
        if (foreign !== undefined)
            throw new publish_error/* PublishError */.S(foreign);
        return comparison;
    }
    async #describeAll() {
        const { found, prepare, history, run } = this.#request;
        for (const document of found.documents) {
            const { path } = document;
            const prepared = await prepare(document);
            if (prepared.kind === 'prepared') {
                prepared.release();
                const comparesCommit = history.get(path)?.kind === 'own';
                this.#wanted.set(path, { document, metadata: prepared.metadata, comparesCommit });
            }
            else
                run.ledger.settle(path, prepared);
        }
    }
    #settleUnchanged({ documents }, toSend) {
        const sent = new Set(toSend);
        for (const { document } of documents) {
            if (!sent.has(document))
                this.#request.run.ledger.settle(document.path, { kind: 'unchanged' });
        }
    }
    /** What is deleted was seen twice, also where nothing is sent. */
    async #sendNothing(before) {
        const prunes = this.#request.sync.pruneLimit !== undefined && mayHaveStale(before);
        if (!prunes)
            return { isAsBefore: true, pending: undefined, after: before };
        const wanted = [...this.#wanted.values()];
        const after = await compareAfterIngestion(wanted, new Set(), 0, this.#workspace);
        return { isAsBefore: false, pending: undefined, after };
    }
    async #send(documents) {
        const { platform, sync, run } = this.#request;
        const delivered = await (0,upload/* upload */.Se)(documents, this.#prepareToSend, platform, run);
        const { ingestionSeconds } = run.inputs;
        const waits = ingestionSeconds !== undefined || sync.pruneLimit !== undefined;
        if (!waits)
            return { isAsBefore: false, pending: undefined, after: undefined };
        const pending = await (0,upload/* waitForIngestion */.JR)(delivered, sync.timeoutSeconds, platform, run);
        if (pending !== undefined && ingestionSeconds === undefined)
            run.runtime.log.warning(pending.problem);
        const own = new Set(delivered.map(({ session }) => session));
        // With one that is missing for good, nothing is deleted or proven, however long that takes.
        const mayBeProven = pending === undefined && run.ledger.counts.failed === 0;
        const milliseconds = mayBeProven ? sync.timeoutSeconds * 1000 : 0;
        const wanted = [...this.#wanted.values()];
        const after = await compareAfterIngestion(wanted, own, milliseconds, this.#workspace);
        return { isAsBefore: false, pending, after };
    }
    /** Prepares a document again, and keeps what is sent: it may have changed since it was compared. */
    #prepareToSend = async (document) => {
        const { path } = document;
        const prepared = await this.#request.prepare(document);
        const wanted = this.#wanted.get(path);
        if (prepared.kind === 'skipped')
            this.#wanted.delete(path);
        if (prepared.kind === 'prepared' && wanted !== undefined)
            this.#wanted.set(path, { ...wanted, metadata: prepared.metadata });
        return prepared;
    };
    async #prune(before, sent, head) {
        const { after, pending } = sent;
        const { found, clones, event, platform, sync, run } = this.#request;
        const { pruneLimit } = sync;
        const { inputs, runtime } = run;
        const { clock, log, signal } = runtime;
        if (pruneLimit === undefined || after === undefined || !mayHaveStale(before))
            return NOTHING_PRUNED;
        const { stale, surplus } = inBothReads(before.plan, after.plan);
        const { counts, entries } = run.ledger;
        const rejected = entries.filter(({ ingestion }) => ingestion === 'rejected').length;
        const notUploaded = entries.filter(({ reason }) => reason !== undefined);
        const matched = [...found.documents, ...entries].map(({ path }) => path);
        const pruning = await prune({
            stale,
            surplus,
            limit: pruneLimit,
            conditions: {
                wanted: this.#wanted.size,
                failed: counts.failed - rejected,
                rejected,
                pending: pending?.documents ?? 0,
                unproven: unprovenOf(after.plan).length,
                head: doubtOf(head),
                lacksRunCommit: await this.#lacksRunCommit(),
            },
            namesNotUploaded: new Set(notUploaded.map(({ path }) => (0,names/* nameOf */.Vb)(path, inputs.naming))),
            nameAt: (path) => this.#workspace.scope.matches(path) ? (0,names/* nameOf */.Vb)(path, inputs.naming) : undefined,
            foldersOfDocuments: new Set(matched.map(git_folders/* parentOf */.g)),
            folder: found.folder,
            clones,
            event,
            platform,
            clock,
            signal,
        });
        run.syncLedger.pruned(pruning.pruned, pruning.kept);
        if (pruning.pruned.length > 0)
            log.info(`${(0,figures/* counted */.hS)(pruning.pruned.length, 'file')} deleted from the workspace`);
        if (pruning.spared !== undefined)
            log.info(pruning.spared);
        for (const problem of [pruning.withheld, pruning.undone])
            if (problem !== undefined)
                log.warning(problem);
        return pruning;
    }
    async #prove(before, after, head, pruning) {
        const { event, sync, run } = this.#request;
        const { syncLedger, runtime } = run;
        const { log } = runtime;
        const plan = after?.plan;
        const looks = [before.look, ...(after === undefined ? [] : [after.look])];
        const left = plan && plan.stale.length + surplusOf(plan) - pruning.pruned.length;
        const proof = proveCommit({
            commit: event.commit?.sha ?? '',
            plan,
            readsAreConsistent: looks.every(({ reading }) => reading.isConsistent),
            onItsWay: stillOnItsWay(before.look.onItsWay, (after ?? before).look.onItsWay),
            failed: run.ledger.counts.failed,
            left: sync.pruneLimit === undefined ? undefined : left,
            head: doubtOf(head),
            lacksRunCommit: await this.#lacksRunCommit(),
        });
        if (proof.kind === 'synced') {
            syncLedger.proven({ syncedCommit: proof.commit });
            log.info(`In step with commit ${proof.commit}: the workspace holds these documents as they are here`);
        }
        else {
            const isPlan = run.inputs.mode.kind === 'plan';
            if (isPlan && proof.kind === 'ahead')
                return;
            syncLedger.proven({ notSynced: proof.reason });
            const message = `Not proven to be in step: ${proof.reason}`;
            const isTold = isPlan ||
                plan === undefined ||
                pruning.withheld !== undefined ||
                run.ledger.counts.failed > 0;
            if (isTold)
                log.info(message);
            else
                log.warning(message);
        }
    }
    /** Why the run's commit is not what is checked out; undefined where it is. */
    #lacksRunCommit() {
        const { clones, event, run } = this.#request;
        this.#lack ??= lacksRunCommit(this.#wanted.keys(), clones, event, run.runtime.signal);
        return this.#lack;
    }
}
function mayHaveStale({ plan: { stale, duplicated } }) {
    return stale.length + duplicated.length > 0;
}

;// CONCATENATED MODULE: ./build/synchronize.js






/**
 * Brings the workspace in step with the documents that were found: reads what it holds, sends what
 * differs, deletes what is stale, and proves it. What is left undone although nothing has failed is a
 * warning. The ledgers have what came of it.
 *
 * @throws a `PublishError` that says what has failed, once all is done that can be; the signal's reason
 * when that aborts
 */
async function synchronize(apiKey, request, run) {
    await withServices(apiKey, request, run, (synchronization) => synchronization.run());
}
/**
 * Shows what `synchronize` would do. Nothing is sent or deleted.
 *
 * @throws as `synchronize` does
 */
async function showPlan(apiKey, request, run) {
    await withServices(apiKey, request, run, (synchronization) => synchronization.show());
}
/**
 * The same where there is no key to read the workspace with, by what the pull request changes.
 *
 * @param number the pull request's
 * @throws a `PublishError` where GitHub does not tell; the signal's reason when that aborts
 */
async function showPullRequest(number, request, run) {
    const github = openGitHub(request.event, run);
    try {
        await planPullRequest(number, request.found, github, run);
    }
    finally {
        await github.close();
    }
}
/**
 * With more documents than this, V8's young generation stays as small as it is by then. It would grow to 128 MB,
 * and 50,000 documents took as long without that. V8 reads the flag each time it is about to grow.
 */
const MANY = 10_000;
async function withServices(apiKey, request, run, work) {
    if (request.found.documents.length > MANY)
        (0,external_node_v8_.setFlagsFromString)('--semi-space-growth-factor=1');
    const history = await request.history;
    const github = openGitHub(request.event, run);
    try {
        await (0,upload/* withPlatform */.Ai)(apiKey, run, (platform) => work(new Synchronization({ ...request, history, github, platform, run })));
    }
    finally {
        await github.close();
    }
}
function openGitHub({ repository, commit }, { inputs, runtime }) {
    const { clock, log, signal } = runtime;
    return hostedRepository({
        access: inputs.github,
        repository: repository?.name ?? '',
        sha: commit?.sha,
        openNetwork: (connections) => (0,load/* loadNetwork */.V)(inputs.proxies, connections),
        clock,
        log,
        signal,
    });
}


/***/ })

};
