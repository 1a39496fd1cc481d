import type { Failure } from '../../../shared/failure.ts';
import { longestPageWords } from '../../../shared/provider.ts';
import { providerText } from '../../failures/provider-text.ts';
import type { SeenError } from '../../providers/errors/entry.ts';
import { explainError } from '../../providers/errors/explain-error.ts';
import { pageSayings } from '../../providers/errors/page-sayings.ts';
import { presetOf } from '../../providers/presets/preset-of.ts';
import { askedBySettings, sentInQuery } from '../explained.ts';
import { failure, hostOf } from '../failures.ts';
import { pageReadings } from '../page-readings.ts';
import type { ServerMetadata } from '../types.ts';
import { liveOf } from './state.ts';
import type { AttemptState } from './state.ts';

/**
 * What a page means at which the browser stopped, by the words or the address that a person copied from it; without any it is
 * that nothing came back. Pure: nothing of the text is kept, sent or opened.
 */
export function explainPage(words: string, attempt: AttemptState): Failure {
  const running = liveOf(attempt).at(-1);
  const request = 'device' in attempt ? attempt.device.transaction : running?.transaction;
  const asked = request === undefined ? [] : askedBySettings(request);
  const metadata = metadataOf(attempt);
  const host = metadata === undefined ? 'the provider' : hostOf(metadata.issuer);
  const text = words.slice(0, longestPageWords);
  const said = providerText(text);
  const preset = metadata === undefined ? null : presetOf(metadata);
  const found = (seen: Pick<SeenError, 'happened' | 'description'>) =>
    explainError({ at: 'page', host, asked, ...seen }, preset);
  const known =
    said === null
      ? found({ happened: 'nothing-came-back' })
      : pageReadings(text)
          .map((description) => found({ description }))
          .find((one) => one !== null);
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

/** What such a page is known to say at the provider of the sign-in. */
export function sayingsOf(attempt: AttemptState): readonly string[] {
  const metadata = metadataOf(attempt);
  return pageSayings(metadata === undefined ? null : presetOf(metadata));
}

function metadataOf(attempt: AttemptState): ServerMetadata | undefined {
  return 'device' in attempt ? attempt.device.metadata : liveOf(attempt).at(-1)?.metadata;
}
