import { assertNever } from '../../shared/result.ts';
import { askedOfConnection } from '../connection/manage/asked-of-connection.ts';
import { askToCheck } from '../doctor/asked-to-check.ts';
import { checkConnection } from '../doctor/check-offer.tsx';
import { goTo } from '../navigation/use-route.ts';
import { askToOpen } from '../requests/asked-to-open.ts';
import { askSettingsTo } from '../transfer/asked-of-settings.ts';
import type { Effect } from './search-actions.ts';

async function tryDemo(): Promise<void> {
  const result = await window.latchkey.tryDemo();
  if (result.ok) goTo({ kind: 'connection', id: result.value.id, tab: 'requests' });
}

/** Does what was found. Failures show where the state they concern shows, so none is awaited here. */
export function runEffect(effect: Effect): void {
  const { latchkey } = window;
  switch (effect.kind) {
    case 'go':
      goTo(effect.route);
      return;
    case 'theme':
      void latchkey.setPreferences({ colorScheme: effect.colorScheme });
      return;
    case 'sign-in':
      goTo({ kind: 'connection', id: effect.id, tab: 'requests' });
      void latchkey.signIn({ id: effect.id, anotherAccount: effect.anotherAccount });
      return;
    case 'sign-out':
      void latchkey.signOut({ id: effect.id, alsoInBrowser: effect.alsoInBrowser });
      return;
    case 'renew':
      void latchkey.renewNow({ id: effect.id });
      return;
    case 'try-now':
      void latchkey.tryNow({ id: effect.id });
      return;
    case 'clone':
    case 'export':
      goTo({ kind: 'connection', id: effect.id, tab: 'settings' });
      askedOfConnection.ask({ id: effect.id, what: effect.kind });
      return;
    case 'export-all':
      askSettingsTo('export');
      return;
    case 'import':
      askSettingsTo('import');
      return;
    case 'check-connection':
      checkConnection(effect.id);
      return;
    case 'check-computer':
      goTo({ kind: 'app-settings' });
      askToCheck('computer');
      return;
    case 'open-saved':
      goTo({ kind: 'connection', id: effect.id, tab: 'requests' });
      askToOpen(effect.id, effect.path);
      return;
    case 'try-demo':
      void tryDemo();
      return;
    case 'unlock':
      void latchkey.unlockKeyring();
      return;
    case 'log-folder':
      void latchkey.openLogFolder();
      return;
    default:
      assertNever(effect);
  }
}
