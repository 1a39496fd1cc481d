import type { Activity } from '../../core/activity/activity.ts';
import type { Sessions } from '../../core/oauth/session/sessions.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { ProtectedVault } from '../../core/vault/create-vault.ts';
import { createAutoLock, type AutoLock } from '../keyring/auto-lock.ts';
import type { Settings } from '../settings/settings.ts';
import type { PageNews } from './page-news.ts';

export interface AutoLockParts {
  readonly clock: Clock;
  readonly settings: Pick<Settings, 'lockChoice'>;
  readonly vault: Pick<ProtectedVault, 'protection'>;
  readonly sessions: Pick<Sessions, 'lock'>;
  readonly activity: Activity;
  readonly news: Pick<PageNews, 'views'>;
}

/** Locks saved sign-ins by themselves, as the person chose, and says so in the activity. */
export function wireAutoLock({ clock, settings, vault, sessions, activity, news }: AutoLockParts): AutoLock {
  return createAutoLock({
    clock,
    choice: () => settings.lockChoice(),
    lockable: () => vault.protection.by === 'passphrase',
    signingIn: () => news.views().some(({ session }) => signsIn.has(session.kind)),
    async lock() {
      const locked = await sessions.lock();
      activity.add({
        connectionId: null,
        step: 'vault',
        outcome: locked.ok ? 'ok' : 'failed',
        summary: locked.ok ? 'Saved sign-ins were locked, as you chose.' : locked.failure.what,
        facts: locked.ok ? [] : [{ name: 'Why', value: locked.failure.why }],
        ...(locked.ok ? {} : { failureCode: locked.failure.code }),
      });
      return locked;
    },
  });
}

const signsIn: ReadonlySet<string> = new Set(['waiting-for-browser', 'another-account']);
