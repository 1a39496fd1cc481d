import { isCredentialHeader, isCredentialParameter } from '../../collections/credentials.ts';
import { replaceSignedTokens } from '../../collections/signed-tokens.ts';
import { joinParts, resolveText } from '../../variables/resolve.ts';

/** What a text means with its variables put in; null where no document may say it. */
export type PlainValues = (text: string) => string | null;

/**
 * Values for examples. A text has none where a variable in it is secret, unknown or leads back to itself, where its name is
 * that of a credential, or where a signed token comes out.
 * @param plain the variables that are not secret.
 */
export function plainValues(plain: ReadonlyMap<string, string>): PlainValues {
  return (text) => {
    const resolved = resolveText(
      text,
      (name) => {
        const value = plain.get(name);
        const told = value !== undefined && !isCredentialHeader(name) && !isCredentialParameter(name, value);
        return told ? { kind: 'plain', value } : null;
      },
      { place: 'an example', field: 'URL' },
    );
    if (!resolved.ok) return null;
    const value = joinParts(resolved.value);
    return replaceSignedTokens(value, () => '') === value ? value : null;
  };
}

/** What can be said without any variable. */
export const withoutValues: PlainValues = plainValues(new Map());
