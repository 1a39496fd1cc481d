import { accepted, falseClaim } from '../expectations.ts';
import { payload } from '../forgeries.ts';
import { madeRows } from './rows.ts';
import type { MadeRow } from './rows.ts';

/** Judged before a key is asked for: nothing that such a token says can make it genuine. */
const malformed = falseClaim(null);

const payloads: readonly MadeRow[] = [
  ['payload-list', 'makes a list of its claims', 'RFC 7519 §7.2', payload((text) => `[${text}]`), malformed],
  ['payload-text', 'says a text', 'RFC 7519 §7.2', payload(() => '"ada"'), malformed],
  ['payload-empty', 'says nothing', 'RFC 7519 §7.2', payload(() => ''), malformed],
  [
    'payload-deep',
    'nests a claim 30,000 levels deep',
    'hostile',
    payload((text) => text.replace('{', `{"deep":${'['.repeat(30_000)}${']'.repeat(30_000)},`)),
    malformed,
  ],
  [
    'payload-deep-iss',
    'nests its issuer 30,000 levels deep',
    'hostile',
    payload((text) => `${text.slice(0, -1)},"iss":${'['.repeat(30_000)}${']'.repeat(30_000)}}`),
    malformed,
  ],
  [
    'payload-utf8',
    'holds bytes that are no UTF-8',
    'RFC 7519 §7.2',
    payload((text) =>
      Buffer.concat([
        Buffer.from(text.slice(0, -1)),
        Buffer.from(',"name":"', 'latin1'),
        Buffer.from([0xff, 0xfe]),
        Buffer.from('"}'),
      ]),
    ),
    malformed,
  ],
  [
    'payload-utf16',
    'is written in UTF-16',
    'RFC 8259 §8.1',
    payload((text) => Buffer.from(`\ufeff${text}`, 'utf16le')),
    malformed,
  ],
  [
    'payload-bom',
    'begins with a byte order mark',
    'RFC 8259 §8.1',
    payload((text) => `\ufeff${text}`),
    accepted(),
  ],
  [
    'payload-duplicate',
    'says sub twice: the last one counts',
    'RFC 7519 §4',
    payload((text) => text.replace('{', '{"sub":"eve",')),
    accepted(),
  ],
  [
    'payload-duplicate-iss',
    'says its issuer twice, the last one false',
    'RFC 7519 §4',
    payload((text) => `${text.slice(0, -1)},"iss":"https://evil.example"}`),
    falseClaim('iss'),
  ],
  [
    'payload-duplicate-nonce',
    'says nonce twice, the last one false',
    'RFC 7519 §4',
    payload((text) => `${text.slice(0, -1)},"nonce":"replayed"}`),
    falseClaim('nonce'),
  ],
  [
    'payload-prototype',
    'hides claims in __proto__',
    'hostile',
    payload((text) => text.replace('"sub":"ada"', '"__proto__":{"sub":"eve"}')),
    falseClaim('sub'),
  ],
  [
    'payload-infinite',
    'runs out at 1e400',
    'hostile',
    payload((text) => text.replace(/"exp":\d+/, '"exp":1e400')),
    falseClaim('exp'),
  ],
  [
    'payload-nul',
    'hides a NUL, which is ASCII, in the name of the account',
    'OpenID Connect Core §2',
    payload((text) => text.replace('"sub":"ada"', String.raw`"sub":"ada\u0000eve"`)),
    accepted(),
  ],
  [
    'payload-surrogate',
    'holds half a character in a name',
    'hostile',
    payload((text) => text.replace('"email"', String.raw`"name":"\ud800","email"`)),
    accepted(),
  ],
  [
    'payload-override',
    'hides a character that reverses text in the address',
    'hostile',
    payload((text) => text.replace('ada@', String.raw`\u202eada@`)),
    accepted(),
  ],
];

/** What a genuine signature can stand under (RFC 7519 §7.2, RFC 8259). */
export const idTokenPayloads = madeRows(payloads);
