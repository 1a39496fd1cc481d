import type { MachineEvent } from '../../../src/core/oauth/session/events.ts';
import { receivedAt } from '../../../src/core/oauth/session/token-use.ts';
import type { Held, SessionState } from '../../../src/core/oauth/session/state.ts';
import type { Context, Step } from '../../../src/core/oauth/session/table.ts';
import type { Move } from './moves.ts';
import type { Take } from './tapped-tables.ts';

/** A table made wrong on purpose, and a promise that it breaks. */
export interface Mutation {
  readonly name: string;
  /** A short sequence that breaks it; random ones do too. */
  readonly moves: readonly Move[];
  readonly breaks: string;
  /** OpenID Connect: there are accounts. */
  readonly openid?: true;
  readonly wrap: (take: Take) => Take;
}

type AnyState = Parameters<Take>[0];
type AnyStep = Step<AnyState>;
type Of<K extends SessionState['kind']> = Extract<SessionState, { readonly kind: K }>;

/** Changes where steps lead and what they do. */
function steps(change: (step: AnyStep, event: MachineEvent, context: Context) => AnyStep): Mutation['wrap'] {
  return (take) => (state, event, context) => {
    const step = take(state, event, context);
    return step === null ? null : change(step, event, context);
  };
}

/** Changes what a row is told. */
function told(
  change: (event: MachineEvent, state: AnyState) => MachineEvent,
  inContext: (context: Context) => Context = (context) => context,
): Mutation['wrap'] {
  return (take) => (state, event, context) => take(state, change(event, state), inContext(context));
}

const without = (...kinds: readonly string[]) =>
  steps((step) => ({ ...step, effects: step.effects.filter(({ kind }) => !kinds.includes(kind)) }));

const only = (kind: MachineEvent['kind'], wrap: Mutation['wrap']): Mutation['wrap'] => {
  return (take) => {
    const wrapped = wrap(take);
    return (state, event, context) =>
      event.kind === kind ? wrapped(state, event, context) : take(state, event, context);
  };
};

function isSaving(state: AnyState): state is Of<'renewal-saving'> {
  return state.kind === 'renewal-saving';
}

function saving(
  change: (held: Held, context: Context, before: Of<'renewal-asking'>) => Held,
): Mutation['wrap'] {
  return (take) => (state, event, context) => {
    const step = take(state, event, context);
    if (step === null || state.kind !== 'renewal-asking' || !isSaving(step.state)) return step;
    const held = change(step.state.held, context, state);
    const effects = step.effects.map((effect) =>
      effect.kind === 'save-session' ? { ...effect, record: held.record } : effect,
    );
    return { ...step, state: { ...step.state, held }, effects };
  };
}

function answeredAs(kind: 'needs-person' | 'try-later'): Mutation['wrap'] {
  return told((event) =>
    event.kind === 'refresh-answered' && event.answer.kind === kind
      ? { ...event, answer: { kind: 'ended', failure: event.answer.failure } }
      : event,
  );
}

function ignores(kind: MachineEvent['kind']): Mutation['wrap'] {
  return (take) => (state, event, context) => (event.kind === kind ? null : take(state, event, context));
}

export const mutations: readonly Mutation[] = [
  {
    name: 'sends the refresh token without a mark on disk',
    moves: ['life of a token', 'token wanted'],
    breaks: 'marked on disk',
    wrap: steps((step) =>
      step.state.kind === 'renewal-journalling'
        ? {
            ...step,
            state: { ...step.state, kind: 'renewal-asking' },
            effects: step.effects.map((effect) =>
              effect.kind === 'save-session'
                ? {
                    kind: 'refresh',
                    operation: effect.operation,
                    record: effect.record,
                    resource: '',
                    again: false,
                  }
                : effect,
            ),
          }
        : step,
    ),
  },
  {
    name: 'uses what a renewal brought before it is saved',
    moves: ['life of a token', 'token wanted', 'answer usual', 'token wanted'],
    breaks: 'on disk before its access token is used',
    wrap: steps((step) =>
      isSaving(step.state) ? { ...step, state: { kind: 'signed-in', held: step.state.held } } : step,
    ),
  },
  {
    name: 'uses a new sign-in before it is saved',
    moves: ['sign in, and come back from the browser', 'answer usual', 'token wanted'],
    breaks: 'on disk before its access token is used',
    wrap: steps((step) =>
      step.state.kind === 'sign-in-saving'
        ? {
            ...step,
            state: { kind: 'signed-in', held: step.state.held },
            raised: [...step.raised, { kind: 'sign-in-kept' }],
          }
        : step,
    ),
  },
  {
    name: 'keeps the spent refresh token after a rotation',
    moves: ['renew now', 'flow', 'life of a token', 'renew now', 'flow'],
    breaks: 'a refresh token that was replaced is not used again',
    wrap: saving((held, _context, before) => {
      const { refreshToken } = before.held.record.session;
      const { record } = held;
      return { ...held, record: { ...record, session: { ...record.session, refreshToken } } };
    }),
  },
  {
    name: 'takes every token for new when one of them is',
    moves: [
      'half a minute',
      'half a minute',
      'half a minute',
      'half a minute',
      'half a minute',
      'half a minute',
      'half a minute',
      'half a minute',
      'token for another resource wanted',
      'flow',
      'half a minute',
      'half a minute',
      'half a minute',
      'token wanted',
    ],
    breaks: 'past its expiry',
    wrap: saving((held, context) => ({
      ...held,
      receipts: Object.fromEntries(
        Object.keys(held.receipts).map((one) => [
          one,
          receivedAt({ wall: context.now, monotonic: context.monotonic }),
        ]),
      ),
    })),
  },
  {
    name: 'gives the token of one resource to all',
    moves: ['token for another resource wanted', 'flow', 'token wanted'],
    breaks: 'only to its own resource',
    wrap: (take) => (state, event, context) =>
      state.kind === 'renewal-asking' && event.kind === 'refresh-answered'
        ? take({ ...state, renewal: { ...state.renewal, resource: '' } }, event, context)
        : take(state, event, context),
  },
  {
    name: 'renews while the computer goes to sleep',
    moves: ['renew now', 'going to sleep', 'step'],
    breaks: 'goes to sleep',
    wrap: told(
      (event) => event,
      (context) => ({ ...context, suspended: false }),
    ),
  },
  {
    name: 'takes any refusal for the end',
    moves: ['renew now', 'answer refused', 'flow'],
    breaks: 'a refresh token goes only with',
    wrap: answeredAs('needs-person'),
  },
  {
    name: 'takes an outage for the end',
    moves: ['renew now', 'answer unavailable', 'flow'],
    breaks: 'a refresh token goes only with',
    wrap: answeredAs('try-later'),
  },
  {
    name: 'lets a renewal run on when somebody signs out or in',
    moves: [
      'renew now',
      'step',
      'sign in to the end',
      'newest step',
      'renew now',
      'newest step',
      'newest step',
    ],
    breaks: 'at most one refresh is in flight',
    wrap: without('stop-refresh'),
  },
  {
    name: 'begins a renewal beside the one that runs',
    moves: ['token wanted', 'renew now', 'step', 'token rejected'],
    breaks: 'at most one refresh is in flight',
    wrap: only(
      'token-rejected',
      steps((step) =>
        step.state.kind === 'renewal-asking'
          ? {
              ...step,
              effects: [
                {
                  kind: 'refresh',
                  operation: step.state.renewal.operation,
                  record: step.state.held.record,
                  resource: '',
                  again: false,
                },
              ],
            }
          : step,
      ),
    ),
  },
  {
    name: 'signs out without erasing',
    moves: ['sign out', 'flow'],
    breaks: 'comes to rest: signing-out, although',
    wrap: without('erase-session', 'keep-sign-out'),
  },
  {
    name: 'saves once more after signing out',
    moves: ['sign out', 'flow'],
    breaks: 'comes to rest: signed-out, although',
    wrap: (take) => (state, event, context) => {
      const step = take(state, event, context);
      if (step === null || event.kind !== 'sign-out-asked' || !('held' in state)) return step;
      return {
        ...step,
        raised: [],
        effects: [
          { kind: 'erase-session' },
          { kind: 'save-session', operation: context.serial, record: state.held.record },
        ],
      };
    },
  },
  {
    name: 'leaves the sealed transaction of a sign-in that is over',
    moves: ['sign in', 'flow', 'cancel'],
    breaks: 'nothing is left on disk',
    wrap: without('end-attempt'),
  },
  {
    name: 'never forgets a sign-out that was delivered',
    moves: ['sign out', 'flow'],
    breaks: 'nothing is left on disk',
    wrap: without('erase-sign-out'),
  },
  {
    name: 'does not hear that a renewal failed',
    moves: ['renew now', 'answer unavailable'],
    breaks: 'comes to rest',
    wrap: (take) => (state, event, context) =>
      event.kind === 'refresh-answered' && event.answer.kind === 'try-later'
        ? null
        : take(state, event, context),
  },
  {
    name: 'does not put a session that is saved at rest',
    moves: [],
    breaks: 'comes to rest',
    wrap: (take) => (state, event, context) =>
      state.kind === 'sign-in-saving' && event.kind === 'saved' ? null : take(state, event, context),
  },
  {
    name: 'does not hear that the vault was locked',
    moves: ['choose a passphrase', 'lock', 'flow', 'token wanted'],
    breaks: 'nothing of a session that is locked is used',
    wrap: ignores('vault-locked'),
  },
  {
    name: 'keeps another account without a question',
    openid: true,
    moves: ['somebody else sits down', 'sign in, and come back from the browser', 'flow'],
    breaks: 'another account takes no place unasked',
    wrap: only(
      'grant-judged',
      told(
        (event) => event,
        (context) => ({
          ...context,
          whole: { ...context.whole, session: { kind: 'signed-out', reason: null } },
        }),
      ),
    ),
  },
  {
    name: 'hands another account over to the connection that it did not come for',
    openid: true,
    moves: [
      'somebody else sits down',
      'sign in, and come back from the browser',
      'flow',
      'keep both',
      'flow',
    ],
    breaks: 'another account takes no place unasked',
    wrap: steps((step) => ({
      ...step,
      effects: step.effects.map((effect) =>
        effect.kind === 'hand-over' ? { ...effect, to: 'one' } : effect,
      ),
    })),
  },
  {
    name: 'believes whatever UserInfo says',
    openid: true,
    moves: ['sign in to the end', 'flow'],
    breaks: 'nothing that is said of somebody else is kept',
    wrap: told((event) =>
      event.kind === 'user-info-read' ? { ...event, claims: { sub: 'mallory' } } : event,
    ),
  },
  {
    name: 'asks about a device code all the time',
    moves: ['sign in with a code', 'flow', 'a second', 'answer usual', 'a second'],
    breaks: 'no more often than the provider allows',
    wrap: steps((step, _event, context) =>
      step.state.kind === 'device-waiting' ? { ...step, state: { ...step.state, askAt: context.now } } : step,
    ),
  },
  {
    name: 'takes a sign-in that came back without what it was for',
    moves: ['the provider changes its mind', 'ask for more', 'flow', 'callback', 'flow'],
    breaks: 'without the permission that was asked for',
    wrap: only(
      'grant-judged',
      (take) => (state, event, context) =>
        take(
          state.kind === 'finishing' ? { ...state, transaction: { ...state.transaction, more: [] } } : state,
          event,
          context,
        ),
    ),
  },
  {
    name: 'forgets what was asked for while a sign-in was finished',
    moves: ['sign in, and come back from the browser', 'newest step', 'ask for more', 'flow'],
    breaks: 'more that is asked for is not forgotten',
    wrap: only(
      'sign-in-kept',
      (take) => (state, event, context) =>
        take(state.kind === 'finishing' ? { ...state, next: null } : state, event, context),
    ),
  },
  {
    name: 'asks about the code of a sign-in that was cancelled',
    moves: ['sign in with a code', 'flow', 'half a minute', 'answer usual', 'cancel', 'half a minute'],
    breaks: 'a code of a sign-in that is over is not asked about',
    wrap: ignores('sign-in-cancelled'),
  },
];
