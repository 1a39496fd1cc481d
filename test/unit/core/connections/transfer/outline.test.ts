import { describe, expect, it } from 'vitest';
import { findKnown } from '../../../../../src/core/connections/transfer/find-known.ts';
import { endpointWords } from '../../../../../src/core/connections/endpoints-by-hand.ts';
import { transferred } from '../../../../../src/core/connections/transfer/format.ts';
import { outlineOf } from '../../../../../src/core/connections/transfer/outline.ts';
import type { Connection } from '../../../../../src/shared/connection.ts';
import { savedConnection } from '../../../../support/connections.ts';
import { plainEntry, readOf } from './files.ts';

/** What the person is shown of a file, beside these connections of theirs. */
function shownOf(entries: readonly unknown[], list: readonly Connection[] = []) {
  const read = readOf(...entries);
  return outlineOf(read, findKnown(read.connections, list)).connections;
}

const here = savedConnection({ scopes: [] });

describe('what is shown before an import', () => {
  it('R87+: the hosts of every endpoint, each with what it is for', () => {
    const [manual] = shownOf([
      {
        ...plainEntry,
        endpoints: {
          discoveryUrl: 'https://meta.test:8443/d',
          authorizationEndpoint: 'https://acme.test/a',
          tokenEndpoint: 'https://evil.test/t',
          jwksUri: 'https://evil.test/k',
        },
      },
    ]);
    expect(manual?.hosts).toEqual([
      { host: 'acme.test', uses: ['the issuer', 'sign-in'] },
      { host: 'meta.test:8443', uses: ['its description'] },
      { host: 'evil.test', uses: ['tokens', 'keys'] },
    ]);
    expect(shownOf([plainEntry])[0]?.hosts).toEqual([{ host: 'acme.test', uses: ['the issuer'] }]);
  });

  it('R87+: no endpoint that a file may have is left out of them', () => {
    const members = Object.keys(endpointWords);
    const endpoints = Object.fromEntries(members.map((member) => [member, `https://${member}.test/x`]));
    const hosts = shownOf([{ ...plainEntry, endpoints }])[0]?.hosts.map(({ host }) => host);
    expect(members).toEqual(Object.keys(transferred.shape.endpoints.unwrap().shape));
    expect(hosts).toEqual(['acme.test', ...members.map((member) => `${member.toLowerCase()}.test`)]);
  });

  it('R24+: where tokens could go, with the resource, and that a provider runs here without TLS', () => {
    const [one] = shownOf([
      {
        ...plainEntry,
        issuer: 'http://127.0.0.1:4480',
        apiOrigins: [{ origin: 'https://API.test/', resource: 'urn:api' }, { origin: 'https://*.acme.test' }],
      },
    ]);
    expect(one?.apiOrigins).toEqual(['https://api.test (urn:api)', 'https://*.acme.test']);
    expect(one?.development).toBe(true);
    expect(shownOf([plainEntry])[0]?.development).toBe(false);
  });

  it('that one is here already, and what would change of it', () => {
    const [same] = shownOf([plainEntry], [here]);
    expect(same?.known).toEqual({ name: 'Acme', replaceable: true, differences: [] });
    const [other] = shownOf(
      [
        {
          ...plainEntry,
          name: 'Renamed',
          scopes: ['openid', 'email'],
          apiOrigins: [{ origin: 'https://api.test' }],
          redirectWays: ['loopback', 'scheme'],
          redirectSpelling: 'authority',
          loopback: { host: 'localhost', ports: [8400, 8401] },
          signOutInBrowser: true,
          renewal: 'on-demand',
          needsClientSecret: true,
        },
      ],
      [here],
    );
    expect(other?.known?.differences).toEqual([
      { setting: 'Name', before: 'Acme', after: 'Renamed' },
      { setting: 'Scopes', before: '', after: 'openid email' },
      { setting: 'API origins', before: '', after: 'https://api.test' },
      { setting: 'Redirect addresses', before: 'app link', after: 'loopback address, app link' },
      { setting: 'Spelling of the app link', before: 'one slash', after: 'two slashes' },
      { setting: 'Loopback address', before: 'any port', after: 'localhost 8400 8401' },
      { setting: 'Also sign out in the browser', before: 'no', after: 'yes' },
      { setting: 'Renewal', before: 'by itself', after: 'on demand only' },
      { setting: 'Client secret', before: 'none', after: 'needed' },
    ]);
    // A secret that is held here is not lost to a file that knows of none.
    expect(shownOf([plainEntry], [{ ...here, confidential: true }])[0]?.known?.differences).toEqual([]);
  });

  it('R87-: one whose addresses differ cannot take the place of another', () => {
    const endpoints = { tokenEndpoint: 'https://evil.test/t' };
    const manual = { ...here, manual: { ...endpoints, tag: 'a'.repeat(26) } };
    expect(shownOf([{ ...plainEntry, endpoints }], [here])[0]?.known?.replaceable).toBe(false);
    expect(shownOf([plainEntry], [manual])[0]?.known?.replaceable).toBe(false);
    expect(shownOf([{ ...plainEntry, endpoints }], [manual])[0]?.known?.replaceable).toBe(true);
    const more = { ...endpoints, jwksUri: 'https://evil.test/k' };
    expect(shownOf([{ ...plainEntry, endpoints: more }], [manual])[0]?.known?.replaceable).toBe(false);
  });
});

/** Ids of those that a file means. */
const known = (entries: readonly unknown[], list: readonly Connection[]) =>
  findKnown(readOf(...entries).connections, list).map((one) => one?.id ?? null);

describe('which connection is meant', () => {
  it('is that of the same issuer, letter by letter, and client ID', () => {
    expect(known([plainEntry], [here])).toEqual(['acme']);
    expect(known([{ ...plainEntry, issuer: 'https://acme.test/' }], [here])).toEqual([null]);
    expect(known([{ ...plainEntry, clientId: 'Client' }], [here])).toEqual([null]);
  });

  it('is that of the same name where there are two accounts, and each is meant once', () => {
    const ada = { ...here, id: 'ada', name: 'Ada' };
    const bob = { ...here, id: 'bob', name: 'Bob' };
    const file = [{ ...plainEntry, name: 'Bob' }, { ...plainEntry, name: 'Renamed' }, plainEntry];
    expect(known(file, [ada, bob])).toEqual(['bob', 'ada', null]);
  });

  it('of drafts, which have no client ID, is that of the same name; the demo is never meant', () => {
    const draft = { ...here, id: 'draft', clientId: '', name: 'Draft' };
    expect(known([{ ...plainEntry, clientId: '' }], [draft])).toEqual([null]);
    expect(known([{ ...plainEntry, clientId: '', name: 'Draft' }], [draft])).toEqual(['draft']);
    expect(known([plainEntry], [{ ...here, demo: true }])).toEqual([null]);
  });
});
