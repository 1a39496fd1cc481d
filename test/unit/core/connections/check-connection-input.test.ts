import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkConnectionInput } from '../../../../src/core/connections/check-connection-input.ts';
import { parseConnectionInput } from '../../../../src/core/connections/parse-connection-input.ts';
import { sameClient } from '../../../../src/core/connections/same-client.ts';
import { savedConnection } from '../../../support/connections.ts';
import { input } from './test-settings.ts';

describe('fields that are being filled in', () => {
  it('each tell what is wrong with them, all at once, in the order of the form', () => {
    const problems = checkConnectionInput(
      input({
        name: 'Acme\u0007',
        issuer: 'http://acme.test',
        clientId: '„1“',
        scopes: 'a"b',
        apiOrigins: 'ftp://acme.test',
        loopbackPorts: '80',
      }),
    );
    expect(problems.map(({ details }) => details?.field)).toEqual([
      'Name',
      'Issuer',
      'Client ID',
      'Scopes',
      'API origins',
      'Loopback ports',
    ]);
  });

  it('are right without a client ID, and wrong without a name', () => {
    expect(checkConnectionInput(input({ clientId: '' }))).toEqual([]);
    expect(checkConnectionInput(input({ name: ' ' })).map(({ code }) => code)).toEqual(['input-invalid']);
  });

  it('are found right exactly where they could be saved', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.constantFrom('name', 'issuer', 'clientId', 'scopes', 'apiOrigins', 'loopbackPorts'),
        (text, field) => {
          const typed = input({ [field]: text });
          expect(checkConnectionInput(typed).length === 0).toBe(parseConnectionInput(typed).ok);
        },
      ),
    );
  });
});

describe('a client that is there already', () => {
  const known = [
    savedConnection({ id: 'one', clientId: 'client' }),
    savedConnection({ id: 'two', clientId: '' }),
    savedConnection({ id: 'three', issuer: 'https://acme.test/', clientId: 'client' }),
  ];
  const idsOf = (issuer: string, clientId: string, own: string | null = null) =>
    sameClient(known, { issuer, clientId }, own).map(({ id }) => id);

  it('is found by issuer and client ID, however they were pasted', () => {
    expect(idsOf(' https://acme.test', 'client\n')).toEqual(['one']);
  });

  it('is not another issuer, another client, a draft, or the connection itself', () => {
    expect(idsOf('https://acme.test', 'Client')).toEqual([]);
    expect(idsOf('https://acme.test', '')).toEqual([]);
    expect(idsOf('https://acme.test', 'client', 'one')).toEqual([]);
  });
});
