import { succeed, type Result } from '../../../shared/result.ts';
import { providerText } from '../../failures/provider-text.ts';
import { exchangeOnce, header, type Answer, type ExchangeDeps } from '../../oauth/exchange.ts';
import { parseUrl } from '../../oauth/url.ts';
import type { Fetch } from '../../ports/fetch.ts';
import { exchangeLimits } from './contact.ts';
import type { SeenAnswer } from './judge-endpoint.ts';

/**
 * Asks an address of a provider without saying anything: no token, no client, no parameter. Where it takes forms an empty one
 * is posted, because many servers have nothing there for whoever only reads. A page may be as long as it likes: only how it
 * begins is looked at.
 */
export async function askEndpoint(
  url: string,
  method: 'GET' | 'POST',
  deps: ExchangeDeps,
): Promise<Result<SeenAnswer>> {
  const begun: SeenAnswer[] = [];
  const noting: Fetch = {
    async send(request, signal) {
      const response = await deps.fetch.send(request, signal);
      begun.push(seenOf(response, url));
      return response;
    },
  };
  const form = [['content-type', 'application/x-www-form-urlencoded']] as const;
  const answer = await exchangeOnce(
    {
      method,
      url,
      headers: [['accept', 'application/json'], ...(method === 'POST' ? form : [])],
      ...(method === 'POST' ? { body: new Uint8Array() } : {}),
    },
    exchangeLimits,
    { ...deps, fetch: noting },
  );
  if (answer.ok) return succeed(seenOf(answer.value, url));
  const [seen] = begun;
  return answer.failure.code === 'answer-too-large' && seen !== undefined ? succeed(seen) : answer;
}

function seenOf({ status, headers }: Pick<Answer, 'status' | 'headers'>, url: string): SeenAnswer {
  const location = header(headers, 'location');
  const target = location === null ? null : parseUrl(location, url);
  return { status, pointsTo: target === null ? null : providerText(target.host) };
}
