import { expect, it } from 'vitest';
import { createClientCertificateChoices } from '../../../../src/core/client-certificates/client-certificates.ts';
import { clientCertificateHandlers } from '../../../../src/main/ipc/handlers/client-certificate-handlers.ts';
import { FakeClock } from '../../../support/fake-clock.ts';

it('a server that asks while the network forgets is given nothing that was chosen', async () => {
  const server = 'api.acme.test:443';
  let remembered: readonly { server: string; fingerprint: string }[] = [{ server, fingerprint: 'sha256/a=' }];
  const clock = new FakeClock();
  const choices = createClientCertificateChoices({
    remembered: {
      clientCertificates: () => remembered,
      setClientCertificate: () => {
        remembered = [];
      },
    },
    clock,
    changed: () => undefined,
  });
  const ada = { subject: 'ada', issuer: 'Acme', validUntil: clock.now() + 1000, fingerprint: 'sha256/a=' };
  const handlers = clientCertificateHandlers({
    choices,
    forgetInNetwork() {
      void choices.choose({ server, certificates: [ada] });
      return Promise.resolve();
    },
  });
  expect(await handlers.forgetClientCertificate({ server })).toMatchObject({ ok: true });
  expect(choices.state()).toMatchObject({ question: { server, again: null }, choices: [] });
  const id = choices.state().question?.id ?? '';
  expect(await handlers.answerClientCertificate({ id, fingerprint: 'sha256/a=' })).toMatchObject({
    ok: true,
  });
  expect(choices.state().question).toBeNull();
});
