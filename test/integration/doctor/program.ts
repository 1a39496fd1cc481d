import { app } from 'electron';
import * as z from 'zod';
import { connectionChecks } from '../../../src/core/doctor/connection/connection-checks.ts';
import { cleaner } from '../../../src/core/doctor/clean.ts';
import { createDoctor } from '../../../src/core/doctor/doctor.ts';
import { noClientCertificates } from '../../../src/main/network/client-certificates.ts';
import { createNetwork } from '../../../src/main/network/create-network.ts';
import { proxySettings } from '../../../src/main/system/proxy-settings.ts';
import { runTool } from '../../../src/main/system/run-tool.ts';
import { succeed } from '../../../src/shared/result.ts';
import { savedConnection } from '../../support/connections.ts';
import { serve } from '../../support/electron-serve.ts';
import { systemClock } from '../../support/system-clock.ts';

/* The checks of a connection over the app's own network in a real main process, for network.test.ts. */

const network = createNetwork({
  proxies: { forProxy: () => Promise.resolve(null) },
  certificates: noClientCertificates,
  others: 'get-none',
});

app.once('ready', () => {
  serve({
    async check(input) {
      const issuer = z.string().parse(input);
      const { server, certificates, waysTo } = network.probeFor('check');
      const { platform, env } = process;
      const settings = () => proxySettings({ platform, env, run: runTool, commandLine: app.commandLine });
      const checks = connectionChecks(savedConnection({ issuer, clientId: 'latchkey-test' }), {
        fetch: network.fetchFor('check'),
        server,
        certificates,
        proxies: { waysTo, settings },
        clock: systemClock,
        scheme: 'app.latchkey.desktop',
      });
      const doctor = createDoctor({
        clock: systemClock,
        checksOf: () => Promise.resolve(succeed(checks)),
        clean: cleaner([app.getPath('home')]),
        tell: () => undefined,
        leave: () => network.close('check'),
      });
      return await doctor.run('check');
    },
  });
});
