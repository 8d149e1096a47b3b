/** How long the network may take, in milliseconds. */
export interface TimeLimits {
  /** Until a connection stands. */
  readonly connect: number
  /** Without a byte that moves, while sending or waiting: longer is a stall. */
  readonly silence: number
  /** From the head of an answer to its end: what trickles would never end. */
  readonly answer: number
  /** Until a connection that is not used is let go. */
  readonly idle: number
}

/** S3 closes an idle connection after some seconds; letting go first avoids most races with it. */
export const TIME_LIMITS: TimeLimits = {
  connect: 10_000,
  silence: 30_000,
  answer: 30_000,
  idle: 4_000,
}
