import { parseSessionRecord } from '../../../src/core/oauth/session/records.ts';
import type { StoredSession } from '../../../src/core/oauth/types.ts';
import type { Family, RotatingProvider } from './rotating-provider.ts';

/** The clocks at a moment. */
export interface Moment {
  readonly wall: number;
  readonly monotonic: number;
}

/** A promise of a session that was broken, with its name. */
export class Broken extends Error {
  override readonly name = 'Broken';
}

/**
 * Watches what crosses the border of the core, and knows what must never: the promises of docs/sessions.md, judged by what
 * the provider gave and what the disk holds, never by what the session says of itself.
 */
export class Promises {
  readonly #provider: RotatingProvider;
  /** When each access token came, in this run. */
  #receipts = new Map<string, Moment>();
  /** Refresh tokens that this run was given. */
  #given = new Set<string>();
  /** Refresh tokens that were ever on disk. */
  readonly #sealed = new Set<string>();
  /** Refresh tokens that the provider answered with `invalid_grant`. */
  readonly #ended = new Set<string>();
  /** Families whose end somebody asked for; those for whom that was confirmed. */
  readonly #unwanted = new Set<Family>();
  readonly #over = new Set<Family>();
  readonly #inFlight = new Map<string, number>();
  #first: string | null = null;

  constructor(provider: RotatingProvider) {
    this.#provider = provider;
  }

  /** @throws {Broken} the first promise that was broken. */
  check(): void {
    if (this.#first !== null) throw new Broken(this.#first);
  }

  hold(holds: boolean, what: string): void {
    if (!holds) this.#first ??= what;
  }

  restarted(): void {
    this.#receipts = new Map();
    this.#given = new Set();
    this.#inFlight.clear();
  }

  refreshSent(refreshToken: string, at: { readonly suspended: boolean; readonly journalled: boolean }): void {
    const running = this.#inFlight.get(refreshToken) ?? 0;
    this.#inFlight.set(refreshToken, running + 1);
    const all = [...this.#inFlight.values()].reduce((sum, one) => sum + one, 0);
    this.hold(running === 0 && all === 1, 'at most one refresh is in flight');
    this.hold(!at.suspended, 'nothing is renewed while the computer goes to sleep');
    this.hold(at.journalled, 'a refresh token is marked on disk before it is sent');
    const family = this.#provider.familyOf(refreshToken);
    this.hold(family !== null && !this.#over.has(family), 'nothing of a session that was signed out is sent');
  }

  refreshOver(refreshToken: string): void {
    this.#inFlight.set(refreshToken, (this.#inFlight.get(refreshToken) ?? 1) - 1);
  }

  /** Tokens arrived. */
  received(accessToken: string, at: Moment): void {
    this.#receipts.set(accessToken, at);
    const given = this.#provider.accessTokens.get(accessToken);
    if (given !== undefined) this.#given.add(given.refreshToken);
  }

  /** `invalid_grant` arrived for a refresh token. Where nobody ended the family, the app must not have known better. */
  refused(refreshToken: string): void {
    this.#ended.add(refreshToken);
    const family = this.#provider.familyOf(refreshToken);
    const newest = family?.refreshTokens.at(-1) ?? '';
    if (family?.revoked !== 'reuse') return;
    this.hold(
      !this.#given.has(newest) && !this.#sealed.has(newest),
      'a refresh token that was replaced is not used again',
    );
  }

  /** A request is about to go out with this token. */
  used(
    accessToken: string,
    resource: string,
    at: Moment,
    disk: { text: string | null; saved: boolean },
  ): void {
    const given = this.#provider.accessTokens.get(accessToken);
    if (given === undefined) return this.hold(false, 'a token that is used was given by the provider');
    this.hold(given.resource === resource, 'a token goes only to its own resource');
    this.hold(!this.#over.has(given.family), 'nothing of a session that was signed out is used');
    const receipt = this.#receipts.get(accessToken);
    if (receipt !== undefined) {
      const age = Math.max(at.wall - receipt.wall, at.monotonic - receipt.monotonic);
      this.hold(age < given.life, 'no access token is used past its expiry by either clock');
    }
    if (!disk.saved) return;
    const onDisk = sessionOf(disk.text)?.refreshToken ?? '';
    const { refreshTokens } = given.family;
    this.hold(
      refreshTokens.indexOf(onDisk) >= refreshTokens.indexOf(given.refreshToken),
      'a rotated refresh token is on disk before its access token is used',
    );
  }

  /** Whether the end was said of a token, or of a newer one that a full disk never took. */
  #isOver(family: Family, refreshToken: string): boolean {
    const later = this.#provider.families.slice(family.id + 1).flatMap(({ refreshTokens }) => refreshTokens);
    const { refreshTokens } = family;
    const newer = [...refreshTokens.slice(refreshTokens.indexOf(refreshToken)), ...later];
    return newer.some((token) => this.#ended.has(token));
  }

  signingOut(): readonly Family[] {
    const families = this.#provider.families.filter((family) => !this.#over.has(family));
    for (const family of families) this.#unwanted.add(family);
    return families;
  }

  /** The person lets a new account take the place of the one before. */
  replacing(): void {
    for (const family of this.#provider.families.slice(0, -1)) this.#unwanted.add(family);
  }

  signedOut(families: readonly Family[]): void {
    for (const family of families) this.#over.add(family);
  }

  /** The record of the session is about to change on disk. */
  sessionChanges(before: string | null, after: string | null): void {
    const old = sessionOf(before)?.refreshToken ?? null;
    const next = sessionOf(after)?.refreshToken ?? null;
    if (next !== null) {
      this.#sealed.add(next);
      const family = this.#provider.familyOf(next);
      this.hold(family !== null && !this.#over.has(family), 'a session that was signed out stays away');
    }
    if (old === null || old === next) return;
    const family = this.#provider.familyOf(old);
    if (family === null) return this.hold(false, 'a refresh token on disk was given by the provider');
    if (next === null) {
      return this.hold(
        this.#unwanted.has(family) || this.#isOver(family, old),
        'a refresh token goes only with its end, the person, or a completed new sign-in',
      );
    }
    const newer = family.refreshTokens.indexOf(next) > family.refreshTokens.indexOf(old);
    const another = this.#provider.familyOf(next) !== family && this.#given.has(next);
    this.hold(newer || another, 'an earlier refresh token never takes the place of a newer one');
  }
}

/** What a sealed text says of a session. */
export function sessionOf(text: string | null): StoredSession | null {
  return text === null ? null : (parseSessionRecord(JSON.parse(text))?.session ?? null);
}
