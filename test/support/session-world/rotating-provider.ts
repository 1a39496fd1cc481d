import { createHash } from 'node:crypto';
import type { SigningKey } from '../../servers/signing-keys.ts';
import { DeviceCodes } from './device-codes.ts';

/** A scope that settings never name: an API, or the person, wants it. */
export const rareScope = 'notes.write';

/** All tokens that came from one sign-in. */
export interface Family {
  readonly id: number;
  /** Who signed in. */
  readonly subject: string;
  /** Refresh tokens in the order in which they were given; only the last one is not spent. */
  readonly refreshTokens: string[];
  /** When a refresh token was exchanged, by the provider's own clock. */
  readonly spentAt: Map<string, number>;
  /** Why nothing of it works any more. */
  revoked: 'reuse' | 'ended' | 'told' | null;
  /** The `state` of the request that it answers; '' where a code was entered. */
  readonly state: string;
  readonly scopes: readonly string[];
}

/** What the provider knows of an access token that it gave. */
export interface Given {
  readonly family: Family;
  readonly resource: string;
  /** The refresh token that was valid when it came; '' where none is given. */
  readonly refreshToken: string;
  /** Milliseconds. */
  readonly life: number;
}

export interface ProviderRules {
  readonly rotates: boolean;
  /** How long a spent refresh token is taken again, and answered with the newest one. Milliseconds. */
  readonly grace: number;
  /** The life of access tokens, in milliseconds; infinite for one that it does not name. */
  readonly life: number;
  /** `refresh_expires_in`, in seconds; null says nothing. */
  readonly idle: number | null;
  /** False: nothing to renew with is ever given (R76). */
  readonly refreshes?: boolean;
  /** Whether renewals bring an ID token (R43). */
  readonly renewsIdToken?: boolean;
  /** What a spent refresh token does: end the whole family, or only get a no. */
  readonly reuse?: 'ends' | 'refused';
}

export interface ProviderAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** What was granted to whom. */
interface Grant {
  readonly nonce: string | null;
  readonly scope: string;
  readonly subject: string;
  /** Of the request; '' where a code was entered. */
  readonly state: string;
}

interface Code extends Grant {
  readonly challenge: string;
  readonly redirectUri: string;
}

/**
 * An authorization server that rotates refresh tokens and detects reuse as the real ones do: a spent token is taken again
 * within the grace period, and after that it ends the whole family (RFC 9700 §4.14.2). It keeps a ledger of everything it gave.
 */
export class RotatingProvider {
  readonly issuer: string;
  readonly families: Family[] = [];
  readonly accessTokens = new Map<string, Given>();
  readonly codes: DeviceCodes;
  /** Who sits at the browser. */
  subject = 'ada';
  /** Whether it gives the scope that few sessions have. */
  gives = true;
  readonly #rules: ProviderRules;
  readonly #now: () => number;
  readonly #key: SigningKey | null;
  readonly #owners = new Map<string, Family>();
  readonly #codes = new Map<string, Code>();
  #serial = 0;

  /** @param key signs ID tokens; without one the provider is plain OAuth 2.0. */
  constructor(issuer: string, rules: ProviderRules, now: () => number, key: SigningKey | null = null) {
    this.issuer = issuer;
    this.#rules = rules;
    this.#now = now;
    this.#key = key;
    this.codes = new DeviceCodes(now);
  }

  /** The family a refresh token belongs to. */
  familyOf(refreshToken: string): Family | null {
    return this.#owners.get(refreshToken) ?? null;
  }

  /** What the person does in the browser: signs in, and is sent to the callback. */
  authorize(url: string): string {
    const query = new URL(url).searchParams;
    const code = this.#next('code');
    const state = query.get('state') ?? '';
    this.#codes.set(code, {
      challenge: query.get('code_challenge') ?? '',
      redirectUri: query.get('redirect_uri') ?? '',
      nonce: query.get('nonce'),
      scope: query.get('scope') ?? '',
      subject: this.subject,
      state,
    });
    return `${query.get('redirect_uri') ?? ''}?${new URLSearchParams({ code, state }).toString()}`;
  }

  /**
   * Does what a request asks for, and says what would be answered: whether that arrives is another matter.
   * @param bearer the access token that came with it.
   */
  async act(path: string, form: URLSearchParams, bearer: string | null = null): Promise<ProviderAnswer> {
    switch (path) {
      case '/.well-known/openid-configuration':
        return { status: 200, body: this.#metadata() };
      case '/jwks':
        return { status: 200, body: { keys: this.#key === null ? [] : [this.#key.jwk] } };
      case '/token':
        return this.#token(form);
      case '/device':
        return this.#device(form);
      case '/userinfo':
        return this.#describe(bearer ?? '');
      case '/revoke': {
        const family = this.#owners.get(form.get('token') ?? '');
        if (family !== undefined) family.revoked ??= 'told';
        return { status: 200, body: '' };
      }
      default:
        return { status: 404, body: '' };
    }
  }

  #metadata() {
    const { issuer } = this;
    return {
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/jwks`,
      revocation_endpoint: `${issuer}/revoke`,
      device_authorization_endpoint: `${issuer}/device`,
      ...(this.#key === null ? {} : { userinfo_endpoint: `${issuer}/userinfo` }),
      code_challenge_methods_supported: ['S256'],
      id_token_signing_alg_values_supported: ['ES256'],
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
    };
  }

  async #token(form: URLSearchParams): Promise<ProviderAnswer> {
    const grant = form.get('grant_type');
    if (grant === 'authorization_code') return this.#redeem(form);
    if (grant === 'refresh_token') return this.#refresh(form);
    const asked = this.codes.ask(form);
    return asked.kind === 'error'
      ? { status: 400, body: { error: asked.error } }
      : this.#begin(form, { ...asked, nonce: null, state: '' });
  }

  #device(form: URLSearchParams): ProviderAnswer {
    const code = this.#next('device');
    this.codes.give(code, form);
    const body = {
      device_code: code,
      user_code: 'WDJB-MJHT',
      verification_uri: `${this.issuer}/activate`,
      expires_in: 600,
    };
    return { status: 200, body };
  }

  #describe(token: string): ProviderAnswer {
    const family = this.accessTokens.get(token)?.family;
    if (family === undefined || family.revoked !== null) return { status: 401, body: '' };
    return { status: 200, body: { sub: family.subject, email: `${family.subject}@example.test` } };
  }

  async #redeem(form: URLSearchParams): Promise<ProviderAnswer> {
    const name = form.get('code') ?? '';
    const code = this.#codes.get(name);
    this.#codes.delete(name);
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    if (code === undefined || code.challenge !== challenge || code.redirectUri !== form.get('redirect_uri')) {
      return refused;
    }
    return this.#begin(form, code);
  }

  /** A sign-in is done: its first tokens. */
  async #begin(form: URLSearchParams, grant: Grant): Promise<ProviderAnswer> {
    const { subject, state } = grant;
    const scopes = grant.scope.split(' ').filter((scope) => this.gives || scope !== rareScope);
    const family: Family = {
      id: this.families.length,
      subject,
      refreshTokens: [],
      spentAt: new Map(),
      revoked: null,
      state,
      scopes,
    };
    this.families.push(family);
    if (this.#rules.refreshes !== false) this.#rotate(family);
    return this.#tokens(family, form.get('resource') ?? '', grant);
  }

  async #refresh(form: URLSearchParams): Promise<ProviderAnswer> {
    const token = form.get('refresh_token') ?? '';
    const family = this.#owners.get(token);
    if (family === undefined || family.revoked !== null) return refused;
    if (token === family.refreshTokens.at(-1)) {
      if (this.#rules.rotates) {
        family.spentAt.set(token, this.#now());
        this.#rotate(family);
      }
    } else if (
      token !== family.refreshTokens.at(-2) ||
      this.#now() - (family.spentAt.get(token) ?? 0) > this.#rules.grace
    ) {
      if (this.#rules.reuse !== 'refused') family.revoked = 'reuse';
      return refused;
    }
    return this.#tokens(family, form.get('resource') ?? '', null);
  }

  async #tokens(family: Family, resource: string, code: Grant | null): Promise<ProviderAnswer> {
    const access = this.#next('access');
    const refreshToken = family.refreshTokens.at(-1) ?? '';
    this.accessTokens.set(access, { family, resource, refreshToken, life: this.#rules.life });
    const seconds = Math.floor(this.#now() / 1000);
    const claims = {
      iss: this.issuer,
      sub: family.subject,
      aud: 'client-1',
      exp: seconds + 300,
      iat: seconds,
      ...(code?.nonce === null || code === null ? {} : { nonce: code.nonce }),
    };
    const openid = code?.scope.split(' ').includes('openid') ?? this.#rules.renewsIdToken ?? false;
    const body = {
      access_token: access,
      token_type: 'Bearer',
      ...(Number.isFinite(this.#rules.life) ? { expires_in: this.#rules.life / 1000 } : {}),
      // A server that does not rotate leaves it out (RFC 6749 §6).
      ...(refreshToken !== '' && (this.#rules.rotates || code !== null)
        ? { refresh_token: refreshToken }
        : {}),
      ...(code === null || this.gives ? {} : { scope: family.scopes.join(' ') }),
      ...(this.#rules.idle === null ? {} : { refresh_expires_in: this.#rules.idle }),
      ...(openid && this.#key !== null ? { id_token: await this.#key.sign(claims) } : {}),
    };
    return { status: 200, body };
  }

  #rotate(family: Family): void {
    const token = this.#next('refresh');
    family.refreshTokens.push(token);
    this.#owners.set(token, family);
  }

  #next(name: string): string {
    this.#serial += 1;
    return `${name}-${String(this.#serial)}`;
  }
}

const refused: ProviderAnswer = { status: 400, body: { error: 'invalid_grant' } };
