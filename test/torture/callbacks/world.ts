import { scheme, now, transaction } from '../../unit/core/oauth/fixtures.ts';
import type { Transaction } from '../../../src/core/oauth/types.ts';

export { now, scheme };

const tag = 'abcdefghijklmnopqrstuvwxy2';
const issuer = 'https://id.example.test';

/** Sign-ins that run beside each other: each spelling and way, issuers that promise `iss` and others; the last began too long ago. */
export const running: readonly Transaction[] = [
  transaction({
    state: 'AAwqzB0Fy_1xVdSk-mnbVcxZlkjhGfdsapoIUytrewQ',
    redirectUri: `${scheme}:/callback/${tag}`,
    issParameterSupported: true,
  }),
  transaction({
    attempt: 'attempt-2',
    connectionId: 'connection-2',
    state: 'BBwqzB0Fy_1xVdSk-mnbVcxZlkjhGfdsapoIUytrewQ',
    issuer: 'https://login.other.test/realms/a%20b/',
    redirectUri: `${scheme}://callback/bbcdefghijklmnopqrstuvwxy3`,
  }),
  transaction({
    attempt: 'attempt-3',
    connectionId: 'connection-3',
    state: 'CCwqzB0Fy_1xVdSk-mnbVcxZlkjhGfdsapoIUytrewQ',
    redirectUri: `http://127.0.0.1:49152/callback/${tag}`,
    way: 'loopback',
    issParameterSupported: true,
  }),
  transaction({
    attempt: 'attempt-4',
    connectionId: 'connection-4',
    state: 'DDwqzB0Fy_1xVdSk-mnbVcxZlkjhGfdsapoIUytrewQ',
    issuer: 'http://127.0.0.1:8080',
    redirectUri: 'http://[::1]:49153/callback/ddcdefghijklmnopqrstuvwxy4',
    way: 'loopback',
  }),
  transaction({
    attempt: 'attempt-5',
    connectionId: 'connection-5',
    state: 'EEwqzB0Fy_1xVdSk-mnbVcxZlkjhGfdsapoIUytrewQ',
    issuer: `${issuer}/`,
    redirectUri: `${scheme}:/callback/${tag}`,
    startedAt: now - 3_600_001,
  }),
];
