import ElectronStore from 'electron-store';
import { existsSync, readFileSync, renameSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import * as z from 'zod';
import { diskFailure } from '../../core/failures/disk.ts';
import { systemErrorCode } from '../../core/failures/system-error.ts';
import type { LockChoice, Preferences, RequestTimeouts } from '../../shared/app-state.ts';
import type { ConnectionId } from '../../shared/connection.ts';
import type { Failure } from '../../shared/failure.ts';
import type { HistoryLimits } from '../../shared/history.ts';
import { clampZoomLevel, defaultWindowState, type WindowState } from '../window/window-state.ts';

const fileName = 'preferences';

const preferencesSchema = z.object({ colorScheme: z.enum(['auto', 'light', 'dark']) });
const defaultPreferences: Preferences = { colorScheme: 'auto' };

const lockChoiceSchema = z.object({
  afterMinutes: z.union([z.literal(15), z.literal(60), z.literal(480)]).nullable(),
  onSuspend: z.boolean(),
});
/** A working day. */
const defaultLockChoice: LockChoice = { afterMinutes: 480, onSuspend: false };

/** By connection. */
const foldersSchema = z.record(z.string(), z.string().refine(isAbsolute));

const requestTimeoutsSchema = z.object({
  firstByteSeconds: z.union([z.literal(10), z.literal(30), z.literal(60), z.literal(300)]).nullable(),
  idleSeconds: z.union([z.literal(10), z.literal(30), z.literal(120), z.literal(600)]).nullable(),
});
const defaultRequestTimeouts: RequestTimeouts = { firstByteSeconds: 60, idleSeconds: 30 };

const historyLimitsSchema = z.object({
  days: z.union([z.literal(1), z.literal(7), z.literal(30), z.literal(90), z.literal(365)]),
  megabytes: z.union([z.literal(100), z.literal(500), z.literal(2000), z.literal(10_000)]),
});
const defaultHistoryLimits: HistoryLimits = { days: 30, megabytes: 500 };

/** Connections whose requests are not remembered. */
const historyOffSchema = z.array(z.string()).max(10_000);

/** What servers get that want a certificate of the person's. */
const clientCertificatesSchema = z
  .array(z.object({ server: z.string().max(300), fingerprint: z.string().max(100) }))
  .max(1000);
export type RememberedCertificate = z.infer<typeof clientCertificatesSchema>[number];

/** Connections whose cookies are kept. */
const cookiesOnSchema = z.array(z.string()).max(10_000);

const windowSchema = z.object({
  bounds: z.object({ x: z.int(), y: z.int(), width: z.int(), height: z.int() }).nullable(),
  maximized: z.boolean(),
  zoomLevel: z.number().transform(clampZoomLevel),
});

/** Preferences and window state: nothing secret, nothing that hurts when it is lost. */
export interface Settings {
  preferences(): Preferences;
  setPreferences(preferences: Preferences): void;
  requestTimeouts(): RequestTimeouts;
  setRequestTimeouts(timeouts: RequestTimeouts): void;
  historyLimits(): HistoryLimits;
  setHistoryLimits(limits: HistoryLimits): void;
  /** Whether what a connection sends is remembered; it is, unless the person said otherwise. */
  historyOn(id: ConnectionId): boolean;
  setHistoryOn(id: ConnectionId, on: boolean): void;
  /** Whether cookies of a connection are kept; they are not, unless the person said so. */
  cookiesOn(id: ConnectionId): boolean;
  setCookiesOn(id: ConnectionId, on: boolean): void;
  lockChoice(): LockChoice;
  setLockChoice(choice: LockChoice): void;
  /** Where the saved requests of a connection are, if the person chose a folder. */
  requestFolder(id: ConnectionId): string | null;
  setRequestFolder(id: ConnectionId, folder: string): void;
  /** Which certificate a server gets: host and port, and a fingerprint. */
  clientCertificates(): readonly RememberedCertificate[];
  /** Null: none any more. */
  setClientCertificate(server: string, fingerprint: string | null): void;
  /** Sets for `to`, a new connection, what was set for `from`. Keeping cookies is not: a person says that of each. */
  copyConnection(from: ConnectionId, to: ConnectionId): void;
  /** Forgets what was set for a connection. */
  forgetConnection(id: ConnectionId): void;
  windowState(): WindowState;
  setWindowState(state: WindowState): void;
}

/**
 * Opens `<folder>/preferences.json`. A file that is not ours is kept beside as `preferences.unreadable.json` and said so;
 * values that are not ours are ignored one by one. A disk that gives or takes nothing costs what is kept for the next
 * start, never the app: what is set holds for this run in any case.
 */
export function openSettings(folder: string): {
  readonly settings: Settings;
  readonly notice: Failure | null;
} {
  const { store, notice } = openStore(folder);
  let preferences = preferencesSchema.safeParse(store?.get('preferences')).data ?? defaultPreferences;
  let lockChoice: LockChoice = lockChoiceSchema.safeParse(store?.get('lock')).data ?? defaultLockChoice;
  let requestTimeouts: RequestTimeouts =
    requestTimeoutsSchema.safeParse(store?.get('requestTimeouts')).data ?? defaultRequestTimeouts;
  let historyLimits: HistoryLimits =
    historyLimitsSchema.safeParse(store?.get('historyLimits')).data ?? defaultHistoryLimits;
  let historyOff = historyOffSchema.safeParse(store?.get('historyOff')).data ?? [];
  let cookiesOn = cookiesOnSchema.safeParse(store?.get('cookiesOn')).data ?? [];
  let windowState: WindowState = windowSchema.safeParse(store?.get('window')).data ?? defaultWindowState;
  let requestFolders = foldersSchema.safeParse(store?.get('requestFolders')).data ?? {};
  let clientCertificates = clientCertificatesSchema.safeParse(store?.get('clientCertificates')).data ?? [];
  const keep = (key: string, value: unknown): void => {
    try {
      store?.set(key, value);
    } catch {
      // A preference that could not be kept is not worth a dialog.
    }
  };
  const settings: Settings = {
    preferences: () => preferences,
    setPreferences: (next) => {
      preferences = next;
      keep('preferences', next);
    },
    requestTimeouts: () => requestTimeouts,
    setRequestTimeouts: (next) => {
      requestTimeouts = next;
      keep('requestTimeouts', next);
    },
    historyLimits: () => historyLimits,
    setHistoryLimits: (next) => {
      historyLimits = next;
      keep('historyLimits', next);
    },
    historyOn: (id) => !historyOff.includes(id),
    setHistoryOn: (id, on) => {
      const others = historyOff.filter((other) => other !== id);
      historyOff = on ? others : [...others, id];
      keep('historyOff', historyOff);
    },
    cookiesOn: (id) => cookiesOn.includes(id),
    setCookiesOn: (id, on) => {
      const others = cookiesOn.filter((other) => other !== id);
      cookiesOn = on ? [...others, id] : others;
      keep('cookiesOn', cookiesOn);
    },
    lockChoice: () => lockChoice,
    setLockChoice: (next) => {
      lockChoice = next;
      keep('lock', next);
    },
    requestFolder: (id) => (Object.hasOwn(requestFolders, id) ? (requestFolders[id] ?? null) : null),
    setRequestFolder: (id, chosen) => {
      requestFolders = { ...requestFolders, [id]: chosen };
      keep('requestFolders', requestFolders);
    },
    clientCertificates: () => clientCertificates,
    setClientCertificate: (server, fingerprint) => {
      const others = clientCertificates.filter((other) => other.server !== server);
      if (fingerprint === null && others.length === clientCertificates.length) return;
      // The oldest goes first, so that what is read again is never too long.
      clientCertificates = fingerprint === null ? others : [...others, { server, fingerprint }].slice(-1000);
      keep('clientCertificates', clientCertificates);
    },
    copyConnection: (from, to) => {
      const chosen = settings.requestFolder(from);
      if (chosen !== null) settings.setRequestFolder(to, chosen);
      if (!settings.historyOn(from)) settings.setHistoryOn(to, false);
    },
    forgetConnection: (id) => {
      const { [id]: chosen, ...others } = requestFolders;
      if (chosen !== undefined) {
        requestFolders = others;
        keep('requestFolders', requestFolders);
      }
      if (historyOff.includes(id)) settings.setHistoryOn(id, true);
      if (cookiesOn.includes(id)) settings.setCookiesOn(id, false);
    },
    windowState: () => windowState,
    setWindowState: (next) => {
      windowState = next;
      keep('window', next);
    },
  };
  return { settings, notice };
}

interface OpenedStore {
  /** Null: nothing can be kept in this folder now. */
  readonly store: ElectronStore | null;
  readonly notice: Failure | null;
}

function openStore(folder: string): OpenedStore {
  const path = join(folder, `${fileName}.json`);
  try {
    const why = whyUnusable(path);
    const notice = why === null ? null : unreadable(why, setAside(folder, path));
    return { store: new ElectronStore({ name: fileName, cwd: folder, configFileMode: 0o600 }), notice };
  } catch (error) {
    return { store: null, notice: diskFailure(error, 'Your preferences could not be read.', path) };
  }
}

/** Null for a file that can be used, and for none. The store below would take any JSON and write over it. */
function whyUnusable(path: string): string | null {
  const text = textOf(path);
  if (text === null) return null;
  if (text.trim() === '') return 'the file is empty';
  try {
    return z.record(z.string(), z.unknown()).safeParse(JSON.parse(text)).success
      ? null
      : 'the file holds no preferences';
  } catch {
    return 'the file is not JSON';
  }
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

/** Gives the file a name that no other has: what was kept earlier stays. */
function setAside(folder: string, path: string): string {
  let aside = join(folder, `${fileName}.unreadable.json`);
  for (let number = 2; existsSync(aside); number += 1) {
    aside = join(folder, `${fileName}.unreadable-${String(number)}.json`);
  }
  renameSync(path, aside);
  return aside;
}

function unreadable(why: string, file: string): Failure {
  return {
    code: 'settings-unreadable',
    what: 'Your preferences could not be read.',
    why: `Their file cannot be used: ${why}.`,
    next: 'Set them again. The old file is kept.',
    details: { file },
  };
}
