import { hasScheme, maximumUrlLength } from './command-line.ts';

/** As many callbacks are kept until the sessions can judge them; a person has never more than a few. */
const maximumWaiting = 8;

/** Callbacks that the operating system handed over, kept until somebody can judge them. */
export interface DeepLinks {
  /** A URL from the operating system. Anything that is not of our scheme, or too long, is dropped. */
  receive(url: string): void;
  /** From now on URLs go to this judge, those that waited first, one after the other. */
  deliverTo(judge: (url: string) => Promise<void>): void;
  /** From now on URLs wait: the sessions are closing. */
  hold(): void;
  /** The last URL that waits; null when none does. */
  held(): string | null;
}

/**
 * SECURITY: a URL goes to the judge and nowhere else: nothing here opens, loads or forwards it (R18,
 * test/unit/main/deep-link/deep-links.test.ts).
 */
export function createDeepLinks(scheme: string): DeepLinks {
  const waiting: string[] = [];
  let judge: ((url: string) => Promise<void>) | null = null;
  let judging = false;

  /** Hands the next one to the judge; null when there is none, or nobody to judge it. */
  const judgeNext = (): Promise<void> | null => {
    const url = judge === null ? undefined : waiting.shift();
    return judge === null || url === undefined ? null : judge(url);
  };
  const drain = async (): Promise<void> => {
    if (judging) return;
    judging = true;
    for (let turn = judgeNext(); turn !== null; turn = judgeNext()) {
      // The judge reports its own bugs; one bad URL must not stop those behind it.
      // oxlint-disable-next-line eslint/no-await-in-loop -- one after the other
      await turn.catch(() => undefined);
    }
    judging = false;
  };

  return {
    receive(url) {
      const full = judge === null && waiting.length >= maximumWaiting;
      if (url.length > maximumUrlLength || !hasScheme(url, scheme) || full) {
        return;
      }
      waiting.push(url);
      void drain();
    },
    deliverTo(next) {
      judge = next;
      void drain();
    },
    hold() {
      judge = null;
    },
    held: () => waiting.at(-1) ?? null,
  };
}
