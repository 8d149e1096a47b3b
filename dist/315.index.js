export const id = 315;
export const ids = [315];
export const modules = {

/***/ 9315:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   openNetwork: () => (/* binding */ openNetwork)
/* harmony export */ });
/* harmony import */ var node_tls__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1692);
/* harmony import */ var undici_lib_api_api_connect_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4660);
/* harmony import */ var undici_lib_core_connect_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9136);
/* harmony import */ var undici_lib_dispatcher_agent_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7405);
/* harmony import */ var undici_lib_dispatcher_env_http_proxy_agent_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3137);
/* harmony import */ var undici_lib_dispatcher_pool_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(628);
/* harmony import */ var _address_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(8865);
/* harmony import */ var _fault_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(4237);
/* harmony import */ var _limits_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(9365);









/** Opens a way to the network with at most `connections` at once to each host. */
function openNetwork({ http, https, except }, connections, limits = _limits_js__WEBPACK_IMPORTED_MODULE_6__/* .TIME_LIMITS */ .H) {
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
        return new undici_lib_dispatcher_agent_js__WEBPACK_IMPORTED_MODULE_3__(options);
    return new undici_lib_dispatcher_env_http_proxy_agent_js__WEBPACK_IMPORTED_MODULE_4__({
        ...options,
        // The whole way is a tunnel, so that no proxy sees what is sent.
        proxyTunnel: true,
        clientFactory: (proxy, given) => new ProxyPool(proxy, { ...given, headersTimeout: limits.silence }),
        // Plain http is for this machine alone, and a proxy elsewhere would look for it on its own.
        httpProxy: http !== '' && (0,_address_js__WEBPACK_IMPORTED_MODULE_7__/* .isLoopback */ .U)(new URL(http)) ? http : '',
        httpsProxy: https || http,
        noProxy: except,
    });
}
/** Connects to hosts, with one TLS context for all: each would read every authority's certificate anew. */
function connector(timeout) {
    // TCP's own probes would begin after a minute, when `silence` has long ended the request.
    const options = { timeout, allowH2: false, keepAlive: false };
    const plain = undici_lib_core_connect_js__WEBPACK_IMPORTED_MODULE_2__(options);
    let secure;
    return (host, callback) => {
        if (host.protocol !== 'https:') {
            plain(host, withBytesRead(callback));
            return;
        }
        secure ??= undici_lib_core_connect_js__WEBPACK_IMPORTED_MODULE_2__({ ...options, secureContext: (0,node_tls__WEBPACK_IMPORTED_MODULE_0__.createSecureContext)() });
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
class ProxyPool extends undici_lib_dispatcher_pool_js__WEBPACK_IMPORTED_MODULE_5__ {
    #proxy;
    constructor(proxy, options) {
        super(proxy, options);
        this.#proxy = proxy.host;
    }
    async connect(options) {
        const tunnel = await undici_lib_api_api_connect_js__WEBPACK_IMPORTED_MODULE_1__.call(this, options).catch((error) => {
            throw new _fault_js__WEBPACK_IMPORTED_MODULE_8__/* .ProxyError */ .T6(this.#proxy, (0,_fault_js__WEBPACK_IMPORTED_MODULE_8__/* .networkFault */ .T4)(error));
        });
        if (tunnel.statusCode === 200)
            return tunnel;
        tunnel.socket.on('error', () => undefined).destroy();
        throw new _fault_js__WEBPACK_IMPORTED_MODULE_8__/* .ProxyError */ .T6(this.#proxy, tunnel.statusCode);
    }
}


/***/ })

};
