import type { Behaviour } from '../behaviour.ts';
import { accepted, falseClaim } from '../expectations.ts';
import { claims, honest, timedClaims } from '../lies.ts';

/** What a sign-in may ask for beyond who it is: it is judged only then (R38, R39). */
const asked: readonly Behaviour[] = [
  {
    id: 'auth-time-recent',
    does: 'says that the person signed in just now, as was asked',
    lie: timedClaims((at) => ({ auth_time: at })),
    expected: accepted(),
  },
  {
    id: 'auth-time-fraction',
    does: 'says so with a fraction',
    lie: timedClaims((at) => ({ auth_time: at - 0.5 })),
    expected: accepted(),
  },
  {
    id: 'auth-time-border',
    does: 'says that it was as long ago as was allowed, and five minutes',
    lie: timedClaims((at) => ({ auth_time: at - 360 })),
    expected: accepted(),
  },
  {
    id: 'auth-time-old',
    does: 'says that it was longer ago',
    lie: timedClaims((at) => ({ auth_time: at - 361 })),
    expected: falseClaim('auth_time'),
  },
  {
    id: 'auth-time-future',
    does: 'says that it will be in six minutes',
    lie: timedClaims((at) => ({ auth_time: at + 360 })),
    expected: falseClaim('auth_time'),
  },
  {
    id: 'auth-time-missing',
    does: 'does not say when the person signed in',
    lie: honest,
    expected: falseClaim('auth_time'),
  },
  { id: 'auth-time-zero', does: 'says 0', lie: claims({ auth_time: 0 }), expected: falseClaim('auth_time') },
  {
    id: 'auth-time-text',
    does: 'says a text',
    lie: claims({ auth_time: '1700000000' }),
    expected: falseClaim('auth_time'),
  },
].map((row) => ({
  ...row,
  id: `asked-${row.id}`,
  step: 'id-token',
  source: 'OpenID Connect Core §3.1.2.1 (max_age)',
  asks: { maxAge: 60 },
}));

const essential: readonly Behaviour[] = [
  {
    id: 'acr-right',
    does: 'names one of the acr that were asked for',
    lie: claims({ acr: 'gold' }),
    expected: accepted(),
  },
  { id: 'acr-wrong', does: 'names another acr', lie: claims({ acr: 'bronze' }), expected: falseClaim('acr') },
  { id: 'acr-missing', does: 'names no acr', lie: honest, expected: falseClaim('acr') },
  {
    id: 'acr-list',
    does: 'names a list of acr',
    lie: claims({ acr: ['gold'] }),
    expected: falseClaim('acr'),
  },
  {
    id: 'acr-case',
    does: 'names the acr in capitals',
    lie: claims({ acr: 'GOLD' }),
    expected: falseClaim('acr'),
  },
].map((row) => ({
  ...row,
  id: `asked-${row.id}`,
  step: 'id-token',
  source: 'OpenID Connect Core §5.5.1.1',
  asks: { acrValues: ['gold', 'silver'] },
}));

/** What a sign-in asked for in particular. */
export const idTokenAsked: readonly Behaviour[] = [...asked, ...essential];
