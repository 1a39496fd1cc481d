import { beforeEach } from 'vitest';

/** For a group of tests: where there is a reason, each is skipped with it, and the closing table of the run prints it. */
export function skipEach(why: string | null): void {
  beforeEach((context) => {
    if (why !== null) context.skip(why);
  });
}

/** Why what only Linux has cannot be tried here. */
export const notLinux = process.platform === 'linux' ? null : 'What it looks at is there on Linux alone.';
