import type { AppState, Preferences, RequestTimeouts } from '../../../shared/app-state.ts';
import { fail, succeed } from '../../../shared/result.ts';
import type { Handlers } from '../answer.ts';

type AppCommands =
  | 'getAppState'
  | 'setPreferences'
  | 'setRequestTimeouts'
  | 'unlockKeyring'
  | 'copyText'
  | 'openLogFolder'
  | 'openClockSettings'
  | 'repairScheme'
  | 'pageReady';

export interface AppHandlerDeps {
  appState(): AppState;
  setPreferences(preferences: Preferences): void;
  setRequestTimeouts(timeouts: RequestTimeouts): void;
  /** Asks the person to unlock the keyring, then reads what is sealed. */
  unlock: Handlers['unlockKeyring'];
  copy(text: string): Promise<void>;
  /** Opens a folder in the system's file manager; resolves with why it could not, or with an empty text. */
  openFolder(): Promise<string>;
  readonly openClockSettings: Handlers['openClockSettings'];
  readonly repairScheme: Handlers['repairScheme'];
  pageReady(): void;
}

/** Calls that concern the whole window. */
export function appHandlers(deps: AppHandlerDeps): Pick<Handlers, AppCommands> {
  return {
    getAppState: () => succeed(deps.appState()),
    setPreferences(preferences) {
      deps.setPreferences(preferences);
      return succeed(null);
    },
    setRequestTimeouts(timeouts) {
      deps.setRequestTimeouts(timeouts);
      return succeed(null);
    },
    unlockKeyring: deps.unlock,
    async copyText({ text }) {
      await deps.copy(text);
      return succeed(null);
    },
    async openLogFolder() {
      const problem = await deps.openFolder();
      return problem === ''
        ? succeed(null)
        : fail({
            code: 'not-found',
            what: 'The log folder could not be opened.',
            why: problem,
            next: 'Open it in your file manager; it lies in Latchkey’s folder for application data.',
          });
    },
    openClockSettings: deps.openClockSettings,
    repairScheme: deps.repairScheme,
    pageReady() {
      deps.pageReady();
      return succeed(null);
    },
  };
}
