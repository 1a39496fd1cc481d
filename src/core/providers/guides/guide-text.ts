import type { Guide, GuideAction, GuideEntry, GuideStep } from '../../../shared/guide.ts';

/** A guide as plain text, to be sent to whoever runs the provider: every value on a line of its own, exactly as it is entered. */
export function guideText(
  guide: Pick<Guide, 'name' | 'steps' | 'documentation'>,
  issuer: string,
  clientSecret: 'not used' | 'required',
): string {
  const { name, steps, documentation } = guide;
  return [
    `Please register Latchkey at ${issuer} (${name}).`,
    '',
    'Latchkey is a desktop app: a native, public client, with PKCE (S256) and the authorization code grant.',
    'Addresses and names have to stand there exactly as they are written here.',
    '',
    ...steps.flatMap((step, index) => [...stepLines(step, index + 1), '']),
    ...(documentation === null ? [] : [`The documentation of ${name}: ${documentation}`, '']),
    clientSecret === 'required'
      ? 'Then send me the client ID and the client secret; the secret by a way that nobody else reads.'
      : 'Then send me the client ID.',
  ].join('\n');
}

function stepLines({ place, words, entries, code }: GuideStep, number: number): readonly string[] {
  return [
    `${String(number)}. ${words}`,
    ...(place.length === 0 ? [] : [`   ${place.join(' > ')}`]),
    ...(code === null ? entries.flatMap(entryLines) : code.text.split('\n').map((line) => `     ${line}`)),
  ];
}

function entryLines({ field, action, values, why, optional }: GuideEntry): readonly string[] {
  const asides = [optional ? '(optional)' : '', why ?? ''].filter((words) => words !== '').join(' ');
  const line = `   - ${field}${actionWords[action]}`;
  const alone = action === 'choose' ? ` ${values.map(({ text }) => text).join(' ')}` : '';
  return [
    `${line}${alone}${asides === '' ? '' : ` ${asides}`}`,
    ...(action === 'choose' ? [] : values.map(({ text }) => `       ${text}`)),
  ];
}

const actionWords: Readonly<Record<GuideAction, string>> = {
  enter: ':',
  choose: ':',
  tick: ', tick:',
  'switch-on': ': on',
  'switch-off': ': off',
  copy: ': note it',
};
