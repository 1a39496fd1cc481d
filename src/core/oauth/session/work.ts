import type { Failure } from '../../../shared/failure.ts';
import type { Effect } from './effects.ts';
import type { MachineEvent, SaveOutcome } from './events.ts';
import { internal } from './failures.ts';
import { parseSessionRecord, stored } from './records.ts';
import { refresh } from './renewal-work.ts';
import { askDevice } from './device-work.ts';
import { openBrowser, prepareAttempt, redeem } from './sign-in-work.ts';
import { deliver, keepSignOut } from './sign-out-work.ts';
import type { Tools } from './tools.ts';
import { describeAccount } from './user-info-work.ts';

/**
 * Does what the machine wants done, and answers with the events that follow. A bug on the way answers too, so that no
 * session waits for ever; it is thrown on to whoever logs.
 */
export async function perform(
  effect: Effect,
  tools: Tools,
  report: (error: unknown) => void,
): Promise<readonly MachineEvent[]> {
  try {
    return await work(effect, tools);
  } catch (error) {
    report(error);
    return afterBug(effect, internal());
  }
}

async function work(effect: Effect, tools: Tools): Promise<readonly MachineEvent[]> {
  const { vault, connectionId } = tools;
  switch (effect.kind) {
    case 'prepare-attempt':
      return prepareAttempt(effect, tools);
    case 'seal-attempt': {
      const { attempt } = effect.pending.transaction;
      await tools.store(async () => vault.write('transaction', attempt, stored(effect.pending)));
      return [{ kind: 'attempt-sealed', attempt }];
    }
    case 'open-browser':
      return openBrowser(effect, tools);
    case 'redeem-code':
      return redeem(effect, tools);
    case 'hand-over':
      await tools.handOver(effect.to, effect.record, effect.received);
      return [];
    case 'ask-device':
      return askDevice(effect, tools);
    case 'end-attempt':
      await tools.running.endAttempt(effect.attempt);
      await tools.store(async () => vault.remove('transaction', effect.attempt));
      return [];
    case 'save-session': {
      const { operation, record } = effect;
      const written = await tools.store(async () => vault.write('session', connectionId, stored(record)));
      const outcome: SaveOutcome = written.ok
        ? { kind: written.value }
        : { kind: 'failed', failure: written.failure };
      return [{ kind: 'saved', operation, outcome }];
    }
    case 'reread-session': {
      const read = await tools.store(async () => vault.read('session', connectionId));
      const record = read.ok ? parseSessionRecord(read.value) : null;
      return [{ kind: 'record-reread', operation: effect.operation, record }];
    }
    case 'flush': {
      const flushed = await tools.store(async () => vault.flush());
      return [{ kind: 'flushed', failure: flushed.ok ? null : flushed.failure }];
    }
    case 'erase-session': {
      const erased = await tools.store(async () => vault.remove('session', connectionId));
      return [{ kind: 'erased', failure: erased.ok ? null : erased.failure }];
    }
    case 'read-user-info':
      return describeAccount(effect, tools);
    case 'refresh':
      return refresh(effect, tools);
    case 'stop-refresh':
      tools.running.stopRefresh();
      return [];
    case 'keep-sign-out':
      return keepSignOut(effect, tools);
    case 'rewrite-sign-out': {
      const { id, job } = effect.kept;
      await tools.store(async () => vault.write('sign-out', id, stored({ job })));
      return [];
    }
    case 'deliver':
      return deliver(effect, tools);
    case 'erase-sign-out':
      await tools.store(async () => vault.remove('sign-out', effect.id));
      return [];
    case 'note':
      tools.activity.add({ ...effect.entry, connectionId });
      return [];
    default:
      return unhandled(effect);
  }
}

/** What a session is told when doing something for it broke. */
function afterBug(effect: Effect, failure: Failure): readonly MachineEvent[] {
  switch (effect.kind) {
    case 'prepare-attempt':
      return [{ kind: 'attempt-failed', attempt: effect.wish.attempt, failure }];
    case 'seal-attempt':
      return [{ kind: 'attempt-failed', attempt: effect.pending.transaction.attempt, failure }];
    case 'open-browser':
      return [{ kind: 'browser-opened', attempt: effect.attempt, failure }];
    case 'redeem-code': {
      const { attempt } = effect.grant.transaction;
      return [{ kind: 'grant-judged', attempt, judgement: { kind: 'rejected', failure } }];
    }
    case 'ask-device': {
      const answer = { kind: 'refused', failure } as const;
      return [{ kind: 'device-answered', operation: effect.operation, answer }];
    }
    case 'save-session':
      return [{ kind: 'saved', operation: effect.operation, outcome: { kind: 'failed', failure } }];
    case 'reread-session':
      return [{ kind: 'record-reread', operation: effect.operation, record: null }];
    case 'refresh': {
      const answer = {
        kind: 'try-later',
        cause: 'provider-unavailable',
        failure,
        retryAfter: null,
        answerLost: true,
      } as const;
      return [{ kind: 'refresh-answered', operation: effect.operation, answer }];
    }
    case 'deliver': {
      const outcome = { kind: 'later', job: effect.kept.job, failure, retryAfter: null } as const;
      return [{ kind: 'delivered', operation: effect.operation, outcome }];
    }
    case 'keep-sign-out':
      return [
        { kind: 'erased', failure },
        { kind: 'sign-out-kept', kept: effect.kept },
      ];
    case 'flush':
      return [{ kind: 'flushed', failure }];
    case 'erase-session':
      return [{ kind: 'erased', failure }];
    case 'hand-over':
    case 'end-attempt':
    case 'read-user-info':
    case 'stop-refresh':
    case 'rewrite-sign-out':
    case 'erase-sign-out':
    case 'note':
      return [];
    default:
      return unhandled(effect);
  }
}

function unhandled(_effect: never): never {
  throw new TypeError('An effect was not handled.');
}
