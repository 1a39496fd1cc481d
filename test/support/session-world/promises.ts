import { parseSessionRecord } from '../../../src/core/oauth/session/records.ts';
import type { StoredSession } from '../../../src/core/oauth/types.ts';
import { rareScope } from './rotating-provider.ts';
import type { Family, RotatingProvider } from './rotating-provider.ts';

/** The clocks at a moment. A run that ended took its monotonic clock with it: null. */
export interface Moment {
  readonly wall: number;
  readonly monotonic: number | null;
}

/** What is known of a device code that the app asks about. */
interface AskedCode {
  readonly at: Moment | null;
  /** Milliseconds that the provider wants between two questions. */
  readonly interval: number;
  readonly over: boolean;
}

/** RFC 8628 §3.2: what holds when the provider does not say; and what `slow_down` adds (§3.5). Milliseconds. */
const askEvery = 5000;

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
  /** Refresh tokens on their way, with the connection that sent them. */
  readonly #inFlight: { readonly token: string; readonly from: string }[] = [];
  /** The connection that each family belongs to. */
  readonly #owners = new Map<Family, string>();
  readonly #codes = new Map<string, AskedCode>();
  /** Connections whose person lets another account take the place of the one before. */
  readonly #replacing = new Set<string>();
  /** The `state` of each sign-in that is for a scope which the session lacks. */
  readonly #forMore = new Set<string>();
  /** Families of which something came that was false. */
  readonly #doubted = new Set<Family>();
  #locked = false;
  /** Whether what is saved could not be read in this run: nobody knew whose it is. */
  #blind = false;
  /** How often a token was given to a request. */
  tokensUsed = 0;
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
    // Only the wall clock still knows how old a token is.
    this.#receipts = new Map(
      Array.from(this.#receipts, ([token, { wall }]) => [token, { wall, monotonic: null }]),
    );
    this.#given = new Set();
    this.#inFlight.length = 0;
    this.#locked = false;
    this.#blind = false;
    for (const code of this.#codes.keys()) this.codeOver(code);
  }

  /** What was false came for a renewal: a person has to sign in again. */
  doubt(refreshToken: string): void {
    const family = this.#provider.familyOf(refreshToken);
    if (family !== null) this.#doubted.add(family);
  }

  isDoubted(family: Family): boolean {
    return this.#doubted.has(family);
  }

  /** A request for a sign-in is on disk. */
  requestSealed({ state, more }: { readonly state: string; readonly more: readonly string[] }): void {
    if (more.length > 0) this.#forMore.add(state);
  }

  /** What is saved cannot be read. */
  unreadable(): void {
    this.#blind = true;
  }

  /** The vault was locked, or opened again. */
  locked(locked: boolean): void {
    this.#locked = locked;
  }

  refreshSent(
    refreshToken: string,
    at: { readonly from: string; readonly suspended: boolean; readonly journalled: boolean },
  ): void {
    const running = this.#inFlight.some(({ token, from }) => token === refreshToken || from === at.from);
    this.#inFlight.push({ token: refreshToken, from: at.from });
    this.hold(!running, 'at most one refresh is in flight');
    this.hold(!at.suspended, 'nothing is renewed while the computer goes to sleep');
    this.hold(!this.#locked, 'nothing of a session that is locked is sent');
    this.hold(at.journalled, 'a refresh token is marked on disk before it is sent');
    const family = this.#provider.familyOf(refreshToken);
    this.hold(family !== null && !this.#over.has(family), 'nothing of a session that was signed out is sent');
    this.hold(family !== null && this.ownerOf(family) === at.from, 'a refresh token is its connection’s own');
  }

  refreshOver(refreshToken: string): void {
    const at = this.#inFlight.findIndex(({ token }) => token === refreshToken);
    if (at >= 0) this.#inFlight.splice(at, 1);
  }

  /** A question about a device code goes out (R80, R83). */
  codeAsked(code: string, at: Moment): void {
    const known = this.#codes.get(code) ?? { at: null, interval: askEvery, over: false };
    this.#codes.set(code, { ...known, at });
    this.hold(!known.over, 'a code of a sign-in that is over is not asked about');
    if (known.at === null) return;
    // A clock that is set moves what is due by it.
    const passed = Math.max(at.wall - known.at.wall, (at.monotonic ?? 0) - (known.at.monotonic ?? 0));
    this.hold(passed >= known.interval, 'a code is asked about no more often than the provider allows');
  }

  /** The provider wants to be asked about it less often. */
  codeSlowedDown(code: string): void {
    const known = this.#codes.get(code);
    if (known !== undefined) this.#codes.set(code, { ...known, interval: known.interval + askEvery });
  }

  /** Codes that may still be asked about. */
  get codes(): readonly string[] {
    return [...this.#codes.keys()];
  }

  codeOver(code: string): void {
    const known = this.#codes.get(code);
    if (known !== undefined) this.#codes.set(code, { ...known, over: true });
  }

  /** A sign-in was granted to a connection, or another one took it over. */
  belongs(family: Family, connection: string): void {
    this.#owners.set(family, connection);
  }

  ownerOf(family: Family): string | null {
    return this.#owners.get(family) ?? null;
  }

  /** UserInfo is asked (R42). */
  accountAsked(accessToken: string): void {
    const given = this.#provider.accessTokens.get(accessToken);
    if (given === undefined) return this.hold(false, 'a token that is used was given by the provider');
    this.hold(given.resource === '', 'a token goes only to its own resource');
    this.hold(!this.#over.has(given.family), 'nothing of a session that was signed out is sent');
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
    at: Moment & { readonly connection: string },
    disk: { text: string | null; saved: boolean },
  ): void {
    this.tokensUsed += 1;
    const given = this.#provider.accessTokens.get(accessToken);
    if (given === undefined) return this.hold(false, 'a token that is used was given by the provider');
    this.hold(given.resource === resource, 'a token goes only to its own resource');
    this.hold(!this.#over.has(given.family), 'nothing of a session that was signed out is used');
    this.hold(this.ownerOf(given.family) === at.connection, 'a token is used for its own connection');
    this.hold(!this.#locked, 'nothing of a session that is locked is used');
    const receipt = this.#receipts.get(accessToken);
    if (receipt !== undefined) {
      const byMonotonic =
        receipt.monotonic === null || at.monotonic === null ? -Infinity : at.monotonic - receipt.monotonic;
      const age = Math.max(at.wall - receipt.wall, byMonotonic);
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

  signingOut(connection: string): readonly Family[] {
    const families = this.#familiesOf(connection).filter((family) => !this.#over.has(family));
    for (const family of families) this.#unwanted.add(family);
    return families;
  }

  /** The person lets a new account take the place of the one before. */
  replacing(connection: string): void {
    for (const family of this.#familiesOf(connection).slice(0, -1)) this.#unwanted.add(family);
    this.#replacing.add(connection);
  }

  /** The person wants nothing to be on disk any more. */
  forgotten(): void {
    for (const family of this.#provider.families) this.#unwanted.add(family);
  }

  #familiesOf(connection: string): readonly Family[] {
    return this.#provider.families.filter((family) => this.ownerOf(family) === connection);
  }

  signedOut(families: readonly Family[]): void {
    for (const family of families) this.#over.add(family);
  }

  /** The record of a connection's session is about to change on disk. */
  sessionChanges(connection: string, before: string | null, after: string | null): void {
    const old = sessionOf(before)?.refreshToken ?? null;
    const next = sessionOf(after)?.refreshToken ?? null;
    this.#accountChanges(connection, sessionOf(before), sessionOf(after));
    if (next !== null) {
      this.#sealed.add(next);
      const family = this.#provider.familyOf(next);
      this.hold(family !== null && !this.#over.has(family), 'a session that was signed out stays away');
      const own = family !== null && this.ownerOf(family) === connection;
      this.hold(own, 'a session on disk is its connection’s own');
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
    const came = this.#provider.familyOf(next);
    const without = came !== null && this.#forMore.has(came.state) && !came.scopes.includes(rareScope);
    // A session that had ended is no reason to keep anything, whatever the disk took of its end.
    const was = this.#unwanted.has(family) || this.#isOver(family, old) || this.isDoubted(family);
    this.hold(
      !without || came === family || was || this.#blind,
      'what came back without the permission that was asked for takes no place',
    );
    const newer = family.refreshTokens.indexOf(next) > family.refreshTokens.indexOf(old);
    const another = this.#provider.familyOf(next) !== family && this.#given.has(next);
    this.hold(newer || another, 'an earlier refresh token never takes the place of a newer one');
  }

  /** Whose session it is (R25, R42). */
  #accountChanges(connection: string, before: StoredSession | null, after: StoredSession | null): void {
    if (after === null || after.subject === null) return;
    const family = after.refreshToken === null ? null : this.#provider.familyOf(after.refreshToken);
    this.hold(family === null || family.subject === after.subject, 'a session is of whom it was granted to');
    const described = after.userInfo?.['sub'] ?? after.subject;
    this.hold(described === after.subject, 'nothing that is said of somebody else is kept');
    if (before?.subject === after.subject) return;
    const unknown = before === null || before.subject === null || this.#blind;
    const asked = unknown || this.#replacing.has(connection);
    this.hold(asked, 'another account takes no place unasked');
    this.#replacing.delete(connection);
  }
}

/** What a sealed text says of a session. */
export function sessionOf(text: string | null): StoredSession | null {
  return text === null ? null : (parseSessionRecord(JSON.parse(text))?.session ?? null);
}
