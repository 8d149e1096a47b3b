export const id = 704;
export const ids = [704];
export const modules = {

/***/ 4704:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   closeLeft: () => (/* binding */ closeLeft)
/* harmony export */ });
/* harmony import */ var _network_address_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8865);
/* harmony import */ var _network_network_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9315);
/* harmony import */ var _platform_client_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1835);
/* harmony import */ var _sessions_book_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3115);
/* harmony import */ var _sessions_close_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1948);





/** The post step may take a minute, all in all. */
const LIMIT_MILLISECONDS = 55_000;
/**
 * Closes the sessions that the main step could not, at the address where they were opened. Whatever
 * stands in the way is in the log; the job does not fail for it.
 */
async function closeLeft(left, apiKey, proxies, clock, log) {
    const apiUrl = new URL(left.apiUrl);
    if (!(0,_network_address_js__WEBPACK_IMPORTED_MODULE_3__/* .isSafeAddress */ .c)(apiUrl))
        return;
    const network = (0,_network_network_js__WEBPACK_IMPORTED_MODULE_0__/* .openNetwork */ .X)(proxies, 2);
    try {
        const platform = (0,_platform_client_js__WEBPACK_IMPORTED_MODULE_1__/* .connectPlatform */ .c0)({ ...left, apiUrl, apiKey }, network, clock, log);
        const book = new _sessions_book_js__WEBPACK_IMPORTED_MODULE_4__/* .SessionBook */ .q(() => undefined);
        const limit = AbortSignal.timeout(LIMIT_MILLISECONDS);
        for (const id of left.sessions) {
            if (await (0,_sessions_close_js__WEBPACK_IMPORTED_MODULE_2__/* .closeSession */ .V)(id, platform, book, log, limit)) {
                log.info(`Session ${id} is closed, which the step had left open`);
            }
        }
    }
    finally {
        await network.destroy();
    }
}


/***/ })

};
