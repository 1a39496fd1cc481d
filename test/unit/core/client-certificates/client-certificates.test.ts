import { describe, expect, it } from 'vitest';
import { createClientCertificateChoices } from '../../../../src/core/client-certificates/client-certificates.ts';
import type { ClientCertificate } from '../../../../src/core/ports/client-certificates.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { failureOf, valueOf } from '../../../support/results.ts';

const server = 'api.acme.test:443';
const clock = new FakeClock();
const later = clock.now() + 86_400_000;

function certificate(name: string, validUntil = later): ClientCertificate {
  return { subject: name, issuer: 'Acme CA', validUntil, fingerprint: `sha256/${name}=` };
}

const ada = certificate('ada');
const work = certificate('ada at work');
const certificates = [ada, work];

function setUp(kept: readonly { readonly server: string; readonly fingerprint: string }[] = []) {
  let remembered = kept;
  let changes = 0;
  const choices = createClientCertificateChoices({
    remembered: {
      clientCertificates: () => remembered,
      setClientCertificate(of, fingerprint) {
        remembered = [
          ...remembered.filter((other) => other.server !== of),
          ...(fingerprint === null ? [] : [{ server: of, fingerprint }]),
        ];
      },
    },
    clock,
    changed: () => {
      changes += 1;
    },
  });
  const question = () => choices.state().question;
  const answer = (fingerprint: string | null) => choices.answer({ id: question()?.id ?? '', fingerprint });
  return { choices, question, answer, remembered: () => remembered, changes: () => changes };
}

describe('a server that wants a certificate of the person’s', () => {
  it('gets none before the person chose; one question for all that wait, and the choice is remembered', async () => {
    const { choices, question, answer, remembered, changes } = setUp();
    let given = 0;
    const waiting = [choices.choose({ server, certificates }), choices.choose({ server, certificates })];
    for (const each of waiting) void each.then(() => (given += 1));
    await Promise.resolve();
    expect(question()).toEqual({
      id: '1',
      server,
      again: null,
      certificates: certificates.map(({ subject, issuer, validUntil, fingerprint }) => ({
        subject,
        issuer,
        validUntil,
        fingerprint,
        expired: false,
      })),
    });
    expect(changes()).toBe(1);
    expect(given).toBe(0);
    valueOf(answer(work.fingerprint));
    const use = { kind: 'use', fingerprint: work.fingerprint };
    expect(await Promise.all(waiting)).toEqual([use, use]);
    expect(remembered()).toEqual([{ server, fingerprint: work.fingerprint }]);
    expect(question()).toBeNull();
    expect(await choices.choose({ server, certificates })).toEqual(use);
    expect(choices.state().choices).toEqual([{ server, fingerprint: work.fingerprint }]);
  });

  it('is not another server, nor another port of the same one', async () => {
    const { choices, question } = setUp([{ server, fingerprint: ada.fingerprint }]);
    void choices.choose({ server: 'api.acme.test:8443', certificates });
    expect(question()).toMatchObject({ server: 'api.acme.test:8443', again: null });
    void choices.choose({ server: 'other.test:443', certificates });
    expect(question()).toMatchObject({ server: 'api.acme.test:8443' });
    choices.withdraw('api.acme.test:8443');
    expect(question()).toMatchObject({ server: 'other.test:443' });
    expect(await choices.choose({ server, certificates })).toMatchObject({ kind: 'use' });
  });

  it.each([
    ['gone from the store', [work]],
    ['expired', [certificate('ada', clock.now()), work]],
  ])('a remembered one that is %s is asked for again, and not sent', async (_what, offered) => {
    const { choices, question, answer } = setUp([{ server, fingerprint: ada.fingerprint }]);
    const waiting = choices.choose({ server, certificates: offered });
    expect(question()).toMatchObject({ again: 'gone' });
    valueOf(answer(work.fingerprint));
    expect(await waiting).toEqual({ kind: 'use', fingerprint: work.fingerprint });
  });

  it('one that has expired is shown as that, and sent only where the person insists', () => {
    const { choices, question } = setUp();
    const old = certificate('old', clock.now() - 1);
    void choices.choose({ server, certificates: [old, ada] });
    expect(question()?.certificates.map(({ expired }) => expired)).toEqual([true, false]);
  });

  it('none is given for the rest of the run, and nobody is asked again', async () => {
    const { choices, question, answer, remembered } = setUp();
    const waiting = choices.choose({ server, certificates });
    valueOf(answer(null));
    expect(await waiting).toEqual({ kind: 'none' });
    expect(remembered()).toEqual([]);
    expect(await choices.choose({ server, certificates })).toEqual({ kind: 'none' });
    expect(choices.state()).toEqual({ question: null, choices: [{ server, fingerprint: null }] });
    choices.askAgain();
    expect(await choices.choose({ server, certificates })).toEqual({ kind: 'none' });
    choices.forget(server);
    void choices.choose({ server, certificates });
    expect(question()).toMatchObject({ server });
  });

  it('none that was refused is given until the person wants something again, and nobody is asked meanwhile', async () => {
    const { choices, question, answer } = setUp();
    const waiting = choices.choose({ server, certificates });
    valueOf(answer(null));
    await waiting;
    choices.refused(server);
    expect(await choices.choose({ server, certificates })).toEqual({ kind: 'none' });
    choices.askAgain();
    void choices.choose({ server, certificates });
    expect(question()).toMatchObject({ server });
  });

  it('what the server did not take is forgotten and asked for as refused', async () => {
    const { choices, question, answer, remembered } = setUp([{ server, fingerprint: ada.fingerprint }]);
    await choices.choose({ server, certificates });
    choices.refused(server);
    expect(remembered()).toEqual([]);
    const waiting = choices.choose({ server, certificates });
    expect(question()).toMatchObject({ again: 'refused' });
    valueOf(answer(work.fingerprint));
    await waiting;
    choices.forget(server);
    void choices.choose({ server, certificates });
    expect(question()).toMatchObject({ again: null });
  });

  it('that insists where none was sent no longer counts as one that goes without', () => {
    const { choices, answer } = setUp();
    void choices.choose({ server, certificates });
    valueOf(answer(null));
    choices.refused(server);
    expect(choices.state().choices).toEqual([]);
  });

  it('nobody waits for any more: the question goes, and nothing was chosen', async () => {
    const { choices, question, answer, remembered } = setUp();
    const waiting = choices.choose({ server, certificates });
    const id = question()?.id ?? '';
    choices.withdraw(server);
    choices.withdraw(server);
    expect(await waiting).toEqual({ kind: 'withdrawn' });
    expect(failureOf(choices.answer({ id, fingerprint: ada.fingerprint })).code).toBe('not-found');
    expect(failureOf(answer(null)).code).toBe('not-found');
    expect(remembered()).toEqual([]);
    expect(choices.state().choices).toEqual([]);
  });

  it('an answer that was not offered is none, and the question stays', () => {
    const { choices, question, answer, remembered } = setUp();
    void choices.choose({ server, certificates: [ada] });
    expect(failureOf(answer(work.fingerprint)).code).toBe('not-found');
    expect(question()).toMatchObject({ server });
    expect(remembered()).toEqual([]);
  });

  it('forgotten, is asked for again', async () => {
    const { choices, question } = setUp([{ server, fingerprint: ada.fingerprint }]);
    expect(await choices.choose({ server, certificates })).toMatchObject({ kind: 'use' });
    choices.forget(server);
    expect(choices.state().choices).toEqual([]);
    void choices.choose({ server, certificates });
    expect(question()).toMatchObject({ again: null });
  });

  it('names in a certificate do nothing but be read', () => {
    const { choices, question } = setUp();
    const evil = { ...ada, subject: `\u202E${'a'.repeat(9000)}`, issuer: '\u0000' };
    void choices.choose({ server, certificates: [evil] });
    const [offered] = question()?.certificates ?? [];
    expect(offered?.subject).toMatch(/^a{199}…$/);
    expect(offered?.issuer).toBeNull();
  });
});
