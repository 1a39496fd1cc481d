import { byteSize } from '../../../shared/byte-size.ts';
import { assertNever } from '../../../shared/result.ts';
import type { DocumentProblem, SearchState } from './document/json-document.ts';
import type { JsonRow } from './document/json-rows.ts';
import type { JsonFault } from './document/json-scanner.ts';
import type { ClientState } from './json-client.ts';

const count = new Intl.NumberFormat('en');

/** How many an object or array holds. */
export function childrenWords({ kind, children }: Pick<JsonRow, 'kind' | 'children'>): string {
  if (children === 0) return 'empty';
  const what = kind === 'object' ? 'member' : 'item';
  return `${count.format(children)} ${what}${children === 1 ? '' : 's'}`;
}

/** How far it is read; null once it is, or where nothing has to be waited for. */
export function readingWords({ finished, bytes, size }: ClientState): string | null {
  return finished || bytes >= size ? null : `Reading… ${byteSize(bytes)} of ${byteSize(size)}`;
}

/** @param position of the match that is shown, from 0 on; null: none is */
export function searchWords({ count: found, finished }: SearchState, position: number | null): string {
  if (found === 0) return finished ? 'Not found' : 'Searching…';
  const more = finished ? '' : '…';
  return position === null
    ? `${count.format(found)}${more} found`
    : `${count.format(position + 1)} of ${count.format(found)}${more}`;
}

/** Why the tree ends before the body does. */
export function problemWords({ fault, line, column }: DocumentProblem): string {
  const where = `line ${count.format(line)}, byte ${count.format(column)}`;
  if (fault === 'ended') return `The JSON ends too soon, at ${where}. What came before that is shown.`;
  if (fault === 'too-many') {
    return `The JSON has more than 16 million values. What came up to ${where} is shown.`;
  }
  return `This is no valid JSON: at ${where} ${faultWords(fault)}. What came before that is shown.`;
}

function faultWords(fault: Exclude<JsonFault, 'ended' | 'too-many'>): string {
  switch (fault) {
    case 'value':
      return 'a value is missing';
    case 'name':
      return 'a name in double quotation marks is missing';
    case 'colon':
      return 'a colon is missing';
    case 'comma':
      return 'a comma, or the end of the list, is missing';
    case 'escape':
      return 'a backslash stands before something that it does not go with';
    case 'control':
      return 'a control character or a line break stands in a string';
    case 'number':
      return 'a number breaks off';
    case 'behind':
      return 'something follows where the JSON had ended';
    default:
      return assertNever(fault);
  }
}
