import {
  copyFileSync,
  linkSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';

const root = fileURLToPath(new URL('../../', import.meta.url));

const runtimeSchema = z.object({
  kind: z.enum(['official', 'fallback']),
  version: z.string(),
  folder: z.string(),
  executable: z.string(),
  root: z.string(),
});

/** The Electron that the set-up chose for this project. @throws when there was no set-up yet. */
export function electronRuntime(): z.infer<typeof runtimeSchema> {
  const file = join(root, '.cache/electron/runtime.json');
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new Error('No Electron was set up here. Run `npm start` once.', { cause: error });
  }
  const runtime = runtimeSchema.parse(JSON.parse(text));
  // The project may have been copied for another user since.
  const here = (path: string): string => join(root, relative(runtime.root, path));
  return { ...runtime, root, folder: here(runtime.folder), executable: here(runtime.executable) };
}

/**
 * What starts Electron with `main` (a CommonJS file) instead of the app. The fallback runtime takes no path as an argument,
 * so it gets a folder of its own under `folder`: links to the runtime, and `resources/app` that loads `main`, and first what
 * today’s packages miss there where `whole` says so.
 */
export function electronCommand(
  main: string,
  folder: string,
  whole = false,
): readonly [executable: string, ...args: string[]] {
  const runtime = electronRuntime();
  if (runtime.kind === 'official') return [runtime.executable, main];
  const own = join(folder, 'electron');
  mkdirSync(join(own, 'resources/app'), { recursive: true });
  for (const name of readdirSync(runtime.folder)) {
    const from = join(runtime.folder, name);
    // Electron looks for its files beside its real executable, which therefore is no symbolic link.
    if (name === 'electron') linkOrCopy(from, join(own, name));
    else if (name !== 'resources') symlinkSync(from, join(own, name));
  }
  writeFileSync(
    join(own, 'resources/app/package.json'),
    '{"name":"latchkey-test","version":"1.2.3","main":"main.cjs"}',
  );
  const polyfills = join(root, 'scripts/fallback-runtime/polyfills.cjs');
  const gaps = whole ? `require(${JSON.stringify(polyfills)}).supplyAll();\n` : '';
  writeFileSync(join(own, 'resources/app/main.cjs'), `${gaps}require(${JSON.stringify(main)});\n`);
  return [join(own, 'electron')];
}

function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to);
  }
}
