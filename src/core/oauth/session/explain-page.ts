import type { Failure } from '../../../shared/failure.ts';
import { longestPageWords } from '../../../shared/provider.ts';
import { providerText } from '../../failures/provider-text.ts';
import type { SeenError } from '../../providers/errors/entry.ts';
import { explainError } from '../../providers/errors/explain-error.ts';
import { presetOf } from '../../providers/presets/preset-of.ts';
import { sentInQuery } from '../explained.ts';
import { failure, hostOf } from '../failures.ts';
import { liveOf } from './state.ts';
import type { AttemptState } from './state.ts';

/**
 * What a page means at which the browser stopped, by the words or the address that a person copied from it; without any it is
 * that nothing came back. Pure: nothing of the text is kept, sent or opened.
 */
export function explainPage(words: string, attempt: AttemptState): Failure {
  const running = liveOf(attempt).at(-1);
  const metadata = 'device' in attempt ? attempt.device.metadata : running?.metadata;
  const host = metadata === undefined ? 'the provider' : hostOf(metadata.issuer);
  const text = words.slice(0, longestPageWords);
  const said = providerText(text);
  const preset = metadata === undefined ? null : presetOf(metadata);
  const found = (seen: Pick<SeenError, 'happened' | 'description'>) =>
    explainError({ at: 'page', host, ...seen }, preset);
  const known =
    said === null
      ? found({ happened: 'nothing-came-back' })
      : (found({ description: withoutParameter(readable(text)) }) ?? found({ description: readable(text) }));
  return failure(
    'authorization-refused',
    'The sign-in stopped at a page in the browser.',
    known?.why ?? 'Latchkey does not know what this page says.',
    known?.next ??
      'Compare the redirect address, the client ID and the scopes in Settings with what is registered at the provider, or show the details to whoever runs it.',
    {
      host,
      providerDescription: said,
      help: known?.help,
      sent: known === null && running !== undefined ? sentInQuery(running.url) : null,
    },
  );
}

/** That an address repeats where it leads back to says nothing, beside what else it says. */
function withoutParameter(text: string): string {
  return text.replaceAll(/\bredirect_uri(?:=|%3d)[^&\s#]*/gi, '');
}

/** As it stands and, as it may be an address, without its escapes; quotation marks as a keyboard has them. */
function readable(text: string): string {
  const plain = text
    .replaceAll('+', ' ')
    .replaceAll(/%([2-7][0-9a-f])/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  // The shorter one first: together they may be longer than what is looked at.
  return (plain === text ? text : `${plain}\n${text}`)
    .replaceAll(/[\u2018\u2019]/g, "'")
    .replaceAll(/[\u201c\u201d]/g, '"');
}
