import { assertNever } from '../../../shared/result.ts';
import { presetOf } from '../../providers/presets/preset-of.ts';
import { askForDeviceTokens } from '../device-token.ts';
import type { Effect } from './effects.ts';
import type { GrantJudgement, MachineEvent } from './events.ts';
import { changedMeanwhile } from './failures.ts';
import { authenticationOf, judge, stillWanted } from './sign-in-work.ts';
import type { Tools } from './tools.ts';

/**
 * Asks once whether somebody entered the code, and judges who signed in before anything of the answer is used (R20). All of
 * it only for the connection that began it, as it is by now (R16), and only while the attempt runs (R83).
 */
export async function askDevice(
  { device, operation }: Extract<Effect, { readonly kind: 'ask-device' }>,
  tools: Tools,
): Promise<readonly MachineEvent[]> {
  const { transaction } = device;
  const { attempt } = transaction;
  const signal = tools.running.attempt(attempt);
  const judged = (judgement: GrantJudgement): readonly MachineEvent[] =>
    signal.aborted ? [] : [{ kind: 'grant-judged', attempt, judgement }];
  const refused = { kind: 'rejected', failure: changedMeanwhile() } as const;
  if (!stillWanted(transaction, tools)) return judged(refused);
  const authentication = await authenticationOf(tools, device.metadata);
  if (!authentication.ok) return judged({ kind: 'rejected', failure: authentication.failure });
  const outcome = await askForDeviceTokens(
    transaction,
    tools.exchange(signal),
    authentication.value,
    presetOf(device.metadata),
  );
  if (signal.aborted) return [];
  switch (outcome.kind) {
    case 'tokens': {
      const judgement = await judge(outcome, device, tools, signal);
      return judged(stillWanted(transaction, tools) ? judgement : refused);
    }
    case 'no-answer': {
      const { kind, failure, retryAfterMilliseconds: retryAfter } = outcome;
      return [{ kind: 'device-answered', operation, answer: { kind, failure, retryAfter } }];
    }
    case 'pending':
    case 'slow-down':
    case 'expired':
    case 'refused':
      return [{ kind: 'device-answered', operation, answer: outcome }];
    default:
      return assertNever(outcome);
  }
}
