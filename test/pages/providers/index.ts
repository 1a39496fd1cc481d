import { presets } from '../../../src/core/providers/presets/all.ts';
import type { Fact } from '../../../src/core/providers/presets/evidence.ts';
import type { LogoutDialect, OwnLogout, ProviderPreset } from '../../../src/core/providers/presets/preset.ts';
import { unknown } from '../../../src/core/providers/presets/unknown.ts';
import type { Evidence } from '../../../src/shared/provider.ts';
import { errorsChapter } from './errors.ts';

/** What each kind of evidence means, best first. */
const meanings: Readonly<Record<Evidence, string>> = {
  tried: 'tried against the software as it runs on a developer’s computer',
  published: 'from a discovery document that a real server published',
  documented: 'from the vendor’s documentation or source',
  reported: 'from a public issue thread',
  unchecked: 'general knowledge that nobody has checked',
};

const order: readonly Evidence[] = ['tried', 'published', 'documented', 'reported', 'unchecked'];

/** docs/providers.md: every preset, and every error, with the evidence of each of its facts. */
export function providersPage(): string {
  const every = [...presets, unknown];
  return [
    '# Providers',
    '',
    'Written by `npm run providers` from `src/core/providers/presets` and `src/core/providers/errors`, which the app itself works with: change it there.',
    '',
    '**Nothing on this page was checked against a live tenant of any provider.** Each fact says where it comes from:',
    '',
    ...order.map((one) => `- _${one}_: ${meanings[one]}.`),
    '',
    '## What was verified how',
    '',
    'The number of facts of each kind.',
    '',
    row(['provider', ...order]),
    row(['---', ...order.map(() => '---:')]),
    ...every.map((preset) => row([preset.name, ...order.map((one) => String(count(preset, one)))])),
    '',
    ...every.flatMap(section),
    ...errorsChapter(presets),
  ].join('\n');
}

function section(preset: ProviderPreset): readonly string[] {
  const { issuer, unmaintained, redirects } = preset;
  const { template, endsInSlash } = issuer.value;
  const facts: readonly (readonly [string, Fact<string>])[] = [
    ['issuer', { ...issuer, value: `${code(template)}, ${slashWords[endsInSlash]}` }],
    ['scopes', { ...preset.scopes, value: codes(preset.scopes.value) }],
    ['scopes that it refuses', { ...preset.refusedScopes, value: codes(preset.refusedScopes.value) }],
    ['refresh token', preset.refresh],
    ['one API', preset.resource],
    ['several APIs', { ...preset.resources, value: resourcesWords[preset.resources.value] }],
    ['authorization request', { ...preset.authorization, value: authorizationWords(preset) }],
    ['client secret', preset.clientSecret],
    ['app link', redirects.scheme],
    ['loopback address', { ...redirects.loopback, value: loopbackWords(preset) }],
    ['sign-out in the browser', { ...preset.logout, value: logoutWords(preset.logout.value) }],
    ['revocation takes', { ...preset.revocation, value: preset.revocation.value.join(', ') || 'nothing' }],
    ['refusals', preset.refusals],
  ];
  return [
    `## ${preset.name}`,
    '',
    ...(unmaintained === null ? [] : [`${unmaintained.value} (_${unmaintained.evidence}_)`, '']),
    ...(preset.inputs.length === 0
      ? []
      : [
          `To know: ${preset.inputs.map(({ label, example }) => `${label} (${code(example)})`).join(', ')}.`,
          '',
        ]),
    row(['what', 'how', 'evidence']),
    row(['---', '---', '---']),
    ...facts.map(([name, { value, evidence }]) => row([name, value, `_${evidence}_`])),
    '',
    ...(preset.facts.length === 0 ? [] : ['Good to know:', '', ...preset.facts.map(item), '']),
  ];
}

const slashWords = {
  always: 'with a slash at its end',
  never: 'without a slash at its end',
  'as published': 'with or without a slash at its end',
} as const;

const resourcesWords = {
  every: 'one sign-in names every API, and each has its own token',
  one: 'one sign-in names one API',
} as const;

function authorizationWords({ authorization }: ProviderPreset): string {
  const { resourceParameter, parameters } = authorization.value;
  const more = Object.entries(parameters).map(([name, value]) => code(`${name}=${value}`));
  return [`an API is named as ${code(resourceParameter)}`, ...more].join(', with ');
}

function loopbackWords({ redirects }: ProviderPreset): string {
  const { hosts, ports } = redirects.loopback.value;
  return `${codes(hosts)}, ${ports === 'any' ? 'any port' : 'the port that is registered'}`;
}

function logoutWords(dialect: LogoutDialect): string {
  if (dialect.kind === 'own') return ownWords(dialect.own);
  const otherwise = dialect.otherwise === null ? 'none' : ownWords(dialect.otherwise);
  return `as OpenID Connect has it, at the address of its metadata; otherwise ${otherwise}`;
}

function ownWords({ path, clientParameter, returnParameter }: OwnLogout): string {
  return code(`${path}?${clientParameter}=…&${returnParameter}=…`);
}

/** Every fact of a preset, however deep it stands. */
function count(value: unknown, evidence: Evidence): number {
  if (typeof value !== 'object' || value === null) return 0;
  const own = 'evidence' in value && value.evidence === evidence ? 1 : 0;
  return Object.values(value).reduce<number>((sum, one) => sum + count(one, evidence), own);
}

function item({ value, evidence }: Fact<string>): string {
  return `- ${value} (_${evidence}_)`;
}

function codes(values: readonly string[]): string {
  return values.length === 0 ? 'none known' : values.map(code).join(' ');
}

function code(text: string): string {
  return `\`${text}\``;
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
