import { describe, expect, it } from 'vitest';
import type { ClaimDeps } from '../../../src/embed/claim-app.ts';
import { claimApp } from '../../../src/embed/claim-app.ts';

const scheme = 'com.example.field-notes';
const callback = `${scheme}:/callback/x?code=1`;

const turn = 'turn /home/ada/.config/Field Notes/starts';

function claim(argv: readonly string[], first = true) {
  const calls: string[] = [];
  const received: string[] = [];
  const listeners = new Map<string, (...values: unknown[]) => void>();
  const app = {
    getPath: () => '/home/ada/.config/Field Notes',
    requestSingleInstanceLock() {
      calls.push('lock');
      return first;
    },
    enableSandbox: () => calls.push('sandbox'),
    commandLine: { hasSwitch: () => false },
    on: (name: string, listener: (...values: unknown[]) => void) => listeners.set(name, listener),
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a fake of the few members that are used here
  const electron = app as unknown as ClaimDeps['app'];
  const claimed = claimApp({
    app: electron,
    protocol: { registerSchemesAsPrivileged: () => calls.push('scheme') },
    argv,
    scheme,
    deepLinks: { receive: (url) => received.push(url) },
    inTurn(folder, work) {
      calls.push(`turn ${folder}`);
      return work();
    },
  });
  return { calls, received, listeners, claimed };
}

describe('claimApp', () => {
  it('F28+: the first instance is sandboxed before anything is made, and takes the callback it was started with', () => {
    const { calls, claimed, received } = claim(['field-notes', '--', callback]);
    expect(claimed).toBe(true);
    expect(calls).toEqual([turn, 'lock', 'sandbox', 'scheme']);
    expect(received).toEqual([callback]);
  });

  it('F28-: a second one claims nothing', () => {
    const { calls, claimed, received } = claim(['field-notes', callback], false);
    expect(claimed).toBe(false);
    expect(calls).toEqual([turn, 'lock']);
    expect(received).toEqual([]);
  });

  it('F26-: a command line that is too long is dropped before it could be handed over', () => {
    const { calls, claimed } = claim(['field-notes', `${scheme}:/callback/x?code=${'a'.repeat(9000)}`]);
    expect(claimed).toBe(false);
    expect(calls).toEqual([]);
  });

  it('takes callbacks that come later, and nothing else of a command line', () => {
    const { listeners, received } = claim(['field-notes']);
    listeners.get('second-instance')?.({}, ['field-notes', '--no-sandbox', 'https://evil.example', callback]);
    let prevented = 0;
    listeners.get('open-url')?.({ preventDefault: () => (prevented += 1) }, `${callback}&b`);
    expect(received).toEqual([callback, `${callback}&b`]);
    expect(prevented).toBe(1);
  });
});
