import { setImmediate } from 'node:timers/promises';

/** Calls of WebCrypto that run in another thread: the only work of the core that is not done when the queue is empty. */
const atWork = { calls: 0 };

const watched = ['digest', 'exportKey', 'generateKey', 'importKey', 'sign', 'verify'] as const;

/** From now on `settle` waits for WebCrypto too. Sequences with ID tokens need it. */
export function watchCrypto(): void {
  for (const name of watched) {
    if (Object.hasOwn(crypto.subtle, name)) continue;
    const original: unknown = Reflect.get(crypto.subtle, name);
    if (typeof original !== 'function') throw new TypeError(`WebCrypto has no ${name}.`);
    Object.defineProperty(crypto.subtle, name, {
      value: async (...args: readonly unknown[]): Promise<unknown> =>
        waitedFor(async (): Promise<unknown> => Reflect.apply(original, crypto.subtle, args)),
    });
  }
}

/** Does something that works in another thread, and that `settle` waits for too. */
export async function waitedFor<T>(work: () => Promise<T>): Promise<T> {
  atWork.calls += 1;
  try {
    return await work();
  } finally {
    atWork.calls -= 1;
  }
}

/** Resolves when nothing is left to do by itself: neither in the queue nor in another thread. */
export async function settle(): Promise<void> {
  await setImmediate();
  while (atWork.calls > 0) {
    // oxlint-disable-next-line eslint/no-await-in-loop -- each turn lets everything else run
    await setImmediate();
  }
}
