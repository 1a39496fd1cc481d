import { createHash } from 'node:crypto';

const second = 1000;

interface DeviceCode {
  readonly challenge: string;
  readonly scope: string;
  readonly until: number;
  state: 'pending' | 'entered' | 'denied';
  subject: string;
}

/** What a question about a device code is answered with; `entered` brings tokens, once. */
export type DeviceState =
  | { readonly kind: 'entered'; readonly scope: string; readonly subject: string }
  | { readonly kind: 'error'; readonly error: string };

/** The device codes that a provider gave (RFC 8628), and what the person does with the newest of them. */
export class DeviceCodes {
  /** Scopes that codes were asked for, each request’s as it was written. */
  readonly asked: string[] = [];
  readonly #codes = new Map<string, DeviceCode>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** A new one, which runs out after ten minutes. */
  give(code: string, form: URLSearchParams): void {
    this.asked.push(form.get('scope') ?? '');
    this.#codes.set(code, {
      challenge: form.get('code_challenge') ?? '',
      scope: form.get('scope') ?? '',
      until: this.#now() + 600 * second,
      state: 'pending',
      subject: '',
    });
  }

  /** What the person does where the code is entered. */
  decide(state: 'entered' | 'denied', subject: string): void {
    const newest = [...this.#codes.values()].at(-1);
    if (newest === undefined) return;
    newest.state = state;
    newest.subject = subject;
  }

  ask(form: URLSearchParams): DeviceState {
    const name = form.get('device_code') ?? '';
    const code = this.#codes.get(name);
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    if (code === undefined || code.challenge !== challenge) return { kind: 'error', error: 'invalid_grant' };
    if (this.#now() >= code.until) return { kind: 'error', error: 'expired_token' };
    if (code.state === 'pending') return { kind: 'error', error: 'authorization_pending' };
    this.#codes.delete(name);
    return code.state === 'denied'
      ? { kind: 'error', error: 'access_denied' }
      : { kind: 'entered', scope: code.scope, subject: code.subject };
  }
}
