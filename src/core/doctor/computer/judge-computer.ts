import { byteSize } from '../../../shared/byte-size.ts';
import type { Finding } from '../../../shared/doctor.ts';
import { assertNever } from '../../../shared/result.ts';
import { providerText } from '../../failures/provider-text.ts';
import type { DefaultBrowser, SandboxState } from '../../ports/computer-probe.ts';
import type { ProxySettings } from '../../ports/probes.ts';
import type { SchemeOwner } from '../../ports/scheme.ts';
import { proxyOrigins } from '../connection/judge-proxy.ts';
import { good, note, untold, wrong } from '../finding.ts';

/** Below the first a sign-in may not be saved any more, below the second it soon may not. Bytes. */
const full = 20_000_000;
const tight = 500_000_000;
/** Since this Electron servers can ask for a certificate of the person's. */
const newest = 44;

const repair = 'Press “Repair”, or sign in by the loopback address.';

/** Whether the browser finds its way back to this very app (F30). */
export function judgeScheme(owner: SchemeOwner, scheme: string): Finding {
  const links = `Links that begin with “${scheme}:”`;
  switch (owner.kind) {
    case 'ours':
      return good(`${links} open this Latchkey.`);
    case 'missing':
      return wrong(`${links} open nothing on this computer.`, repair, {}, 'repair-scheme');
    case 'stale':
      return wrong(
        `${links} open “${owner.name}”, which is not where it was, or cannot take them.`,
        repair,
        {},
        'repair-scheme',
      );
    case 'another':
      return wrong(`${links} open another app: “${owner.name}”.`, repair, {}, 'repair-scheme');
    case 'unknown':
      return untold(`the system did not say what opens links that begin with “${scheme}:”.`);
    default:
      return assertNever(owner);
  }
}

/** Whether there is a browser to sign in with. */
export function judgeBrowser(browser: DefaultBrowser): Finding {
  switch (browser.kind) {
    case 'found':
      return good(`Web addresses open in ${providerText(browser.name) ?? 'an app without a name'}.`);
    case 'missing':
      return wrong(
        'Nothing on this computer opens web addresses, so no sign-in can begin.',
        'Install a browser, or choose a default one in the settings of your system.',
      );
    case 'unknown':
      return untold('the system did not say what opens web addresses.');
    default:
      return assertNever(browser);
  }
}

/** Whether there is room to save sign-ins. */
export function judgeDisk(freeBytes: number | null): Finding {
  if (freeBytes === null) return untold('the system did not say how much space is free.');
  const facts = { Free: byteSize(freeBytes) };
  if (freeBytes < full) {
    return wrong(
      `Only ${byteSize(freeBytes)} are free where Latchkey keeps its files, too little to save sign-ins.`,
      'Free some space.',
      facts,
    );
  }
  if (freeBytes < tight) {
    return note(
      `${byteSize(freeBytes)} are free where Latchkey keeps its files.`,
      'Free some space before it is used up.',
      facts,
    );
  }
  return good('There is enough space where Latchkey keeps its files.', facts);
}

/** Whether the system holds what draws pages. */
export function judgeSandbox(sandbox: SandboxState): Finding {
  switch (sandbox.kind) {
    case 'on':
      return good('What draws pages is held in the sandbox of the system.');
    case 'off':
      return wrong(
        'What draws pages is not held in the sandbox of the system, so an attack on it would reach your files.',
        sandbox.bySwitch
          ? 'Start Latchkey without “--no-sandbox”, and not as root.'
          : 'Ask who looks after this computer whether it lets programs have a sandbox (user namespaces).',
      );
    case 'unknown':
      return untold('the system does not show whether there is a sandbox.');
    default:
      return assertNever(sandbox);
  }
}

/** Whether there is a network at all, and whose settings lead out of it. */
export function judgeOnline(online: boolean, settings: ProxySettings): Finding {
  const facts = {
    'Proxies set by': proxyOrigins[settings.from],
    'Automatic configuration (PAC)': settings.automatic,
  };
  return online
    ? good('This computer is connected to a network.', facts)
    : wrong('This computer is not connected to any network.', 'Connect it, then check again.', facts);
}

export interface RunningVersions {
  readonly app: string;
  readonly electron: string;
  readonly chromium: string;
  readonly node: string;
  /** The operating system, its release and processor. */
  readonly system: string;
}

/** What runs here, for whoever is asked for help. */
export function judgeVersions(versions: RunningVersions): Finding {
  const facts = {
    Latchkey: versions.app,
    Electron: versions.electron,
    Chromium: versions.chromium,
    Node: versions.node,
    System: versions.system,
  };
  return Number.parseInt(versions.electron, 10) < newest
    ? note(
        `Latchkey runs on Electron ${versions.electron}, which is older than what it is released with.`,
        'Nothing to do while it is developed or tested. Otherwise install a release.',
        facts,
      )
    : good(`This is Latchkey ${versions.app} on Electron ${versions.electron}.`, facts);
}
