import { presetOf } from '../../providers/presets/preset-of.ts';
import { askedBySettings, sentInQuery } from '../explained.ts';
import type { ErrorContext } from '../explained.ts';
import type { Transaction } from '../types.ts';
import type { SessionActor } from './actor.ts';
import { liveOf } from './state.ts';

/** What is known of a running sign-in, for the words of a refusal: whose server it went to, and what was asked; nothing of one that runs no more. */
export function errorContext(actors: readonly SessionActor[]): (transaction: Transaction) => ErrorContext {
  return ({ attempt }) => {
    const running = actors
      .flatMap(({ state }) => liveOf(state.attempt))
      .find(({ transaction }) => transaction.attempt === attempt);
    return running === undefined
      ? {}
      : {
          provider: presetOf(running.metadata),
          sent: sentInQuery(running.url),
          asked: askedBySettings(running.transaction),
        };
  };
}
