import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Desktop } from '../../harness/desktop.ts';
import { Needles } from './needles.ts';

/** Every file that a run may have left, as it is at one moment. */
export type Disk = ReadonlyMap<string, Buffer>;

/** Where programs leave files beside the home. */
const shared = ['/tmp', '/var/tmp', '/dev/shm'];

/**
 * All files of this user that were written since a moment: in the desktop's home and runtime folder, and beside it. The browser's own
 * profile is left out, which the app cannot keep clean.
 * @param since milliseconds of the wall clock
 */
export function readDisk(desktop: Desktop, since: number): Disk {
  const files = new Map<string, Buffer>();
  const visit = (path: string, all: boolean): void => {
    const facts = lstatSync(path, { throwIfNoEntry: false });
    if (facts === undefined || facts.uid !== process.getuid?.()) return;
    if (facts.isDirectory()) {
      for (const name of names(path)) {
        // Other desktops are other runs; the browser's profile is its own affair.
        const foreign = !all && /^latchkey-(desktop|session|electron)-/.test(name);
        const browser = path === desktop.folder && name === 'browser';
        if (!foreign && !browser) visit(join(path, name), all);
      }
    } else if (facts.isFile() && (all || facts.mtimeMs >= since)) {
      const content = read(path);
      if (content !== null) files.set(path, content);
    }
  };
  visit(desktop.folder, true);
  for (const folder of shared)
    for (const name of names(folder)) {
      const path = join(folder, name);
      if (!/^latchkey-(desktop|session|electron)-/.test(name) && !isOfTheRunner(path)) visit(path, false);
    }
  return files;
}

/** Vitest keeps what it compiled of the tests in a folder of a random name: their own source holds what they look for. */
function isOfTheRunner(path: string): boolean {
  return /^[\w-]{21}$/.test(basename(path)) && existsSync(join(path, 'ssr'));
}

function names(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function read(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch {
    // Gone, or not for us to read.
    return null;
  }
}

/** A text in every spelling in which a program may have written it down without meaning to hide it. */
export function spellings(text: string): readonly Buffer[] {
  const plain = Buffer.from(text);
  const wide = Buffer.from(text, 'utf16le');
  // Base64 of a text within a longer one: three ways to fall on its groups of three, without the ends that neighbours colour.
  const shifted = [0, 1, 2].flatMap((shift) => {
    const encoded = Buffer.concat([Buffer.alloc(shift), plain])
      .toString('base64')
      .replace(/=+$/, '');
    const middle = encoded.slice(shift === 0 ? 0 : 4, -4);
    return [middle, middle.replaceAll('+', '-').replaceAll('/', '_')];
  });
  return [
    plain,
    wide,
    Buffer.from(wide).swap16(),
    Buffer.from(plain.toString('hex')),
    Buffer.from(plain.toString('hex').toUpperCase()),
    Buffer.from(encodeURIComponent(text)),
    ...shifted.map((part) => Buffer.from(part)),
  ];
}

/** Bytes that are no text, such as a key, as a program may have written them down. */
function spellingsOfBytes(value: Uint8Array): readonly Buffer[] {
  const bytes = Buffer.from(value);
  const written = [bytes.toString('hex'), bytes.toString('base64'), bytes.toString('base64url')];
  return [bytes, ...written.map((text) => Buffer.from(text))];
}

/** The files, or other places, that hold one of these values in any spelling: `path: what`. */
export function findAll(
  disk: Disk,
  wanted: readonly { readonly kind: string; readonly value: string | Uint8Array }[],
): readonly string[] {
  const needles = wanted.flatMap(({ kind, value }) =>
    (typeof value === 'string' ? spellings(value) : spellingsOfBytes(value)).map((bytes) => ({
      kind,
      bytes,
    })),
  );
  const search = new Needles(needles.map(({ bytes }) => bytes));
  return [...disk].flatMap(([path, content]) => {
    const kinds = [...search.foundIn(content)].map((index) => needles[index]?.kind ?? '');
    return [...new Set(kinds)].toSorted().map((kind) => `${path}: ${kind}`);
  });
}
