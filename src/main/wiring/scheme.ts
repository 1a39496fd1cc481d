import type { App } from 'electron';
import { dirname } from 'node:path';
import type { Clock } from '../../core/ports/clock.ts';
import type { Identity } from '../identity.ts';
import { createSchemeRegistration, type SchemeRegistration } from '../scheme/create-scheme-registration.ts';
import { linuxScheme } from '../scheme/linux-scheme.ts';
import { registeredScheme } from '../scheme/registered-scheme.ts';
import type { OwnProgram } from '../scheme/scheme-system.ts';
import { runTool } from '../system/run-tool.ts';

export interface SchemeDeps {
  readonly identity: Identity;
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly app: App;
  /** The path of the running executable. */
  readonly executable: string;
  /** Whether Electron was given this project as an argument. */
  readonly defaultApp: boolean;
}

/** Who opens the app's scheme on this system. */
export function wireScheme(deps: SchemeDeps): SchemeRegistration {
  const { identity, platform, env, app, clock } = deps;
  const own: OwnProgram = {
    scheme: identity.scheme,
    name: identity.development ? 'Latchkey Dev' : 'Latchkey',
    executable: startedFrom(deps.executable, env),
    args: deps.defaultApp ? [app.getAppPath()] : [],
    desktopFiles: identity.desktopFiles,
  };
  const run = runTool;
  const system =
    platform === 'win32' || platform === 'darwin'
      ? registeredScheme({ own, platform, run, app })
      : linuxScheme({ own, env, run });
  return createSchemeRegistration({
    system,
    scheme: identity.scheme,
    clock,
    registersItself: (platform === 'win32' || platform === 'darwin') && !identity.development,
  });
}

/** What started this app: from an AppImage it runs at a place that is new each time, which no desktop file can name. */
function startedFrom(executable: string, env: SchemeDeps['env']): string {
  const { APPIMAGE: image, APPDIR: mounted } = env;
  const inside = image !== undefined && mounted !== undefined && dirname(executable).startsWith(mounted);
  return inside ? image : executable;
}
