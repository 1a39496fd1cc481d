import { randomBytes } from 'node:crypto';
import type { ConnectionId } from '../../../shared/connection.ts';
import { assertNever, fail, succeed } from '../../../shared/result.ts';
import type { Result } from '../../../shared/result.ts';
import type { AccessToken } from '../../broker/access-tokens.ts';
import { connectionGone } from '../../failures/connection-gone.ts';
import { base32 } from '../base32.ts';
import { openInBrowser } from '../browser-hand-over.ts';
import { endSessionUrl } from '../end-session.ts';
import { presetOf } from '../../providers/presets/preset-of.ts';
import { isSessionOf } from './belonging.ts';
import { explainPage, sayingsOf } from './explain-page.ts';
import {
  browserSignOutUnsupported,
  clientIdMissing,
  closing,
  noSignInRuns,
  notRenewedYet,
  settingsChanged,
  stillSealed,
} from './failures.ts';
import { lackingOf } from './more-access.ts';
import type { SessionRecord } from './records.ts';
import { browserAsked, isPastOpening, isSettled, isUnderWay, renewed, sealedBy } from './answers.ts';
import { Registry } from './registry.ts';
import type { CallbackOutcome, Sessions, SignInOptions } from './sessions.ts';
import { heldOf, isDeciding } from './state.ts';
import { tokenAnswer } from './token-use.ts';
import type { SessionsDeps } from './tools.ts';
import { sessionDetails } from './view.ts';
import { withEnding } from './with-ending.ts';
import { within } from './within.ts';

export type { SessionsDeps } from './tools.ts';

/** A connection that is deleted waits this long for the provider to be told; the rest happens afterwards. Milliseconds. */
const removalWaits = 5_000;
/** Callbacks that wait for a locked keyring. */
const waitingCallbacks = 5;

/** Makes the sessions, with nothing read and nothing running. Everything begins with `restore`. */
export function createSessions(deps: SessionsDeps): Sessions {
  const registry = new Registry(deps);
  let callbacksWaiting = 0;

  const known = (id: ConnectionId) => deps.connections.get(id) !== null;
  const kept = (id: ConnectionId) => withEnding(deps.connections, id) !== null;

  /** The session, once it is known what the vault holds of it. */
  async function ready(id: ConnectionId) {
    const actor = registry.actor(id);
    await actor.until(({ session }) => session.kind !== 'unknown');
    await registry.readUnlocked(actor);
    return actor;
  }

  async function signIn(id: ConnectionId, options: SignInOptions): Promise<Result<null>> {
    const connection = deps.connections.get(id);
    if (connection === null) return fail(connectionGone());
    if (connection.clientId === '') return fail(clientIdMissing());
    const actor = await ready(id);
    if (registry.closed) return fail(closing());
    const sealed = registry.locking ? 'passphrase' : sealedBy(actor.state.session);
    if (sealed !== null) return fail(stillSealed(sealed));
    const wish = {
      attempt: newId(),
      way: options.way ?? null,
      anotherAccount: options.anotherAccount ?? false,
      more: options.more ?? [],
    };
    void actor.send({ kind: 'sign-in-asked', wish, startAgain: options.startAgain ?? false });
    const state = await actor.until(isPastOpening);
    return registry.closed ? fail(closing()) : browserAsked(state, wish);
  }

  async function accessToken(id: ConnectionId, resource: string | null): Promise<Result<AccessToken>> {
    const connection = deps.connections.get(id);
    if (connection === null) return fail(connectionGone());
    const actor = await ready(id);
    const session = heldOf(actor.state.session)?.record.session;
    if (session !== undefined && !isSessionOf(session, connection)) return fail(settingsChanged());
    const key = resource ?? '';
    for (let asked = false; ;) {
      if (registry.closed) return fail(closing());
      const before = actor.state.session;
      const answer = tokenAnswer(before, key, actor.surroundings);
      switch (answer.kind) {
        case 'ready':
          return succeed({ value: answer.token.value, tokenType: answer.token.tokenType });
        case 'failed':
          return fail(answer.failure);
        case 'wanted':
          // A token that is spent as soon as it comes is not asked for again and again.
          if (asked) return fail(notRenewedYet());
          asked = true;
          void actor.send({ kind: 'token-wanted', resource: key });
          break;
        case 'wait':
          // oxlint-disable-next-line eslint/no-await-in-loop -- each turn waits for the state to change
          await actor.until(({ session: now }) => now !== before && !isUnderWay(now));
          break;
        default:
          return assertNever(answer);
      }
    }
  }

  async function renew(id: ConnectionId, event: 'renewal-asked' | 'try-now'): Promise<Result<null>> {
    const actor = await ready(id);
    if (event === 'try-now' && sealedBy(actor.state.session) !== null) {
      await deps.vault.open();
      await registry.restore();
    }
    const { storage } = heldOf(actor.state.session) ?? { storage: null };
    await actor.send({ kind: event });
    const { session, delivery } = await actor.until(isSettled);
    if (event === 'try-now') {
      if (delivery.kind === 'waiting') return fail(delivery.reason);
      const now = heldOf(session)?.storage;
      if (now?.kind === 'not-saved') return fail(now.reason);
      if (storage?.kind === 'not-saved' || session.kind === 'signed-out') return succeed(null);
    }
    return renewed(session);
  }

  async function signOut(id: ConnectionId, alsoInBrowser: boolean): Promise<Result<null>> {
    const actor = await ready(id);
    const record = heldOf(actor.state.session)?.record ?? null;
    const local = await forget(id);
    if (!alsoInBrowser || record === null) return local;
    const browser = await signOutInBrowser(id, record);
    return local.ok ? browser : local;
  }

  /** Here, at once and for good; the provider is told afterwards. */
  async function forget(id: ConnectionId): Promise<Result<null>> {
    const actor = registry.actor(id);
    // Unread it could be erased, not revoked.
    const sealed = sealedBy(actor.state.session);
    if (sealed !== null) return fail(stillSealed(sealed));
    await actor.send({ kind: 'sign-out-asked', id: newId() });
    const { session } = actor.state;
    return session.kind === 'signed-out' && session.reason !== null ? fail(session.reason) : succeed(null);
  }

  /** R46: only what the person chose, and after everything here is gone. */
  async function signOutInBrowser(id: ConnectionId, record: SessionRecord): Promise<Result<null>> {
    const { metadata, session } = record;
    const state = newId();
    const url = endSessionUrl({
      metadata,
      dialect: presetOf(metadata).logout.value,
      clientId: session.clientId,
      idToken: session.idToken,
      scheme: deps.scheme,
      // Of a connection that was deleted meanwhile nobody knows it any more; most have this one.
      spelling: withEnding(deps.connections, id)?.redirectSpelling ?? 'path',
      state,
    });
    if (url === null) return fail(browserSignOutUnsupported());
    registry.callbacks.expectSignOut(state, id);
    const opened = await openInBrowser(url, deps.browser);
    deps.activity.add({
      connectionId: id,
      step: 'sign-out',
      outcome: opened.ok ? 'ok' : 'failed',
      summary: opened.ok
        ? 'The browser was asked to open the provider’s sign-out page.'
        : 'The browser could not be opened to sign out there.',
      facts: [],
      ...(opened.ok ? {} : { failureCode: opened.failure.code }),
    });
    return opened;
  }

  return {
    restore: async () => registry.restore(),
    view: (id) => registry.view(id),
    onChange: (listener) => registry.onChange(listener),

    async details(id) {
      const connection = deps.connections.get(id);
      if (connection === null) return fail(connectionGone());
      return succeed(sessionDetails(registry.actor(id).state, connection));
    },

    signIn,

    async cancelSignIn(id) {
      if (kept(id)) await registry.actor(id).send({ kind: 'sign-in-cancelled' });
    },

    async decideAccount(id, attempt, decision) {
      if (!known(id)) return fail(connectionGone());
      const actor = registry.actor(id);
      if (!isDeciding(actor.state)) return fail(noSignInRuns());
      await actor.send({ kind: 'account-decided', attempt, decision });
      return isDeciding(actor.state) ? fail(noSignInRuns()) : succeed(null);
    },

    async openBrowserAgain(id) {
      if (!known(id)) return fail(connectionGone());
      const actor = registry.actor(id);
      if (actor.state.attempt.kind === 'none') return fail(noSignInRuns());
      // A sign-in with a code waits on while the browser is opened: how that went is known when it is done.
      await actor.send({ kind: 'open-again-asked' });
      return browserAsked(await actor.until(isPastOpening));
    },

    signInLink(id) {
      if (!known(id)) return fail(connectionGone());
      const { attempt } = registry.actor(id).state;
      if ('device' in attempt) {
        const { verificationUri, verificationUriComplete } = attempt.device.transaction;
        return succeed(verificationUriComplete ?? verificationUri);
      }
      if (attempt.kind !== 'opening' && attempt.kind !== 'browser') return fail(noSignInRuns());
      const newest = attempt.live.at(-1);
      return newest === undefined ? fail(noSignInRuns()) : succeed(newest.url);
    },

    pasteCallback: async (id, text) =>
      known(id) ? registry.pasted.take(registry.actor(id), text) : fail(connectionGone()),

    explainPage(id, words) {
      if (!known(id)) return fail(connectionGone());
      const { attempt } = registry.actor(id).state;
      return attempt.kind === 'none' ? fail(noSignInRuns()) : succeed(explainPage(words, attempt));
    },

    pageSayings(id) {
      if (!known(id)) return fail(connectionGone());
      const { attempt } = registry.actor(id).state;
      return attempt.kind === 'none' ? fail(noSignInRuns()) : succeed(sayingsOf(attempt));
    },

    async handleCallback(url): Promise<CallbackOutcome> {
      if (callbacksWaiting >= waitingCallbacks) return { kind: 'ignored' };
      callbacksWaiting += 1;
      await registry.readable();
      callbacksWaiting -= 1;
      return registry.closed ? { kind: 'ignored' } : registry.callbacks.handle(url);
    },

    onLoopbackAnswer(listener) {
      registry.loopbackListeners.add(listener);
      return () => registry.loopbackListeners.delete(listener);
    },

    accessToken,

    rejected(id, resource, token) {
      if (!known(id)) return;
      void registry.actor(id).send({ kind: 'token-rejected', resource: resource ?? '', value: token.value });
    },

    lacking(id, { host, scopes: wanted }) {
      const actor = known(id) ? registry.actor(id) : null;
      const session = actor === null ? undefined : heldOf(actor.state.session)?.record.session;
      if (actor === null || session === undefined) return [];
      const scopes = lackingOf(wanted, session.scopesGranted);
      const { signedInAt } = session;
      // A renewal comes and goes; what the API wants stays.
      if (scopes.length > 0)
        void actor
          .until((now) => !isUnderWay(now.session))
          .then(async () => actor.send({ kind: 'access-lacking', signedInAt, lacking: { host, scopes } }));
      return scopes;
    },

    async declineAccess(id) {
      if (!known(id)) return fail(connectionGone());
      const actor = registry.actor(id);
      // A renewal that begins meanwhile goes on with what is wanted.
      await actor.until(({ session }) => !isUnderWay(session));
      await actor.send({ kind: 'access-declined' });
      return succeed(null);
    },

    renewNow: async (id) => (known(id) ? renew(id, 'renewal-asked') : fail(connectionGone())),
    tryNow: async (id) => (known(id) ? renew(id, 'try-now') : fail(connectionGone())),

    signOut: async (id, options) => (known(id) ? signOut(id, options.alsoInBrowser) : fail(connectionGone())),

    async forgetSignOut(id) {
      if (!known(id)) return fail(connectionGone());
      await registry.actor(id).send({ kind: 'forget-asked' });
      return succeed(null);
    },

    undelivered: () =>
      registry
        .actors()
        .flatMap(({ id, state: { delivery } }) =>
          delivery.kind === 'none'
            ? []
            : delivery.jobs.map(({ job }) => ({ connectionId: id, issuer: job.issuer })),
        ),

    async remove(id) {
      if (!kept(id)) return fail(connectionGone());
      await ready(id);
      // What is closed erases nothing any more.
      if (registry.closed) return fail(closing());
      const forgotten = await forget(id);
      if (!forgotten.ok) return forgotten;
      const told = registry
        .actor(id)
        .until(({ delivery }) => delivery.kind === 'none' || delivery.kind === 'waiting');
      await within(deps.clock, removalWaits, told, null);
      await registry.drop(id);
      return succeed(null);
    },

    suspended: () => registry.suspend(),
    resumed: () => registry.resume(),
    networkChanged: () => registry.networkChanged(),
    lock: async () => registry.lock(),
    close: async () => registry.close(),
  };
}

/** 128 random bits, fit for a file name. */
function newId(): string {
  return base32(randomBytes(16));
}
