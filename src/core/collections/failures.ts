import type { Failure } from '../../shared/failure.ts';
import { failure } from '../failures/failure.ts';
import { providerText } from '../failures/provider-text.ts';
import type { OpenCredential } from './credentials.ts';

export const notSaved = 'The request could not be saved.';
export const notChanged = 'The saved requests could not be changed.';
export const notRead = 'The saved requests could not be read.';

export function savedGone(): Failure {
  return failure(
    'not-found',
    'This saved request is not there any more.',
    'Its file was moved or removed.',
    'Look for it under another name, or save the request again.',
  );
}

export function changedOutside(name: string): Failure {
  return failure(
    'changed-outside',
    `“${name}” was changed by another program since you opened it.`,
    'Saving now would undo that change.',
    'Open it again to see the change, or save your version over it.',
  );
}

export function unreadable(name: string, line: number | null, why: string): Failure {
  const where = line === null ? '' : ` (line ${String(line)})`;
  return failure(
    'settings-unreadable',
    `The file of “${name}” cannot be read${where}.`,
    why,
    'Correct the file in an editor. Latchkey leaves it as it is.',
  );
}

export function cannotBeKept(why: string): Failure {
  return failure('input-invalid', notSaved, why, 'Correct it, then save again.');
}

export function nameMissing(): Failure {
  return failure('input-invalid', 'This name cannot be used.', 'It is empty.', 'Type a name.', {
    field: 'Name',
  });
}

export function nameTooLong(): Failure {
  return failure(
    'input-invalid',
    'This name cannot be used.',
    'It has more than 300 characters.',
    'Shorten it.',
    {
      field: 'Name',
    },
  );
}

export function intoItself(): Failure {
  return failure(
    'input-invalid',
    'A folder cannot be put into itself.',
    'The place is inside of the folder that is moved.',
    'Choose another place.',
  );
}

export function leadsOutside(path: string): Failure {
  return failure(
    'not-permitted',
    'Nothing was written.',
    'A folder on the way is a link that leads elsewhere, and saved requests stay within their folder.',
    'Replace the link by a folder.',
    { file: path },
  );
}

/** A file that a saved request names. */
export function fileElsewhere(name: string): Failure {
  return failure(
    'not-permitted',
    `The file ${providerText(name) ?? ''} was not taken.`,
    'A saved request may name plain files of its own folder, and none that a link leads to.',
    'Choose it under “Body”.',
    { field: 'Request body' },
  );
}

export function fileMissing(name: string): Failure {
  return failure(
    'not-found',
    `The file ${providerText(name) ?? ''} was not taken.`,
    'It is not in the folder of the request.',
    'Put it there, or choose it under “Body”.',
    { field: 'Request body' },
  );
}

/** Credentials that would be kept in the open; `details.suggestion` lists the variables that would hold them. */
export function secretInRequest(credentials: readonly OpenCredential[]): Failure {
  const places = [...new Set(credentials.map(({ place }) => place))].join(', ');
  const byHand = credentials.some(({ value }) => value === null);
  return failure(
    'secret-in-request',
    'The request holds a secret, and files of saved requests hold none.',
    `It stands in ${places}.`,
    byHand
      ? 'Put the whole value into a secret variable under “Variables”, and write its name in double braces in its place.'
      : 'Keep it as a secret variable: it is sealed on this computer, and only its name is written into the file.',
    byHand ? {} : { suggestion: [...new Set(credentials.map(({ variable }) => variable))].join(', ') },
  );
}
