import type { ConnectionId } from '../../../shared/connection.ts';
import type { Failure } from '../../../shared/failure.ts';
import { assertNever, fail, succeed } from '../../../shared/result.ts';
import type { Result } from '../../../shared/result.ts';
import type { Activity } from '../../activity/activity.ts';
import type { Clock } from '../../ports/clock.ts';
import {
  alreadyUsed,
  cutOff,
  notAccepted,
  nothingToPaste,
  ofAnotherAttempt,
  ofAnotherConnection,
  slipped,
} from '../paste-failures.ts';
import { readPasted } from '../pasted-address.ts';
import { checkRedirect, parseCallback } from '../redirect-check.ts';
import type { RedirectOutcome } from '../redirect-check.ts';
import { callbackTag } from '../redirect-uri.ts';
import type { Transaction } from '../types.ts';
import type { SessionActor } from './actor.ts';
import type { Callbacks } from './callbacks.ts';
import { errorContext } from './error-context.ts';
import type { ConnectionLookup } from './sessions.ts';
import { liveOf } from './state.ts';

interface PastedDeps {
  readonly clock: Clock;
  readonly activity: Activity;
  readonly connections: ConnectionLookup;
  readonly callbacks: Callbacks;
  actors(): readonly SessionActor[];
}

/**
 * Takes an address that a person brought by hand, because their browser runs elsewhere. It passes the very check of every
 * answer; what does not pass leaves the sign-in as it is, with words. What was pasted is neither kept nor noted.
 */
export class PastedCallbacks {
  readonly #deps: PastedDeps;

  constructor(deps: PastedDeps) {
    this.#deps = deps;
  }

  async take(actor: SessionActor, text: string): Promise<Result<null>> {
    const waiting = liveOf(actor.state.attempt).findLast(({ transaction }) => transaction.way === 'loopback');
    if (waiting === undefined) return this.#refuse(actor.id, nothingToPaste());
    const pasted = readPasted(text, waiting.url);
    if (pasted.kind !== 'callback') return this.#refuse(actor.id, slipped(pasted.kind));
    const { url } = pasted;
    const outcome = checkRedirect(
      url,
      this.#known(),
      this.#deps.clock.now(),
      errorContext(this.#deps.actors()),
    );
    if (outcome.kind === 'ignored') return this.#refuse(actor.id, this.#whose(actor.id, url));
    return this.#judge(actor, url, outcome);
  }

  async #judge(
    actor: SessionActor,
    url: string,
    outcome: Exclude<RedirectOutcome, { readonly kind: 'ignored' }>,
  ): Promise<Result<null>> {
    const transaction = outcome.kind === 'grant' ? outcome.grant.transaction : outcome.transaction;
    if (transaction.connectionId !== actor.id) {
      return this.#refuse(actor.id, ofAnotherConnection(this.#nameOf(transaction.connectionId)));
    }
    // The redirect check has compared the address with its own, so a loopback address answers a loopback request.
    switch (outcome.kind) {
      case 'expired':
        return this.#refuse(actor.id, outcome.failure);
      case 'refused': {
        const { failure } = outcome;
        if (failure.code === 'issuer-missing' || endsInIssuer(url, transaction)) {
          return this.#refuse(actor.id, cutOff());
        }
        if (failure.code !== 'authorization-refused') return this.#refuse(actor.id, notAccepted(failure));
        // The provider's own no.
        await actor.send({ kind: 'callback-refused', transaction, failure });
        return fail(failure);
      }
      case 'grant': {
        const { kind } = await this.#deps.callbacks.redeem(actor, outcome.grant);
        const { attempt } = actor.state;
        const failure = 'failure' in attempt ? attempt.failure : null;
        return kind === 'failed' && failure !== null ? fail(failure) : succeed(null);
      }
      default:
        return assertNever(outcome);
    }
  }

  #known(): readonly Transaction[] {
    return this.#deps
      .actors()
      .flatMap(({ state }) => [
        ...liveOf(state.attempt).map((one) => one.transaction),
        ...state.attempt.expired,
      ]);
  }

  /** Why no sign-in that runs began this one. */
  #whose(id: ConnectionId, url: string): Failure {
    const callback = parseCallback(url);
    if (callback.kind !== 'authorization') return slipped('something-else');
    const [state = ''] = callback.parameters.state;
    const spentBy = this.#deps.callbacks.spentBy(state);
    if (spentBy !== null) {
      return spentBy === id ? alreadyUsed() : ofAnotherConnection(this.#nameOf(spentBy));
    }
    if (this.#known().some((one) => one.state.startsWith(state))) return cutOff();
    const tag = callback.address.split('/').at(-1) ?? '';
    const { connections } = this.#deps;
    const own = connections.get(id);
    if (own !== null && callbackTag(own) === tag) return ofAnotherAttempt();
    const other = connections.list().find((one) => callbackTag(one) === tag);
    return other === undefined ? slipped('something-else') : ofAnotherConnection(other.name);
  }

  #nameOf(id: ConnectionId): string {
    return this.#deps.connections.get(id)?.name ?? 'another connection';
  }

  #refuse(id: ConnectionId, failure: Failure): Result<null> {
    this.#deps.activity.add({
      connectionId: id,
      step: 'callback',
      outcome: 'ignored',
      summary: 'A pasted address was not taken.',
      facts: [{ name: 'Why', value: failure.why }],
      failureCode: failure.code,
    });
    return fail(failure);
  }
}

/** The promised issuer is often what comes last, and so what is cut. */
function endsInIssuer(url: string, { issuer }: Transaction): boolean {
  const callback = parseCallback(url);
  const [named] = callback.kind === 'authorization' ? callback.parameters.iss : [];
  return named !== undefined && named !== issuer && issuer.startsWith(named);
}
