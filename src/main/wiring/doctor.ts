import { net, type App } from 'electron';
import { homedir, release, type } from 'node:os';
import { cleaner } from '../../core/doctor/clean.ts';
import { computerChecks } from '../../core/doctor/computer/computer-checks.ts';
import { connectionChecks } from '../../core/doctor/connection/connection-checks.ts';
import { createDoctor, type Doctor } from '../../core/doctor/doctor.ts';
import type { ConnectionStore } from '../../core/connections/connection-store.ts';
import { connectionGone } from '../../core/failures/connection-gone.ts';
import type { Cipher } from '../../core/ports/cipher.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Vault } from '../../core/vault/vault.ts';
import type { ConnectionId } from '../../shared/connection.ts';
import { fail, succeed } from '../../shared/result.ts';
import type { DemoConnection } from '../demo/demo-connection.ts';
import { computerProbe } from '../doctor/computer-probe.ts';
import type { Identity } from '../identity.ts';
import type { SendEvent } from '../ipc/send.ts';
import type { Network } from '../network/create-network.ts';
import type { SchemeRegistration } from '../scheme/create-scheme-registration.ts';
import { proxySettings } from '../system/proxy-settings.ts';
import { runTool } from '../system/run-tool.ts';
import type { RunFacts } from '../views/app-state.ts';

export interface DoctorWiring {
  readonly app: App;
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly identity: Identity;
  readonly facts: RunFacts;
  readonly clock: Clock;
  readonly folder: string;
  readonly network: Pick<Network, 'fetchFor' | 'probeFor' | 'close'>;
  readonly cipher: Pick<Cipher, 'status'>;
  readonly vault: Vault;
  readonly connections: Pick<ConnectionStore, 'get'>;
  readonly demoConnection: Pick<DemoConnection, 'prepare'>;
  readonly registration: Pick<SchemeRegistration, 'owner'>;
  readonly send: SendEvent;
}

/** Who checks connections and this computer. */
export function wireDoctor(deps: DoctorWiring): Doctor {
  const { app, platform, env, clock, network, facts } = deps;
  const { scheme } = deps.identity;
  const settings = () => proxySettings({ platform, env, run: runTool, commandLine: app.commandLine });
  const ofComputer = computerChecks({
    computer: computerProbe({
      app,
      platform,
      env,
      run: runTool,
      folder: deps.folder,
      online: () => net.isOnline(),
    }),
    proxies: { settings },
    schemeOwner: deps.registration.owner,
    scheme,
    cipher: deps.cipher,
    vault: deps.vault,
    versions: {
      app: facts.version,
      electron: facts.versions.electron ?? 'none',
      chromium: facts.versions.chrome ?? 'none',
      node: facts.versions.node,
      system: `${type()} ${release()} (${process.arch})`,
    },
  });
  return createDoctor({
    clock,
    clean: cleaner([homedir(), app.getPath('home')]),
    tell(report) {
      deps.send('checksChanged', report);
    },
    async leave(of) {
      if (of !== 'computer') await network.close(networkOf(of));
    },
    async checksOf(of) {
      if (of === 'computer') return succeed(ofComputer());
      if (deps.connections.get(of) === null) return fail(connectionGone());
      const prepared = await deps.demoConnection.prepare(of);
      if (prepared.kind === 'failed') return fail(prepared.failure);
      const connection = deps.connections.get(of);
      if (connection === null) return fail(connectionGone());
      const id = networkOf(of);
      await network.close(id);
      const { server, certificates, waysTo } = network.probeFor(id);
      const proxies = { waysTo, settings };
      const fetch = network.fetchFor(id);
      return succeed(connectionChecks(connection, { fetch, server, certificates, proxies, clock, scheme }));
    },
  });
}

/** A network of its own, which knows no cookie and has nothing open: what is looked at is what a fresh start would meet. */
function networkOf(of: ConnectionId): ConnectionId {
  return `check-${of}`;
}
