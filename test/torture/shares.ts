import { callbackShare } from './callbacks/callbacks.ts';
import { callShare } from './ipc/calls-in-node.ts';
import { parserShares } from './parsers/parsers.ts';
import type { TryShare } from './support/share.ts';

/** What a worker thread can be told to try, by the torture's name. */
export const shares: Readonly<Record<string, TryShare>> = {
  callbacks: callbackShare,
  ipc: callShare,
  ...parserShares,
};
