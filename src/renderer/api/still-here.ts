import type { LatchkeyApi } from '../../shared/ipc.ts';

/** Main is told of use at most this often, in milliseconds. */
const restMilliseconds = 30_000;

/** Tells main that somebody uses the page, so that a vault that locks by itself waits. */
export function tellStillHere(
  latchkey: Pick<LatchkeyApi, 'stillHere'>,
  page: Pick<Window, 'addEventListener'>,
  now: () => number = () => performance.now(),
): void {
  let told = -restMilliseconds;
  const tell = (): void => {
    if (now() - told < restMilliseconds) return;
    told = now();
    void latchkey.stillHere();
  };
  for (const event of ['pointerdown', 'keydown', 'wheel']) {
    page.addEventListener(event, tell, { capture: true, passive: true });
  }
}
