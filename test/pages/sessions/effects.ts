import type { Effect } from '../../../src/core/oauth/session/effects.ts';
import type { MachineEvent } from '../../../src/core/oauth/session/events.ts';
import { names, table } from './markdown.ts';

interface Doing {
  readonly what: string;
  /** Events that the machine gets back; a bug on the way answers with one of them too. */
  readonly answers: readonly MachineEvent['kind'][];
}

/** What each effect does and answers; a test compares it with what a real session's effects answer. */
export const doings: Readonly<Record<Effect['kind'], Doing>> = {
  'prepare-attempt': {
    what: 'Reads the metadata, opens the way back and makes the authorization request, or asks for a device code.',
    answers: ['attempt-prepared', 'device-prepared', 'attempt-failed'],
  },
  'seal-attempt': {
    what: 'Seals the transaction, before any browser opens.',
    answers: ['attempt-sealed', 'attempt-failed'],
  },
  'open-browser': { what: 'Asks the system to open the browser.', answers: ['browser-opened'] },
  'redeem-code': {
    what: 'Erases the sealed transaction, spends the code at its stored endpoint, judges what came.',
    answers: ['grant-judged'],
  },
  'hand-over': { what: 'Another connection keeps what the sign-in brought, as its own (R25).', answers: [] },
  'ask-device': {
    what: 'Asks the provider whether somebody entered the code, and judges what came.',
    answers: ['device-answered', 'grant-judged'],
  },
  'end-attempt': {
    what: 'Stops requests and receiver of an attempt and erases its transaction.',
    answers: [],
  },
  'save-session': { what: 'Seals the session’s record.', answers: ['saved'] },
  'reread-session': {
    what: 'Reads the sealed record again: somebody may have renewed (F4).',
    answers: ['record-reread'],
  },
  flush: { what: 'Writes again what the disk refused.', answers: ['flushed'] },
  'erase-session': { what: 'Erases the sealed record.', answers: ['erased'] },
  'read-user-info': {
    what: 'Asks UserInfo once who signed in; nothing depends on it (R42).',
    answers: ['user-info-read'],
  },
  refresh: { what: 'Spends the refresh token and judges what came (R75).', answers: ['refresh-answered'] },
  'stop-refresh': { what: 'Drops the renewal that runs; its answer is not heard.', answers: [] },
  'keep-sign-out': {
    what: 'Seals the sign-out, then erases the session that it ends: after a crash in between the sign-out holds.',
    answers: ['erased', 'sign-out-kept'],
  },
  'rewrite-sign-out': { what: 'Seals what is left to tell the provider.', answers: [] },
  deliver: { what: 'Revokes the refresh token, then the access tokens.', answers: ['delivered'] },
  'erase-sign-out': { what: 'Erases a sign-out that was delivered or given up.', answers: [] },
  note: { what: 'Adds an entry to the activity.', answers: [] },
};

export function effectTable(): string {
  const rows = Object.entries(doings).map(([effect, { what, answers }]) => [
    `\`${effect}\``,
    what,
    answers.length === 0 ? '' : names(answers),
  ]);
  return table(['effect', 'what is done', 'answers with'], rows);
}
