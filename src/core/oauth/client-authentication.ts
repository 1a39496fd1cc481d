import type { FetchRequest } from '../ports/fetch.ts';
import type { Parameters } from './appauth.ts';
import { formPost } from './form.ts';

/** How a client proves itself at an endpoint of the provider (RFC 6749 §2.3). */
export type ClientAuthentication =
  /** A public client: it proves nothing, and names itself (R6). */
  | { readonly method: 'none' }
  | {
      readonly method: 'client_secret_basic';
      readonly secret: string;
      /**
       * `form`: encoded first, as RFC 6749 §2.3.1 says. Some servers do not decode: `form-then-raw` tries them without
       * after `invalid_client`.
       */
      readonly encoding: 'form' | 'form-then-raw' | 'raw';
    }
  | { readonly method: 'client_secret_post'; readonly secret: string };

export const publicClient: ClientAuthentication = { method: 'none' };

/**
 * How to authenticate with a secret, or without one: in the `Authorization` header unless the server lists the body alone
 * (RFC 8414 §2: without a list it is the header).
 * @param supported what the metadata lists for the endpoint; null where it lists nothing.
 */
export function clientAuthentication(
  secret: string | null,
  supported: readonly string[] | null,
  encoding: 'form' | 'form-then-raw' = 'form',
): ClientAuthentication {
  if (secret === null) return publicClient;
  const bodyAlone =
    supported?.includes('client_secret_post') === true && !supported.includes('client_secret_basic');
  return bodyAlone
    ? { method: 'client_secret_post', secret }
    : { method: 'client_secret_basic', secret, encoding };
}

/**
 * A form-encoded POST that carries what proves the client, in one way only (RFC 6749 §2.3). The header names the client,
 * so that `client_id` is not in the body beside it.
 */
export function clientPost(
  url: string,
  clientId: string,
  parameters: Parameters,
  authentication: ClientAuthentication,
): FetchRequest {
  switch (authentication.method) {
    case 'none':
      return formPost(url, parameters);
    case 'client_secret_post':
      return formPost(url, [...parameters, ['client_secret', authentication.secret]]);
    case 'client_secret_basic': {
      const request = formPost(
        url,
        parameters.filter(([name]) => name !== 'client_id'),
      );
      const credentials = basicCredentials(clientId, authentication);
      return { ...request, headers: [...request.headers, ['authorization', `Basic ${credentials}`]] };
    }
    default:
      return unhandled(authentication);
  }
}

/** The other reading of RFC 6749 §2.3.1, where it may be tried after `invalid_client`; null where it may not, or is the same. */
export function rawAlternative(
  clientId: string,
  authentication: ClientAuthentication,
): ClientAuthentication | null {
  if (authentication.method !== 'client_secret_basic' || authentication.encoding !== 'form-then-raw')
    return null;
  const raw = { ...authentication, encoding: 'raw' } as const;
  return basicCredentials(clientId, raw) === basicCredentials(clientId, authentication) ? null : raw;
}

function basicCredentials(
  clientId: string,
  { secret, encoding }: Extract<ClientAuthentication, { readonly method: 'client_secret_basic' }>,
): string {
  const pair =
    encoding === 'raw' ? `${clientId}:${secret}` : `${formEncoded(clientId)}:${formEncoded(secret)}`;
  return Buffer.from(pair, 'utf8').toString('base64');
}

/** `application/x-www-form-urlencoded` of one value (RFC 6749 appendix B). */
function formEncoded(text: string): string {
  return new URLSearchParams({ '': text }).toString().slice(1);
}

function unhandled(_authentication: never): never {
  throw new TypeError('A way to authenticate was not handled.');
}
