import type { LoopbackSettings } from './connection.ts';

/**
 * The loopback addresses to register at the provider: one where it takes any port, else one a port.
 * @param base The address as RFC 8252 has it, without a port.
 */
export function loopbackAddresses(base: string, settings: LoopbackSettings | undefined): readonly string[] {
  if (settings === undefined) return [base];
  const { host, ports } = settings;
  const at = (port: string): string => base.replace(/^http:\/\/[^/]+/, `http://${host}${port}`);
  return ports.length === 0 ? [at('')] : ports.map((port) => at(`:${port}`));
}
