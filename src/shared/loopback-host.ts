/**
 * Whether a host, as `URL.hostname` writes it, is this computer itself (RFC 8252 §7.3, RFC 6761 §6.3).
 * Only such a host may be reached without TLS (R23).
 */
export function isLoopbackHost(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127(?:\.\d{1,3}){3}$/.test(hostname)
  );
}
