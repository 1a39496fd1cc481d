/** Longest callback that is looked at, in bytes; real ones have 1 to 2 kB. */
const longestCallback = 8192;

/** What a URL that the operating system or the loopback receiver handed over is. */
export type CallbackUrl =
  | {
      readonly kind: 'authorization';
      /** Everything before the query, to be compared with the redirect URI as it was sent. */
      readonly address: string;
      readonly parameters: CallbackParameters;
      /** True when the fragment holds what belongs into the query (R9). */
      readonly protocolFragment: boolean;
    }
  | { readonly kind: 'logout'; readonly scheme: string; readonly state: string | null }
  | { readonly kind: 'unknown'; readonly why: string };

/** Every value of each parameter, in order; none for a parameter that did not come. */
export interface CallbackParameters {
  readonly state: readonly string[];
  readonly code: readonly string[];
  readonly iss: readonly string[];
  readonly error: readonly string[];
  readonly errorDescription: readonly string[];
  readonly scope: readonly string[];
  /** Names of others that have no place in the answer to `response_type=code`. */
  readonly forbidden: readonly string[];
}

/** Pure; never throws, whatever it is given. At most 8,192 bytes are looked at (F26). */
export function parseCallback(url: string): CallbackUrl {
  // Characters first: counting bytes of a huge text would cost what the limit is there to save.
  if (url.length > longestCallback || Buffer.byteLength(url) > longestCallback) {
    return { kind: 'unknown', why: 'It is longer than 8 kB.' };
  }
  const [, scheme, rest] = /^([a-z][a-z0-9+.-]*):(.*)$/is.exec(url) ?? [];
  if (scheme === undefined || rest === undefined) return { kind: 'unknown', why: 'It is no address.' };
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\u0000-\u001f\u007f]/.test(url)) return { kind: 'unknown', why: 'It holds control characters.' };
  const [, path = '', query = '', fragment = ''] = /^([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s.exec(rest) ?? [];
  const lowerScheme = scheme.toLowerCase();
  const parameters = formOf(query);
  if (/^(\/|\/\/)logged-out\/?$/.test(path)) {
    const states = parameters.getAll('state');
    if (states.length > 1) return { kind: 'unknown', why: 'It names more than one sign-out.' };
    return { kind: 'logout', scheme: lowerScheme, state: states[0] ?? null };
  }
  if (!/\/callback\/[^/]/.test(path)) return { kind: 'unknown', why: 'It is no answer to a sign-in.' };
  return {
    kind: 'authorization',
    address: `${lowerScheme}:${path}`,
    protocolFragment: hasProtocolParameter(fragment),
    parameters: {
      state: parameters.getAll('state'),
      code: parameters.getAll('code'),
      iss: parameters.getAll('iss'),
      error: parameters.getAll('error'),
      errorDescription: parameters.getAll('error_description'),
      scope: parameters.getAll('scope'),
      forbidden: ['response', 'access_token', 'id_token'].filter((name) => parameters.has(name)),
    },
  };
}

/** However the fragment is cut: what stands behind a route (`#/x?code=…`) or a second `#` is a parameter too. */
function hasProtocolParameter(fragment: string): boolean {
  const parameters = formOf(fragment.replaceAll(/[?/!#;]/g, '&'));
  return ['code', 'state', 'iss', 'error', 'access_token', 'id_token', 'response'].some((name) =>
    parameters.has(name),
  );
}

/**
 * The pairs of a form (RFC 6749 appendix B), read as they stand. Left alone, the platform drops a `?` at the beginning, and Node
 * cuts characters beyond ASCII to one byte each where an escape beside them is broken.
 */
function formOf(text: string): URLSearchParams {
  const ascii = text.replaceAll(/[^\u0020-\u007e]+/g, (some) =>
    encodeURIComponent(Buffer.from(some).toString()),
  );
  return new URLSearchParams(`&${ascii}`);
}
