import type { Failure } from '../../shared/failure.ts';
import { fail, succeed } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';

/** Characters that a new passphrase has at least, and at most (NIST SP 800-63B-4 §3.1.1: 15 where nothing stands beside it). */
export const shortestPassphrase = 15;
export const longestPassphrase = 1000;
/** A passphrase of fewer different characters is one that a person held a key down for. */
const fewestDifferent = 5;

declare const preparedBrand: unique symbol;

/** A passphrase as it is turned into a key. Only `preparePassphrase` makes one. */
export type PreparedPassphrase = string & { readonly [preparedBrand]: true };

/**
 * The passphrase in the one spelling that every keyboard and system gives it (RFC 8265 §4.2.2, OpaqueString): each kind
 * of space is a space, and the text is NFC. Case and everything else count. Null for what no passphrase can be: an empty
 * text, control characters, halves of characters, more than 1,000 characters.
 */
export function preparePassphrase(typed: string): PreparedPassphrase | null {
  const text = typed.replaceAll(/\p{Zs}/gu, ' ').normalize('NFC');
  return isPrepared(text) ? text : null;
}

/** A new passphrase, judged. Length is what counts, so there are no rules on digits or signs. Fails with `input-invalid`. */
export function newPassphrase(typed: string): Result<PreparedPassphrase> {
  const prepared = preparePassphrase(typed);
  if (prepared === null) {
    return fail(
      unfit('It holds something that cannot be typed again.', 'Use letters, digits, signs and spaces.'),
    );
  }
  const characters = Array.from(prepared);
  if (characters.length < shortestPassphrase) {
    return fail(
      unfit(
        `It has ${String(characters.length)} characters, and whoever gets hold of the files may try as long as they like.`,
        `Use ${String(shortestPassphrase)} or more: four or five words that nobody would put together.`,
      ),
    );
  }
  if (new Set(characters).size < fewestDifferent) {
    return fail(unfit('It repeats itself.', 'Use four or five words that nobody would put together.'));
  }
  return succeed(prepared);
}

function unfit(why: string, next: string): Failure {
  return {
    code: 'input-invalid',
    what: 'This passphrase cannot be used.',
    why,
    next,
    details: { field: 'New passphrase' },
  };
}

/** The one place where a `PreparedPassphrase` comes from: the end of `preparePassphrase`. */
function isPrepared(text: string): text is PreparedPassphrase {
  return text !== '' && text.length <= longestPassphrase && !/[\p{Cc}\p{Cs}]/u.test(text);
}
