import { describe, expect, test } from 'vitest';
import {
  clientAuthentication,
  clientPost,
  publicClient,
  rawAlternative,
} from '../../../../src/core/oauth/client-authentication.ts';
import type { FetchRequest } from '../../../../src/core/ports/fetch.ts';

const url = 'https://id.example.test/token';
const parameters = [
  ['grant_type', 'refresh_token'],
  ['client_id', 'client-1'],
] as const;

function bodyOf(request: FetchRequest): string {
  return new TextDecoder().decode(request.body);
}

function credentialsOf(request: FetchRequest): string | null {
  const value = request.headers.find(([name]) => name === 'authorization')?.[1];
  return value === undefined ? null : Buffer.from(value.replace(/^Basic /, ''), 'base64').toString('utf8');
}

describe('a public client', () => {
  test('R6+: names itself in the body and proves nothing', () => {
    const request = clientPost(url, 'client-1', parameters, publicClient);
    expect(bodyOf(request)).toBe('grant_type=refresh_token&client_id=client-1');
    expect(credentialsOf(request)).toBeNull();
  });

  test('R6-: without a secret nothing is sent, whatever the server lists', () => {
    expect(clientAuthentication(null, ['client_secret_basic', 'client_secret_post'])).toEqual(publicClient);
  });
});

describe('a client that holds a secret', () => {
  test.each([
    ['lists nothing', null, 'client_secret_basic'],
    ['lists the header', ['client_secret_basic'], 'client_secret_basic'],
    ['lists both', ['client_secret_post', 'client_secret_basic'], 'client_secret_basic'],
    ['lists the body alone', ['none', 'client_secret_post'], 'client_secret_post'],
    ['lists neither', ['private_key_jwt'], 'client_secret_basic'],
    ['lists an empty list', [], 'client_secret_basic'],
  ] as const)('R6+: a server that %s is sent what it takes', (_, supported, method) => {
    expect(clientAuthentication('s', supported).method).toBe(method);
  });

  test('R6+: id and secret are form-encoded before they are put together (RFC 6749 §2.3.1, appendix B)', () => {
    const authentication = clientAuthentication('p+w /&=%:~!"', null);
    const request = clientPost(url, 'a b:c', parameters, authentication);
    expect(credentialsOf(request)).toBe('a+b%3Ac:p%2Bw+%2F%26%3D%25%3A%7E%21%22');
  });

  test('R6-: the header alone proves the client: neither id nor secret is in the body', () => {
    const request = clientPost(url, 'client-1', parameters, clientAuthentication('s3cret', null));
    expect(bodyOf(request)).toBe('grant_type=refresh_token');
  });

  test('R6-: the body alone proves the client: there is no header', () => {
    const request = clientPost(
      url,
      'client-1',
      parameters,
      clientAuthentication('s&', ['client_secret_post']),
    );
    expect(bodyOf(request)).toBe('grant_type=refresh_token&client_id=client-1&client_secret=s%26');
    expect(credentialsOf(request)).toBeNull();
  });
});

describe('the other reading of the header', () => {
  test('R6+: is there for a preset, with id and secret as they are', () => {
    const raw = rawAlternative('a b', clientAuthentication('p+w', null, 'form-then-raw'));
    expect(credentialsOf(clientPost(url, 'a b', [], raw ?? publicClient))).toBe('a b:p+w');
  });

  test('R6-: is not tried unasked, nor where it is the same, nor for a public client, nor twice', () => {
    expect(rawAlternative('a b', clientAuthentication('p+w', null))).toBeNull();
    expect(rawAlternative('client-1', clientAuthentication('s3cret', null, 'form-then-raw'))).toBeNull();
    expect(rawAlternative('a b', publicClient)).toBeNull();
    const raw = rawAlternative('a b', clientAuthentication('p', null, 'form-then-raw')) ?? publicClient;
    expect(rawAlternative('a b', raw)).toBeNull();
  });
});
