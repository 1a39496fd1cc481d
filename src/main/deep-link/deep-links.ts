import { hasScheme, maximumUrlLength } from './command-line.ts';

/** As many callbacks are kept until the sessions can judge them; a person has never more than a few. */
const maximumWaiting = 8;

/** Callbacks that the operating system handed over, kept until somebody can judge them. */
export interface DeepLinks {
  /** A URL from the operating system. Anything that is not of our scheme, or too long, is dropped. */
  receive(url: string): void;
  /** From now on URLs go to this judge, those that waited first, one after the other. */
  deliverTo(judge: (url: string) => Promise<void>): void;
}

/**
 * SECURITY: a URL goes to the judge and nowhere else: nothing here opens, loads or forwards it (R18,
 * test/unit/main/deep-link/deep-links.test.ts).
 */
export function createDeepLinks(scheme: string): DeepLinks {
  const waiting: string[] = [];
  let judge: ((url: string) => Promise<void>) | null = null;
  let running: Promise<void> = Promise.resolve();

  const drain = (): void => {
    if (judge === null) {
      return;
    }
    const current = judge;
    for (const url of waiting.splice(0)) {
      running = running.then(() => current(url));
    }
  };

  return {
    receive(url) {
      if (url.length > maximumUrlLength || !hasScheme(url, scheme) || waiting.length >= maximumWaiting) {
        return;
      }
      waiting.push(url);
      drain();
    },
    deliverTo(next) {
      judge = (url) =>
        // The judge reports its own bugs; one bad URL must not stop those behind it.
        next(url).catch(() => undefined);
      drain();
    },
  };
}
