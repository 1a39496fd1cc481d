import { assertNever } from '../../shared/result.ts';
import type { RunTool, ToolAnswer } from '../system/run-tool.ts';
import type { LinuxBackend } from './linux-backend.ts';

/** What a keyring on Linux says when asked over D-Bus, which never shows a prompt. */
export type KeyringAnswer =
  | { readonly kind: 'unlocked' }
  | { readonly kind: 'locked' }
  /** It runs, but no keyring was ever made in it. */
  | { readonly kind: 'not-set-up' }
  /** Nothing answers. */
  | { readonly kind: 'missing' }
  /** No tool to ask with, or no answer in time. */
  | { readonly kind: 'unknown' };

/** Time for one question, in milliseconds. The bus may have to start the keyring first. */
const patience = 4000;

const service = 'org.freedesktop.secrets';
const servicePath = '/org/freedesktop/secrets';
const serviceInterface = 'org.freedesktop.Secret.Service';
const collectionInterface = 'org.freedesktop.Secret.Collection';
const getProperty = 'org.freedesktop.DBus.Properties.Get';

interface Asker {
  readonly tool: string;
  readonly defaultCollection: readonly string[];
  locked(collection: string): readonly string[];
}

const gdbus = ['call', '--session', '--timeout', '4', '--dest', service, '--object-path'];
const busctl = ['--user'];
const dbusSend = ['--session', '--print-reply=literal'];

/** Three tools that ask the same; which one a system has differs. */
const askers: readonly Asker[] = [
  {
    tool: 'gdbus',
    defaultCollection: [...gdbus, servicePath, '--method', `${serviceInterface}.ReadAlias`, 'default'],
    locked: (collection) => [...gdbus, collection, '--method', getProperty, collectionInterface, 'Locked'],
  },
  {
    tool: 'busctl',
    defaultCollection: [
      ...busctl,
      'call',
      service,
      servicePath,
      serviceInterface,
      'ReadAlias',
      's',
      'default',
    ],
    locked: (collection) => [...busctl, 'get-property', service, collection, collectionInterface, 'Locked'],
  },
  {
    tool: 'dbus-send',
    defaultCollection: [
      ...dbusSend,
      `--dest=${service}`,
      servicePath,
      `${serviceInterface}.ReadAlias`,
      'string:default',
    ],
    locked: (collection) => [
      ...dbusSend,
      `--dest=${service}`,
      collection,
      getProperty,
      `string:${collectionInterface}`,
      'string:Locked',
    ],
  },
];

/** Asks the Secret Service whether its default collection is locked. Shows nothing to the person; never rejects. */
async function askSecretService(run: RunTool): Promise<KeyringAnswer> {
  for (const asker of askers) {
    const alias = await run(asker.tool, asker.defaultCollection, patience);
    if (alias.kind === 'no-such-tool') {
      continue;
    }
    const collection = readPath(alias);
    if (collection === null) {
      return alias.kind === 'failed' ? { kind: 'missing' } : { kind: 'unknown' };
    }
    if (collection === '/') {
      return { kind: 'not-set-up' };
    }
    const locked = readBoolean(await run(asker.tool, asker.locked(collection), patience));
    return locked === null ? { kind: 'unknown' } : { kind: locked ? 'locked' : 'unlocked' };
  }
  return { kind: 'unknown' };
}

/** The object path in an answer of any of the tools. */
function readPath(answer: ToolAnswer): string | null {
  return answer.kind === 'answered'
    ? (/(?:^|[\s'"(])(\/[A-Za-z0-9_/]*)/.exec(answer.text)?.[1] ?? null)
    : null;
}

/** The boolean in an answer of any of the tools. */
function readBoolean(answer: ToolAnswer): boolean | null {
  const word = answer.kind === 'answered' ? /\b(true|false)\b/.exec(answer.text)?.[1] : undefined;
  return word === undefined ? null : word === 'true';
}

/** Asks the keyring that Chromium uses on this desktop whether it is locked. Shows nothing to the person; never rejects. */
export async function askLinuxKeyring(run: RunTool, backend: LinuxBackend): Promise<KeyringAnswer> {
  switch (backend) {
    case 'gnome-libsecret':
      return askSecretService(run);
    case 'kwallet':
      return askKwallet(run, 'kwalletd');
    case 'kwallet5':
      return askKwallet(run, 'kwalletd5');
    case 'kwallet6':
      return askKwallet(run, 'kwalletd6');
    case 'basic':
      return { kind: 'missing' };
    default:
      return assertNever(backend);
  }
}

/** Asks KWallet whether its wallet is open. Shows nothing to the person; never rejects. */
async function askKwallet(run: RunTool, daemon: string): Promise<KeyringAnswer> {
  const answer = await run(
    'dbus-send',
    [
      ...dbusSend,
      `--dest=org.kde.${daemon}`,
      `/modules/${daemon}`,
      'org.kde.KWallet.isOpen',
      'string:kdewallet',
    ],
    patience,
  );
  const open = readBoolean(answer);
  if (open === null) {
    return answer.kind === 'failed' ? { kind: 'missing' } : { kind: 'unknown' };
  }
  return { kind: open ? 'unlocked' : 'locked' };
}
