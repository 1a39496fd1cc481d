import type { SessionDetails } from '../../shared/session.ts';

/** One scope of a session, and what became of it. */
export interface Permission {
  readonly scope: string;
  readonly became: 'granted' | 'added' | 'left-out' | 'unasked' | 'asked';
}

export const permissionWords: Readonly<Record<Permission['became'], string>> = {
  granted: 'Granted.',
  added: 'Granted. Added to this sign-in; signing out forgets it.',
  'left-out': 'Asked for, and left out by the provider.',
  unasked: 'Granted without being asked for.',
  asked: 'Asked for at the next sign-in.',
};

/** What was asked, in its order, then what came unasked. Without a session it is what will be asked for. */
export function permissionsOf({
  signedInAt,
  scopesAsked,
  scopesGranted,
  scopesAdded,
}: SessionDetails): readonly Permission[] {
  if (signedInAt === null) return scopesAsked.map((scope) => ({ scope, became: 'asked' }));
  const asked = scopesAsked.map((scope): Permission => {
    if (!scopesGranted.includes(scope)) return { scope, became: 'left-out' };
    return { scope, became: scopesAdded.includes(scope) ? 'added' : 'granted' };
  });
  const unasked = scopesGranted.filter((scope) => !scopesAsked.includes(scope));
  return [...asked, ...unasked.map((scope): Permission => ({ scope, became: 'unasked' }))];
}
