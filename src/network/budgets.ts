// How long the platform's API is waited for, in milliseconds, each time with its reason.

/** A pause after a failed call: at most five seconds, so that the platform's return is soon noticed. */
export const API_BACKOFF = { baseMilliseconds: 500, capMilliseconds: 5_000 }

/** Brown-outs of up to 100 s must cost nothing but time; the rest is for what comes after one. */
export const OPENING_MILLISECONDS = 120_000

/**
 * Of the time for opening, what is left for a last request where the list of sessions, which is asked
 * for before, does not come: no more, so that the list has more than the 100 s of a brown-out.
 */
export const LAST_CREATE_MILLISECONDS = 15_000

/**
 * The rest, longer each time, that a platform is given which goes on opening sessions without saying so:
 * each stays open for a day.
 */
export const REST_MILLISECONDS = 30_000

/** Others may close their sessions meanwhile, but a run does not wait for that for ever. */
export const PLACE_MILLISECONDS = 120_000

/** As for opening: one that stays open puts old documents over newer ones a day later. */
export const CLOSING_MILLISECONDS = 120_000

/** The post step has a minute for all its sessions together; ten seconds are for its start and its end. */
export const POST_MILLISECONDS = 50_000

/**
 * The finalize step has the time of one session for all of them together, but for each at least this:
 * one that cannot be closed does not stop the others.
 */
export const LEAST_CLOSING_MILLISECONDS = 20_000

/**
 * One request to close, and the list of sessions after it: closing again does no harm, so a request
 * that takes longer is given up.
 */
export const CLOSE_ATTEMPT_MILLISECONDS = { ordinary: 10_000, cancelled: 1_500 }

/**
 * A cancelled run has seven seconds. An answer to "create" that is on its way has two: its id must not
 * be lost. Closing has five; the last two are for the run's results.
 */
export const CANCELLED_MILLISECONDS = { grace: 2_000, closing: 5_000 }

/** Looking who else has a session open is a courtesy: a run does not wait longer for it. */
export const COURTESY_MILLISECONDS = 10_000

/** After `ingestion-timeout`, what is still pending has to be named: that may take so long. */
export const LAST_LOOK_MILLISECONDS = 30_000

/** One object to S3: so many attempts that count against it, over 30 s at least. */
export const OBJECT_ATTEMPTS = 6

/** An object's pause after its own k-th failure is (k - 1)² of these, so five of them are 30 s. */
export const OBJECT_PAUSE_MILLISECONDS = 1_000

/** On top of that, by chance, so that objects that failed together do not come back together. */
export const OBJECT_JITTER_MILLISECONDS = 500

/** Attempts for one object that do not count: S3 had just closed the connection they went by. */
export const MOST_STALE_CONNECTIONS = 10

/** An upload in which attempts fail, nothing is stored and nothing moves for so long is given up. */
export const STALL_MILLISECONDS = 120_000
