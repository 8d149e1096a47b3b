export const id = 270;
export const ids = [270];
export const modules = {

/***/ 3270:
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
const budgets_OBJECT_PAUSE_MILLISECONDS = 1_000;
/** On top of that, by chance, so that objects that failed together do not come back together. */
const budgets_OBJECT_JITTER_MILLISECONDS = 500;
/** Attempts for one object that do not count: S3 had just closed the connection they went by. */
const MOST_STALE_CONNECTIONS = 10;
/** An upload in which attempts fail, nothing is stored and nothing moves for so long is given up. */
const STALL_MILLISECONDS = 120_000;

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
;// CONCATENATED MODULE: ./build/network/fault.js
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
    const options = { timeout, allowH2: false };
    const plain = connect(options);
    let secure;
    return (host, callback) => {
        if (host.protocol !== 'https:') {
            plain(host, telling(callback));
            return;
        }
        secure ??= connect({ ...options, secureContext: (0,external_node_tls_.createSecureContext)() });
        secure(host, telling(callback));
    };
}
/** Lets a connection's errors tell what it has brought so far, as undici's own do. */
function telling(callback) {
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

// EXTERNAL MODULE: ./build/log/publish-error.js
var publish_error = __webpack_require__(5685);
// EXTERNAL MODULE: ./node_modules/valibot/dist/index.mjs
var dist = __webpack_require__(7934);
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
function ask(dispatcher, { signal, ...request }, limit, milliseconds = TIME_LIMITS.answer) {
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
// EXTERNAL MODULE: ./build/platform/schemas.js
var schemas = __webpack_require__(1290);
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
    const advice = adviceOn(fault);
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
    return (header(answer, 'content-type').includes('html') || /^\s*<(!doctype|html)/i.test(answer.text));
}
/** The `loc` and `msg` of a 422, or a word for their absence. */
function validationDetail(answer) {
    const parsed = dist/* safeParse */.xLC(dist/* pipe */.FsL(dist/* string */.YjP(), dist/* parseJson */.qFJ(), schemas/* ValidationDetail */.r4), answer.text);
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

;// CONCATENATED MODULE: ./build/network/backoff.js

/**
 * How long an object pauses before it is sent again: after its own k-th failure (k - 1)² seconds, so
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
        return 'status' in reason ? ![429, 503].includes(reason.status) : mayHaveArrived(reason);
    }
    /** The pause that the platform asks for; 0 where it does not. */
    get retryAfterMilliseconds() {
        return 'status' in this.reason ? retryAfter(this.reason.headers['retry-after']) : 0;
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
    const wanted = pauseAfter(failures, API_BACKOFF, clock, retryAfterMilliseconds);
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
        return await ask(dispatcher, request, ANSWER_LIMIT_BYTES);
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
            const fault = limit.aborted ? CUT_SHORT : networkFault(error);
            if (isTransient(fault))
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
        throw strangeAnswer(answer, context, (0,schemas/* departure */.n)(parsed.issues));
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
                return expectAnswer(answered, [200, 201], schemas/* CreatedSession */.Z6);
            }
            catch (error) {
                const id = (0,schemas/* sessionNamedIn */.zo)(answer.text);
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
            const { ingestion_status } = expectAnswer(answered, [200], schemas/* IngestionCounts */.$$);
            return { finished: ingestion_status.finished_files, failed: ingestion_status.failed_files };
        },
        sessionFiles: (id, status, deadline) => pagesOf(async (page) => {
            const query = `${pageQuery(page)}&ingestion_status=${status}`;
            const attempt = `list the documents of session ${id}`;
            const path = `${sessionPath(id)}/files?${query}`;
            const answered = await caller.ask(looking(path, attempt, deadline, id));
            return expectAnswer(answered, [200], schemas/* SessionFiles */.G3);
        }, ITEMS_A_PAGE, `the documents of session ${id}`),
        sessions: (age, deadline) => pagesOf(async (page) => {
            const path = `/upload_sessions?${pageQuery(page)}&is_expired=${age === 'expired'}`;
            const attempt = 'list the upload sessions';
            const answered = await caller.ask(looking(path, attempt, deadline));
            return expectAnswer(answered, [200], schemas/* SessionList */.ZV);
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
async function closeSession(id, closing, milliseconds = CLOSING_MILLISECONDS) {
    const { platform, clock, ending } = closing;
    const { cancelled, last } = ending;
    const ordinary = deadlineIn(milliseconds, clock, cancelled);
    let why = await close_close(id, closing, ordinary, CLOSE_ATTEMPT_MILLISECONDS.ordinary);
    if (why !== undefined && cancelled.aborted) {
        const short = deadlineIn(CANCELLED_MILLISECONDS.closing, clock, last);
        why = await close_close(id, closing, short, CLOSE_ATTEMPT_MILLISECONDS.cancelled);
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
        grace: after(cancelled, CANCELLED_MILLISECONDS.grace),
        last: after(cancelled, CANCELLED_MILLISECONDS.closing),
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




const FIRST_PAUSE_MILLISECONDS = 500;
const LONGEST_PAUSE_MILLISECONDS = 15_000;
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
        if (!(error instanceof Unanswered))
            throw error;
    }
    return undefined;
}
/** Looks once more when the time is up: what is still pending has to be named. */
async function lastLook(look, { clock, signal }) {
    try {
        return { seen: await look(deadlineIn(LAST_LOOK_MILLISECONDS, clock, signal)) };
    }
    catch (error) {
        if (!(error instanceof publish_error/* PublishError */.S) || signal.aborted)
            throw error;
        return { problem: error.message };
    }
}

;// CONCATENATED MODULE: ./build/log/changing-line.js
const EVERY_MILLISECONDS = 5_000;
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

;// CONCATENATED MODULE: ./build/sessions/settling.js



/**
 * Waits until the platform has taken or refused all that closed sessions hold, or the time is up.
 * It does not say how much that is: where nobody else does, it is all once nothing is pending,
 * every session has something taken or refused, and two looks agree.
 *
 * @param expected how many documents all the sessions hold together, where that is known
 */
async function waitForSessions(sessions, expected, settling) {
    const { platform, clock, log } = settling;
    const progress = new ChangingLine(log, () => clock.now());
    let finished = 0;
    let before = '';
    async function look(deadline) {
        const statuses = await Promise.all(sessions.map((id) => platform.ingestionStatus(id, deadline)));
        const failed = statuses.reduce((sum, status) => sum + status.failed, 0);
        finished = statuses.reduce((sum, status) => sum + status.finished, 0);
        const of = expected === undefined ? '' : `${(0,figures/* count */.U9)(finished)} of `;
        const documents = (0,figures/* counted */.hS)(expected ?? finished, 'document');
        progress.say(`  ${of}${documents} ingested, ${(0,figures/* count */.U9)(failed)} refused`);
        const now = JSON.stringify(statuses);
        const agrees = now === before;
        before = now;
        const hasBegun = statuses.every((status) => status.finished + status.failed > 0);
        if (expected === undefined ? !agrees || !hasBegun : finished + failed < expected)
            return undefined;
        if ((await listed(sessions, 'PENDING', platform, deadline)).size > 0)
            return undefined;
        const refused = await listed(sessions, 'FAILED', platform, deadline);
        const whole = new Map([...refused].map(([id, files]) => [id, files.filter(isWhole)]));
        if (expected !== undefined && finished + total(whole) >= expected)
            return whole;
        return agrees ? refused : undefined;
    }
    const refused = await poll(look, settling);
    progress.finish();
    if (refused !== undefined)
        return { finished, refused, pending: [], isComplete: true };
    const listAtLast = (status) => lastLook((deadline) => listed(sessions, status, platform, deadline), settling);
    const pending = await listAtLast('PENDING');
    const failed = await listAtLast('FAILED');
    return {
        finished,
        refused: 'seen' in failed ? failed.seen : new Map(),
        pending: 'seen' in pending ? [...pending.seen.values()].flat().map(({ name }) => name) : [],
        ...('problem' in pending ? pending : {}),
        isComplete: false,
    };
}
/** Metadata that stayed alone after a failure is no document that anybody expects. */
function isWhole({ ingestion_status_reason }) {
    return ingestion_status_reason !== 'FILE_NOT_FOUND';
}
function total(files) {
    return [...files.values()].reduce((sum, { length }) => sum + length, 0);
}
/** By session, its files in one state, each once; sessions without any are left out. */
async function listed(sessions, status, platform, deadline) {
    const all = new Map();
    for (const id of sessions) {
        const files = new Map();
        for await (const page of platform.sessionFiles(id, status, deadline)) {
            for (const file of page)
                files.set(file.name, file);
        }
        if (files.size > 0)
            all.set(id, [...files.values()]);
    }
    return all;
}

;// CONCATENATED MODULE: ./build/finalization.js












const API_CONNECTIONS = 8;
/**
 * Closes sessions that an earlier step has left open, waits until the platform has taken their
 * documents, and names those it has refused.
 *
 * @throws a `PublishError` where a session cannot be closed, or the platform does not answer; the
 * signal's reason when that aborts
 */
async function finalize(finalization, clock, log, signal) {
    const { sessions, ingestionSeconds } = finalization;
    const network = openNetwork(finalization.proxies, API_CONNECTIONS);
    try {
        const platform = connectPlatform(finalization, network, clock, log);
        await closeAll(sessions, { platform, clock, ending: endingOf(signal) }, log);
        if (sessions.length === 0)
            log.info('No session to finalize');
        if (sessions.length === 0)
            return { sessions, ingested: 0, refused: [] };
        if (ingestionSeconds === undefined)
            return { sessions, refused: [] };
        const polling = { milliseconds: ingestionSeconds * 1000, clock, signal };
        return await waitForAll(finalization, { ...polling, platform, log });
    }
    finally {
        await network.destroy();
    }
}
/**
 * Closes sessions in their order, as the platform ingests them in it. Together they have the time of
 * one.
 *
 * @throws a `PublishError` that says why one of them cannot be closed, after the others were
 */
async function closeAll(sessions, closing, log) {
    const problems = [];
    const { clock, ending } = closing;
    const deadline = deadlineIn(CLOSING_MILLISECONDS, clock, ending.cancelled);
    for (const id of sessions) {
        const milliseconds = Math.max(deadline.left(), LEAST_CLOSING_MILLISECONDS);
        const problem = await closeSession(id, closing, milliseconds);
        if (problem === undefined)
            log.info(`Session ${id} is closed`);
        else
            problems.push(problem);
    }
    ending.cancelled.throwIfAborted();
    if (problems.length > 0)
        throw new publish_error/* PublishError */.S(problems.join(' '));
}
/** What became of the documents by the end of the time. */
async function waitForAll({ sessions, documents }, settling) {
    const { log } = settling;
    const settled = await waitForSessions(sessions, documents, settling);
    const refused = [];
    let kept = 0;
    for (const [session, files] of settled.refused) {
        const writeMode = await modeOf(session, files, settling);
        for (const file of files) {
            const ingestion = judge(file, writeMode, false);
            if (ingestion.kind === 'refused')
                refused.push({ name: file.name, reason: ingestion.reason });
            else
                kept += 1;
        }
    }
    for (const { name, reason } of refused)
        log.error(`${name}: ${reason}`);
    const ingested = settled.finished + kept;
    const told = `${(0,figures/* counted */.hS)(ingested, 'document')} ingested, ${(0,figures/* count */.U9)(refused.length)} refused`;
    const done = { sessions, ingested, refused };
    if (settled.isComplete) {
        log.info(told);
        return done;
    }
    const failure = `The platform had not taken all documents when "ingestion-timeout" was over: ${told}${missing(settled.pending, documents)}. It goes on by itself; give it more time, or run this step again${documents === undefined ? '' : ', and check that "documents" is not too high'}.${settled.problem === undefined ? '' : ` ${settled.problem}`}`;
    log.error(failure);
    return { ...done, failure };
}
/** What is known of the documents that are neither taken nor refused. */
function missing(pending, expected) {
    const of = expected === undefined ? '' : ` of ${(0,figures/* count */.U9)(expected)} expected`;
    if (pending.length === 0)
        return of;
    return `${of}, pending: ${(0,figures/* listed */.KE)(pending)}`;
}
/** The write mode of a session, where that decides what a refusal means. */
async function modeOf(session, files, settling) {
    const isAsked = files.some((file) => file.ingestion_status_reason === 'FILE_ALREADY_EXISTS');
    if (!isAsked)
        return 'FAIL';
    const look = await lastLook((deadline) => findSession(session, settling.platform, deadline), settling);
    return 'seen' in look && look.seen?.write_mode === 'KEEP' ? 'KEEP' : 'FAIL';
}


/***/ })

};
