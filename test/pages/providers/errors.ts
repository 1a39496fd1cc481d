import type { ErrorEntry, Happening, Sign } from '../../../src/core/providers/errors/entry.ts';
import type { Fact } from '../../../src/core/providers/presets/evidence.ts';

/** Errors as a table: what is seen, where, what it means, what to do. */
export function errorsTable(entries: readonly ErrorEntry[]): readonly string[] {
  return [
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
