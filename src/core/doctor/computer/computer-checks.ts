import type { ComputerCheckId, Finding } from '../../../shared/doctor.ts';
import type { Cipher } from '../../ports/cipher.ts';
import type { ComputerProbe } from '../../ports/computer-probe.ts';
import type { ProxyLookup } from '../../ports/probes.ts';
import type { SchemeOwner } from '../../ports/scheme.ts';
import type { Vault } from '../../vault/vault.ts';
import type { Check } from '../check.ts';
import { untold } from '../finding.ts';
import { titles } from '../titles.ts';
import { checkVault } from './check-vault.ts';
import {
  judgeBrowser,
  judgeDisk,
  judgeOnline,
  judgeSandbox,
  judgeScheme,
  judgeVersions,
  type RunningVersions,
} from './judge-computer.ts';
import { judgeKeyring } from './judge-keyring.ts';

export interface ComputerCheckDeps {
  readonly computer: ComputerProbe;
  readonly proxies: Pick<ProxyLookup, 'settings'>;
  readonly schemeOwner: () => Promise<SchemeOwner>;
  /** The scheme that this run answers to. */
  readonly scheme: string;
  readonly cipher: Pick<Cipher, 'status'>;
  readonly vault: Pick<Vault, 'status' | 'write' | 'read' | 'remove' | 'list'>;
  readonly versions: RunningVersions;
}

/** Time for one check, in milliseconds: tools of the desktop are scripts that start dozens of programs. */
const patience = 8000;

/** What is checked of the computer. Asks no person and no server anything. */
export function computerChecks(deps: ComputerCheckDeps): () => readonly Check[] {
  const { computer, vault } = deps;
  /** One at a time, whatever is cancelled: two would read what the other has written. */
  let lastOfVault: Promise<unknown> = Promise.resolve();
  const inVault = (): Promise<Finding> => {
    const next = lastOfVault.then(() => checkVault(vault));
    lastOfVault = next.catch(() => undefined);
    return next;
  };
  return () => [
    check('scheme', async () => judgeScheme(await deps.schemeOwner(), deps.scheme)),
    check('browser', async () => judgeBrowser(await computer.defaultBrowser())),
    check('keyring', async () => judgeKeyring(vault.status, await deps.cipher.status())),
    check('vault', inVault),
    check('disk', async () => judgeDisk(await computer.freeBytes())),
    check('sandbox', async () => judgeSandbox(await computer.sandbox())),
    check('online', async () => judgeOnline(computer.online(), await deps.proxies.settings())),
    check('versions', () => Promise.resolve(judgeVersions(deps.versions))),
  ];
}

function check(id: ComputerCheckId, measure: () => Promise<Finding>): Check {
  return {
    id,
    title: titles[id],
    limit: patience,
    late: untold('the system did not answer in time.'),
    measure,
  };
}
