import type { Clock } from '../../ports/clock.ts';

/** Waits for something, but not longer than so many milliseconds: then it is `late`, and the work goes on alone. */
export async function within<T>(clock: Clock, milliseconds: number, work: Promise<T>, late: T): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const cancel = clock.after(milliseconds, () => resolve(late));
    work.then(resolve, reject).finally(cancel);
  });
}
