import { succeed, type Result } from '../../../shared/result.ts';
import { exchangeOnce, header, type ExchangeDeps } from '../../oauth/exchange.ts';
import { parseUrl } from '../../oauth/url.ts';
import { exchangeLimits } from './contact.ts';
import type { SeenAnswer } from './judge-endpoint.ts';

/**
 * Asks an address of a provider without saying anything: no token, no client, no parameter. Where it takes forms an empty one
 * is posted, because many servers have nothing there for whoever only reads.
 */
export async function askEndpoint(
  url: string,
  method: 'GET' | 'POST',
  deps: ExchangeDeps,
): Promise<Result<SeenAnswer>> {
  const form = [['content-type', 'application/x-www-form-urlencoded']] as const;
  const answer = await exchangeOnce(
    {
      method,
      url,
      headers: [['accept', 'application/json'], ...(method === 'POST' ? form : [])],
      ...(method === 'POST' ? { body: new Uint8Array() } : {}),
    },
    exchangeLimits,
    deps,
  );
  // A page may be as long as it likes: that it came is what was asked.
  if (!answer.ok)
    return answer.failure.code === 'answer-too-large' ? succeed({ status: 200, pointsTo: null }) : answer;
  const { status, headers } = answer.value;
  const location = header(headers, 'location');
  return succeed({ status, pointsTo: location === null ? null : (parseUrl(location, url)?.host ?? null) });
}
