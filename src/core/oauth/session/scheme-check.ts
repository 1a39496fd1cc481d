import type { SignInWay } from '../../../shared/connection.ts';
import type { Failure } from '../../../shared/failure.ts';
import { assertNever } from '../../../shared/result.ts';
import type { SchemeOwner } from '../../ports/scheme.ts';
import { failure } from '../failures.ts';
import type { Tools } from './tools.ts';

export interface SchemeWish {
  /** The person wants this way and no other. */
  readonly insisted: boolean;
  /** Ways that need no scheme: what is registered for the connection, and a code where the provider offers it. */
  readonly otherWays: readonly SignInWay[];
}

const notBegun = 'The sign-in was not begun.';

/**
 * Whether an answer that comes by the app's scheme would reach this very app (F30), asked before the browser opens: there the
 * person would wait for what never comes, or comes to another program. Null when it would; also when nobody can say and
 * the person wants to try (`insisted`).
 */
export async function checkScheme(
  { insisted, otherWays }: SchemeWish,
  tools: Pick<Tools, 'connectionId' | 'schemeOwner' | 'scheme' | 'activity'>,
): Promise<Failure | null> {
  const owner = await tools.schemeOwner();
  const found = schemeFailure(owner, tools.scheme, otherWays);
  if (found === null) return null;
  const goesOn = owner.kind === 'unknown' && insisted;
  tools.activity.add({
    connectionId: tools.connectionId,
    step: 'authorization',
    outcome: goesOn ? 'noted' : 'failed',
    summary: goesOn ? 'The sign-in was begun without knowing whether its answer comes back.' : found.what,
    facts: [{ name: 'Why', value: found.why }],
    ...(goesOn ? {} : { failureCode: found.code }),
  });
  return goesOn ? null : found;
}

/** The words for a scheme that does not lead here; null when it does. */
export function schemeFailure(
  owner: SchemeOwner,
  scheme: string,
  otherWays: readonly SignInWay[],
): Failure | null {
  const links = `Latchkey’s links (“${scheme}:”)`;
  const details = { otherWays };
  const otherwise =
    otherWays.length > 0
      ? ' Or use another way.'
      : ' To have another way too, register the loopback address at the provider and tick it in Settings.';
  switch (owner.kind) {
    case 'ours':
      return null;
    case 'missing':
      return failure(
        'scheme-not-registered',
        `${notBegun} The browser would not find its way back to Latchkey.`,
        `Nothing on this computer opens ${links}.`,
        `Press “Repair and sign in” to have Latchkey open them.${otherwise}`,
        details,
      );
    case 'stale':
      return failure(
        'scheme-not-registered',
        `${notBegun} The browser would not find its way back to Latchkey.`,
        `This computer opens ${links} with “${owner.name}”, which is not where it was any more, or cannot take them.`,
        `Press “Repair and sign in” to have this Latchkey open them.${otherwise}`,
        details,
      );
    case 'another':
      return failure(
        'scheme-taken',
        `${notBegun} The browser would come back to another app.`,
        `This computer opens ${links} with “${owner.name}”.`,
        `Press “Repair and sign in” to have Latchkey open them instead.${otherwise}`,
        details,
      );
    case 'unknown':
      return failure(
        'scheme-unchecked',
        `${notBegun} Nobody could say whether the browser would find its way back to Latchkey.`,
        `This computer did not say which app opens ${links}.`,
        `Press “Sign in anyway” to try.${otherwise}`,
        details,
      );
    default:
      return assertNever(owner);
  }
}
