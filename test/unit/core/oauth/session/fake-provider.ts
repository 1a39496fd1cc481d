import { createHash } from 'node:crypto';
import { FetchError } from '../../../../../src/core/ports/fetch.ts';
import type {
  Fetch,
  FetchErrorCode,
  FetchRequest,
  FetchResponse,
} from '../../../../../src/core/ports/fetch.ts';
import { createSigningKey } from '../../../../servers/signing-keys.ts';
import type { SigningKey } from '../../../../servers/signing-keys.ts';
import type { FakeClock } from '../../../../support/fake-clock.ts';

export interface Seen {
  readonly path: string;
  readonly method: string;
  readonly url: string;
  readonly form: URLSearchParams;
  readonly authorization: string | null;
}

type Script = (seen: Seen) => FetchResponse | Promise<FetchResponse>;

/** Something that waits until it is opened. */
export function gate(): { readonly opened: Promise<void>; open(): void } {
  const waiting = new Set<() => void>();
  const opened = new Promise<void>((resolve) => {
    waiting.add(resolve);
  });
  return {
    opened,
    open: () => {
      for (const resolve of waiting) resolve();
    },
  };
}

/** What became of a device code; `pending` until the test says otherwise. */
export type DeviceCodeState = 'pending' | 'approved' | 'denied' | 'expired';

interface Code {
  readonly challenge: string;
  readonly redirectUri: string;
  readonly nonce: string | null;
  readonly scope: string;
}

let sharedKey: Promise<SigningKey> | null = null;

/** An authorization server behind the Fetch port, on the test's clock: it keeps the rules, and each answer can be replaced. */
export class FakeProvider implements Fetch {
  readonly issuer = 'https://id.example.test';
  readonly requests: Seen[] = [];
  metadata: Record<string, unknown>;
  /** Members of token answers; undefined leaves one out. */
  tokenAnswer: Record<string, unknown> = {};
  /** Claims of ID tokens; undefined leaves one out. */
  claims: Record<string, unknown> = {};
  /** Whether a renewal brings an ID token. */
  renewsIdToken = false;
  rotates = true;
  readonly refreshTokens = new Set<string>();
  /** Members of device answers; undefined leaves one out. */
  deviceAnswer: Record<string, unknown> = {};
  deviceCode: DeviceCodeState = 'pending';
  readonly #scripts = new Map<string, Script>();
  readonly #codes = new Map<string, Code>();
  readonly #deviceCodes = new Map<string, Pick<Code, 'challenge' | 'scope'>>();
  readonly #clock: FakeClock;
  #serial = 0;
  #key: SigningKey | null = null;

  constructor(clock: FakeClock) {
    this.#clock = clock;
    this.metadata = {
      issuer: this.issuer,
      authorization_endpoint: `${this.issuer}/authorize`,
      token_endpoint: `${this.issuer}/token`,
      jwks_uri: `${this.issuer}/jwks`,
      revocation_endpoint: `${this.issuer}/revoke`,
      end_session_endpoint: `${this.issuer}/logout`,
      code_challenge_methods_supported: ['S256'],
      id_token_signing_alg_values_supported: ['ES256'],
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
    };
  }

  /** Offers sign-in with a code, which the metadata does not name otherwise. */
  offerDeviceCodes(): void {
    this.metadata['device_authorization_endpoint'] = `${this.issuer}/device`;
  }

  requestsTo(path: string): readonly Seen[] {
    return this.requests.filter((seen) => seen.path === path);
  }

  /** Answers a path with something else until it is taken back with null. */
  script(path: string, script: Script | null): void {
    if (script === null) this.#scripts.delete(path);
    else this.#scripts.set(path, script);
  }

  /** Answers the next request to a path with something else. */
  once(path: string, script: Script): void {
    this.script(path, async (seen) => {
      this.script(path, null);
      return script(seen);
    });
  }

  /** The rules' own answer, for a script that only delays it or loses it. */
  async asUsual(seen: Seen): Promise<FetchResponse> {
    return this.#answer(seen);
  }

  /** Holds answers of a path back until the returned function is called. */
  hold(path: string): () => void {
    const held = gate();
    this.script(path, async (seen) => {
      await held.opened;
      return this.#answer(seen);
    });
    return () => {
      this.script(path, null);
      held.open();
    };
  }

  /** What the person does in the browser: signs in, and is sent to the callback. */
  authorize(url: string, changes: Readonly<Record<string, string | undefined>> = {}): string {
    const query = new URL(url).searchParams;
    const code = this.#next('code');
    this.#codes.set(code, {
      challenge: query.get('code_challenge') ?? '',
      redirectUri: query.get('redirect_uri') ?? '',
      nonce: query.get('nonce'),
      scope: query.get('scope') ?? '',
    });
    const parameters = { code, state: query.get('state') ?? undefined, ...changes };
    const given = Object.entries(parameters).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    );
    return `${query.get('redirect_uri') ?? ''}?${new URLSearchParams(given).toString()}`;
  }

  async send(request: FetchRequest, signal: AbortSignal): Promise<FetchResponse> {
    const url = new URL(request.url);
    const seen = {
      path: url.pathname,
      method: request.method,
      url: request.url,
      form: new URLSearchParams(new TextDecoder().decode(request.body)),
      authorization: request.headers.find(([name]) => name === 'authorization')?.[1] ?? null,
    };
    this.requests.push(seen);
    const script = this.#scripts.get(seen.path);
    const aborted = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(new FetchError('cancelled', 'aborted')), { once: true });
    });
    const answered = (async () => (script === undefined ? this.#answer(seen) : script(seen)))();
    return Promise.race([answered, aborted]);
  }

  async #answer(seen: Seen): Promise<FetchResponse> {
    switch (seen.path) {
      case '/.well-known/openid-configuration':
        return answer(200, this.metadata);
      case '/jwks':
        return answer(200, { keys: [(await this.#signing()).jwk] });
      case '/token':
        return this.#token(seen.form);
      case '/device':
        return this.#device(seen.form);
      case '/revoke':
        this.refreshTokens.delete(seen.form.get('token') ?? '');
        return answer(200, '');
      default:
        return answer(404, '');
    }
  }

  async #token(form: URLSearchParams): Promise<FetchResponse> {
    if (form.get('grant_type') === 'authorization_code') return this.#redeem(form);
    if (form.has('device_code')) return this.#deviceTokens(form);
    const spent = form.get('refresh_token') ?? '';
    if (!this.refreshTokens.has(spent)) return answer(400, { error: 'invalid_grant' });
    if (!this.rotates) return this.#tokens(null, null, this.renewsIdToken, form.get('resource'));
    this.refreshTokens.delete(spent);
    return this.#tokens(null, this.#refreshToken(), this.renewsIdToken, form.get('resource'));
  }

  #device(form: URLSearchParams): FetchResponse {
    const deviceCode = this.#next('device');
    this.#deviceCodes.set(deviceCode, {
      challenge: form.get('code_challenge') ?? '',
      scope: form.get('scope') ?? '',
    });
    const members = defined({
      device_code: deviceCode,
      user_code: 'WDJB-MJHT',
      verification_uri: `${this.issuer}/activate`,
      verification_uri_complete: `${this.issuer}/activate?user_code=WDJB-MJHT`,
      expires_in: 600,
      ...this.deviceAnswer,
    });
    return answer(200, members);
  }

  async #deviceTokens(form: URLSearchParams): Promise<FetchResponse> {
    const code = this.#deviceCodes.get(form.get('device_code') ?? '');
    if (code === undefined || code.challenge !== challengeOf(form))
      return answer(400, { error: 'invalid_grant' });
    switch (this.deviceCode) {
      case 'pending':
        return answer(400, { error: 'authorization_pending' });
      case 'denied':
        return answer(400, { error: 'access_denied' });
      case 'expired':
        return answer(400, { error: 'expired_token' });
      case 'approved':
      default:
    }
    this.#deviceCodes.delete(form.get('device_code') ?? '');
    const openid = code.scope.split(' ').includes('openid');
    return this.#tokens(null, this.#refreshToken(), openid, form.get('resource'));
  }

  async #redeem(form: URLSearchParams): Promise<FetchResponse> {
    const code = this.#codes.get(form.get('code') ?? '');
    this.#codes.delete(form.get('code') ?? '');
    if (
      code === undefined ||
      code.challenge !== challengeOf(form) ||
      code.redirectUri !== form.get('redirect_uri')
    ) {
      return answer(400, { error: 'invalid_grant' });
    }
    const openid = code.scope.split(' ').includes('openid');
    return this.#tokens(code.nonce, this.#refreshToken(), openid, form.get('resource'));
  }

  async #tokens(
    nonce: string | null,
    refreshToken: string | null,
    openid: boolean,
    resource: string | null,
  ): Promise<FetchResponse> {
    const now = Math.floor(this.#clock.now() / 1000);
    const claims = defined({
      iss: this.issuer,
      sub: 'ada',
      aud: 'client-1',
      exp: now + 300,
      iat: now,
      auth_time: now,
      email: 'ada@example.test',
      nonce: nonce ?? undefined,
      ...this.claims,
    });
    const members = defined({
      access_token: this.#next(resource === null ? 'access' : `access-for-${resource}`),
      token_type: 'Bearer',
      expires_in: 300,
      refresh_token: refreshToken ?? undefined,
      id_token: openid ? await (await this.#signing()).sign(claims) : undefined,
      ...this.tokenAnswer,
    });
    return answer(200, members);
  }

  /** Signs claims with the key of this provider. */
  async sign(claims: Readonly<Record<string, unknown>>): Promise<string> {
    return (await this.#signing()).sign(claims);
  }

  async #signing(): Promise<SigningKey> {
    sharedKey ??= createSigningKey('ES256');
    this.#key ??= await sharedKey;
    return this.#key;
  }

  #refreshToken(): string {
    const token = this.#next('refresh');
    this.refreshTokens.add(token);
    return token;
  }

  #next(name: string): string {
    this.#serial += 1;
    return `${name}-token-${String(this.#serial)}`;
  }
}

/** The challenge that the verifier of a token request belongs to. */
function challengeOf(form: URLSearchParams): string {
  return createHash('sha256')
    .update(form.get('code_verifier') ?? '')
    .digest('base64url');
}

/** One answer, as the Fetch port gives it. */
export function answer(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): FetchResponse {
  const bytes = new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body));
  return {
    status,
    statusText: '',
    headers: Object.entries({ 'content-type': 'application/json', ...headers }),
    body: once(bytes),
  };
}

/** A script for a network that fails. */
export function broken(code: FetchErrorCode): Script {
  return () => {
    throw new FetchError(code, 'made by the test');
  };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}

function defined(members: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
