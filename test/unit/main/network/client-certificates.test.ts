import type { Certificate } from 'electron';
import { describe, expect, it } from 'vitest';
import type {
  ClientCertificateChoice,
  ClientCertificates,
} from '../../../../src/core/ports/client-certificates.ts';
import {
  answerServer,
  noClientCertificates,
  type OthersInApp,
} from '../../../../src/main/network/client-certificates.ts';
import { createWaitingRequests } from '../../../../src/main/network/waiting-requests.ts';

const url = 'https://api.acme.test/';
const server = 'api.acme.test:443';
const nobody = {
  commonName: '',
  organizations: [],
  organizationUnits: [],
  locality: '',
  state: '',
  country: '',
};

function certificate(subjectName: string): Certificate {
  const own = {
    subjectName,
    issuerName: 'Acme CA',
    fingerprint: `sha256/${subjectName}`,
    validExpiry: 2_000_000_000,
  };
  const rest = { data: '', serialNumber: '', subject: nobody, issuer: nobody, validStart: 0 };
  const made: Certificate = {
    ...rest,
    ...own,
    get issuerCert() {
      return made;
    },
  };
  return made;
}

const offered = [certificate('ada'), certificate('work')];

/** What a question of Chromium's comes to; undefined: it is not answered. */
function ask(
  choose: ClientCertificates['choose'],
  waitingFor: readonly string[],
  others: OthersInApp = 'get-none',
) {
  const waiting = createWaitingRequests(() => undefined);
  const asked: boolean[] = [];
  for (const each of waitingFor) waiting.enter({ url: each, asking: (now) => asked.push(now) });
  const answers: (string | null)[] = [];
  let prevented = 0;
  const event = {
    preventDefault: () => {
      prevented += 1;
    },
  };
  answerServer({ certificates: { choose }, waiting, others }, event, null, server, offered, (given) => {
    answers.push(given?.fingerprint ?? null);
  });
  return { answers, asked, prevented: () => prevented };
}

const always = (choice: ClientCertificateChoice) => (): Promise<ClientCertificateChoice> =>
  Promise.resolve(choice);
const turn = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

describe('a question of Chromium’s', () => {
  it.each([
    ['the one that was chosen', { kind: 'use', fingerprint: 'sha256/work' }, ['sha256/work']],
    ['none where that was chosen', { kind: 'none' }, [null]],
    ['none where what was chosen is not offered', { kind: 'use', fingerprint: 'sha256/other' }, [null]],
    ['nothing once nobody waits any more', { kind: 'withdrawn' }, []],
  ] as const)('is answered with %s, and never by default', async (_what, choice, expected) => {
    const { answers, asked, prevented } = ask(always(choice), [url]);
    expect([prevented(), asked]).toEqual([1, [true]]);
    await turn();
    expect(answers).toEqual(expected);
    expect(asked).toEqual([true, false]);
  });

  it('for which no request waits asks nobody: none for a proxy on the way, nothing where all have ended', async () => {
    let asked = 0;
    const choose: ClientCertificates['choose'] = () => {
      asked += 1;
      return Promise.resolve({ kind: 'use', fingerprint: 'sha256/ada' });
    };
    const through = ask(choose, ['https://other.test/']);
    const ended = ask(choose, []);
    await turn();
    expect([through.answers, ended.answers]).toEqual([[null], []]);
    expect([through.prevented(), ended.prevented(), asked]).toEqual([1, 1, 0]);
  });

  it('inside another app is that app’s, unless a request of ours waits for the server', async () => {
    const [theirs, ours] = [
      ask(always({ kind: 'none' }), [], 'are-not-ours'),
      ask(always({ kind: 'none' }), [url], 'are-not-ours'),
    ];
    await turn();
    expect([theirs.prevented(), theirs.answers]).toEqual([0, []]);
    expect([ours.prevented(), ours.answers]).toEqual([1, [null]]);
  });

  it('is answered with none where nobody can be asked', async () => {
    const { answers } = ask((prompt) => noClientCertificates.choose(prompt), [url]);
    await turn();
    expect(answers).toEqual([null]);
  });
});
