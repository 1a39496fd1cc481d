import { describe, expect, it } from 'vitest';
import { createPageNews } from '../../../../src/main/wiring/page-news.ts';
import type { Failure } from '../../../../src/shared/failure.ts';
import { savedConnection } from '../../../support/connections.ts';

const acme = savedConnection({ scopes: [] });
const reason: Failure = { code: 'session-ended', what: 'It moved.', why: 'So.', next: 'Sign in.' };

function setUp() {
  const sent: string[] = [];
  const notices: Failure[] = [];
  const news = createPageNews({
    facts: { version: '1', versions: { node: '20' }, platform: 'linux', scheme: 'app.latchkey.desktop' },
    connections: { list: () => [acme] },
    sessions: { view: () => ({ kind: 'signed-out' }) },
    secrets: { state: () => 'none' },
    vault: { status: { kind: 'closed' }, protection: { by: null, keyringReady: false, givenUp: false } },
    settings: {
      preferences: () => ({ colorScheme: 'auto' }),
      requestTimeouts: () => ({ firstByteSeconds: 60, idleSeconds: 30 }),
      historyLimits: () => ({ days: 30, megabytes: 500 }),
      lockChoice: () => ({ afterMinutes: 480, onSuspend: false }),
    },
    proxySignIns: { state: () => ({ question: null, known: false }) },
    clientCertificates: { state: () => ({ question: null, choices: [] }) },
    demo: { state: 'stopped' },
    demoConnection: { explain: (_id, view) => (view.kind === 'signed-out' ? { ...view, reason } : view) },
    deletions: () => ({ offered: () => [{ id: 'gone', name: 'Gone' }] }),
    notices,
    send: (event) => sent.push(event),
  });
  return { news, sent, notices };
}

const turn = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

describe('createPageNews', () => {
  it('puts the reason in that the demo knows', () => {
    expect(setUp().news.views()[0]?.session).toEqual({ kind: 'signed-out', reason });
  });

  it('has the notices that came later', () => {
    const { news, notices } = setUp();
    notices.push(reason);
    expect(news.state().notices).toEqual([reason]);
  });

  it('tells the page once a turn, however often it is asked to', async () => {
    const { news, sent } = setUp();
    news.tellConnections();
    news.tellConnections();
    news.tellState();
    await turn();
    expect(sent).toEqual(['connectionsChanged', 'appStateChanged']);
  });

  it('tells at once where that is wanted, and then not again', async () => {
    const { news, sent } = setUp();
    news.tellNow();
    expect(sent).toEqual([]);
    news.tellState();
    news.tellNow();
    expect(sent).toEqual(['appStateChanged']);
    await turn();
    news.tellConnections();
    await turn();
    expect(sent).toEqual(['appStateChanged', 'connectionsChanged']);
  });
});
