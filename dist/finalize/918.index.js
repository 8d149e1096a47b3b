export const id = 918;
export const ids = [918];
export const modules = {

/***/ 5918:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  finalize: () => (/* binding */ finalize)
});

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

// EXTERNAL MODULE: ./build/report/publish-error.js
var publish_error = __webpack_require__(4311);
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

;// CONCATENATED MODULE: ./build/network/backoff.js
/**
 * One object to S3: six seconds of pauses at the most before it is given up, unless S3 asks for
 * longer ones.
 */
const OBJECT_BUDGET = {
    attempts: 6,
    baseMilliseconds: 200,
    capMilliseconds: 20_000,
};
/** Attempts for one object that do not count: S3 had just closed the connection they went by. */
const MOST_STALE_CONNECTIONS = 10;
/** One call of the platform's API: there are few of them, and a run stands or falls with each. */
const CALL_BUDGET = {
    attempts: 5,
    baseMilliseconds: 500,
    capMilliseconds: 10_000,
};
/** A server may ask for a longer pause than ours, but not for any pause it likes. */
const LONGEST_RETRY_AFTER_MILLISECONDS = 60_000;
/**
 * How long to wait after the `failures`-th failure in a row: exponential with full jitter, so that
 * requests which failed together do not come back together, and at least what the server asked for.
 */
function pauseAfter(failures, budget, clock, retryAfterMilliseconds = 0) {
    const ceiling = Math.min(budget.capMilliseconds, budget.baseMilliseconds * 2 ** (failures - 1));
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

// EXTERNAL MODULE: ./build/report/secrets.js
var secrets = __webpack_require__(9338);
// EXTERNAL MODULE: ./build/platform/schemas.js
var schemas = __webpack_require__(1290);
;// CONCATENATED MODULE: ./build/platform/errors.js






/** No answer to be sure of came, although the call may have been carried out. */
class LostAnswer extends publish_error/* PublishError */.S {
    name = 'LostAnswer';
}
/** The platform's refusal of a call, as an error that says what to do. */
function refusal(answer, context) {
    const { attempt, host, workspace, session } = context;
    const could = `Could not ${attempt}: `;
    const status = String(answer.status);
    if (answer.status >= 300 && answer.status < 400) {
        return new publish_error/* PublishError */.S(`${could}${host} redirects to another address (HTTP ${status}), and the API key must not follow. Check the input "api-url".`);
    }
    if (isHtml(answer)) {
        return new publish_error/* PublishError */.S(`${could}${host} answered with a web page (HTTP ${status}), which is not the platform's API but perhaps a proxy's or a firewall's. Check the input "api-url" and the network of the runner.`);
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
        return new publish_error/* PublishError */.S(`${could}${host} is in trouble (HTTP ${status}). Run the step again later.`);
    }
    return new publish_error/* PublishError */.S(`${could}${host} answered HTTP ${status}, which is not what the platform's API says. Check the input "api-url".`);
}
/** An answer with a fitting status that is not what the API promises. */
function strangeAnswer(answer, context, departure) {
    const page = isHtml(answer) ? ', a web page, perhaps of a proxy' : '';
    return new publish_error/* PublishError */.S(`Could not ${context.attempt}: ${context.host} answered HTTP ${String(answer.status)}, but not as the platform's API does${page} (${departure}). Check the input "api-url" and the network of the runner.`);
}
/**
 * No answer at all, as an error that says what to do: a `LostAnswer` where the call may have been
 * carried out all the same.
 */
function noAnswer(fault, context, perhapsDone) {
    const message = withoutAnswer(fault, context);
    return perhapsDone ? new LostAnswer(message) : new publish_error/* PublishError */.S(message);
}
function withoutAnswer(fault, context) {
    const could = `Could not ${context.attempt}: ${context.host} ${fault.what}. `;
    const advice = adviceOn(fault);
    if (advice !== undefined)
        return `${could}${advice}.`;
    if (fault.kind === 'unknown-host' || fault.kind === 'not-http')
        return `${could}Check the input "api-url".`;
    return `${could}Check the input "api-url", and whether the runner's network (a proxy?) lets it through.`;
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

;// CONCATENATED MODULE: ./build/platform/call.js






/** Told to the platform with every call, as its own SDK does. */
const CLIENT_NAME = 'deepset-docs-upload';
const ANSWER_LIMIT_BYTES = 16 * 1024 * 1024;
function createCaller({ apiUrl, apiKey, workspace }, dispatcher, clock, log) {
    const basePath = `${apiUrl.pathname.replace(/\/$/, '')}/api/v1/workspaces/${encodeURIComponent(workspace)}`;
    const headers = {
        authorization: `Bearer ${apiKey}`,
        accept: 'application/json',
        'x-client-source': CLIENT_NAME,
    };
    async function send({ method, path, body, signal }) {
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
    return {
        async ask(call) {
            const { attempt: what, session } = call;
            const about = session === undefined ? {} : { session };
            const context = { attempt: what, host: apiUrl.host, workspace, ...about };
            const mostRepeats = call.uncertainRepeats ?? CALL_BUDGET.attempts;
            let uncertain = 0;
            for (let attempt = 1;; attempt++) {
                const isLast = attempt === CALL_BUDGET.attempts;
                let wait = 0;
                try {
                    const answer = await send(call);
                    const mayPass = isPassing(answer.status) && !isLast;
                    if (mayPass && !isCertainlyUndone(answer.status))
                        uncertain += 1;
                    if (!mayPass || uncertain > mostRepeats)
                        return { answer, context, repeated: uncertain > 0 };
                    wait = retryAfter(answer.headers['retry-after']);
                    log.debug(`${context.host} answered HTTP ${answer.status} to ${call.method} ${call.path}`);
                }
                catch (error) {
                    call.signal.throwIfAborted();
                    const fault = networkFault(error);
                    if (mayHaveArrived(fault))
                        uncertain += 1;
                    if (isLast || !isTransient(fault) || uncertain > mostRepeats)
                        throw noAnswer(fault, context, uncertain > 0);
                    log.debug(`${context.host} ${fault.what}`);
                }
                await clock.sleep(pauseAfter(attempt, CALL_BUDGET, clock, wait), call.signal);
            }
        },
        command(method, path, body) {
            const key = '-H "Authorization: Bearer $DEEPSET_API_KEY"';
            const json = `-H "Content-Type: application/json" -d '${JSON.stringify(body)}'`;
            return `curl -X ${method} "${apiUrl.origin}${basePath}${path}" ${key} ${json}`;
        },
    };
}
/** Whether an answer says that the call was not carried out. */
function isCertainlyUndone(status) {
    return status === 429 || status === 503;
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
    /** An earlier request without an answer may have opened a session all the same. */
    repeated;
    constructor(message, repeated) {
        super(message);
        this.repeated = repeated;
    }
}
/** More are not promised for the files of a session (the platform's documentation). */
const ITEMS_A_PAGE = 10;
/** Speaks the platform's API. */
function connectPlatform(access, dispatcher, clock, log) {
    const caller = createCaller(access, dispatcher, clock, log);
    const closed = { status: 'CLOSED' };
    return {
        async createSession(request, signal) {
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
                uncertainRepeats: 1,
                signal,
            });
            const { answer, context, repeated } = answered;
            if (answer.status === 406) {
                throw new TooManySessions(refusal(answer, context).message, repeated);
            }
            try {
                return { ...expectAnswer(answered, [200, 201], schemas/* CreatedSession */.Z6), repeated };
            }
            catch (error) {
                if (!(error instanceof publish_error/* PublishError */.S))
                    throw error;
                const id = (0,schemas/* sessionNamedIn */.zo)(answer.text);
                if (id !== undefined)
                    throw new UnusableSession(error.message, id);
                throw repeated ? new LostAnswer(error.message) : error;
            }
        },
        async closeSession(id, signal) {
            const { answer, context } = await caller.ask({
                method: 'PUT',
                path: pathOf(id),
                body: closed,
                attempt: `close the upload session ${id}`,
                session: id,
                signal,
            });
            if (answer.status !== 204 && answer.status !== 200)
                throw refusal(answer, context);
        },
        closeCommand: (id) => caller.command('PUT', pathOf(id), closed),
        async ingestionStatus(id, signal) {
            const attempt = `ask for the ingestion of session ${id}`;
            const call = { method: 'GET', path: pathOf(id), attempt, session: id, signal };
            const answered = await caller.ask(call);
            const { ingestion_status } = expectAnswer(answered, [200], schemas/* IngestionCounts */.$$);
            return { finished: ingestion_status.finished_files, failed: ingestion_status.failed_files };
        },
        sessionFiles: (id, status, signal) => pagesOf(async (page) => {
            const query = `${pageQuery(page)}&ingestion_status=${status}`;
            const attempt = `list the documents of session ${id}`;
            const path = `${pathOf(id)}/files?${query}`;
            return expectAnswer(await caller.ask({ method: 'GET', path, attempt, session: id, signal }), [200], schemas/* SessionFiles */.G3);
        }, ITEMS_A_PAGE, `the documents of session ${id}`),
        sessions: (age, signal) => pagesOf(async (page) => {
            const path = `/upload_sessions?${pageQuery(page)}&is_expired=${age === 'expired'}`;
            const attempt = 'list the upload sessions';
            return expectAnswer(await caller.ask({ method: 'GET', path, attempt, signal }), [200], schemas/* SessionList */.ZV);
        }, ITEMS_A_PAGE, 'the upload sessions'),
    };
}
function pathOf(id) {
    return `/upload_sessions/${encodeURIComponent(id)}`;
}
function pageQuery(page) {
    return `limit=${ITEMS_A_PAGE}${page === undefined ? '' : `&page_number=${page}`}`;
}

// EXTERNAL MODULE: ./build/report/figures.js
var figures = __webpack_require__(1822);
;// CONCATENATED MODULE: ./build/sessions/lookup.js
/** Sessions that take documents, by what the platform lists: those of everybody in the workspace. */
async function openSessions(platform, signal) {
    // A list that grows while it is paged through shows some sessions twice.
    const open = new Map();
    for await (const page of platform.sessions('current', signal)) {
        for (const session of page)
            if (session.status === 'OPEN')
                open.set(session.session_id, session);
    }
    return [...open.values()];
}
/** What the platform lists of one session; nothing where it does not list it. */
async function findSession(id, platform, signal) {
    for (const age of ['current', 'expired']) {
        for await (const page of platform.sessions(age, signal)) {
            const found = page.find(({ session_id }) => session_id === id);
            if (found !== undefined)
                return found;
        }
    }
    return undefined;
}

;// CONCATENATED MODULE: ./build/sessions/close.js

/** How long closing one session may take. */
const CLOSE_MILLISECONDS = 45_000;
/** An attempt that takes longer counts as lost: then the list of sessions is asked, and it is made again. */
const ATTEMPT_MILLISECONDS = { ordinary: 10_000, cancelled: 1_500 };
/**
 * Closes a session, which starts its ingestion. Where the platform refuses or does not answer, its
 * list of sessions tells whether the session is closed after all.
 *
 * @returns why it could not be closed, and how to do that by hand; undefined where it is closed
 */
async function closeSession(id, { platform, ending }) {
    const end = AbortSignal.any([AbortSignal.timeout(CLOSE_MILLISECONDS), ending.last]);
    let why = `Could not close the upload session ${id}: no answer in time.`;
    while (!end.aborted) {
        const attempt = attemptOf(ending, end);
        try {
            await platform.closeSession(id, attempt);
            return undefined;
        }
        catch (error) {
            if (await isClosed(id, platform, attemptOf(ending, end)))
                return undefined;
            if (attempt.aborted)
                continue;
            if (error instanceof Error)
                why = error.message;
            break;
        }
    }
    return `${why} If it is still open, its documents are ingested when it expires. This closes it: ${platform.closeCommand(id)}`;
}
function attemptOf({ cancelled, grace }, end) {
    const milliseconds = ATTEMPT_MILLISECONDS[cancelled.aborted ? 'cancelled' : 'ordinary'];
    const limits = [end, AbortSignal.timeout(milliseconds)];
    return AbortSignal.any(cancelled.aborted ? limits : [...limits, grace]);
}
/** Whether the platform lists a session as one that takes nothing any more. */
async function isClosed(id, platform, signal) {
    try {
        const status = (await findSession(id, platform, signal))?.status;
        return status === 'CLOSED' || status === 'EXPIRED';
    }
    catch {
        // Not knowing is no answer; the refusal to close says more.
        return false;
    }
}

;// CONCATENATED MODULE: ./build/sessions/ending.js
/** An answer to "create" may still be on its way when a run is cancelled: its id must not be lost. */
const GRACE_MILLISECONDS = 2_000;
/** A cancelled run has seven seconds for everything; the last two are for its results. */
const LAST_MILLISECONDS = 5_000;
/** The ending of a run whose own signal is `cancelled`. */
function endingOf(cancelled) {
    return {
        cancelled,
        grace: after(cancelled, GRACE_MILLISECONDS),
        last: after(cancelled, LAST_MILLISECONDS),
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

;// CONCATENATED MODULE: ./build/sessions/judgement.js
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
 * under way when the time is up is given up.
 *
 * @returns what was seen; nothing where the time was up before
 * @throws what looking throws; the signal's reason when that aborts
 */
async function poll(look, { milliseconds, clock, signal }) {
    // Whole seconds, as the time was given: a signal takes no parts of milliseconds.
    const seconds = Math.ceil(milliseconds / 1000);
    const limit = AbortSignal.any([signal, AbortSignal.timeout(seconds * 1000)]);
    let pause = FIRST_PAUSE_MILLISECONDS;
    try {
        for (;;) {
            const seen = await look(limit);
            if (seen !== undefined)
                return seen;
            await clock.sleep(pause, limit);
            pause = Math.min(pause * GROWTH, LONGEST_PAUSE_MILLISECONDS);
        }
    }
    catch (error) {
        signal.throwIfAborted();
        if (!limit.aborted)
            throw error;
        return undefined;
    }
}
/** The last look may take this long: its time is up, but what is still pending has to be named. */
const LAST_LOOK_MILLISECONDS = 30_000;
/** Looks once more when the time is up; nothing where that comes to nothing. */
async function lastLook(look, signal) {
    try {
        return await look(AbortSignal.any([signal, AbortSignal.timeout(LAST_LOOK_MILLISECONDS)]));
    }
    catch {
        signal.throwIfAborted();
        return undefined;
    }
}

;// CONCATENATED MODULE: ./build/report/changing-line.js
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
    const { platform, clock, log, signal } = settling;
    const progress = new ChangingLine(log, () => clock.now());
    let finished = 0;
    let before = '';
    async function look(limit) {
        const statuses = await Promise.all(sessions.map((id) => platform.ingestionStatus(id, limit)));
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
        if ((await listed(sessions, 'PENDING', platform, limit)).size > 0)
            return undefined;
        const refused = await listed(sessions, 'FAILED', platform, limit);
        const whole = new Map([...refused].map(([id, files]) => [id, files.filter(isWhole)]));
        if (expected !== undefined && finished + total(whole) >= expected)
            return whole;
        return agrees ? refused : undefined;
    }
    const refused = await poll(look, settling);
    progress.finish();
    if (refused !== undefined)
        return { finished, refused, pending: [], isComplete: true };
    const list = async (status) => (await lastLook((limit) => listed(sessions, status, platform, limit), signal)) ?? new Map();
    const pending = [...(await list('PENDING')).values()].flat().map(({ name }) => name);
    return { finished, refused: await list('FAILED'), pending, isComplete: false };
}
/** Metadata that stayed alone after a failure is no document that anybody expects. */
function isWhole({ ingestion_status_reason }) {
    return ingestion_status_reason !== 'FILE_NOT_FOUND';
}
function total(files) {
    return [...files.values()].reduce((sum, { length }) => sum + length, 0);
}
/** By session, its files in one state, each once; sessions without any are left out. */
async function listed(sessions, status, platform, limit) {
    const all = new Map();
    for (const id of sessions) {
        const files = new Map();
        for await (const page of platform.sessionFiles(id, status, limit)) {
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
        await closeAll(sessions, { platform, ending: endingOf(signal) }, log);
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
/** @throws a `PublishError` that says why one of them cannot be closed, after the others were */
async function closeAll(sessions, closing, log) {
    const problems = [];
    for (const id of sessions) {
        const problem = await closeSession(id, closing);
        if (problem === undefined)
            log.info(`Session ${id} is closed`);
        else
            problems.push(problem);
    }
    closing.ending.cancelled.throwIfAborted();
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
    const failure = `The platform had not taken all documents when "ingestion-timeout" was over: ${told}${missing(settled.pending, documents)}. It goes on by itself; give it more time, or run this step again${documents === undefined ? '' : ', and check that "documents" is not too high'}.`;
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
async function modeOf(session, files, { platform, signal }) {
    const isAsked = files.some((file) => file.ingestion_status_reason === 'FILE_ALREADY_EXISTS');
    const found = isAsked && (await lastLook((limit) => findSession(session, platform, limit), signal));
    return found && found.write_mode === 'KEEP' ? 'KEEP' : 'FAIL';
}


/***/ })

};
