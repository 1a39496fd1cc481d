import type { Failure } from '../../shared/failure.ts';
import { typedAddress } from './typed-address.ts';

/** What a provider on the same server calls itself, where it said so; null for a name elsewhere, or none. */
export function nameOnSameOrigin(issuer: string, { code, details }: Failure): string | null {
  const suggestion = details?.suggestion;
  if (suggestion === undefined || (code !== 'issuer-mismatch' && code !== 'metadata-redirected')) return null;
  const [asked, named] = [typedAddress(issuer), typedAddress(suggestion)];
  return asked !== null && named !== null && asked.origin === named.origin ? suggestion : null;
}

/** Whether a provider was asked, and nothing that describes it was found: it may have no description at all (R77). */
export function describesNothing({ code, details }: Failure): boolean {
  return (
    code === 'metadata-not-found' || (code === 'metadata-redirected' && details?.suggestion === undefined)
  );
}
