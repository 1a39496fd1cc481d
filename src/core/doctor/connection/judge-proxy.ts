import type { Finding } from '../../../shared/doctor.ts';
import type { ProxySettings } from '../../ports/probes.ts';
import { good, note } from '../finding.ts';

/** The proxy that is tried first. */
export interface UsedProxy {
  readonly host: string;
  readonly port: number;
}

const defaultPorts: Readonly<Record<string, number>> = {
  PROXY: 80,
  HTTPS: 443,
  SOCKS: 1080,
  SOCKS4: 1080,
  SOCKS5: 1080,
};

/** The first proxy of a list as PAC files write it (`PROXY host:port; DIRECT`); null where the first way is a direct one. */
export function firstProxy(ways: string): UsedProxy | null {
  const [first = ''] = ways.split(';');
  const [, kind = '', host, port] =
    /^\s*([A-Z0-9]+)\s+(?:[^\s@]*@)?(\[[^\]]+\]|[^\s:]+)(?::(\d{1,5}))?\s*$/i.exec(first) ?? [];
  const known = defaultPorts[kind.toUpperCase()];
  if (host === undefined || known === undefined) return null;
  return { host: host.replace(/^\[|\]$/g, ''), port: port === undefined ? known : Number(port) };
}

/** Which way requests go, and who says so. */
export function judgeProxy(host: string, ways: string, settings: ProxySettings): Finding {
  const proxy = firstProxy(ways);
  const facts = {
    'Set by': proxyOrigins[settings.from],
    'Automatic configuration (PAC)': settings.automatic,
  };
  if (proxy === null) {
    return settings.automatic === null
      ? good(`There is no proxy on the way to ${host}.`, facts)
      : good(`The automatic configuration of your network says that ${host} needs no proxy.`, facts);
  }
  const direct = /;\s*DIRECT\s*(?:;|$)/i.test(ways);
  return note(
    `Requests to ${host} go by the proxy ${proxy.host}:${String(proxy.port)}${direct ? ', and directly where it does not answer' : ''}.`,
    'Nothing to do, as long as the other checks are well.',
    facts,
  );
}

/** Who says which proxies there are; null where nobody does. */
export const proxyOrigins: Readonly<Record<ProxySettings['from'], string | null>> = {
  switch: 'the command line',
  environment: 'the environment',
  desktop: 'the settings of the system',
  nowhere: null,
};
