import { checkRedirect } from '../../../src/core/oauth/redirect-check.ts';
import type { RedirectOutcome } from '../../../src/core/oauth/redirect-check.ts';
import { Random } from '../support/random.ts';
import type { Share } from '../support/share.ts';
import { Tally } from '../support/tally.ts';
import type { TortureResult } from '../torture.ts';
import { generate } from './generate.ts';
import { verdictOf } from './oracle.ts';
import type { Verdict } from './oracle.ts';
import { piecesOf } from './pieces.ts';
import { now, running } from './world.ts';

/** Generated callbacks against sign-ins that run, through the redirect check alone; `check` can be replaced by a faulty one. */
export async function tryCallbacks(share: Share, check = checkRedirect): Promise<TortureResult> {
  const tally = new Tally();
  const source = { running, pieces: piecesOf(share.seed), codeOf: () => null };
  for (let number = share.from; number < share.to; number += 1) {
    const url = generate(Random.ofCase(share.seed, number), source);
    const verdict = verdictOf(url, running, now);
    tally.count(verdict.kind);
    const problem = problemOf(verdict, outcomeOf(url, check));
    if (problem === null) tally.tried();
    else tally.tried(`Case ${String(number)}: ${problem} ${JSON.stringify(url.slice(0, 400))}`);
  }
  return Promise.resolve(tally.result());
}

function outcomeOf(url: string, check: typeof checkRedirect): RedirectOutcome | Error {
  try {
    return check(url, running, now);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function problemOf(verdict: Verdict, outcome: RedirectOutcome | Error): string | null {
  if (outcome instanceof Error) return `It threw ${String(outcome)}.`;
  const said = `It was ${outcome.kind}, and should have been ${verdict.kind}.`;
  switch (verdict.kind) {
    case 'grant':
      return outcome.kind === 'grant' &&
        outcome.grant.code === verdict.code &&
        outcome.grant.transaction.state === verdict.transaction.state
        ? null
        : said;
    case 'refusal':
      return outcome.kind === 'refused' &&
        outcome.transaction.state === verdict.transaction.state &&
        outcome.failure.code === 'authorization-refused'
        ? null
        : said;
    case 'too-late':
      return outcome.kind === 'expired' && outcome.transaction.state === verdict.transaction.state
        ? null
        : said;
    case 'nothing':
      return outcome.kind === 'grant' ? said : null;
    case 'ignored':
      return outcome.kind === 'ignored' ? null : said;
    default:
      return said;
  }
}
