import { randomBytes } from 'node:crypto';
import type { Clock } from '../ports/clock.ts';

/** The name that a file gets which cannot be used and is kept: when it was found, and random so that none replaces another. */
export function asideName(path: string, clock: Clock): string {
  const time = new Date(clock.now()).toISOString().replaceAll(/[-:]|\.\d+/g, '');
  return `${path}.set-aside-${time}-${randomBytes(4).toString('hex')}`;
}
