import { presets } from '../../../src/core/providers/presets/all.ts';
import { madeIssuer } from '../../../src/core/providers/presets/made-issuer.ts';
import type { ProviderPreset } from '../../../src/core/providers/presets/preset.ts';
import type { MadeIssuer } from '../../../src/shared/provider.ts';
import type { Random } from '../support/random.ts';
import { damaged } from './hostile-json.ts';
import type { TryCase } from './parser-share.ts';

const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';
const nameLetters = `${letters}ABCDEFGHIJKLMNOPQRSTUVWXYZ-._~`;
/** What comes along when an address is copied: before and after it. */
const wrappings = [
  ['', ''],
  ['https://', ''],
  ['https://', '/'],
  [' HTTPS://', ' \n'],
  ['<https://', '>'],
  ['see (https://', ').'],
  ['[my tenant](https://', ')'],
] as const;
const hostile = [
  '',
  ' ',
  '.',
  '..',
  '../admin',
  '%2e%2e',
  '%2F..%2Fadmin',
  'a/b?c=d#e',
  '\u0000',
  'acme\u202e.test',
  'acme\u00ad.test',
  '\ud800',
  'аcme.test',
  '{realm}',
  '{server}',
  '{domain}{server}',
  '$&',
  '$`$`',
  "$'",
  'evil.test/',
  'evil.test#',
  '@evil.test',
  'ada:secret@evil.test',
  'https://ada:secret@evil.test',
  'https://evil.test\\@acme.test',
  'https:evil.test',
  'https:\\\\evil.test',
  '//evil.test',
  'http://evil.test',
  'http://127.0.0.1:8080',
  'http://[::1]:8080/a',
  'https://evil.test:99999',
  'https://evil..test',
  'https://.test',
  'javascript:alert(1)',
  'file:///etc/passwd',
  'data:text/html,x',
  'https://evil.test/{realm}',
  'https://evil.test/a/../../b',
  'https://evil.test/?issuer=https://acme.test',
  'one two https://three.test https://four.test',
  'x'.repeat(250),
  `https://${'x.'.repeat(3000)}test`,
  'x'.repeat(20_000),
];

/** Parts that are right have to make the issuer that the provider documents; from any others nothing else may come. */
export const tryMadeIssuers: TryCase = (random, count) => judgeMade(madeIssuer, random, count);

/** The same for anything that makes issuers. */
export function judgeMade(
  make: typeof madeIssuer,
  random: Random,
  count: (fact: string) => void,
): string | null {
  const preset = random.pick(presets);
  const right = preset.inputs.map((input) => ({
    name: input.name,
    ...rightPart(preset, input.name, random),
  }));
  if (random.chance(0.4)) {
    count('right');
    const parts = Object.fromEntries(right.map(({ name, given }) => [name, given]));
    const wanted = right.reduce(
      (issuer, { name, meant }) => issuer.replaceAll(`{${name}}`, () => meant),
      preset.issuer.value.template,
    );
    const made = make(preset.id, parts);
    return made.issuer === wanted && made.problem === null ? null : said(preset, parts, made);
  }
  const parts: Record<string, string> = Object.fromEntries([
    ...right.map(({ name, given }) => [name, random.chance(0.4) ? given : spoiled(given, random)] as const),
    [random.pick(['__proto__', 'constructor', 'issuer', 'tenant', 'realm']), random.pick(hostile)] as const,
  ]);
  const made = make(preset.id, parts);
  count(made.issuer === null ? (made.problem === null ? 'incomplete' : 'refused') : 'made of odd parts');
  return isSafe(preset, made) ? null : said(preset, parts, made);
}

/** How an input stands in the template: a whole address that it begins with, its host, or a name somewhere behind that. */
function kindOf({ issuer }: ProviderPreset, name: string): 'address' | 'host' | 'name' {
  const { template } = issuer.value;
  if (template.startsWith(`{${name}}`)) return 'address';
  return template.startsWith(`https://{${name}}`) ? 'host' : 'name';
}

function rightPart(preset: ProviderPreset, name: string, random: Random): { given: string; meant: string } {
  const kind = kindOf(preset, name);
  if (kind === 'name') {
    const meant = random.text(1 + random.below(20), letters) + random.text(random.below(5), nameLetters);
    return { given: `${random.pick(['', ' ', '\t'])}${meant}`, meant };
  }
  const label = (): string => `a${random.text(random.below(12), letters)}`;
  const host = Array.from({ length: 2 + random.below(3) }, label).join('.');
  const [before, after] = random.pick(wrappings);
  if (kind === 'host') {
    const more = random.pick(['', '', '/login', ':8443', '?x=y', '#z']);
    return { given: `${before}${host}${more}${after}`, meant: host };
  }
  const path = Array.from({ length: random.below(3) }, () => `/${label()}`).join('');
  return { given: `${before}${host}${path}${after}`, meant: `https://${host}${path}` };
}

function spoiled(given: string, random: Random): string {
  const text = random.pick(hostile);
  const ways = [
    () => text,
    () => `${given}${text}`,
    () => `${text}${given}`,
    () => damaged(Buffer.from(given), random).toString('latin1'),
  ];
  return random.pick(ways)();
}

/** An own reading of RFC 8414 §2 and R23: an address of the template's shape, on the template's host where that is fixed. */
function isSafe(preset: ProviderPreset, { issuer, problem }: MadeIssuer): boolean {
  if (issuer === null) return true;
  const host = String.raw`(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])`;
  const patterns = {
    address: String.raw`(?:https://${host}|http://(?:localhost|127(?:\.\d+){3}|\[::1\]|${host}\.localhost))(?::\d+)?(?:/[^/?#\s{}\\]+)*`,
    host,
    name: String.raw`(?!\.{1,2}(?:/|$))[A-Za-z0-9._~-]+`,
  };
  const shape = preset.issuer.value.template
    .split(/(\{[a-z]+\})/)
    .map((piece) =>
      /^\{.*\}$/.test(piece)
        ? patterns[kindOf(preset, piece.slice(1, -1))]
        : piece.replaceAll('.', String.raw`\.`),
    )
    .join('');
  return problem === null && new RegExp(`^${shape}$`).test(issuer) && URL.canParse(issuer);
}

function said({ id }: ProviderPreset, parts: Readonly<Record<string, string>>, made: MadeIssuer): string {
  return `Of ${JSON.stringify(parts).slice(0, 400)} for ${id} came ${JSON.stringify(made).slice(0, 400)}.`;
}
