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
  vouchFor(name: string, days?: number, how?: HowVouched): Credentials;
  /** A server that shows the authority's own certificate: issued by nobody but itself. */
  ownCredentials(): Credentials;
  /** Vouches for a person: what they put into the store of their computer (PKCS #12, without a passphrase). */
  identityOf(person: string, days?: number): string;
  remove(): void;
}

export interface HowVouched {
  /** Days from now at which it begins to be valid, for so many days. */
  readonly begins?: number;
  readonly digest?: 'sha256' | 'sha1';
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
  writeFileSync(file('index'), '');
  writeFileSync(file('index.attr'), 'unique_subject = no\n');
  writeFileSync(file('authority.cnf'), policy(folder));
  let serial = 0;
  /** The files of a certificate and its key. */
  const issue = (
    common: string,
    extensions: string,
    days: number,
    { begins = 0, digest = 'sha256' }: HowVouched = {},
  ): { readonly key: string; readonly cert: string } => {
    serial += 1;
    const [key, request] = [file(`${String(serial)}.key`), file(`${String(serial)}.csr`)];
    const [extfile, cert] = [file(`${String(serial)}.ext`), file(`${String(serial)}.pem`)];
    openssl('req', ...newKey, '-subj', `/CN=${common}`, '-keyout', key, '-out', request);
    writeFileSync(extfile, extensions);
    const from = days < 0 ? days - 1 : begins;
    const signer = ['-config', file('authority.cnf'), '-cert', file('authority.pem')];
    const times = ['-startdate', time(from), '-enddate', time(days < 0 ? days : begins + days)];
    const what = ['-in', request, '-extfile', extfile, '-md', digest, '-out', cert];
    openssl('ca', '-batch', '-notext', ...signer, '-keyfile', file('authority.key'), ...times, ...what);
    return { key, cert };
  };
  return {
    certificate: file('authority.pem'),
    vouchFor(host, days = 1, how = {}) {
      const extensions = `subjectAltName=DNS:${host}\nextendedKeyUsage=serverAuth\n`;
      const { key, cert } = issue(host, extensions, days, how);
      return { key: readFileSync(key), cert: readFileSync(cert) };
    },
    ownCredentials: () => ({
      key: readFileSync(file('authority.key')),
      cert: readFileSync(file('authority.pem')),
    }),
    identityOf(person, days = 1) {
      const { key, cert } = issue(person, 'extendedKeyUsage=clientAuth\n', days);
      const both = `${cert}.p12`;
      openssl(
        'pkcs12',
        '-export',
        '-inkey',
        key,
        '-in',
        cert,
        '-name',
        person,
        '-passout',
        'pass:',
        '-out',
        both,
      );
      return both;
    },
    remove() {
      rmSync(folder, { recursive: true });
    },
  };
}

/** What `openssl ca` has to know. */
function policy(folder: string): string {
  const known = `database = ${folder}/index\nnew_certs_dir = ${folder}\nserial = ${folder}/serial\nrand_serial = yes\npolicy = any\n`;
  return `[ca]\ndefault_ca = own\n[own]\n${known}[any]\ncommonName = supplied\n`;
}

/** So many days from now, as OpenSSL writes times. */
function time(days: number): string {
  const at = new Date(Date.now() + days * 86_400_000).toISOString();
  return `${at.slice(0, 19).replaceAll(/[-:T]/g, '')}Z`;
}

/**
 * A person, or their administrator, trusts an authority: in the database below their home that Chromium and Electron read when
 * they start.
 */
export function trust(home: string, { certificate }: Authority): void {
  nss(home, 'certutil', '-A', '-t', 'C,,', '-n', 'tests', '-i', certificate);
}

/** A person puts a certificate of theirs, with its key, into the same database. */
export function install(home: string, identity: string): void {
  nss(home, 'pk12util', '-i', identity, '-W', '', '-K', '');
}

/** A tool of NSS on the database below a home, which is made where there is none. */
function nss(home: string, tool: 'certutil' | 'pk12util', ...args: readonly string[]): void {
  const folder = join(home, '.pki', 'nssdb');
  const run = (name: string, ...what: readonly string[]): void => {
    execFileSync(name, ['-d', `sql:${folder}`, ...what], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, HOME: home },
    });
  };
  if (!existsSync(join(folder, 'cert9.db'))) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    run('certutil', '-N', '--empty-password');
  }
  run(tool, ...args);
}
