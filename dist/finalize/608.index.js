export const id = 608;
export const ids = [608];
export const modules = {

/***/ 3608:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  finalize: () => (/* binding */ finalize)
});

// EXTERNAL MODULE: ./node_modules/undici/index.js
var undici = __webpack_require__(6752);
;// CONCATENATED MODULE: ./build/network/network.js

const CONNECT_MILLISECONDS = 10_000;
/** A silence this long, while sending or waiting, is a stall. */
const SILENCE_MILLISECONDS = 30_000;
/** S3 closes an idle connection after some seconds; letting go first avoids most races with it. */
const KEEP_ALIVE_MILLISECONDS = 4_000;
/** Opens a way to the network with at most `connections` at once to each host. */
function openNetwork(proxies, connections) {
    const options = {
        connections,
        pipelining: 1,
        connect: { timeout: CONNECT_MILLISECONDS },
        headersTimeout: SILENCE_MILLISECONDS,
        bodyTimeout: SILENCE_MILLISECONDS,
        keepAliveTimeout: KEEP_ALIVE_MILLISECONDS,
        keepAliveMaxTimeout: KEEP_ALIVE_MILLISECONDS,
    };
    if (proxies.http === '' && proxies.https === '')
        return new undici/* Agent */.g6(options);
    return new undici/* EnvHttpProxyAgent */.J2({
        ...options,
        httpProxy: proxies.http,
        httpsProxy: proxies.https,
        noProxy: proxies.except,
    });
}

// EXTERNAL MODULE: ./node_modules/valibot/dist/index.mjs
var dist = __webpack_require__(7934);
// EXTERNAL MODULE: ./build/report/publish-error.js
var publish_error = __webpack_require__(4311);
;// CONCATENATED MODULE: ./build/network/answer.js
/** The whole of an answer must be there this long after its head: a trickle would never end. */
const BODY_MILLISECONDS = 30_000;
/**
 * Reads the body of an answer as UTF-8, at most `limit` bytes of it; what is beyond is thrown away
 * with the connection.
 *
 * @throws the network's error where the body breaks off, or an `Error` with code
 * `UND_ERR_BODY_TIMEOUT` where it does not end.
 */
async function readAnswer(response, limit) {
    const { statusCode: status, headers, body } = response;
    if (status === 204) {
        await body.dump();
        return { status, headers, text: '' };
    }
    const timer = setTimeout(() => {
        body.destroy(Object.assign(new Error('the answer did not end'), { code: 'UND_ERR_BODY_TIMEOUT' }));
    }, BODY_MILLISECONDS);
    try {
        const chunks = [];
        let size = 0;
        for await (const chunk of body) {
            chunks.push(chunk);
            size += chunk.length;
            if (size >= limit)
                break;
        }
        return { status, headers, text: Buffer.concat(chunks).toString('utf8', 0, limit) };
    }
    finally {
        clearTimeout(timer);
    }
}
/** The one value of a header; '' where it is absent or there are several. */
function header(answer, name) {
    const value = answer.headers[name];
    return typeof value === 'string' ? value : '';
}

;// CONCATENATED MODULE: ./build/network/backoff.js
/** One object to S3: at the worst half a minute of pauses before it is given up. */
const OBJECT_BUDGET = {
    attempts: 6,
    baseMilliseconds: 200,
    capMilliseconds: 20_000,
};
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

;// CONCATENATED MODULE: ./build/network/fault.js
const UNTRUSTED = /^(CERT_|ERR_TLS_CERT|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)|CERT|CRL_/;
const UNREACHABLE = new Set([
    'ECONNREFUSED',
    'EHOSTUNREACH',
    'ENETUNREACH',
    'EHOSTDOWN',
    'EADDRNOTAVAIL',
]);
const SILENT = new Set([
    'ETIMEDOUT',
    'UND_ERR_CONNECT_TIMEOUT',
    'UND_ERR_HEADERS_TIMEOUT',
    'UND_ERR_BODY_TIMEOUT',
]);
/**
 * Says what an error of the network means. Errors are told apart by their code alone: their
 * messages may quote what a server has said.
 */
function networkFault(error) {
    const code = errorCode(error);
    if (UNTRUSTED.test(code)) {
        return { kind: 'untrusted', what: `has a certificate that nobody here knows (${code})` };
    }
    if (code === 'ENOTFOUND')
        return { kind: 'unknown-host', what: `has a name that is not known (${code})` };
    if (code === 'EAI_AGAIN')
        return { kind: 'unreachable', what: `has a name that could not be looked up (${code})` };
    if (UNREACHABLE.has(code))
        return { kind: 'unreachable', what: `cannot be reached (${code})` };
    if (SILENT.has(code))
        return { kind: 'silent', what: `did not answer in time (${code})` };
    if (code.startsWith('HPE_') || code === 'EPROTO' || code.startsWith('ERR_SSL')) {
        return { kind: 'not-http', what: `answered with something that is not HTTP (${code})` };
    }
    return { kind: 'interrupted', what: `broke the connection${code === '' ? '' : ` (${code})`}` };
}
/** Whether the same request may well get its answer a little later. */
function isTransient(fault) {
    return fault.kind === 'unreachable' || fault.kind === 'interrupted' || fault.kind === 'silent';
}
/** The code of an error, of its cause, or of the first of the errors it gathers; else ''. */
function errorCode(error) {
    if (typeof error !== 'object' || error === null)
        return '';
    const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
    if (code !== '' && code !== 'UND_ERR_SOCKET')
        return code;
    const first = 'errors' in error && Array.isArray(error.errors) ? error.errors[0] : undefined;
    const cause = 'cause' in error ? error.cause : undefined;
    return errorCode(first) || errorCode(cause) || code;
}

// EXTERNAL MODULE: ./build/platform/schemas.js
var schemas = __webpack_require__(1290);
;// CONCATENATED MODULE: ./build/platform/errors.js




/** The platform's refusal of a call, as an error that says what to do. */
function refusal(answer, context) {
    const { attempt, host, workspace } = context;
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
/** No answer at all, as an error that says what to do. */
function noAnswer(fault, context) {
    const could = `Could not ${context.attempt}: ${context.host} ${fault.what}. `;
    switch (fault.kind) {
        case 'untrusted':
            return new publish_error/* PublishError */.S(`${could}If your network has a certificate authority of its own, give its file in the environment variable NODE_EXTRA_CA_CERTS.`);
        case 'unknown-host':
        case 'not-http':
            return new publish_error/* PublishError */.S(`${could}Check the input "api-url".`);
        case 'unreachable':
        case 'interrupted':
        case 'silent':
            return new publish_error/* PublishError */.S(`${could}Check the input "api-url", and whether the runner's network (a proxy?) lets it through.`);
    }
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
    return parsed.output.detail
        .slice(0, 3)
        .map(({ loc, msg }) => `${loc.filter((part) => part !== 'body').join('.')}: ${msg}`)
        .join('; ')
        .slice(0, 300);
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
        const response = await dispatcher.request({
            origin: apiUrl.origin,
            path: basePath + path,
            method,
            headers: body === undefined ? headers : { ...headers, 'content-type': 'application/json' },
            body: body === undefined ? null : JSON.stringify(body),
            signal,
        });
        return await readAnswer(response, ANSWER_LIMIT_BYTES);
    }
    return {
        async ask(call) {
            const context = { attempt: call.attempt, host: apiUrl.host, workspace };
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
                    if (fault.kind !== 'unreachable')
                        uncertain += 1;
                    if (isLast || !isTransient(fault) || uncertain > mostRepeats)
                        throw noAnswer(fault, context);
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
 * so the first is asked for without a number, and page 1 may turn out to be the same.
 *
 * @param ask gives the page of a number, or the first
 * @param what is listed, for the message
 * @throws a `PublishError` where the list does not get on: it would never end
 */
async function* pagesOf(ask, what) {
    let page = await ask(undefined);
    yield page.data;
    for (let number = 1; page.has_more; number++) {
        const before = page.data;
        page = await ask(number);
        const isSame = (0,external_node_util_.isDeepStrictEqual)(page.data, before);
        if (page.has_more && (page.data.length === 0 || (isSame && number > 1))) {
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
            if (answer.status === 406)
                throw new TooManySessions(refusal(answer, context).message);
            try {
                return { ...expectAnswer(answered, [200, 201], schemas/* CreatedSession */.Z6), repeated };
            }
            catch (error) {
                const named = dist/* safeParse */.xLC(dist/* pipe */.FsL(dist/* string */.YjP(), dist/* parseJson */.qFJ(), schemas/* NamedSession */.oy), answer.text);
                if (!(error instanceof publish_error/* PublishError */.S) || !named.success)
                    throw error;
                throw new UnusableSession(error.message, named.output.session_id);
            }
        },
        async closeSession(id, signal) {
            const { answer, context } = await caller.ask({
                method: 'PUT',
                path: pathOf(id),
                body: closed,
                attempt: `close the upload session ${id}`,
                signal,
            });
            if (answer.status !== 204 && answer.status !== 200)
                throw refusal(answer, context);
        },
        closeCommand: (id) => caller.command('PUT', pathOf(id), closed),
        async ingestionStatus(id, signal) {
            const attempt = `ask for the ingestion of session ${id}`;
            const answered = await caller.ask({ method: 'GET', path: pathOf(id), attempt, signal });
            const { ingestion_status } = expectAnswer(answered, [200], schemas/* IngestionCounts */.$$);
            return { finished: ingestion_status.finished_files, failed: ingestion_status.failed_files };
        },
        sessionFiles: (id, status, signal) => pagesOf(async (page) => {
            const query = `${pageQuery(page)}&ingestion_status=${status}`;
            const attempt = `list the documents of session ${id}`;
            const path = `${pathOf(id)}/files?${query}`;
            return expectAnswer(await caller.ask({ method: 'GET', path, attempt, signal }), [200], schemas/* SessionFiles */.G3);
        }, `the documents of session ${id}`),
        sessions: (signal) => pagesOf(async (page) => {
            const path = `/upload_sessions?${pageQuery(page)}&is_expired=false`;
            const attempt = 'list the upload sessions';
            return expectAnswer(await caller.ask({ method: 'GET', path, attempt, signal }), [200], schemas/* SessionList */.ZV);
        }, 'the upload sessions'),
    };
}
function pathOf(id) {
    return `/upload_sessions/${encodeURIComponent(id)}`;
}
function pageQuery(page) {
    return `limit=${ITEMS_A_PAGE}${page === undefined ? '' : `&page_number=${page}`}`;
}

;// CONCATENATED MODULE: ./build/report/figures.js
/** `1,234` */
function figures_count(number) {
    return number.toLocaleString('en-US');
}
/** `1 document`, `1,234 documents` */
function counted(number, noun) {
    return `${figures_count(number)} ${noun}${number === 1 ? '' : 's'}`;
}
/** `812 B`, `1.4 MB`: decimal units, as S3 counts. */
function bytes(number) {
    let size = number;
    for (const unit of ['B', 'kB', 'MB', 'GB']) {
        if (size < 1000)
            return `${unit === 'B' || size >= 100 ? size.toFixed(0) : size.toFixed(1)} ${unit}`;
        size /= 1000;
    }
    return `${size.toFixed(1)} TB`;
}
/** `0.4 s`, `3 min 20 s` */
function duration(milliseconds) {
    const seconds = milliseconds / 1000;
    if (seconds < 60)
        return `${seconds < 10 ? seconds.toFixed(1) : seconds.toFixed(0)} s`;
    const whole = Math.round(seconds);
    return `${figures_count(Math.floor(whole / 60))} min ${String(whole % 60)} s`;
}

;// CONCATENATED MODULE: ./build/sessions/book.js
/** Which sessions this run has opened, and which of them are still to be closed. */
class SessionBook {
    #records = new Map();
    #remember;
    /** @param remember hears at once which sessions are still to be closed, whenever that changes */
    constructor(remember) {
        this.#remember = remember;
    }
    get records() {
        return [...this.#records.values()];
    }
    opened(id, expiresAt) {
        this.#set({ id, expiresAt, closed: false });
    }
    closed(id) {
        const record = this.#records.get(id);
        if (record !== undefined)
            this.#set({ ...record, closed: true });
    }
    #set(record) {
        this.#records.set(record.id, record);
        this.#remember(this.records.filter(({ closed }) => !closed).map(({ id }) => id));
    }
}

;// CONCATENATED MODULE: ./build/sessions/lookup.js
/** Sessions that take documents, by what the platform lists: those of everybody with this key's owner. */
async function openSessions(platform, signal) {
    const open = [];
    for await (const page of platform.sessions(signal)) {
        open.push(...page.filter(({ status }) => status === 'OPEN'));
    }
    return open;
}
/** What the platform lists of one session; nothing where it does not list it. */
async function findSession(id, platform, signal) {
    for await (const page of platform.sessions(signal)) {
        const found = page.find(({ session_id }) => session_id === id);
        if (found !== undefined)
            return found;
    }
    return undefined;
}

;// CONCATENATED MODULE: ./build/sessions/close.js

/** How long closing may take: a run that was cancelled has seven seconds for everything. */
const CLOSE_MILLISECONDS = { ended: 50_000, cancelled: 4_000 };
/**
 * Closes a session, which starts its ingestion. Where the platform refuses or does not answer, its
 * list of sessions tells whether the session is closed after all. What could not be closed is an
 * error in the log that says how to close it by hand.
 *
 * @param run the signal of the run: once it aborts, little time is left
 * @returns whether the session is closed
 */
async function closeSession(id, platform, book, log, run) {
    const late = AbortSignal.timeout(CLOSE_MILLISECONDS.ended);
    const signal = AbortSignal.any([late, after(run, CLOSE_MILLISECONDS.cancelled)]);
    try {
        await platform.closeSession(id, signal).catch(async (error) => {
            if (!(await isClosed(id, platform, signal)))
                throw error;
        });
        book.closed(id);
        return true;
    }
    catch (error) {
        const why = signal.aborted || !(error instanceof Error)
            ? `Could not close the upload session ${id}: no answer in time.`
            : error.message;
        log.error(`${why} It stays open until it expires, and its documents are ingested then. This closes it: ${platform.closeCommand(id)}`);
        return false;
    }
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
/** A signal that aborts some time after another one has. */
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

;// CONCATENATED MODULE: ./build/sessions/ingestion.js


/**
 * Waits until the platform has taken or refused every one of a session's documents, or the time is
 * up. What else the session holds, such as metadata that stayed alone, does not count.
 *
 * @param perhapsTwice documents that an earlier session of this run may have brought already: in
 * `FAIL` mode the platform refuses the second, and that is no failure
 */
async function waitForDocuments(session, documents, perhapsTwice, waiting) {
    const { platform, writeMode, milliseconds, clock, log, signal } = waiting;
    const byName = new Map(documents.map((document) => [document.name, document]));
    const settled = await poll(async () => {
        const { finished, failed } = await platform.ingestionStatus(session, signal);
        log.info(`  ${count(finished + failed)} of ${count(byName.size)} documents ingested (${count(failed)} refused)`);
        if (finished + failed < byName.size)
            return undefined;
        if ((await ours(session, 'PENDING', byName, waiting)).size > 0)
            return undefined;
        const refused = await ours(session, 'FAILED', byName, waiting);
        // More than was uploaded is counted: only the names tell whose they are.
        const exact = finished + failed === byName.size && refused.size === failed;
        const taken = exact ? undefined : await ours(session, 'FINISHED', byName, waiting);
        if (taken !== undefined && taken.size + refused.size < byName.size)
            return undefined;
        return refused;
    }, milliseconds, clock, signal);
    const refused = settled ?? (await ours(session, 'FAILED', byName, waiting));
    const taken = settled ?? (await ours(session, 'FINISHED', byName, waiting));
    const results = new Map();
    const pending = [];
    for (const document of byName.values()) {
        const file = refused.get(document.name);
        if (file !== undefined)
            results.set(document, judge(file, writeMode, perhapsTwice.has(document)));
        else if (settled !== undefined || taken.has(document.name))
            results.set(document, { kind: 'finished' });
        else
            pending.push(document);
    }
    return { results, pending };
}
/** The listed files in one state that carry the name of one of the documents. */
async function ours(session, status, byName, { platform, signal }) {
    const files = new Map();
    for await (const page of platform.sessionFiles(session, status, signal)) {
        for (const file of page)
            if (byName.has(file.name))
                files.set(file.name, file);
    }
    return files;
}
/** Why the platform refuses a document, by its documentation, and what to do. */
const REASONS = {
    EMPTY_FILE: 'it is empty. Fill it, or exclude it from "glob"',
    FILE_NOT_FOUND: 'only its metadata arrived. Run the step again',
    FAILED_TO_PARSE_META: 'its metadata does not fit the workspace: a key has another type in other files there. Give that key the same type, or another name',
    FILE_ALREADY_EXISTS: 'the workspace has a file of this name, and "write-mode" is FAIL. Use OVERWRITE or KEEP, or another "name-prefix"',
    UNKNOWN_ERROR: "without saying why. Run the step again, or ask the platform's support",
};
/** What a refused file means for the run. */
function judge(file, writeMode, perhapsTwice) {
    const reason = file.ingestion_status_reason ?? 'UNKNOWN_ERROR';
    if (reason === 'FILE_ALREADY_EXISTS') {
        if (writeMode === 'KEEP')
            return { kind: 'kept' };
        if (writeMode === 'FAIL' && perhapsTwice)
            return { kind: 'finished' };
    }
    return {
        kind: 'refused',
        reason: `The platform refused it (${reason}): ${REASONS[reason] ?? "see the platform's documentation"}.`,
    };
}

;// CONCATENATED MODULE: ./build/sessions/polling.js
const FIRST_PAUSE_MILLISECONDS = 500;
const LONGEST_PAUSE_MILLISECONDS = 15_000;
const GROWTH = 1.5;
/**
 * Looks again and again, with growing pauses, until there is something to see.
 *
 * @returns what was seen; nothing where the time was up before
 * @throws what looking throws; the signal's reason when that aborts
 */
async function polling_poll(look, milliseconds, clock, signal) {
    const end = clock.now() + milliseconds;
    for (let pause = FIRST_PAUSE_MILLISECONDS;; pause = Math.min(pause * GROWTH, LONGEST_PAUSE_MILLISECONDS)) {
        const seen = await look();
        if (seen !== undefined)
            return seen;
        const left = end - clock.now();
        if (left <= 0)
            return undefined;
        await clock.sleep(Math.min(pause, left), signal);
    }
}

;// CONCATENATED MODULE: ./build/sessions/settling.js


/**
 * Waits until the platform has taken or refused all that closed sessions hold, or the time is up.
 * It does not say how much that is: where nobody else does, it is all once nothing is pending,
 * something has been taken or refused, and two looks agree.
 *
 * @param expected how many documents all the sessions hold together, where that is known
 */
async function waitForSessions(sessions, expected, waiting) {
    const { platform, milliseconds, clock, log, signal } = waiting;
    let finished = 0;
    let before = '';
    async function look() {
        const statuses = await Promise.all(sessions.map((id) => platform.ingestionStatus(id, signal)));
        const failed = statuses.reduce((sum, status) => sum + status.failed, 0);
        finished = statuses.reduce((sum, status) => sum + status.finished, 0);
        const now = JSON.stringify(statuses);
        const agrees = now === before;
        before = now;
        if (!agrees)
            log.info(`  ${figures_count(finished)} documents ingested, ${figures_count(failed)} refused`);
        const mayBeAll = expected === undefined ? agrees && finished + failed > 0 : finished + failed >= expected;
        return mayBeAll && !(await isAnyPending()) ? true : undefined;
    }
    async function isAnyPending() {
        for (const id of sessions) {
            for await (const page of platform.sessionFiles(id, 'PENDING', signal)) {
                if (page.length > 0)
                    return true;
            }
        }
        return false;
    }
    const isComplete = (await polling_poll(look, milliseconds, clock, signal)) === true;
    const refused = new Map();
    for (const id of sessions) {
        const files = [];
        for await (const page of platform.sessionFiles(id, 'FAILED', signal))
            files.push(...page);
        refused.set(id, files);
    }
    return { finished, refused, isComplete };
}

;// CONCATENATED MODULE: ./build/finalization.js









/**
 * Closes sessions that an earlier step has left open, waits until the platform has taken their
 * documents, and names those it has refused.
 *
 * @throws a `PublishError` where a session cannot be closed, or the platform does not answer
 */
async function finalize(finalization, clock, log, signal) {
    const { sessions, ingestionSeconds, documents } = finalization;
    const network = openNetwork(finalization.proxies, 2);
    try {
        const platform = connectPlatform(finalization, network, clock, log);
        await closeAll(sessions, platform, log, signal);
        if (ingestionSeconds === undefined)
            return { ingested: 0, failed: 0 };
        const waiting = { platform, milliseconds: ingestionSeconds * 1000, clock, log, signal };
        return await waitForAll(sessions, documents, waiting);
    }
    finally {
        await network.destroy();
    }
}
/** @throws a `PublishError` where one of them cannot be closed, after the others were */
async function closeAll(sessions, platform, log, signal) {
    const book = new SessionBook(() => undefined);
    const open = [];
    for (const id of sessions) {
        if (await closeSession(id, platform, book, log, signal))
            log.info(`Session ${id} is closed`);
        else
            open.push(id);
    }
    signal.throwIfAborted();
    if (open.length > 0) {
        throw new publish_error/* PublishError */.S(`Session ${open.join(', ')} could not be closed, so its documents are not ingested yet.`);
    }
}
/** What became of the documents by the end of the time. */
async function waitForAll(sessions, documents, waiting) {
    if (sessions.length === 0)
        return { ingested: 0, failed: 0 };
    const { log, platform, signal } = waiting;
    const { finished, refused, isComplete } = await waitForSessions(sessions, documents, waiting);
    let kept = 0;
    for (const [session, files] of refused) {
        const writeMode = (await findSession(session, platform, signal))?.write_mode;
        for (const file of files) {
            const ingestion = judge(file, writeMode === 'KEEP' ? 'KEEP' : 'OVERWRITE', false);
            if (ingestion.kind === 'refused')
                log.error(`${file.name}: ${ingestion.reason}`);
            else
                kept += 1;
        }
    }
    const failed = [...refused.values()].flat().length - kept;
    const done = { ingested: finished + kept, failed };
    if (isComplete) {
        log.info(`${counted(done.ingested, 'document')} ingested, ${failed} refused`);
        return done;
    }
    const expected = documents === undefined ? '' : ` of ${counted(documents, 'document')}`;
    const failure = `The platform had not taken all documents when "ingestion-timeout" was over: ${counted(done.ingested, 'document')} ingested and ${failed} refused${expected}. Give it more time, or run this step again.`;
    log.error(failure);
    return { ...done, failure };
}


/***/ })

};
