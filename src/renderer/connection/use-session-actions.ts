import type { ConnectionView } from '../../shared/connection.ts';
import type { Result } from '../../shared/result.ts';
import { assertNever } from '../../shared/result.ts';
import { inputOf } from '../connection-form/form-values.ts';
import { useAction, type Action } from '../api/use-action.ts';
import { goTo } from '../navigation/use-route.ts';
import type { SessionAction } from './session-actions.ts';

function perform(connection: ConnectionView, action: SessionAction): Promise<Result<unknown>> | null {
  const { id, session } = connection;
  switch (action) {
    case 'continue-setting-up':
      goTo({ kind: 'set-up', id, step: 'connect' });
      return null;
    case 'sign-in':
      return window.latchkey.signIn({ id });
    case 'use-another-account':
      return window.latchkey.signIn({ id, anotherAccount: true });
    case 'sign-out':
      return window.latchkey.signOut({ id, alsoInBrowser: connection.signOutInBrowser });
    case 'sign-out-in-browser':
      return window.latchkey.updateConnection({
        id,
        changes: { ...inputOf(connection), signOutInBrowser: !connection.signOutInBrowser },
      });
    case 'ask-for-access':
      return session.kind === 'more-access-needed'
        ? window.latchkey.signIn({ id, more: session.scopes })
        : null;
    case 'decline-access':
      return window.latchkey.declineAccess({ id });
    case 'renew-now':
      return window.latchkey.renewNow({ id });
    case 'try-now':
    case 'try-again':
      return window.latchkey.tryNow({ id });
    case 'unlock':
      return window.latchkey.unlockKeyring();
    case 'open-clock-settings':
      return window.latchkey.openClockSettings();
    case 'forget-sign-out':
      return window.latchkey.forgetSignOut({ id });
    default:
      return assertNever(action);
  }
}

/** The actions of a connection's header, with the failure of the last one. */
export function useSessionActions(
  connection: ConnectionView,
): Action & { readonly act: (action: SessionAction) => void } {
  const action = useAction();
  return {
    ...action,
    act: (wanted) => {
      const call = perform(connection, wanted);
      if (call !== null) void action.run(() => call);
    },
  };
}
