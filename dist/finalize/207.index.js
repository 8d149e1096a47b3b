export const id = 207;
export const ids = [207];
export const modules = {

/***/ 4207:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  finalize: () => (/* binding */ finalize)
});

;// CONCATENATED MODULE: ./build/network/budgets.js
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
const budgets_OBJECT_PAUSE_MILLISECONDS = 1_000;
/** On top of that, by chance, so that objects that failed together do not come back together. */
const budgets_OBJECT_JITTER_MILLISECONDS = 500;
/** Attempts for one object that do not count: S3 had just closed the connection they went by. */
const MOST_STALE_CONNECTIONS = 10;
/** An upload is given up when attempts fail, nothing is stored and no byte moves for so long. */
const STALL_MILLISECONDS = 120_000;
/** Deleting one file outlasts a brown-out of 100 s, as all else does. */
const DELETING_MILLISECONDS = 120_000;

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
/** The same, but at most so many milliseconds from now: for a part of the work. */
function within(deadline, milliseconds, clock) {
    const most = Math.max(0, Math.min(milliseconds, deadline.left()));
    const part = deadlineIn(most, clock, deadline.cancelled, deadline.signal);
    return { ...part, milliseconds: deadline.milliseconds };
}

// EXTERNAL MODULE: external "node:tls"
var external_node_tls_ = __webpack_require__(1692);
// EXTERNAL MODULE: ./node_modules/undici/lib/api/api-connect.js
var api_connect = __webpack_require__(4660);
// EXTERNAL MODULE: ./node_modules/undici/lib/core/connect.js
var connect = __webpack_require__(9136);
// EXTERNAL MODULE: ./node_modules/undici/lib/dispatcher/agent.js
var agent = __webpack_require__(7405);
// EXTERNAL MODULE: ./node_modules/undici/lib/dispatcher/env-http-proxy-agent.js
var env_http_proxy_agent = __webpack_require__(3137);
// EXTERNAL MODULE: ./node_modules/undici/lib/dispatcher/pool.js
var pool = __webpack_require__(628);
// EXTERNAL MODULE: ./build/network/address.js
var address = __webpack_require__(8865);
// EXTERNAL MODULE: ./build/property.js
var build_property = __webpack_require__(8079);
;// CONCATENATED MODULE: ./build/network/statuses.js
/** 408 and 429 ask for another attempt; the others are a server's or a gateway's own trouble (RFC 9110, RFC 6585). */
const TRANSIENT_STATUSES = new Set([408, 429, 500, 502, 503, 504]);
/** Whether a request that is answered with this HTTP status may well succeed a little later. */
function isTransientStatus(status) {
    return TRANSIENT_STATUSES.has(status);
}

;// CONCATENATED MODULE: ./build/network/fault.js


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
    if (isTransientStatus(reason))
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
    return Number(property(property(error, 'socket'), 'bytesRead') ?? 0) > 0;
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
    const code = (0,build_property/* property */.MZ)(error, 'code');
    const own = {
        code: typeof code === 'string' ? code : '',
        connecting: (0,build_property/* property */.MZ)(error, 'syscall') === 'connect',
    };
    const first = (0,build_property/* property */.MZ)((0,build_property/* property */.MZ)(error, 'errors'), '0');
    const cause = (0,build_property/* property */.MZ)(error, 'cause');
    if (own.code !== '' && own.code !== 'UND_ERR_SOCKET' && first === undefined)
        return own;
    return ([first, cause]
        .filter((inner) => inner !== undefined)
        .map(details)
        .find((inner) => inner.code !== '') ?? own);
}

;// CONCATENATED MODULE: ./build/network/limits.js
/** S3 closes an idle connection after some seconds; letting go first avoids most races with it. */
const TIME_LIMITS = {
    connect: 10_000,
    silence: 30_000,
    answer: 30_000,
    idle: 4_000,
};

;// CONCATENATED MODULE: ./build/network/network.js









/** Opens a way to the network with at most `connections` at once to each host. */
function openNetwork({ http, https, except }, connections, limits = TIME_LIMITS) {
    const options = {
        connections,
        pipelining: 1,
        connect: connector(limits.connect),
        // S3 speaks HTTP/1.1, and asking for more costs the first request a round trip.
        allowH2: false,
        connectTimeout: limits.connect,
        headersTimeout: limits.silence,
        bodyTimeout: limits.silence,
        keepAliveTimeout: limits.idle,
        keepAliveMaxTimeout: limits.idle,
    };
    if (http === '' && https === '')
        return new agent(options);
    return new env_http_proxy_agent({
        ...options,
        // The whole way is a tunnel, so that no proxy sees what is sent.
        proxyTunnel: true,
        clientFactory: (proxy, given) => new ProxyPool(proxy, { ...given, headersTimeout: limits.silence }),
        // Plain http is for this machine alone, and a proxy elsewhere would look for it on its own.
        httpProxy: http !== '' && (0,address/* isLoopback */.U)(new URL(http)) ? http : '',
        httpsProxy: https || http,
        noProxy: except,
    });
}
/** Connects to hosts, with one TLS context for all: each would read every authority's certificate anew. */
function connector(timeout) {
    // TCP's own probes would begin after a minute, when `silence` has long ended the request.
    const options = { timeout, allowH2: false, keepAlive: false };
    const plain = connect(options);
    let secure;
    return (host, callback) => {
        if (host.protocol !== 'https:') {
            plain(host, withBytesRead(callback));
            return;
        }
        secure ??= connect({ ...options, secureContext: (0,external_node_tls_.createSecureContext)() });
        secure(host, withBytesRead(callback));
    };
}
/** Lets a connection's errors tell what it has brought so far, as undici's own do. */
function withBytesRead(callback) {
    return (...result) => {
        const [, socket] = result;
        socket?.prependListener('error', (error) => {
            Object.assign(error, { socket: { bytesRead: socket.bytesRead } });
        });
        callback(...result);
    };
}
/** The connections to a proxy: what goes wrong there is not the fault of the host behind it. */
class ProxyPool extends pool {
    #proxy;
    constructor(proxy, options) {
        super(proxy, options);
        this.#proxy = proxy.host;
    }
    async connect(options) {
        const tunnel = await api_connect.call(this, options).catch((error) => {
            throw new ProxyError(this.#proxy, networkFault(error));
        });
        if (tunnel.statusCode === 200)
            return tunnel;
        tunnel.socket.on('error', () => undefined).destroy();
        throw new ProxyError(this.#proxy, tunnel.statusCode);
    }
}

;// CONCATENATED MODULE: ./build/network/shutdown.js

/** The shutdown of a run whose own signal is `cancelled`. */
function shutdownOf(cancelled) {
    return {
        cancelled,
        graceOver: abortAfter(cancelled, CANCELLED_MILLISECONDS.grace),
        closingOver: abortAfter(cancelled, CANCELLED_MILLISECONDS.closing),
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

// EXTERNAL MODULE: ./build/log/publish-error.js
var publish_error = __webpack_require__(5685);
// EXTERNAL MODULE: ./node_modules/valibot/dist/index.mjs
var dist = __webpack_require__(7934);
// EXTERNAL MODULE: external "node:string_decoder"
var external_node_string_decoder_ = __webpack_require__(6193);
;// CONCATENATED MODULE: ./build/network/answer.js


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
function ask(dispatcher, request, limit, milliseconds = TIME_LIMITS.answer) {
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
        this.#decoder ??= new external_node_string_decoder_.StringDecoder();
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

// EXTERNAL MODULE: ./build/log/figures.js
var figures = __webpack_require__(244);
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

// EXTERNAL MODULE: ./build/log/secrets.js
var secrets = __webpack_require__(7664);
;// CONCATENATED MODULE: ./build/platform/errors.js







/** No final answer came before the time was up. */
class UnansweredError extends publish_error/* PublishError */.S {
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
class NoSuchSessionError extends publish_error/* PublishError */.S {
    name = 'NoSuchSessionError';
}
/** The platform has opened a session, but its answer is only good for closing it. */
class UnusableSessionError extends publish_error/* PublishError */.S {
    name = 'UnusableSessionError';
    id;
    constructor(message, id) {
        super(message);
        this.id = id;
    }
}
/** The owner of the key has as many open sessions as may be (HTTP 406). */
class TooManySessionsError extends publish_error/* PublishError */.S {
    name = 'TooManySessionsError';
}
/** The platform does not take the query of a list as it is. */
class RefusedQueryError extends publish_error/* PublishError */.S {
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
class NotAllowedError extends publish_error/* PublishError */.S {
    name = 'NotAllowedError';
}
/** The platform's refusal of a call, as an error that says what to do. */
function refusal(answer, context) {
    const { purpose, host, workspace, session, tried } = context;
    const could = `Could not ${purpose}: `;
    const status = String(answer.status);
    if (answer.status >= 300 && answer.status < 400) {
        return new publish_error/* PublishError */.S(`${could}${host} redirects to another address (HTTP ${status}), and the API key is not sent there. Check the input "api-url".`);
    }
    if (isHtml(answer)) {
        return new publish_error/* PublishError */.S(`${could}${host} answered with a web page (HTTP ${status}), which is not the platform's API but perhaps a proxy's or a firewall's${tried}. Check the input "api-url" and the network of the runner.`);
    }
    switch (answer.status) {
        case 401:
            return new publish_error/* PublishError */.S(`${could}the platform does not accept the API key (HTTP 401). Check the input "api-key": the secret may be mistyped, revoked, or for a different region than ${host}.`);
        case 402:
            return new publish_error/* PublishError */.S(`${could}upload sessions are not part of the free plan (HTTP 402). Upgrade the plan of the organization, or upload through the platform's web page.`);
        case 403:
            return new publish_error/* PublishError */.S(`${could}the API key may not do this in workspace "${workspace}" (HTTP 403). Use a key whose owner can edit this workspace.`);
        case 404:
            if (session !== undefined) {
                return new NoSuchSessionError(`${could}${host} has no such session in workspace "${workspace}" (HTTP 404). Check the inputs "session-id", "workspace" and "api-url": they must be those of the step that opened it.`);
            }
            return new publish_error/* PublishError */.S(`${could}${host} has no workspace "${workspace}" (HTTP 404). Check the inputs "workspace" (its name as in the platform's address bar) and "api-url" (the region).`);
        case 406:
            return new TooManySessionsError(`${could}too many upload sessions are open for the owner of this API key (HTTP 406); at most 10 may be. Close sessions that are not needed, or wait until they expire.`);
        case 422:
            return new publish_error/* PublishError */.S(`${could}the platform does not accept the request (HTTP 422): ${validationDetail(answer)}. Check the inputs of this step.`);
    }
    if (isTransientStatus(answer.status)) {
        return new publish_error/* PublishError */.S(`${could}${host} is in trouble (HTTP ${status})${tried}. Run the step again later.`);
    }
    return new publish_error/* PublishError */.S(`${could}${host} answered HTTP ${status}, which the platform's API does not document. Check the input "api-url".`);
}
/** An answer with a fitting status that is not what the API promises. */
function strangeAnswer(answer, context, mismatch) {
    const page = isHtml(answer) ? ', a web page, perhaps of a proxy' : '';
    return new publish_error/* PublishError */.S(`Could not ${context.purpose}: ${context.host} answered HTTP ${String(answer.status)}, but not as the platform's API does${page} (${mismatch}). Check the input "api-url" and the network of the runner.`);
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
    const advice = adviceOn(fault);
    if (advice !== undefined)
        return new publish_error/* PublishError */.S(`${told}${advice}.`);
    if (fault.kind === 'unknown-host' || fault.kind === 'not-http')
        return new publish_error/* PublishError */.S(`${told}Check the input "api-url".`);
    return new publish_error/* PublishError */.S(`${told}Check the input "api-url", and whether the runner's network (a proxy?) lets it through.`);
}
/** Whether it is a web page, which the API never answers with. */
function isHtml(answer) {
    return (header(answer, 'content-type').includes('html') || /^\s*<(!doctype|html)/i.test(answer.text));
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
    return (0,secrets/* withoutSecrets */.c)(words).slice(0, 300);
}
function detailOf(answer) {
    const parsed = dist/* safeParse */.xLC(dist/* pipe */.FsL(dist/* string */.YjP(), dist/* parseJson */.qFJ(), schemas/* ValidationDetail */.r4), answer.text);
    return parsed.success ? parsed.output.detail : undefined;
}

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

;// CONCATENATED MODULE: ./build/network/backoff.js

/**
 * How long an object pauses before it is sent again: after its own k-th failure (k - 1)\u00b2 seconds, so
 * that six attempts take 30 s at least, and half a second at most on top of that. Where it is not to
 * blame (0), and the limiter decides when sending goes on, it is that half second alone.
 */
function objectPause(ownFailures, clock) {
    const least = ownFailures === 0 ? 0 : (ownFailures - 1) ** 2 * OBJECT_PAUSE_MILLISECONDS;
    return least + clock.random() * OBJECT_JITTER_MILLISECONDS;
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

;// CONCATENATED MODULE: ./build/platform/retry.js


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
    const wanted = pauseAfter(failures, API_BACKOFF, clock, retryAfterMilliseconds);
    return Math.min(wanted, deadline.left() - LEAST_MILLISECONDS);
}

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
        return 'status' in reason ? !NOT_CARRIED_OUT.includes(reason.status) : mayHaveArrived(reason);
    }
    /** The pause that the platform asks for; 0 where it asks for none. */
    get retryAfterMilliseconds() {
        return 'status' in this.reason ? retryAfter(this.reason.headers['retry-after']) : 0;
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
            answer = await ask(dispatcher, request, ANSWER_LIMIT_BYTES);
        }
        catch (error) {
            if (signal.aborted)
                deadline.cancelled.throwIfAborted();
            const fault = signal.aborted ? CUT_SHORT : networkFault(error);
            if (isTransient(fault))
                throw new TransientError(fault);
            throw noAnswer(fault, contextOf(call));
        }
        const date = Date.parse(header(answer, 'date'));
        if (!Number.isNaN(date))
            told = { date, at: clock.now() };
        if (answer.status === 429)
            call.onThrottled?.();
        if (isTransientStatus(answer.status))
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
                return pauseWithin(deadline, failures, error.retryAfterMilliseconds, clock);
            };
            try {
                const answer = await retry(attempt, {
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
                    ? unanswered(error, earlier ?? error, contextOf(call))
                    : error;
                // Who made a call whose answer was lost makes it again while there is time.
                const isAskedAgain = problem instanceof LostAnswerError && hasTime(deadline) && !isTriedOnce;
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
        throw refusal(answer, context);
    const parsed = dist/* safeParse */.xLC(dist/* pipe */.FsL(dist/* string */.YjP(), dist/* parseJson */.qFJ(), schema), answer.text);
    if (!parsed.success)
        throw strangeAnswer(answer, context, (0,schemas/* describeMismatch */._e)(parsed.issues));
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
            if (refused.includes(answer.status) && !isHtml(answer))
                throw new RefusedQueryError(refusal(answer, context).message, answer, suspects);
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
            if ([200, 202, 204].includes(answer.status) && !isHtml(answer))
                return 'deleted';
            if (isMissing(answer))
                return 'gone';
            const problem = refusal(answer, context);
            if (answer.status !== 401 && answer.status !== 403)
                throw problem;
            throw new NotAllowedError(`${problem.message} Without the input "prune" nothing is deleted, and such files stay.`);
        },
    };
}
function aboutFile(method, path, purpose) {
    return { method, path, purpose, repeats: true };
}
/** A page of a proxy's says nothing of a file. */
function isMissing(answer) {
    return answer.status === 404 && !isHtml(answer);
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
                throw refusal(answer, context);
            try {
                return expectAnswer(answered, [200, 201], schemas/* CreatedSession */.Z6);
            }
            catch (error) {
                const id = (0,schemas/* sessionNamedIn */.zo)(answer.text);
                if (!(error instanceof publish_error/* PublishError */.S) || id === undefined)
                    throw error;
                throw new UnusableSessionError(error.message, id);
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
                throw refusal(answer, context);
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
                throw new RefusedQueryError(refusal(answer, context).message, answer);
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

;// CONCATENATED MODULE: ./build/platform/poll.js




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
    const deadline = deadlineIn(milliseconds, clock, signal);
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
        if (!(error instanceof UnansweredError))
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
        const seen = await look(deadlineIn(LAST_LOOK_MILLISECONDS, clock, signal));
        return { seen, problem: undefined };
    }
    catch (error) {
        if (!(error instanceof publish_error/* PublishError */.S) || signal.aborted)
            throw error;
        return { seen: undefined, problem: error.message };
    }
}

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
async function closeSession(id, { platform, clock, shutdown, mayNotExist = false, }, milliseconds = CLOSING_MILLISECONDS) {
    const { cancelled, closingOver } = shutdown;
    const ordinary = deadlineIn(milliseconds, clock, cancelled);
    let problem = await close_close(id, platform, ordinary, CLOSE_ATTEMPT_MILLISECONDS.ordinary, clock);
    if (problem !== undefined && cancelled.aborted) {
        const short = deadlineIn(CANCELLED_MILLISECONDS.closing, clock, closingOver);
        problem = await close_close(id, platform, short, CLOSE_ATTEMPT_MILLISECONDS.cancelled, clock);
    }
    if (problem === undefined)
        return undefined;
    // There is nothing to close by hand either.
    if (mayNotExist && problem instanceof NoSuchSessionError)
        return problem.message;
    return `${problem.message} If it is still open, its documents will be ingested when it expires. To close it now, run: ${platform.closeCommand(id)}`;
}
/** @returns why it could not be closed; undefined where it is closed */
async function close_close(id, platform, deadline, attemptMilliseconds, clock) {
    // The rest of the time is for the list.
    const closing = within(deadline, deadline.milliseconds - attemptMilliseconds, clock);
    const isClosed = () => isListedAsClosed(id, platform, within(deadline, attemptMilliseconds, clock));
    const attempt = async (failures) => {
        if (failures > 0 && (await isClosed()))
            return;
        await platform.closeSession(id, closing, attemptMilliseconds);
    };
    try {
        await retry(attempt, {
            nextPause: (error, failures) => error instanceof LostAnswerError
                ? pauseWithin(closing, failures, error.retryAfterMilliseconds, clock)
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

;// CONCATENATED MODULE: ./build/log/changing-line.js
const EVERY_MILLISECONDS = 5_000;
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
        if (this.#now() - this.#saidAt >= EVERY_MILLISECONDS)
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
async function ingestion_waitForIngestion(sessions, expected, { platform, log, ...polling }) {
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
    const allFailed = await poll(look, polling);
    progress.finish();
    const finished = finishedOf(counts);
    if (allFailed !== undefined)
        return { isComplete: true, finished, failed: allFailed, pending: new Map() };
    const [pending, failed] = await Promise.all([
        lastLook(listPending, polling),
        lastLook((deadline) => list('FAILED', deadline), polling),
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

;// CONCATENATED MODULE: ./build/finalization.js












const API_CONNECTIONS = 8;
/**
 * Closes sessions that an earlier step has left open, waits until the platform has ingested their
 * documents, and names those it has rejected.
 *
 * @throws a `PublishError` where a session cannot be closed, or the platform does not answer; the
 * signal's reason when that aborts
 */
async function finalize({ sessions, workspace, apiUrl, apiKey, proxies, ingestionSeconds, documents }, clock, log, signal) {
    if (sessions.length === 0) {
        log.info('No session to finalize');
        return { sessions, ingested: 0, rejected: [] };
    }
    const network = openNetwork(proxies, API_CONNECTIONS);
    try {
        const platform = connectPlatform({ apiUrl, apiKey, workspace }, network, clock, log);
        await closeAll(sessions, platform, clock, log, signal);
        if (ingestionSeconds === undefined)
            return { sessions, rejected: [] };
        const milliseconds = ingestionSeconds * 1000;
        return await waitForAll(sessions, documents, { platform, milliseconds, clock, log, signal });
    }
    finally {
        await network.destroy();
    }
}
/**
 * Closes sessions in their order, as the platform ingests them in it. Together they have the time of
 * one.
 *
 * @throws a `PublishError` that says why some of them cannot be closed, after the others were; the
 * signal's reason when that aborts
 */
async function closeAll(sessions, platform, clock, log, signal) {
    const problems = [];
    const closing = { platform, clock, shutdown: shutdownOf(signal), mayNotExist: true };
    const deadline = deadlineIn(CLOSING_MILLISECONDS, clock, signal);
    for (const id of sessions) {
        const milliseconds = Math.max(deadline.left(), LEAST_CLOSING_MILLISECONDS);
        const problem = await closeSession(id, closing, milliseconds);
        if (problem === undefined)
            log.info(`Session ${id} is closed`);
        else
            problems.push(problem);
    }
    signal.throwIfAborted();
    if (problems.length > 0)
        throw new publish_error/* PublishError */.S(problems.join(' '));
}
/** What became of the documents by the end of the time. */
async function waitForAll(sessions, documents, waiting) {
    const { log } = waiting;
    const expected = documents === undefined ? { kind: 'unknown' } : { kind: 'count', documents };
    const { isComplete, finished, failed, pending, problem } = await ingestion_waitForIngestion(sessions, expected, waiting);
    const rejected = [];
    let kept = 0;
    for (const [session, files] of failed) {
        const writeMode = await writeModeOf(session, [...files.values()], waiting);
        for (const file of files.values()) {
            const result = resultOf(file, writeMode, false);
            if (result.kind === 'rejected')
                rejected.push({ name: file.name, reason: result.reason });
            else
                kept += 1;
        }
    }
    for (const { name, reason } of rejected)
        log.error(`${name}: ${reason}`);
    const ingested = finished + kept;
    const told = `${(0,figures/* counted */.hS)(ingested, 'document')} ingested, ${(0,figures/* count */.U9)(rejected.length)} rejected`;
    if (isComplete) {
        log.info(told);
        return { sessions, ingested, rejected };
    }
    const names = [...pending.values()].flatMap((each) => [...each.keys()]);
    const of = documents === undefined ? '' : ` of ${(0,figures/* count */.U9)(documents)} expected`;
    const which = names.length === 0 ? '' : `, pending: ${(0,figures/* listed */.KE)(names)}`;
    const tooMany = documents === undefined ? '' : ', and check that "documents" is not too high';
    const why = problem === undefined ? '' : ` ${problem}`;
    const failure = `The platform did not ingest all documents before "ingestion-timeout" ran out: ${told}${of}${which}. Ingestion continues on the platform; allow more time, or run this step again${tooMany}.${why}`;
    log.error(failure);
    return { sessions, ingested, rejected, failure };
}
/** The write mode of a session, where that decides whether a file was rejected. */
async function writeModeOf(session, files, { platform, clock, signal }) {
    const decides = files.some((file) => file.ingestion_status_reason === 'FILE_ALREADY_EXISTS');
    if (!decides)
        return 'FAIL';
    const { seen } = await lastLook((deadline) => findSession(session, platform, deadline), {
        clock,
        signal,
    });
    return seen?.write_mode === 'KEEP' ? 'KEEP' : 'FAIL';
}


/***/ })

};
