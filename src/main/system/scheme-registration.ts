import type { Identity } from '../identity.ts';
import type { RunTool } from './run-tool.ts';

/** Time to ask the desktop, in milliseconds. */
const patience = 3000;

export interface SchemeRegistrationDeps {
  readonly identity: Identity;
  readonly platform: NodeJS.Platform;
  readonly run: RunTool;
  /** Electron's own, for the systems where it is exact. */
  readonly app: {
    isDefaultProtocolClient(scheme: string): boolean;
    setAsDefaultProtocolClient(scheme: string): boolean;
  };
}

export interface SchemeRegistration {
  /** Makes this app answer to its scheme where that takes no installer; never blocks for long. */
  register(): void;
  /** Whether a callback would reach this app (F30). */
  registered(): Promise<boolean>;
}

/**
 * Who answers to the app's scheme. On Linux the desktop file that the package installs says it (for a development run
 * the one that `npm start` writes), on Windows the registry, on macOS the bundle: there only a packaged app can own one.
 */
export function createSchemeRegistration(deps: SchemeRegistrationDeps): SchemeRegistration {
  const { identity, platform, run, app } = deps;
  return {
    register() {
      // On Linux this would run xdg-settings and wait for it; and an unpackaged app is only `electron` to the system.
      if (platform !== 'linux' && !identity.development) {
        app.setAsDefaultProtocolClient(identity.scheme);
      }
    },
    async registered() {
      if (platform !== 'linux') {
        return !identity.development && app.isDefaultProtocolClient(identity.scheme);
      }
      const answer = await run(
        'xdg-mime',
        ['query', 'default', `x-scheme-handler/${identity.scheme}`],
        patience,
      );
      return answer.kind === 'answered' && identity.desktopFiles.includes(answer.text.trim());
    },
  };
}
