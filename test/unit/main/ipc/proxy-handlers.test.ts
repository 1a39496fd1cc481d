import { expect, it } from 'vitest';
import { createProxySignIns } from '../../../../src/core/proxy/proxy-sign-ins.ts';
import { proxyHandlers } from '../../../../src/main/ipc/handlers/proxy-handlers.ts';
import { MemoryVault } from '../../../support/memory-vault.ts';
import { valueOf } from '../../../support/results.ts';

const prompt = { host: 'proxy.test', port: 3128, realm: 'The office', readable: false };

it('a proxy that asks while the network forgets is given nothing that was known', async () => {
  const proxySignIns = createProxySignIns({ vault: new MemoryVault(), changed: () => undefined });
  const first = proxySignIns.forProxy(prompt, null);
  const id = proxySignIns.state().question?.id ?? '';
  valueOf(await proxySignIns.answer({ id, username: 'ada', password: 'correct horse', remember: true }));
  await first;
  const handlers = proxyHandlers({
    proxySignIns,
    forgetInNetwork() {
      void proxySignIns.forProxy(prompt, null);
      return Promise.resolve();
    },
  });
  expect(await handlers.forgetProxies(null)).toMatchObject({ ok: true });
  expect(proxySignIns.state()).toMatchObject({ question: { proxy: 'proxy.test:3128' }, known: false });
});
