import type { Fact } from '../../../src/core/providers/presets/evidence.ts';
import type { LogoutDialect, OwnLogout, ProviderPreset } from '../../../src/core/providers/presets/preset.ts';
import { code, codes, item, row } from './words.ts';

/** What the app knows of a provider, but for how one registers there. */
export function factsChapter(preset: ProviderPreset): readonly string[] {
  const { issuer, prompts, redirects } = preset;
  const { template, endsInSlash } = issuer.value;
  const facts: readonly (readonly [string, Fact<string>])[] = [
    ['issuer', { ...issuer, value: `${code(template)}, ${slashWords[endsInSlash]}` }],
    ['scopes', { ...preset.scopes, value: codes(preset.scopes.value) }],
    ['scopes that it refuses', { ...preset.refusedScopes, value: codes(preset.refusedScopes.value) }],
    ['refresh token', preset.refresh],
    ['one API', preset.resource],
    ['several APIs', { ...preset.resources, value: resourcesWords[preset.resources.value] }],
    ['authorization request', { ...preset.authorization, value: authorizationWords(preset) }],
    ['one more scope', { ...preset.moreAccess, value: moreAccessWords(preset) }],
    ['another account', { ...prompts.anotherAccount, value: code(`prompt=${prompts.anotherAccount.value}`) }],
    ['consent', { ...prompts.consent, value: consentWords[prompts.consent.value] }],
    ['client secret', preset.clientSecret],
    ['app link', redirects.scheme],
    ['loopback address', { ...redirects.loopback, value: loopbackWords(preset) }],
    ['sign-out in the browser', { ...preset.logout, value: logoutWords(preset.logout.value) }],
    ['revocation takes', { ...preset.revocation, value: preset.revocation.value.join(', ') || 'nothing' }],
    ['addresses beside its metadata', { ...preset.unnamedEndpoints, value: unnamedWords(preset) }],
    ['refusals', preset.refusals],
  ];
  return [
    '## What the app knows of it',
    '',
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

const consentWords = {
  'for offline_access': `asked for with ${code('prompt=consent')} where offline_access is, and nothing is held that renews`,
  always: `asked for with ${code('prompt=consent')} where nothing is held that renews`,
  never: 'asked for by the provider where it has to be',
} as const;

function authorizationWords({ authorization }: ProviderPreset): string {
  const { resourceParameter, parameters } = authorization.value;
  const more = Object.entries(parameters).map(([name, value]) => code(`${name}=${value}`));
  return [`an API is named as ${code(resourceParameter)}`, ...more].join(', with ');
}

function moreAccessWords({ moreAccess }: ProviderPreset): string {
  const { parameters, prompt } = moreAccess.value;
  const added = [
    ...Object.entries(parameters),
    ...(prompt === null ? [] : ([['prompt', prompt]] as const)),
  ].map(([name, value]) => code(`${name}=${value}`));
  return ['asked for together with those of before', ...added].join(', with ');
}

function loopbackWords({ redirects }: ProviderPreset): string {
  const { hosts, ports } = redirects.loopback.value;
  return `${codes(hosts)}, ${ports === 'any' ? 'any port' : 'the port that is registered'}`;
}

function unnamedWords({ unnamedEndpoints }: ProviderPreset): string {
  const { revocation, userInfo } = unnamedEndpoints.value;
  const named = [
    revocation === null ? '' : `revocation at ${code(revocation)}`,
    userInfo === null ? '' : `UserInfo at ${code(userInfo)}`,
  ].filter((words) => words !== '');
  return named.length === 0 ? 'none known' : `${named.join(', ')}, where it names none`;
}

function logoutWords(dialect: LogoutDialect): string {
  if (dialect.kind === 'own') return ownWords(dialect.own);
  const otherwise = dialect.otherwise === null ? 'none' : ownWords(dialect.otherwise);
  return `as OpenID Connect has it, at the address of its metadata; otherwise ${otherwise}`;
}

function ownWords({ path, clientParameter, returnParameter }: OwnLogout): string {
  return code(`${path}?${clientParameter}=…&${returnParameter}=…`);
}
