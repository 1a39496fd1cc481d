import type { ConnectionCheckId, Finding } from '../../../shared/doctor.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ProxyLookup, ServedCertificates, ServerProbe } from '../../ports/probes.ts';
import type { Check, CheckContext } from '../check.ts';
import { untold } from '../finding.ts';
import { titles } from '../titles.ts';
import type { Contact } from './contact.ts';
import { judgeClock } from './judge-clock.ts';
import { judgeEncryption } from './judge-encryption.ts';
import { firstProxy, judgeProxy } from './judge-proxy.ts';
import { judgeName, judgeReach } from './judge-server.ts';

export interface NetworkCheckDeps {
  readonly server: ServerProbe;
  readonly proxies: ProxyLookup;
  readonly certificates: ServedCertificates;
  readonly clock: Clock;
}

/** The way to the provider's host, from its name to its clock. `contact` settles whatever becomes of it. */
export function networkChecks(
  address: URL,
  contact: Promise<Contact>,
  limit: number,
  { server, proxies, certificates, clock }: NetworkCheckDeps,
): readonly Check[] {
  const { host, hostname, href, protocol } = address;
  const plain = hostname.replace(/^\[|\]$/g, '');
  const port = Number(address.port === '' ? (protocol === 'http:' ? '80' : '443') : address.port);
  let asked: Promise<string> | null = null;
  /** Asked once for all who need it: a PAC file is a program. */
  const ways = (): Promise<string> => (asked ??= proxies.waysTo(href));
  const check = (
    id: ConnectionCheckId,
    measure: (context: CheckContext) => Promise<Finding>,
    late: string,
    after?: Promise<unknown>,
  ): Check => ({
    id,
    title: titles[id],
    limit,
    late: untold(late),
    measure,
    ...(after === undefined ? {} : { after }),
  });
  return [
    check(
      'name',
      async () => {
        const [addresses, way] = await Promise.all([server.addressesOf(plain), ways()]);
        const proxy = firstProxy(way);
        return judgeName(plain, { addresses, proxy: proxy === null ? null : proxy.host });
      },
      `nobody said in time what ${host} leads to.`,
    ),
    check(
      'reach',
      async ({ signal }) => {
        const proxy = firstProxy(await ways());
        return proxy === null
          ? judgeReach(`${hostname}:${String(port)}`, 'server', await server.connect(plain, port, signal))
          : judgeReach(
              `${proxy.host}:${String(proxy.port)}`,
              'proxy',
              await server.connect(proxy.host, proxy.port, signal),
            );
      },
      `there was neither a connection nor a refusal in time, as where a firewall drops what it does not let through.`,
    ),
    check(
      'encryption',
      async () => {
        const { failure } = await contact;
        const served = certificates.servedBy(plain);
        return judgeEncryption({ host, encrypted: protocol === 'https:', served, failure, now: clock.now() });
      },
      `${host} did not answer in time.`,
      contact,
    ),
    check(
      'proxy',
      async () => judgeProxy(host, await ways(), await proxies.settings()),
      'the system did not say in time which proxies it has.',
    ),
    check(
      'clock',
      async () => {
        const { time } = await contact;
        return time === null ? untold(`${host} did not answer.`) : judgeClock(host, time.own, time.server);
      },
      `${host} did not answer in time.`,
      contact,
    ),
  ];
}
