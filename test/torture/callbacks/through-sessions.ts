import type { Transaction } from '../../../src/core/oauth/types.ts';
import type { CallbackOutcome } from '../../../src/core/oauth/session/sessions.ts';
import { Stage, connection } from '../../unit/core/oauth/session/stage.ts';
import { transaction } from '../../unit/core/oauth/fixtures.ts';
import { Random } from '../support/random.ts';
import type { Share } from '../support/share.ts';
import { Tally } from '../support/tally.ts';
import type { TortureResult } from '../torture.ts';
import { generate } from './generate.ts';
import { verdictOf } from './oracle.ts';
import type { Verdict } from './oracle.ts';
import { piecesOf } from './pieces.ts';

/** A sign-in that runs in the sessions under test, and a code that the provider would redeem for it. */
interface Live {
  readonly transaction: Transaction;
  readonly code: string;
}

/**
 * Generated callbacks through `handleCallback` of sessions with a provider behind them: only a genuine answer, or one that
 * knows the state, changes anything; only a genuine one makes the app call anybody, and then with its code.
 */
export async function tryThroughSessions(share: Share): Promise<TortureResult> {
  const tally = new Tally();
  const pieces = piecesOf(share.seed);
  const stage = new Stage({
    connections: [connection(), connection({ id: 'two', redirectSpelling: 'authority' })],
  });
  stage.provider.metadata['authorization_response_iss_parameter_supported'] = true;
  await stage.sessions.restore();
  const live = new Map<string, Live>();
  // A code that was tried for the sign-in of another is used up for its own.
  const spent = new Set<string>();
  for (const id of stage.connections.keys()) live.set(id, await signInAgain(stage, id));
  for (let number = share.from; number < share.to; number += 1) {
    const running = Array.from(live.values(), (one) => one.transaction);
    const codeOf = (one: Transaction): string | null => live.get(one.connectionId)?.code ?? null;
    const url = generate(Random.ofCase(share.seed, number), { running, pieces, codeOf });
    const verdict = verdictOf(url, running, stage.clock.now());
    const before = { calls: stage.provider.requests.length, opened: stage.opened.length };
    const outcome = await stage.sessions.handleCallback(url).catch((error: unknown) => String(error));
    const codes = stage.provider.requests
      .slice(before.calls)
      .filter(({ path }) => path === '/token')
      .map(({ form }) => form.get('code') ?? '');
    const problem = problemOf(verdict, outcome, {
      codes,
      calls: stage.provider.requests.length - before.calls,
      opened: stage.opened.length - before.opened,
      real: codeOf,
      spent,
    });
    for (const code of codes) spent.add(code);
    if (problem === null) tally.tried();
    else
      tally.tried(
        `Case ${String(number)} through the sessions: ${problem} ${JSON.stringify(url.slice(0, 400))}`,
      );
    if (typeof outcome === 'object' && outcome.kind !== 'ignored') {
      tally.count(outcome.kind);
      live.set(outcome.connectionId, await signInAgain(stage, outcome.connectionId));
      stage.provider.requests.length = 0;
    }
  }
  const closed = stage.sessions.close();
  stage.clock.advance(10_000);
  await closed;
  return tally.result();
}

async function signInAgain(stage: Stage, id: string): Promise<Live> {
  const begun = await stage.sessions.signIn(id, { startAgain: true });
  if (!begun.ok) throw new Error(`The sign-in could not be begun: ${begun.failure.what}`);
  const query = new URL(stage.lastOpened).searchParams;
  const code = new URL(stage.provider.authorize(stage.lastOpened)).searchParams.get('code') ?? '';
  return {
    code,
    transaction: transaction({
      connectionId: id,
      issuer: stage.provider.issuer,
      redirectUri: query.get('redirect_uri') ?? '',
      issParameterSupported: true,
      state: query.get('state') ?? '',
      startedAt: stage.clock.now(),
    }),
  };
}

interface Seen {
  /** What was sent to the token endpoint. */
  readonly codes: readonly string[];
  readonly calls: number;
  readonly opened: number;
  readonly real: (of: Transaction) => string | null;
  readonly spent: ReadonlySet<string>;
}

function problemOf(verdict: Verdict, outcome: CallbackOutcome | string, seen: Seen): string | null {
  if (typeof outcome === 'string') return `It threw ${outcome}.`;
  if (seen.opened > 0) return 'It opened the browser.';
  if (verdict.kind === 'grant') {
    const { connectionId } = verdict.transaction;
    if (seen.codes.join() !== verdict.code) return `It redeemed ${JSON.stringify(seen.codes)}.`;
    const redeemable = verdict.code === seen.real(verdict.transaction) && !seen.spent.has(verdict.code);
    const wanted = redeemable ? 'signed-in' : 'failed';
    const right = outcome.kind === wanted && outcome.connectionId === connectionId;
    return right ? null : `It was ${outcome.kind}, and should have been ${wanted}.`;
  }
  if (seen.calls > 0) return `It made ${String(seen.calls)} calls.`;
  switch (verdict.kind) {
    case 'refusal':
    case 'too-late':
      return outcome.kind === 'failed' && outcome.connectionId === verdict.transaction.connectionId
        ? null
        : `It was ${outcome.kind}, and should have been told.`;
    case 'nothing':
      return outcome.kind === 'failed' || outcome.kind === 'ignored' ? null : `It was ${outcome.kind}.`;
    case 'ignored':
      return outcome.kind === 'ignored' ? null : `It was ${outcome.kind}, and should have been ignored.`;
    default:
      return 'The verdict is unknown.';
  }
}
