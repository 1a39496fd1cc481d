/**
 * Whether a host, as `URL.hostname` writes it, is this computer: `localhost`, 127.0.0.0/8 or ::1. Other names are not asked
 * about. Only such a host may be reached without TLS (R23, RFC 8252 §7.3).
 */
export function isLoopbackHost(hostname: string): boolean {
  const host = hostname.toLowerCase();
  return (
    host === 'localhost' ||
    host === '[::1]' ||
    host === '::1' ||
    /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host)
  );
}
