/** Time as the core sees it. Both clocks are needed: the wall clock can be set, the monotonic one stands still in sleep. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Milliseconds that only ever rise while the computer is awake; comparable within one run only. */
  monotonic(): number;
  /** Calls back once after `milliseconds`; returns what cancels it. Never keeps the process alive. */
  after(milliseconds: number, callback: () => void): () => void;
}
