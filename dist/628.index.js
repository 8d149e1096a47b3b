export const id = 628;
export const ids = [628];
export const modules = {

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

/***/ 2628:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   askGitHub: () => (/* binding */ askGitHub)
/* harmony export */ });
/* harmony import */ var _network_backoff_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8373);
/* harmony import */ var _property_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8079);
/* harmony import */ var _client_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4463);
/* harmony import */ var _pause_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8244);
/* harmony import */ var _query_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6238);





/** GitHub counts a hundred connections of a query as one request of its hourly limit. */
const PATHS_A_QUERY = 100;
/** GitHub's documentation advises against many at once. */
const QUERIES_AT_ONCE = 2;
/** In a row. Halving a hundred paths until one is left takes seven. */
const MOST_FAILURES = { later: 5, 'too-much': 8 };
/** After this the rest stays unknown: documents wait for it. */
const LIMIT_SECONDS = 120;
/**
 * Asks GitHub for the last commits of files as they are at a commit of their repository: many files in
 * a query, few queries at a time, fewer files where a query takes GitHub too long.
 *
 * @param questions one for each repository
 * @param limitSeconds for all of them together
 * @returns what it told, in their order
 * @throws the signal's reason when the signal aborts; what else goes wrong is in the answers
 */
async function askGitHub(questions, github, log, signal, limitSeconds = LIMIT_SECONDS) {
    const limit = AbortSignal.timeout(limitSeconds * 1000);
    const either = AbortSignal.any([signal, limit]);
    const inquiries = questions.map((question) => new Inquiry(question, github.clock, log, either));
    try {
        const dispatcher = await github.openNetwork(QUERIES_AT_ONCE);
        try {
            const ask = await (0,_client_js__WEBPACK_IMPORTED_MODULE_0__/* .connectGraphql */ .q)(github.graphqlUrl, github.token, dispatcher, log);
            const askAll = async () => {
                for (const inquiry of inquiries)
                    await inquiry.work(ask);
            };
            await Promise.all(Array.from({ length: QUERIES_AT_ONCE }, askAll));
        }
        finally {
            await dispatcher.destroy();
        }
        return inquiries;
    }
    catch (error) {
        signal.throwIfAborted();
        const why = limit.aborted ? `it took longer than ${limitSeconds} s` : (0,_query_js__WEBPACK_IMPORTED_MODULE_1__/* .inShort */ .wZ)((0,_property_js__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(error));
        for (const inquiry of inquiries)
            inquiry.giveUp(why);
        return inquiries;
    }
}
class Inquiry {
    commits = new Map();
    #end;
    /** Why files were passed over that GitHub had no time for even one by one. */
    #passedOver;
    #question;
    #left;
    /** How many files GitHub has said nothing of. */
    #unanswered;
    #clock;
    #log;
    #signal;
    #pathsAQuery = PATHS_A_QUERY;
    #failures = 0;
    /** Nothing is asked before it is over. */
    #rest = Promise.resolve();
    constructor(question, clock, log, signal) {
        this.#question = question;
        this.#left = [...question.paths];
        this.#unanswered = question.paths.length;
        this.#clock = clock;
        this.#log = log;
        this.#signal = signal;
    }
    get problem() {
        return this.#end ?? this.#passedOver;
    }
    giveUp(why) {
        if (this.#unanswered > 0)
            this.#end ??= why;
    }
    /** Asks until nothing is left to ask, for this caller: several do so at once. */
    async work(ask) {
        for (;;) {
            await this.#rest;
            this.#signal.throwIfAborted();
            if (this.#end !== undefined || this.#left.length === 0)
                return;
            const paths = this.#left.splice(0, this.#pathsAQuery);
            const question = { ...this.#question, paths };
            const reply = await ask((0,_query_js__WEBPACK_IMPORTED_MODULE_1__/* .writeQuery */ .dC)(question), this.#signal);
            if (reply.kind !== 'answer') {
                this.#fail(paths, reply);
                continue;
            }
            const reading = (0,_query_js__WEBPACK_IMPORTED_MODULE_1__/* .readReply */ .Xw)(reply.data, question);
            if (reading.kind === 'refused') {
                this.#end = reading.why;
                return;
            }
            this.#unanswered -= paths.length - reading.left.length;
            for (const [path, commit] of reading.commits)
                this.commits.set(path, commit);
            if (reading.left.length > 0) {
                this.#fail(reading.left, { kind: 'too-much', why: 'its queries take too long' });
                continue;
            }
            this.#failures = 0;
            this.#pathsAQuery = Math.min(PATHS_A_QUERY, 2 * this.#pathsAQuery);
        }
    }
    #fail(paths, reply) {
        this.#log.debug(`GitHub was asked for ${paths.length} files: ${reply.why}`);
        this.#failures += 1;
        if (reply.kind === 'refused' || this.#failures >= MOST_FAILURES[reply.kind]) {
            this.#end ??= reply.why;
        }
        else if (reply.kind === 'too-much') {
            if (paths.length > 1)
                this.#left.push(...paths);
            else
                this.#passedOver = reply.why;
            this.#pathsAQuery = Math.max(1, Math.floor(Math.min(this.#pathsAQuery, paths.length) / 2));
        }
        else {
            this.#left.push(...paths);
            const pause = (0,_network_backoff_js__WEBPACK_IMPORTED_MODULE_3__/* .pauseAfter */ .l0)(this.#failures, _pause_js__WEBPACK_IMPORTED_MODULE_4__/* .GITHUB_BACKOFF */ .f, this.#clock, reply.milliseconds);
            (0,_pause_js__WEBPACK_IMPORTED_MODULE_4__/* .tellPause */ .M)(pause, reply.why, this.#log);
            this.#rest = Promise.all([this.#rest, this.#clock.sleep(pause, this.#signal)]);
        }
    }
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


/***/ })

};
