import { errorsOf, generalErrors } from '../../../src/core/providers/errors/all.ts';
import type { ErrorEntry, Happening, Sign } from '../../../src/core/providers/errors/entry.ts';
import type { Fact } from '../../../src/core/providers/presets/evidence.ts';
import type { ProviderPreset } from '../../../src/core/providers/presets/preset.ts';

/** The chapter of docs/providers.md about errors: what is seen, what it means, what to do and where. */
export function errorsChapter(presets: readonly ProviderPreset[]): readonly string[] {
  return [
    '## Errors',
    '',
    'What the app says where a provider refuses something, from `src/core/providers/errors`. What one provider is known for is looked up first, then what holds for any.',
    '“Web page” is one in the browser that never came back to the app. Where nothing here fits, the app shows the provider’s own words and what it had sent.',
    '',
    ...presets.flatMap((preset) => table(`Errors at ${preset.name}`, errorsOf(preset.id))),
    ...table('Errors at any provider', generalErrors),
  ];
}

function table(title: string, entries: readonly ErrorEntry[]): readonly string[] {
  if (entries.length === 0) return [];
  return [
    `### ${title}`,
    '',
    '| seen | at | means | to do |',
    '| --- | --- | --- | --- |',
    ...entries.map(
      (entry) =>
        `| ${seenWords(entry.seen)} | ${entry.seen.at.map((stage) => stageWords[stage]).join(', ')} | ${factWords(entry.cause)} | ${whatToDo(entry)} |`,
    ),
    '',
  ];
}

const stageWords = {
  authorization: 'browser',
  token: 'token endpoint',
  refresh: 'renewal',
  device: 'sign-in with a code',
  revocation: 'sign-out',
  pushed: 'pushed request',
  registration: 'registration',
  api: 'API',
  page: 'web page',
} as const;

const happeningWords: Readonly<Record<Happening, string>> = {
  'nothing-came-back': 'nothing came back',
  'took-too-long': 'more than an hour went by',
  'issuer-missing': 'no `iss`, although promised',
  'another-issuer': 'another `iss`',
  'nothing-to-renew-with': 'no refresh token',
  'nothing-to-renew-with-though-asked': 'no refresh token, although `offline_access` was asked for',
};

function seenWords({
  happened,
  errors = [],
  texts = [],
  statuses = [],
  secretSent,
  described,
}: Sign): string {
  const either = [
    errors.map((error) => `\`${error}\``).join(' or '),
    texts.map((text) => `“${text}”`).join(' or '),
    statuses.length === 0 ? '' : `status ${statuses.join(' or ')}`,
    happened === undefined ? '' : happeningWords[happened],
    secretSent === undefined ? '' : secretSent ? 'a secret was sent' : 'no secret was sent',
    described === false ? 'without a description' : '',
  ];
  return either.filter((words) => words !== '').join(', ');
}

function whatToDo({ fix, place, documentation }: ErrorEntry): string {
  const where = typeof place === 'object' && place !== null ? ` ${place.value.join(' > ')}` : '';
  const link = documentation === null ? '' : ` [more](${documentation})`;
  return `${factWords(fix)}${where === '' ? '' : ` At:${where}.`}${link}`;
}

function factWords({ value, evidence }: Fact<string>): string {
  return `${value.replaceAll('{host}', 'The provider')} (_${evidence}_)`;
}
