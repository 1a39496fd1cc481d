import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a server proves itself with. */
export interface Credentials {
  readonly key: Buffer;
  readonly cert: Buffer;
}

/** Who vouches for servers: one that a person's computer trusts, or one that nobody knows. */
export interface Authority {
  /** The file of its own certificate. */
  readonly certificate: string;
  /** Vouches for a name; `days` from now on, negative for a certificate that has expired. */
  vouchFor(name: string, days?: number): Credentials;
  remove(): void;
}

const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];

function openssl(...args: readonly string[]): void {
  execFileSync('openssl', args, { stdio: ['ignore', 'ignore', 'pipe'] });
}

/** Makes an authority, with openssl. */
export function makeAuthority(name: string): Authority {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-authority-'));
  const file = (of: string): string => join(folder, of);
  const own = ['-keyout', file('authority.key'), '-out', file('authority.pem')];
  openssl('req', '-x509', ...newKey, '-days', '2', '-subj', `/CN=${name}`, ...own);
  let serial = 0;
  return {
    certificate: file('authority.pem'),
    vouchFor(host, days = 1) {
      serial += 1;
      const [key, request] = [file(`${String(serial)}.key`), file(`${String(serial)}.csr`)];
      const [extensions, cert] = [file(`${String(serial)}.ext`), file(`${String(serial)}.pem`)];
      openssl('req', ...newKey, '-subj', `/CN=${host}`, '-keyout', key, '-out', request);
      writeFileSync(extensions, `subjectAltName=DNS:${host}\nextendedKeyUsage=serverAuth\n`);
      const signer = ['-CA', file('authority.pem'), '-CAkey', file('authority.key')];
      const facts = ['-set_serial', String(serial), '-days', String(days), '-extfile', extensions];
      openssl('x509', '-req', '-in', request, ...signer, ...facts, '-out', cert);
      return { key: readFileSync(key), cert: readFileSync(cert) };
    },
    remove() {
      rmSync(folder, { recursive: true });
    },
  };
}

/**
 * A person, or their administrator, trusts an authority: in the database below their home that Chromium and Electron read when
 * they start.
 */
export function trust(home: string, { certificate }: Authority): void {
  const folder = join(home, '.pki', 'nssdb');
  const database = ['-d', `sql:${folder}`];
  const certutil = (...args: readonly string[]): void => {
    execFileSync('certutil', args, {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, HOME: home },
    });
  };
  if (!existsSync(join(folder, 'cert9.db'))) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    certutil(...database, '-N', '--empty-password');
  }
  certutil(...database, '-A', '-t', 'C,,', '-n', 'tests', '-i', certificate);
}
