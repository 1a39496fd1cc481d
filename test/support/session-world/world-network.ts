import { FetchError } from '../../../src/core/ports/fetch.ts';
import type { Clock } from '../../../src/core/ports/clock.ts';
import type { Fetch, FetchRequest, FetchResponse } from '../../../src/core/ports/fetch.ts';
import type { How } from './boundaries.ts';
import { sessionOf } from './promises.ts';
import type { Promises } from './promises.ts';
import type { ProviderAnswer, RotatingProvider } from './rotating-provider.ts';
import type { Run } from './world.ts';
import type { Disk } from './world-vault.ts';

interface Wires {
  readonly clock: Clock;
  readonly disk: Disk;
  readonly promises: Promises;
  readonly provider: RotatingProvider;
  readonly online: () => boolean;
  /** Whether it only says that it cannot. */
  readonly outage: () => boolean;
  /** The provider's own clock, in milliseconds since the epoch. */
  readonly providerTime: () => number;
}

/** One request as it stands between the core and the provider. */
interface Request {
  readonly path: string;
  readonly form: URLSearchParams;
  readonly bearer: string | null;
  readonly method: string;
  /** The connection that sends it. */
  readonly from: string;
}

/** The network of every connection: what goes out and what comes back is watched, and waits for the test in between. */
export class WorldNetwork {
  readonly #wires: Wires;
  #givenUp = 0;

  constructor(wires: Wires) {
    this.#wires = wires;
  }

  /** That of one connection in one run. */
  of(connection: string, run: () => Run): Fetch {
    return {
      send: async (request, signal) => {
        const asked = requestOf(request, connection);
        const own = run();
        const refreshToken = refreshTokenOf(asked);
        this.#leaves(asked, own);
        const gaveUp = (): void => {
          // Given up by the app: the server may have acted all the same.
          this.#givenUp += 1;
          if (this.#givenUp % 2 === 0) void this.#act(asked);
        };
        const crossing = { signal, gaveUp };
        try {
          return await own.boundaries.cross(asked.path, async (how) => this.#exchange(asked, how), crossing);
        } finally {
          if (refreshToken !== null && own.alive) this.#wires.promises.refreshOver(refreshToken);
        }
      },
    };
  }

  /** What is said of a request before it goes out. */
  #leaves(asked: Request, run: Run): void {
    const { clock, disk, promises } = this.#wires;
    const { from } = asked;
    const refreshToken = refreshTokenOf(asked);
    if (refreshToken !== null) {
      const session = sessionOf(disk.records.get(`session/${from}`) ?? null);
      const marked = session?.refreshing !== null && session?.refreshToken === refreshToken;
      const journalled = !run.vault.saved('session', from) || marked;
      promises.refreshSent(refreshToken, { from, suspended: run.suspended, journalled });
    }
    const code = asked.form.get('device_code');
    if (code !== null) promises.codeAsked(code, { wall: clock.now(), monotonic: clock.monotonic() });
    if (asked.path === '/userinfo') promises.accountAsked(asked.bearer ?? '');
  }

  async #act({ path, form, bearer, from }: Request): Promise<ProviderAnswer> {
    const { promises, provider } = this.#wires;
    const answer = await provider.act(path, form, bearer);
    for (const family of provider.families) {
      if (promises.ownerOf(family) === null) promises.belongs(family, from);
    }
    return answer;
  }

  async #exchange(asked: Request, how: How): Promise<FetchResponse> {
    if (!this.#wires.online()) throw new FetchError('name-not-resolved', asked.method);
    switch (how === 'usual' && this.#wires.outage() ? 'unavailable' : how) {
      case 'usual':
        return this.#heard(asked, await this.#act(asked));
      case 'forged': {
        const answer = forged(await this.#act(asked));
        const refreshToken = refreshTokenOf(asked);
        if (refreshToken !== null) this.#wires.promises.doubt(refreshToken);
        return this.#heard(asked, answer);
      }
      case 'lose-before':
        throw new FetchError('connection-failed', asked.method);
      case 'lose-after':
        await this.#act(asked);
        throw new FetchError('connection-failed', asked.method);
      case 'silence-after':
        await this.#act(asked);
        return new Promise<never>(() => undefined);
      case 'bad-gateway':
        return this.#response({ status: 502, body: '<html>Bad gateway</html>' });
      case 'bad-gateway-after':
        await this.#act(asked);
        return this.#response({ status: 504, body: '' });
      case 'unavailable':
        return this.#response({ status: 503, body: '' }, { 'retry-after': '120' });
      case 'too-many':
        return this.#response({ status: 429, body: '' }, { 'retry-after': '60' });
      case 'refused':
        return this.#response({ status: 401, body: { error: 'invalid_client' } });
      case 'slow-down':
        return this.#heard(asked, { status: 400, body: { error: 'slow_down' } });
      case 'invalid-target':
        return this.#response({ status: 400, body: { error: 'invalid_target' } });
      case 'hotel-page':
        return this.#response({ status: 200, body: '<html>Welcome</html>' });
      default:
        throw new TypeError('A way to answer was not handled.');
    }
  }

  #heard({ form }: Request, answer: ProviderAnswer): FetchResponse {
    const { clock, promises } = this.#wires;
    const accessToken = member(answer.body, 'access_token');
    if (typeof accessToken === 'string') {
      promises.received(accessToken, { wall: clock.now(), monotonic: clock.monotonic() });
    }
    const error = member(answer.body, 'error');
    const refreshToken = form.get('refresh_token');
    if (error === 'invalid_grant' && refreshToken !== null) promises.refused(refreshToken);
    if (error === 'slow_down') promises.codeSlowedDown(form.get('device_code') ?? '');
    return this.#response(answer);
  }

  #response({ status, body }: ProviderAnswer, headers: Readonly<Record<string, string>> = {}): FetchResponse {
    const bytes = new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body));
    const date = new Date(this.#wires.providerTime()).toUTCString();
    const all = { 'content-type': 'application/json', date, ...headers };
    return { status, statusText: '', headers: Object.entries(all), body: once(bytes) };
  }
}

function requestOf(request: FetchRequest, from: string): Request {
  const authorization = request.headers.find(([name]) => name === 'authorization')?.[1] ?? null;
  return {
    path: new URL(request.url).pathname,
    form: new URLSearchParams(new TextDecoder().decode(request.body)),
    bearer: authorization === null ? null : authorization.replace('Bearer ', ''),
    method: request.method,
    from,
  };
}

/** The token that a request to renew would spend. */
function refreshTokenOf({ form }: Request): string | null {
  return form.get('grant_type') === 'refresh_token' ? form.get('refresh_token') : null;
}

function forged({ status, body }: ProviderAnswer): ProviderAnswer {
  if (typeof body !== 'object' || body === null) return { status, body };
  return { status, body: { ...body, ...('sub' in body ? { sub: 'mallory' } : { token_type: 'mac' }) } };
}

function member(body: unknown, name: string): unknown {
  return typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined;
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}
