import { sessionView } from '../../../src/core/oauth/session/view.ts';
import type { SessionKind, SessionView } from '../../../src/shared/session.ts';
import { headerWords, listWords } from '../../../src/renderer/words/session-words.ts';
import { untilTime } from '../../../src/renderer/words/time.ts';
import { table } from './markdown.ts';
import { connection, draft, now, samples } from './samples.ts';

const scheme = 'app.latchkey.desktop';

/** Every kind that the window knows; the compiler holds the list to be whole. */
const kinds: Readonly<Record<SessionKind, true>> = {
  draft: true,
  'signed-out': true,
  'waiting-for-browser': true,
  'another-account': true,
  'signed-in': true,
  'signed-in-until': true,
  renewing: true,
  offline: true,
  'provider-unavailable': true,
  'needs-fix': true,
  'needs-sign-in': true,
  locked: true,
  'more-access-needed': true,
  'memory-only': true,
  'not-saved': true,
  'set-aside': true,
  'signing-out': true,
  'clock-wrong': true,
};

/**
 * What the window says in each state: the machine is put into the state, and the window's own functions are asked.
 * @throws {TypeError} for a kind that no state leads to.
 */
export function wordsTable(): string {
  const shown = [
    { where: 'no client ID yet', view: sessionView(draft.machine, draft.connection, scheme) },
    ...samples.map(({ region, state, given, machine }) => ({
      where: `${region === 'session' ? '' : `${region} `}${state}${given === undefined ? '' : ` (${given})`}`,
      view: sessionView(machine, connection, scheme),
    })),
  ];
  const rows = Object.keys(kinds).flatMap((kind) => {
    const own = shown.filter(({ view }) => view.kind === kind);
    if (own.length === 0) throw new TypeError(`No state of the machine shows ${kind}.`);
    const spoken = [...new Set(own.map(({ view }) => `${list(view)}\n${header(view)}`))];
    return spoken.map((words, at) => {
      const [inList = '', inHeader = ''] = words.split('\n');
      const states = own.filter(({ view }) => `${list(view)}\n${header(view)}` === words);
      return [at === 0 ? `**${kind}**` : '', inList, inHeader, states.map(({ where }) => where).join(', ')];
    });
  });
  return table(['shown as', 'in the list', 'in the header', 'when the machine is in'], rows);
}

function list(view: SessionView): string {
  return timeless(view, listWords(view, 'linux', now));
}

function header(view: SessionView): string {
  return timeless(view, headerWords(view, 'linux', now));
}

/** The same page wherever it is made: a time of day depends on the place. */
function timeless(view: SessionView, words: string): string {
  return view.kind === 'signed-in-until' && view.until !== null
    ? words.replace(untilTime(view.until, now), '14:05')
    : words;
}
