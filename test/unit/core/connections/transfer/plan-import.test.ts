import { describe, expect, it } from 'vitest';
import { planImport } from '../../../../../src/core/connections/transfer/plan-import.ts';
import { issuerTag } from '../../../../../src/core/oauth/redirect-uri.ts';
import type { Connection } from '../../../../../src/shared/connection.ts';
import { connectionSettings, savedConnection } from '../../../../support/connections.ts';
import { failureOf, valueOf } from '../../../../support/results.ts';
import { plainEntry, readOf } from './files.ts';

const apiOrigins = [{ origin: 'https://api.test', resource: 'urn:api' }];
const endpoints = { tokenEndpoint: 'https://tokens.test/t' };

function plan(
  entry: object,
  as: 'new' | 'replace',
  { before = null, allowOrigins = false }: { before?: Connection | null; allowOrigins?: boolean } = {},
) {
  const { connections } = readOf({ ...plainEntry, ...entry });
  return planImport(connections, [before?.id ?? null], { choices: [{ index: 0, as }], allowOrigins }, (id) =>
    before?.id === id ? before : null,
  );
}

describe('an import', () => {
  it('takes over what was chosen, and nothing else', () => {
    const { connections } = readOf(
      plainEntry,
      { ...plainEntry, name: 'Two' },
      { ...plainEntry, name: 'Three' },
    );
    const choices = [
      { index: 2, as: 'new' },
      { index: 0, as: 'new' },
      { index: 0, as: 'new' },
    ] as const;
    const planned = valueOf(
      planImport(connections, [null, null, null], { choices, allowOrigins: false }, () => null),
    );
    expect(planned.add.map(({ name }) => name)).toEqual(['Three', 'Acme']);
    expect(planned.update.size).toBe(0);
  });

  it('R24-: allows no API origin, unless the person said so', () => {
    expect(valueOf(plan({ apiOrigins }, 'new')).add).toEqual([connectionSettings({ scopes: [] })]);
    expect(valueOf(plan({ apiOrigins }, 'new', { allowOrigins: true })).add[0]?.apiOrigins).toEqual(
      apiOrigins,
    );
    const own = [{ origin: 'https://own.test' }];
    const before = savedConnection({ apiOrigins: own });
    expect(valueOf(plan({ apiOrigins }, 'replace', { before })).update.get('acme')?.apiOrigins).toEqual(own);
    expect(
      valueOf(plan({ apiOrigins }, 'replace', { before, allowOrigins: true })).update.get('acme')?.apiOrigins,
    ).toEqual(apiOrigins);
  });

  it('R87+: gives a manual connection a tag that nobody could choose: not the issuer’s, and another each time', () => {
    const tags = [1, 2].map(() => valueOf(plan({ endpoints }, 'new')).add[0]?.manual);
    for (const manual of tags) {
      expect(manual).toMatchObject(endpoints);
      expect(manual?.tag).toMatch(/^[a-z2-7]{26}$/);
    }
    expect(new Set([...tags.map((manual) => manual?.tag), issuerTag(plainEntry.issuer)]).size).toBe(3);
  });

  it('R87-: never takes a tag, or that something was confirmed, from the file', () => {
    const planned = valueOf(
      plan(
        { endpoints: { ...endpoints, tag: issuerTag(plainEntry.issuer) }, unlistedPkceAccepted: true },
        'new',
      ),
    );
    expect(planned.add[0]?.manual?.tag).not.toBe(issuerTag(plainEntry.issuer));
    expect(planned.add[0]?.unlistedPkceAccepted).toBeUndefined();
  });

  it('leaves to a connection that is replaced its secret and its addresses', () => {
    const before = savedConnection({ confidential: true, manual: { ...endpoints, tag: 'a'.repeat(26) } });
    const settings = valueOf(plan({ name: 'Renamed', endpoints }, 'replace', { before })).update.get('acme');
    expect(settings).toEqual(connectionSettings({ name: 'Renamed', scopes: [], confidential: true }));
  });

  it.each([
    ['is gone', null],
    ['is of another issuer now', savedConnection({ issuer: 'https://other.test' })],
    ['is of another client now', savedConnection({ clientId: 'other' })],
    ['has addresses of its own now', savedConnection({ manual: { ...endpoints, tag: 'a'.repeat(26) } })],
  ])('R87-: fails where what should be replaced %s', (_what, before) => {
    const { connections } = readOf(plainEntry);
    const answer = { choices: [{ index: 0, as: 'replace' }], allowOrigins: true } as const;
    expect(failureOf(planImport(connections, ['acme'], answer, () => before)).code).toBe('changed-outside');
  });

  it('fails for what is not in the file, or is new and should replace something', () => {
    expect(failureOf(plan({}, 'replace')).code).toBe('changed-outside');
    const answer = { choices: [{ index: 1, as: 'new' }], allowOrigins: true } as const;
    expect(failureOf(planImport(readOf(plainEntry).connections, [null], answer, () => null)).code).toBe(
      'changed-outside',
    );
  });
});
