import { statfs } from 'node:fs/promises';
import type { ComputerProbe } from '../../core/ports/computer-probe.ts';
import { defaultBrowser, type DefaultBrowserDeps } from './default-browser.ts';
import { sandboxState, type SandboxDeps } from './sandbox-state.ts';

export interface ComputerProbeDeps {
  readonly platform: NodeJS.Platform;
  readonly env: DefaultBrowserDeps['env'];
  readonly run: DefaultBrowserDeps['run'];
  readonly app: DefaultBrowserDeps['app'] & SandboxDeps['app'];
  /** The profile's folder. */
  readonly folder: string;
  readonly online: () => boolean;
}

/** This computer, as its system shows it. */
export function computerProbe(deps: ComputerProbeDeps): ComputerProbe {
  return {
    defaultBrowser: () => defaultBrowser(deps),
    async freeBytes() {
      try {
        const { bavail, bsize } = await statfs(deps.folder);
        return bavail * bsize;
      } catch {
        return null;
      }
    },
    sandbox: () => sandboxState(deps),
    online: deps.online,
  };
}
