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
 * The pause, longer each time, before a platform is asked again that has opened sessions without its
 * answers arriving: each of these stays open for a day.
 */
export const ORPHAN_PAUSE_MILLISECONDS = 30_000

/** All pauses together while too many sessions are open: others may close theirs meanwhile. */
export const SLOT_MILLISECONDS = 120_000

/** As for opening: a session that stays open puts old documents over newer ones a day later. */
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

/** Open sessions are listed for a message only: a run does not wait longer for that. */
export const LOOKUP_MILLISECONDS = 10_000

/** For each list that is read once more after `ingestion-timeout`, to name what is still pending. */
export const LAST_LOOK_MILLISECONDS = 30_000

/** One page of the workspace's files, or one look at a session: as for opening, a brown-out costs time alone. */
export const LISTING_MILLISECONDS = 120_000

/** All files of a workspace, however slowly they come: 50,000 in pages of ten, one after the other, take as long. */
export const READING_MILLISECONDS = 1_200_000

/** For sessions of other runs that may be at work: as long as most take from opening theirs to its ingestion. */
export const OTHERS_MILLISECONDS = 120_000

/** One object to S3: so many attempts that count against it, over 30 s at least. */
export const OBJECT_ATTEMPTS = 6

/** An object's pause after its own k-th failure is (k - 1)² of these, so five of them are 30 s. */
export const OBJECT_PAUSE_MILLISECONDS = 1_000

/** On top of that, by chance, so that objects that failed together do not come back together. */
export const OBJECT_JITTER_MILLISECONDS = 500

/** Attempts for one object that do not count: S3 had just closed the connection they went by. */
export const MOST_STALE_CONNECTIONS = 10

/** An upload is given up when attempts fail, nothing is stored and no byte moves for so long. */
export const STALL_MILLISECONDS = 120_000

/** Deleting one file outlasts a brown-out of 100 s, as all else does. */
export const DELETING_MILLISECONDS = 120_000
