import { namesIssuer, type Recognition } from '../../../shared/provider.ts';
import { assertNever } from '../../../shared/result.ts';
import { parseIssuer } from '../../oauth/issuer.ts';
import { presets } from './all.ts';
import { issuerOfPool, cognito } from './cognito.ts';
import { readPaste } from './pasted-address.ts';
import type { PastedAddress } from './pasted-address.ts';
import type { ProviderPreset, Recognized } from './preset.ts';
import { providerHint } from './preset-of.ts';
import { found, pathUpTo, wrong } from './recognized.ts';

const nothing: Recognition = {
  provider: null,
  issuers: [],
  isIssuer: false,
  missing: null,
  problem: null,
};

/**
 * Finds the provider and its issuer in whatever a person pasted: an issuer, a discovery address, a page of the provider's
 * console, a sign-in page, a sentence with one of them inside, an ID of a user pool. Pure, for any text, in time that
 * grows with its length; nothing is asked of any server, so the issuers are candidates until their metadata was read.
 * @param part what the person gave for what is `missing`; empty if nothing.
 */
export function recognize(text: string, part: string): Recognition {
  const reading = readPaste(text);
  switch (reading.kind) {
    case 'nothing':
      return nothing;
    case 'refused':
      return { ...nothing, problem: reading.problem };
    case 'word':
      return fromWord(reading.word);
    case 'address':
      return fromAddress(reading.address, part, text);
    default:
      return assertNever(reading);
  }
}

function fromWord(word: string): Recognition {
  const issuer = issuerOfPool(word);
  return issuer === null ? nothing : recognition(cognito, found({ issuer, words: word }), word);
}

function fromAddress(address: PastedAddress, part: string, text: string): Recognition {
  if (address.host.endsWith('.apps.googleusercontent.com')) {
    return { ...nothing, problem: 'This is a client ID of Google. It belongs into the field “Client ID”.' };
  }
  for (const preset of presets) {
    const alone = preset.recognize(address, '');
    if (alone !== null) {
      // What had to be asked stays, so that it can be answered otherwise.
      const { missing } = alone;
      const answered = missing === null || part === '' ? alone : (preset.recognize(address, part) ?? alone);
      return recognition(preset, { ...secured(answered, address), missing }, text);
    }
  }
  const named = discoveryBase(address) ?? pageBase(address);
  return named === null ? nothing : recognition(null, secured(named, address), text);
}

/** Where an address of a discovery document has its issuer (OpenID Connect Discovery §4, RFC 8414 §3.1). */
function discoveryBase({ origin, segments }: PastedAddress): Recognized | null {
  const at = segments.indexOf('.well-known');
  if (at === -1) return null;
  const document = segments[at + 1];
  // RFC 8414 puts the issuer's path behind the document's name.
  const path =
    document === 'openid-configuration' && segments.length === at + 2
      ? pathUpTo(segments, at)
      : document === 'oauth-authorization-server' && at === 0
        ? pathUpTo(segments.slice(2), segments.length)
        : null;
  if (path === null) return null;
  const issuer = `${origin}${path}`;
  return found(
    { issuer, words: 'without a slash at the end' },
    { issuer: `${issuer}/`, words: 'with a slash at the end' },
  );
}

/** Where the path of an issuer ends and that of its pages begins, at servers that nobody knows. */
const pageWords = new Set([
  'authorize',
  'connect',
  'login',
  'logout',
  'oauth',
  'oauth2',
  'signin',
  'sign-in',
]);

/**
 * Whose page an address with a query is, or one with a fragment: no issuer has either (RFC 8414 §2), so it is the server, or what
 * stands before its pages.
 */
function pageBase({ origin, segments, query, fragment }: PastedAddress): Recognized | null {
  if (fragment === '' && [...query].length === 0) return null;
  const at = segments.findIndex((segment) => pageWords.has(segment.toLowerCase()));
  const server = { issuer: origin, words: 'the server alone' };
  return at < 1
    ? found(server)
    : found({ issuer: `${origin}${pathUpTo(segments, at)}`, words: 'what stands before its pages' }, server);
}

function secured(recognized: Recognized, { insecure }: PastedAddress): Recognized {
  return insecure && recognized.problem === null && recognized.issuers.length > 0
    ? wrong(
        'It begins with “http:”, so anybody on the way could read and change the sign-in.',
        ...recognized.issuers,
      )
    : recognized;
}

function recognition(preset: ProviderPreset | null, recognized: Recognized, text: string): Recognition {
  const issuers = recognized.issuers.filter(({ issuer }) => parseIssuer(issuer).ok);
  return {
    provider: preset === null ? null : { ...providerHint(preset), name: preset.family ?? preset.name },
    issuers,
    isIssuer:
      recognized.problem === null &&
      recognized.missing === null &&
      issuers.some((candidate) => namesIssuer(candidate, text)),
    missing: recognized.missing,
    problem: recognized.problem,
  };
}
