import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** PEM, for a server; who trusts `cert` trusts the server. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

/** A certificate for a day that vouches for itself and that nobody trusts yet. Names as OpenSSL writes them: `DNS:localhost`, `IP:127.0.0.1`. */
export function privateCertificate(names: readonly string[]): Certificate {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-tls-'));
  try {
    const key = join(folder, 'key.pem');
    const cert = join(folder, 'cert.pem');
    const subject = `-subj /CN=latchkey.test -addext subjectAltName=${names.join(',')}`;
    const options = `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 1 ${subject}`;
    const made = spawnSync('openssl', [...options.split(' '), '-keyout', key, '-out', cert]);
    if (made.status !== 0) throw new Error(`openssl made no certificate: ${String(made.stderr)}`);
    return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
