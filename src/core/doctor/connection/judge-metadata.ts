import type { Finding } from '../../../shared/doctor.ts';
import type { Result } from '../../../shared/result.ts';
import { noPkce, pkceSupport } from '../../oauth/authorization.ts';
import { hostOf } from '../../oauth/failures.ts';
import type { ServerMetadata } from '../../oauth/types.ts';
import { providerText } from '../../failures/provider-text.ts';
import type { ProviderPreset } from '../../providers/presets/preset.ts';
import { good, note, ofFailure, wrong } from '../finding.ts';

/** Whether the provider describes itself, under the name that the connection has for it. */
export function judgeDiscovery(found: Result<ServerMetadata>, preset: ProviderPreset | null): Finding {
  if (!found.ok) return ofFailure('wrong', found.failure);
  const { issuer, source } = found.value;
  const facts = { Issuer: issuer, Provider: preset?.name };
  return source === 'issuer'
    ? good(`${hostOf(issuer)} describes itself, under the very name that this connection has.`, facts)
    : note(
        `Addresses of ${hostOf(issuer)} were entered by hand, so its own description does not vouch for them.`,
        'Compare them with what whoever runs the provider has told you.',
        facts,
      );
}

/** Whether the answer of the browser is protected from others on this computer (R11, R14). */
export function judgePkce(metadata: ServerMetadata, openid: boolean): Finding {
  const support = pkceSupport(metadata);
  if (support === 'listed') return good('A sign-in is protected by PKCE with S256.');
  if (support === 'refused') return ofFailure('wrong', noPkce(metadata));
  return openid
    ? note(
        'The provider does not say whether it takes PKCE. Many that do take it do not say so.',
        'Nothing to do: Latchkey uses it all the same, with two more protections.',
      )
    : note(
        'The provider does not say whether it takes PKCE, and without “openid” nothing else protects the sign-in.',
        'Ask whoever runs the provider whether it takes PKCE with S256, or add “openid” to the scopes.',
      );
}

/** Whether the provider knows what the connection asks for. */
export function judgeScopes(
  asked: readonly string[],
  supported: readonly string[] | null,
  preset: Pick<ProviderPreset, 'name' | 'refusedScopes'>,
): Finding {
  const facts = { Asked: asked.map(shown).join(' ') };
  const refused = asked.filter((scope) => preset.refusedScopes.value.includes(scope));
  if (refused.length > 0) {
    return wrong(
      `${preset.name} refuses a sign-in that asks for ${quoted(refused)}.`,
      'Remove it from the scopes in Settings.',
      facts,
    );
  }
  if (asked.length === 0) {
    return note(
      'No scope is asked for: what you may do then is up to the provider.',
      'Add scopes in Settings.',
      facts,
    );
  }
  if (supported === null) {
    return note(
      'The provider does not list the scopes that it knows.',
      'Nothing to do, as long as signing in works.',
      facts,
    );
  }
  const unknown = asked.filter((scope) => !supported.includes(scope));
  return unknown.length === 0
    ? good('The provider knows every scope that is asked for.', facts)
    : note(
        `The provider does not list ${quoted(unknown)}. Scopes of APIs often are not listed.`,
        'If signing in fails with “invalid_scope”, compare the spelling with what the provider has.',
        facts,
      );
}

function quoted(scopes: readonly string[]): string {
  return scopes.map((scope) => `“${shown(scope)}”`).join(' and ');
}

function shown(scope: string): string {
  return providerText(scope) ?? '';
}
