import { anywhereWords, arrowTable, defenceWords } from './arrows.ts';
import { effectTable } from './effects.ts';
import { picture } from './picture.ts';
import { regions } from './tables.ts';
import type { Region } from './tables.ts';
import { wordsTable } from './words.ts';

const about: Readonly<Record<Region['name'], { readonly title: string; readonly text: string }>> = {
  session: {
    title: 'The session: what is granted, and what keeps it',
    text: 'A renewal is five small states, because the app may die between any two of them: the refresh token is marked on disk as being spent (**journalling**), sent (**asking**), sent once more when the answer was lost (**pausing**), compared with the disk when it was refused (**checking**), and what came is on disk (**saving**) before it is used.',
  },
  attempt: {
    title: 'The attempt: a sign-in that runs',
    text: 'From the wish to the sealed session. Up to five requests of one attempt may be answered; the transaction is sealed before the browser opens, so that a callback completes it after a crash too. A sign-in with a code is two states, **device-waiting** and **device-asking**, and is in memory only (R83).',
  },
  delivery: {
    title: 'The delivery: sign-outs that the provider has yet to be told',
    text: 'Signing out is over here at once. What remains is a sealed job that dies on delivery, on a definitive refusal, or after seven days.',
  },
};

/** docs/sessions.md, drawn from the tables that the code runs on. The same tables give the same page. */
export function sessionsPage(): string {
  return [
    '# Sessions: the machine',
    '',
    'Drawn by `npm run sessions` from the tables that the code runs on (`src/core/oauth/session/*-table.ts`); not edited by hand.',
    '',
    'Each connection has one machine of three regions that run side by side and see the same events: the **session**, the **attempt** to sign in, and the **delivery** of sign-outs. `transition(state, event, surroundings)` is a pure function: the clocks, chance and “the computer is going to sleep” come in as values; effects go out as data and answer with events. A missing row says that in this state the event changes nothing.',
    '',
    ...regions.flatMap((region) => [
      `## ${about[region.name].title}`,
      '',
      about[region.name].text,
      '',
      picture(region),
      '',
      ...[anywhereWords(region)].filter((words) => words !== '').flatMap((words) => [words, '']),
      'Every row, with those that stay:',
      '',
      arrowTable(region),
      '',
      ...[defenceWords(region)].filter((words) => words !== '').flatMap((words) => [words, '']),
    ]),
    '## What the window says',
    '',
    'An attempt is shown before the session it may replace. `ada@acme.test` stands for any account, 14:05 for any time.',
    '',
    wordsTable(),
    '',
    '## Effects and their answers',
    '',
    'The actor of a connection (`actor.ts`) does what a step wants done and sends the answers back as events; it decides nothing. Calls to the vault of one connection happen in the order in which the machine wanted them. An answer carries the number of what asked for it, and one with another number is dropped: what was stopped, replaced or signed out meanwhile cannot come back. When an effect breaks, it answers as the failure of the same name, and the bug is thrown on to the log.',
    '',
    effectTable(),
    '',
    'Waiting times are derived from the state alone (`deadlines.ts`): a state that waits for nothing leaves no timer.',
    '',
    '## What always holds',
    '',
    ...invariants.map((line, at) => `${String(at + 1)}. ${line}`),
    '',
    'Random sequences of everything that can happen are run against the real sessions, with a provider, clocks and a vault that the test holds, and each promise is checked after every step; short sequences lead to every target of every row. A thousand sequences run in `npm test`, 100,000 and more in `npm run torture -- session-model`. Sequences that once broke a promise stay as named tests beside it.',
    '',
  ].join('\n');
}

const invariants: readonly string[] = [
  'At most one refresh is in flight for a refresh token (R88).',
  'No access token is used past its expiry by either clock, the wall clock or the monotonic one (F34).',
  'A refresh token is deleted only after `invalid_grant`, by the person, or by a completed new sign-in (R75).',
  'A refresh token is marked on disk as being spent before it is sent, wherever the disk takes it (F1).',
  'A rotated refresh token is on disk before the access token that came with it is used, wherever the disk takes it (R21).',
  'A token goes only to the resource it was obtained for (R24, R88).',
  'Signing out is final: nothing of the session comes back, by no late answer and after no crash (R49).',
  'Nothing is renewed while the computer goes to sleep, and once after it woke (F10).',
  'Nothing of a session is sent or used while it is locked (F13).',
  'Another account takes no place unasked, wherever the one before can be read; and a session, or what UserInfo says, is of whom it was granted to (R25, R42).',
  'A device code is asked about no more often than the provider allows, and never after its sign-in is over (R80, R83).',
  'Nobody is signed out where it can be avoided: the token that a lost answer may have spent is asked about again at once (F2).',
  'A sign-in for a permission that the session lacks changes nothing of it before the permission came (R84).',
  'More that is asked for is not forgotten, whatever runs at that moment: the person is asked at the provider, or whoever asked is told why not (R84).',
];
