import { Notification } from 'electron';
import type { CallbackOutcome } from '../../core/oauth/session/sessions.ts';

type Raising = Exclude<CallbackOutcome['kind'], 'ignored'>;

const words: Readonly<Record<Raising, (name: string) => string>> = {
  'signed-in': (name) => `Signed in to ${name}.`,
  failed: (name) => `Signing in to ${name} did not work. Latchkey says why.`,
  'signed-out': (name) => `Signed out of ${name}.`,
};

/** Says what a callback came to where the desktop does not let the window come to the front. */
export function notify(kind: Raising, name: string, onClick: () => void): void {
  if (Notification.isSupported()) {
    const notification = new Notification({ title: 'Latchkey', body: words[kind](name) });
    notification.on('click', onClick);
    notification.show();
  }
}
