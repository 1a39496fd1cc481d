import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { createNotify } from '../../../../src/main/system/notify.ts';

class FakeNotification extends EventEmitter {
  readonly body: string;
  shown = false;
  closed = false;
  constructor(body: string) {
    super();
    this.body = body;
  }
  show(): void {
    this.shown = true;
  }
  close(): void {
    this.closed = true;
    this.emit('close');
  }
}

function setUp(supported = true) {
  const made: FakeNotification[] = [];
  const notify = createNotify({
    supported: () => supported,
    make({ body }) {
      const notification = new FakeNotification(body);
      made.push(notification);
      return notification;
    },
  });
  return { made, notify };
}

describe('createNotify', () => {
  it('says what a callback came to, and a click brings the window', () => {
    const { made, notify } = setUp();
    let clicks = 0;
    notify('signed-in', 'Acme', () => {
      clicks += 1;
    });
    expect(made.map(({ body, shown }) => [body, shown])).toEqual([['Signed in to Acme.', true]]);
    made[0]?.emit('click');
    expect(clicks).toBe(1);
  });

  it('a newer one takes the place of the one before', () => {
    const { made, notify } = setUp();
    notify('failed', 'Acme', () => undefined);
    notify('signed-in', 'Acme', () => undefined);
    notify('signed-out', 'Acme', () => undefined);
    expect(made.map(({ closed }) => closed)).toEqual([true, true, false]);
  });

  it('one that was closed is let go of', () => {
    const { made, notify } = setUp();
    notify('signed-in', 'Acme', () => undefined);
    made[0]?.emit('close');
    notify('signed-in', 'Billing', () => undefined);
    expect(made[0]?.closed).toBe(false);
  });

  it('is silent where the desktop shows none', () => {
    const { made, notify } = setUp(false);
    notify('signed-in', 'Acme', () => undefined);
    expect(made).toEqual([]);
  });
});
