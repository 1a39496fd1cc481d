import { expect, test } from 'vitest';

import { registeredAddresses } from '../../../../src/renderer/connection/registered-addresses.ts';
import { connection } from '../../../renderer-fake/scenario.ts';

const acme = connection('Acme', { kind: 'signed-out' });
const tag = 'mfrggzdfmztwq2lknnwg23tpob';

test('what is copied to be registered is what the app sends: the host and the ports of the connection', () => {
  expect(registeredAddresses({ ...acme, loopback: { host: 'localhost', ports: [8400, 8401] } })).toEqual([
    { label: 'Copy the app link', address: `app.latchkey.desktop:/callback/${tag}` },
    { label: 'Copy the loopback address of port 8400', address: `http://localhost:8400/callback/${tag}` },
    { label: 'Copy the loopback address of port 8401', address: `http://localhost:8401/callback/${tag}` },
  ]);
  expect(registeredAddresses({ ...acme, redirectWays: ['loopback'] })).toEqual([
    { label: 'Copy the redirect address', address: `http://127.0.0.1/callback/${tag}` },
  ]);
});

test('each way has its own name where there are two', () => {
  expect(registeredAddresses(acme).map(({ label }) => label)).toEqual([
    'Copy the app link',
    'Copy the loopback address',
  ]);
});
