import { describe, expect, it } from 'vitest';
import type { CallbackOutcome } from '../../../../src/core/oauth/session/sessions.ts';
import { wireCallbacks } from '../../../../src/main/wiring/callbacks.ts';

/** A desktop that lets the window come to the front or does not, and answers of the browser that came to something. */
function setUp(options: {
  readonly raises: boolean;
  readonly outcome?: CallbackOutcome;
  readonly fails?: boolean;
}) {
  const happened: string[] = [];
  const listeners: ((outcome: CallbackOutcome) => void)[] = [];
  const judge = wireCallbacks({
    sessions: {
      handleCallback: () => Promise.resolve(options.outcome ?? { kind: 'ignored' }),
      onLoopbackAnswer(listener) {
        listeners.push(listener);
        return () => undefined;
      },
    },
    // The one member in use is the name.
    connections: { get: () => null },
    window: {
      open: () => happened.push('open'),
      raise() {
        happened.push('raise');
        return options.fails === true ? Promise.reject(new Error('a bug')) : Promise.resolve(options.raises);
      },
    },
    desktop: {
      notify(kind, name, onClick) {
        happened.push(`notify ${kind} ${name}`);
        onClick();
      },
    },
    log: { folder: '/nowhere', write: (level) => happened.push(level) },
  });
  const answerAtLoopback = async (outcome: CallbackOutcome): Promise<void> => {
    for (const listener of listeners) {
      listener(outcome);
    }
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  };
  return { happened, judge, answerAtLoopback };
}

const signedIn: CallbackOutcome = { kind: 'signed-in', connectionId: 'acme' };

describe('wireCallbacks', () => {
  it('brings the window to the front, whichever way the answer came', async () => {
    const byScheme = setUp({ raises: true, outcome: signedIn });
    await byScheme.judge('app.latchkey.desktop:/callback/x');
    expect(byScheme.happened).toEqual(['raise']);
    const byLoopback = setUp({ raises: true });
    await byLoopback.answerAtLoopback(signedIn);
    expect(byLoopback.happened).toEqual(['raise']);
  });

  it('says it by a notification where the desktop forbids that; a click brings the window', async () => {
    const { happened, judge } = setUp({ raises: false, outcome: signedIn });
    await judge('app.latchkey.desktop:/callback/x');
    expect(happened).toEqual(['raise', 'notify signed-in the connection', 'open']);
  });

  it('F23- F24-: what is foreign never raises the window, whichever way it came', async () => {
    const { happened, judge, answerAtLoopback } = setUp({ raises: true });
    await judge('app.latchkey.desktop:/callback/x');
    await answerAtLoopback({ kind: 'ignored' });
    expect(happened).toEqual([]);
  });

  it('a bug is in the log', async () => {
    const { happened, answerAtLoopback } = setUp({ raises: true, fails: true });
    await answerAtLoopback(signedIn);
    expect(happened).toEqual(['raise', 'error']);
  });
});
