import { describe, expect, it } from 'vitest';
import { settingsForClone } from '../../../../src/core/connections/clone-settings.ts';
import { connectionSettings, savedConnection } from '../../../support/connections.ts';

const nameOf = (name: string, ...others: string[]): string =>
  settingsForClone(savedConnection({ name }), [name, ...others]).name;

describe('the settings of a copy', () => {
  it('R87+: are all that was filled in or confirmed, a tag of its own included: the endpoints are the same', () => {
    const all = {
      apiOrigins: [{ origin: 'https://api.acme.test', resource: 'urn:api' }],
      loopback: { host: 'localhost', ports: [8400] },
      unlistedPkceAccepted: true,
      confidential: true,
      manual: { tag: 'a'.repeat(26), tokenEndpoint: 'https://acme.test/token' },
    } as const;
    const settings = settingsForClone(savedConnection({ ...all, demo: true }), []);
    expect(settings).toEqual(connectionSettings({ ...all, name: 'Acme (copy)' }));
  });

  it('have a name that no other has, and copies of copies are counted', () => {
    expect(nameOf('Acme')).toBe('Acme (copy)');
    expect(nameOf('Acme', 'Acme (copy)', 'Acme (copy 2)')).toBe('Acme (copy 3)');
    expect(nameOf('Acme (copy)')).toBe('Acme (copy 2)');
    expect(nameOf('Acme (copy 2)', 'Acme (copy)')).toBe('Acme (copy 3)');
    expect(nameOf('(copy)')).toBe('(copy) (copy)');
  });

  it('are never longer than a name may be, nor cut through a character', () => {
    const long = '💡'.repeat(300);
    const first = nameOf(long);
    expect([Array.from(first).length, first.endsWith('💡 (copy)')]).toEqual([300, true]);
    expect(nameOf(long, first)).toBe(`${'💡'.repeat(291)} (copy 2)`);
  });
});
