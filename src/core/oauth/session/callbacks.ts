import type { ConnectionId } from '../../../shared/connection.ts';
import { assertNever } from '../../../shared/result.ts';
import type { Activity } from '../../activity/activity.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Vault } from '../../vault/vault.ts';
import { checkRedirect, parseCallback } from '../redirect-check.ts';
import { callbackTag } from '../redirect-uri.ts';
import type { CodeGrant } from '../types.ts';
import type { SessionActor } from './actor.ts';
import { startAgain } from './failures.ts';
import { errorContext } from './error-context.ts';
import type { CallbackOutcome, ConnectionLookup } from './sessions.ts';
import { liveOf } from './state.ts';

/** Ignored callbacks are listed up to this many a minute, then only counted (F23, F24). */
const listedAtMost = 3;
const minute = 60_000;
/** Used states that are remembered for words only. */
const rememberedStates = 50;
/** How long a sign-out in the browser is waited for. */
const signOutLifetime = 60 * minute;

interface CallbackDeps {
  readonly clock: Clock;
  readonly activity: Activity;
  readonly vault: Vault;
  readonly connections: ConnectionLookup;
  actors(): readonly SessionActor[];
}

/** Takes the URLs that the system or a receiver hands over: they lead to an attempt that runs here, or to nothing. */
export class Callbacks {
  readonly #deps: CallbackDeps;
  readonly #signOuts = new Map<string, { readonly id: ConnectionId; readonly at: number }>();
  /** States of this run that were used: worthless, and remembered so that a person is told so. */
  #spent: readonly { readonly state: string; readonly id: ConnectionId }[] = [];
  #first = true;
  #window: { since: number; ignored: number } = { since: -minute, ignored: 0 };

  constructor(deps: CallbackDeps) {
    this.#deps = deps;
  }

  /** A browser sign-out was begun with this `state`. */
  expectSignOut(state: string, id: ConnectionId): void {
    this.#signOuts.set(state, { id, at: this.#deps.clock.now() });
  }

  /** The connection whose sign-in used this `state` in this run; null where none did. */
  spentBy(state: string): ConnectionId | null {
    return this.#spent.find((one) => one.state === state)?.id ?? null;
  }

  /** SECURITY: never opens, fetches or forwards to the URL it is given (R18); proved in callbacks.test.ts. */
  async handle(url: string): Promise<CallbackOutcome> {
    const first = this.#first;
    this.#first = false;
    const callback = parseCallback(url);
    switch (callback.kind) {
      case 'unknown':
        return this.#ignore(callback.why);
      case 'logout':
        return this.#signedOut(callback.state);
      case 'authorization':
        return this.#answer(url, callback.address, first);
      default:
        return assertNever(callback);
    }
  }

  async #answer(url: string, address: string, first: boolean): Promise<CallbackOutcome> {
    const actors = this.#deps.actors();
    const known = actors.flatMap(({ state }) => [
      ...liveOf(state.attempt).map((one) => one.transaction),
      ...state.attempt.expired,
    ]);
    const outcome = checkRedirect(url, known, this.#deps.clock.now(), errorContext(actors));
    if (outcome.kind === 'ignored') {
      const orphaned = first ? await this.#coldStart(address) : null;
      return orphaned ?? this.#ignore(outcome.why);
    }
    const transaction = outcome.kind === 'grant' ? outcome.grant.transaction : outcome.transaction;
    const actor = actors.find(({ id }) => id === transaction.connectionId);
    if (actor === undefined) return this.#ignore('Its connection is not there any more.');
    switch (outcome.kind) {
      case 'grant':
        return this.redeem(actor, outcome.grant);
      case 'refused':
        await actor.send({ kind: 'callback-refused', transaction, failure: outcome.failure });
        return { kind: 'failed', connectionId: actor.id };
      case 'expired':
        await actor.send({ kind: 'callback-expired', transaction, failure: outcome.failure });
        return { kind: 'failed', connectionId: actor.id };
      default:
        return assertNever(outcome);
    }
  }

  /** Spends what the redirect check let through, and waits for what it comes to. */
  async redeem(actor: SessionActor, grant: CodeGrant): Promise<CallbackOutcome> {
    const { attempt, state: spent } = grant.transaction;
    this.#spent = [...this.#spent, { state: spent, id: actor.id }].slice(-rememberedStates);
    void actor.send({ kind: 'callback-granted', grant });
    const { attempt: after } = await actor.until(
      (state) => state.attempt.kind !== 'finishing' || state.attempt.transaction.attempt !== attempt,
    );
    if (after.kind === 'deciding') return { kind: 'another-account', connectionId: actor.id };
    // What was asked for meanwhile begins only after one that was kept.
    const completed = after.kind === 'none' ? after.completed === attempt : after.kind === 'preparing';
    return { kind: completed ? 'signed-in' : 'failed', connectionId: actor.id };
  }

  /** F27: the first callback of a run without a keyring may belong to a sign-in of the run before. It is told so. */
  async #coldStart(address: string): Promise<CallbackOutcome | null> {
    const { kind } = this.#deps.vault.status;
    if (kind === 'open') return null;
    const tag = address.split('/').at(-1);
    const fits = this.#deps.actors().filter(({ id, state }) => {
      const connection = this.#deps.connections.get(id);
      return (
        connection !== null &&
        callbackTag(connection) === tag &&
        state.attempt.kind === 'none' &&
        ['signed-out', 'needs-sign-in', 'set-aside'].includes(state.session.kind)
      );
    });
    const [actor] = fits;
    if (actor === undefined) return null;
    await Promise.all(
      fits.map(async (one) => one.send({ kind: 'callback-orphaned', failure: startAgain() })),
    );
    return { kind: 'failed', connectionId: actor.id };
  }

  /** R47, R48: only a sign-out that was begun here is completed, and no session is ever touched. */
  #signedOut(state: string | null): CallbackOutcome {
    const now = this.#deps.clock.now();
    for (const [key, { at }] of this.#signOuts) {
      if (now - at > signOutLifetime) this.#signOuts.delete(key);
    }
    const key = state ?? Array.from(this.#signOuts.keys()).at(-1);
    const pending = key === undefined ? undefined : this.#signOuts.get(key);
    if (key === undefined || pending === undefined)
      return this.#ignore('No sign-out that runs here began it.');
    this.#signOuts.delete(key);
    this.#deps.activity.add({
      connectionId: pending.id,
      step: 'sign-out',
      outcome: 'ok',
      summary: 'Signed out in the browser too.',
      facts: [],
    });
    return { kind: 'signed-out', connectionId: pending.id };
  }

  #ignore(why: string): CallbackOutcome {
    const now = this.#deps.clock.monotonic();
    if (now - this.#window.since >= minute) {
      const more = this.#window.ignored - listedAtMost;
      if (more > 0) this.#note(`${String(more)} more callbacks were ignored.`, []);
      this.#window = { since: now, ignored: 0 };
    }
    this.#window.ignored += 1;
    if (this.#window.ignored <= listedAtMost) {
      this.#note('A callback was ignored.', [{ name: 'Why', value: why }]);
    }
    return { kind: 'ignored' };
  }

  #note(summary: string, facts: readonly { name: string; value: string }[]): void {
    this.#deps.activity.add({ connectionId: null, step: 'callback', outcome: 'ignored', summary, facts });
  }
}
