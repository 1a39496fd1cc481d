import { onEveryCore } from '../support/every-core.ts';
import type { TryShare } from '../support/share.ts';
import type { Torture } from '../torture.ts';
import { tryIdToken } from './id-tokens.ts';
import { tryKeySet } from './jwks.ts';
import { tryMadeIssuers } from './made-issuers.ts';
import { tryMetadata } from './metadata.ts';
import { parserShare } from './parser-share.ts';
import { tryTokenResponse } from './token-responses.ts';
import { tryVaultFiles } from './vault-files.ts';
import { tryChallenges } from './www-authenticate.ts';

/** Whatever a server or a disk can hand to a parser, by the torture's name. */
export const parserShares = {
  'token-responses': parserShare(tryTokenResponse),
  'id-tokens': parserShare(tryIdToken),
  metadata: parserShare(tryMetadata),
  jwks: parserShare(tryKeySet),
  'made-issuers': parserShare(tryMadeIssuers),
  'www-authenticate': parserShare(tryChallenges),
  'vault-files': parserShare(tryVaultFiles),
} satisfies Readonly<Record<string, TryShare>>;

export const parsers: readonly Torture[] = [
  parser('token-responses', 'answers of a token endpoint, right, wrong and hostile', 200_000),
  parser('id-tokens', 'ID tokens made with real keys, right ones and forged ones', 100_000),
  parser('metadata', 'what a provider says about itself, right, wrong and hostile', 300_000),
  parser('jwks', 'key sets with odd, private, broken and far too many keys', 100_000),
  parser('made-issuers', 'issuers made of what people enter of their provider, right and hostile', 300_000),
  parser('www-authenticate', 'challenges of a 401, right ones and broken ones', 1_000_000),
  parser('vault-files', 'a vault whose files were damaged, swapped, put back or forged', 50_000),
];

function parser(name: keyof typeof parserShares, about: string, whole: number): Torture {
  const counts = { whole, quick: Math.floor(whole / 50) };
  return { name, about, run: async ({ size, seed }) => onEveryCore(name, counts[size], seed) };
}
