import type { Notification } from 'electron';
import type { CallbackOutcome } from '../../core/oauth/session/sessions.ts';

type Raising = Exclude<CallbackOutcome['kind'], 'ignored'>;

const words: Readonly<Record<Raising, (name: string) => string>> = {
  'signed-in': (name) => `Signed in to ${name}.`,
  'another-account': (name) => `Another account signed in to ${name}. Latchkey asks what becomes of it.`,
  failed: (name) => `Signing in to ${name} did not work. Latchkey says why.`,
  'signed-out': (name) => `Signed out of ${name}.`,
};

/** What of Electron's `Notification` is in use. */
export type ShownNotification = Pick<Notification, 'show' | 'close'> & {
  on(event: 'click' | 'close' | 'failed', listener: () => void): unknown;
};

export interface NotifyDeps {
  /** Whether this desktop shows notifications. */
  supported(): boolean;
  make(options: { readonly title: string; readonly body: string }): ShownNotification;
}

/** Says what a callback came to where the desktop does not let the window come to the front. */
export type Notify = (kind: Raising, name: string, onClick: () => void) => void;

export function createNotify(deps: NotifyDeps): Notify {
  // Electron holds a notification weakly: one that nobody else holds loses its click to the garbage collector.
  let shown: ShownNotification | null = null;
  return (kind, name, onClick) => {
    if (!deps.supported()) {
      return;
    }
    // The newest is what counts; the one before says what is no longer so.
    shown?.close();
    const notification = deps.make({ title: 'Latchkey', body: words[kind](name) });
    const over = (): void => {
      if (shown === notification) {
        shown = null;
      }
    };
    notification.on('click', () => {
      over();
      onClick();
    });
    notification.on('close', over);
    notification.on('failed', over);
    shown = notification;
    notification.show();
  };
}
