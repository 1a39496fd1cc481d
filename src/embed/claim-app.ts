import type { App, Protocol } from 'electron';
import { join } from 'node:path';
import { readCommandLine } from '../main/deep-link/command-line.ts';
import type { DeepLinks } from '../main/deep-link/deep-links.ts';
import { takeCallbacks } from '../main/deep-link/take-callbacks.ts';
import { pageScheme } from '../main/window/page-protocol.ts';

export interface ClaimDeps {
  readonly app: Pick<App, 'getPath' | 'requestSingleInstanceLock' | 'enableSandbox' | 'commandLine' | 'on'>;
  readonly protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>;
  readonly argv: readonly string[];
  readonly scheme: string;
  readonly deepLinks: Pick<DeepLinks, 'receive'>;
  /** Runs the work while no other start of this folder does: see `in-turn.ts`. */
  readonly inTurn: <T>(folder: string, work: () => T) => T;
}

/**
 * What only works before `ready`. False: another instance has the sign-ins, and was handed the callback, if there is one;
 * two that renew the same refresh token would end it (F28).
 */
export function claimApp({ app, protocol, argv, scheme, deepLinks, inTurn }: ClaimDeps): boolean {
  const commandLine = readCommandLine(argv, scheme);
  // SECURITY: before the lock, which hands the command line over as it is (F26, test/unit/embed/claim-app.test.ts).
  if (commandLine.kind === 'too-long') return false;
  const starts = join(app.getPath('userData'), 'starts');
  if (!inTurn(starts, () => app.requestSingleInstanceLock())) return false;
  // Together with Chromium's own switch, which only root needs, it would kill the network process again and again.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  protocol.registerSchemesAsPrivileged([pageScheme]);
  takeCallbacks({ app, scheme, deepLinks, commandLine });
  return true;
}
