import { notGranted } from './failures.ts';
import { finish } from './attempt-steps.ts';
import type { Attempting, Of } from './attempt-steps.ts';
import type { MachineEvent } from './events.ts';
import { note } from './notes.ts';
import type { SessionRecord } from './records.ts';
import { heldOf } from './state.ts';
import type { Held, SessionState } from './state.ts';
import { go } from './table.ts';
import type { Step } from './table.ts';

type On<K extends MachineEvent['kind']> = Extract<MachineEvent, { readonly kind: K }>;

/**
 * Whether a sign-in for `more` came back without it, while the session that lacks it goes on. Providers may spell what they
 * grant in their own way (RFC 6749 §3.3 has no rule for it): where everything from before is there and something besides,
 * that is taken to be it.
 */
export function cameWithout(
  more: readonly string[],
  { session: came }: SessionRecord,
  state: SessionState,
): boolean {
  const before = state.kind === 'needs-sign-in' ? null : (heldOf(state)?.record.session ?? null);
  if (before === null || lackingOf(more, came.scopesGranted).length === 0) return false;
  const lost = lackingOf(before.scopesGranted, came.scopesGranted);
  const gained = lackingOf(came.scopesGranted, before.scopesGranted);
  return lost.length > 0 || gained.length === 0;
}

/**
 * The session from before stays as it is. What came is forgotten and not given back: many providers end all of a person's
 * tokens for an app with one of them (RFC 7009 §2.1), those that are in use among them.
 */
export function withoutIt(state: Attempting, more: readonly string[]): Step<Of<'none'>> {
  const failure = notGranted(more);
  return finish(state, failure, [
    note(
      'authorization',
      'failed',
      'The provider gave no more than before. The sign-in stays as it was.',
      failure,
    ),
  ]);
}

/** An API wants more than was granted (R84): kept, for the person to say what becomes of it. */
export function lacks<S extends { readonly held: Held }>(
  state: S,
  { signedInAt, lacking }: On<'access-lacking'>,
): Step<S> | null {
  const { held } = state;
  const { session } = held.record;
  const scopes = lackingOf(lacking.scopes, session.scopesGranted);
  if (session.signedInAt !== signedInAt || scopes.length === 0) return null;
  return go({ ...state, held: { ...held, lacking: { ...lacking, scopes } } });
}

/** The person does without. */
export function declined<S extends { readonly held: Held }>(state: S): Step<S> | null {
  return state.held.lacking === null ? null : go({ ...state, held: { ...state.held, lacking: null } });
}

/** Which of the scopes that are wanted were not granted, each once. */
export function lackingOf(wanted: readonly string[], granted: readonly string[]): readonly string[] {
  return [...new Set(wanted)].filter((scope) => !granted.includes(scope));
}
