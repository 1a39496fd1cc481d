import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';

/** One throw-away violation of each rule of the layers, linted with the project's own configuration. */
const violations = [
  ['src/shared/a.ts', "import 'zod';", 'latchkey(layers)'],
  ['src/shared/b.ts', "export { x } from '../core/x.ts';", 'latchkey(layers)'],
  ['src/shared/c.ts', 'export const size = process.argv.length;', 'eslint(no-restricted-globals)'],
  ['src/core/a.ts', "import { app } from 'electron';\nexport { app };", 'latchkey(layers)'],
  ['src/core/b.ts', "import { x } from '../main/x.ts';\nexport { x };", 'latchkey(layers)'],
  ['src/core/c.ts', "export const load = () => import('../renderer/x.ts');", 'latchkey(layers)'],
  ['src/core/d.ts', "import Store from 'electron-store';\nexport { Store };", 'latchkey(layers)'],
  ['src/core/e.ts', "export const get = () => fetch('http://127.0.0.1');", 'eslint(no-restricted-globals)'],
  ['src/core/f.ts', 'export const wait = () => setTimeout(() => {}, 1);', 'eslint(no-restricted-globals)'],
  ['src/core/g.ts', "import { jwtVerify } from 'jose';\nexport { jwtVerify };", 'latchkey(layers)'],
  ['src/core/broker/a.ts', "import { x } from '../oauth/x.ts';\nexport { x };", 'latchkey(layers)'],
  ['src/core/broker/b.ts', "import { x } from '../vault/x.ts';\nexport { x };", 'latchkey(layers)'],
  ['src/core/oauth/a.ts', "import { x } from '../broker/x.ts';\nexport { x };", 'latchkey(layers)'],
  ['src/main/a.ts', "import { ipcMain } from 'electron';\nexport { ipcMain };", 'latchkey(doors)'],
  [
    'src/main/b.ts',
    "import electron from 'electron';\nexport const on = () => electron.ipcMain;",
    'latchkey(doors)',
  ],
  [
    'src/main/c.ts',
    "import { net } from 'electron';\nexport const get = () => net.fetch('x:');",
    'latchkey(doors)',
  ],
  [
    'src/main/d.ts',
    "import type { BrowserWindow } from 'electron';\nexport const tell = (w: BrowserWindow) => { w.webContents.send('x'); };",
    'latchkey(doors)',
  ],
  ['src/main/e.ts', "import { safeStorage } from 'electron';\nexport { safeStorage };", 'latchkey(doors)'],
  ['src/main/f.ts', "import { x } from '../renderer/x.ts';\nexport { x };", 'latchkey(layers)'],
  ['src/main/g.ts', "export const get = () => fetch('http://127.0.0.1');", 'eslint(no-restricted-globals)'],
  ['src/main/h.ts', "import { app } from 'electron';\napp.quit();", 'latchkey(pure-modules)'],
  ['src/main/i.ts', "import { x } from '../../demo/x.ts';\nexport { x };", 'latchkey(layers)'],
  [
    'src/main/window/a.ts',
    "import { createVault } from '../../core/vault/create-vault.ts';\nexport { createVault };",
    'latchkey(layers)',
  ],
  ['src/renderer/f.ts', "export const known = URL.canParse('x');", 'eslint(no-restricted-properties)'],
  ['src/preload/a.ts', "import { ipcRenderer } from 'electron';\nexport { ipcRenderer };", 'latchkey(doors)'],
  ['src/preload/b.ts', "import { join } from 'node:path';\nexport { join };", 'latchkey(layers)'],
  ['src/preload/c.ts', "import { x } from '../core/x.ts';\nexport { x };", 'latchkey(layers)'],
  ['src/renderer/a.ts', "import { shell } from 'electron';\nexport { shell };", 'latchkey(layers)'],
  ['src/renderer/b.ts', "import { join } from 'node:path';\nexport { join };", 'latchkey(layers)'],
  ['src/renderer/c.ts', "import { x } from '../main/x.ts';\nexport { x };", 'latchkey(layers)'],
  [
    'src/renderer/d.ts',
    "export const get = () => fetch('http://127.0.0.1');",
    'eslint(no-restricted-globals)',
  ],
  ['src/renderer/e.ts', "document.title = 'x';", 'latchkey(pure-modules)'],
  ['demo/a.ts', "import { x } from '../src/core/x.ts';\nexport { x };", 'latchkey(layers)'],
  ['src/core/h.ts', 'const x = 1;\nexport default x;', 'import(no-default-export)'],
  ['src/core/i.ts', "export const say = () => { console.log('x'); };", 'eslint(no-console)'],
  ['src/core/notKebab.ts', 'export const x = 1;', 'unicorn(filename-case)'],
  ['src/core/j.ts', 'export const x = (y: any) => String(y);', 'typescript(no-explicit-any)'],
  ['src/core/k.ts', 'export const x = (y: string | null) => y!.length;', 'typescript(no-non-null-assertion)'],
  [
    'test/e2e/a.test.ts',
    "import { it } from 'vitest';\nit('x', () => { if (process.platform === 'linux') return;\nprocess.exit(); });",
    'latchkey(whole-tests)',
  ],
  [
    'test/unit/b.test.ts',
    "import { test } from 'vitest';\ntest.each([1])('%i', async (x) => { try { if (x > 1) return; } finally { await x; } });",
    'latchkey(whole-tests)',
  ],
  [
    'test/e2e/c.test.ts',
    "it('x', async () => { await inWorld('x', {}, async (world) => { if (world === null) return;\nawait world; }); });",
    'latchkey(whole-tests)',
  ],
] as const;

/** What looks alike and is allowed. */
const allowed = [
  ['src/main/ipc/handle.ts', "import { ipcMain } from 'electron';\nexport { ipcMain };"],
  ['src/main/ipc/send.ts', 'export const tell = (page: { send(x: string): void }) => { page.send("x"); };'],
  ['src/preload/index.ts', "import { ipcRenderer } from 'electron';\nipcRenderer.on('x', () => {});"],
  ['src/main/index.ts', "import { app } from 'electron';\napp.quit();"],
  ['src/core/oauth/b.ts', "import { jwtVerify } from 'jose';\nexport { jwtVerify };"],
  [
    'src/core/oauth/c.ts',
    "import type { AccessTokens } from '../broker/access-tokens.ts';\nexport type X = AccessTokens;",
  ],
  ['src/main/j.ts', 'export const ask = (broker: { send(x: string): void }) => { broker.send("x"); };'],
  [
    'src/main/wiring/a.ts',
    "import { createVault } from '../../core/vault/create-vault.ts';\nexport { createVault };",
  ],
  ['src/main/k.ts', "import { x } from '../core/x.ts';\nexport { x };"],
  ['test/e2e/d.test.ts', "beforeAll(() => { if (process.platform === 'linux') return;\nprocess.exit(); });"],
  [
    'test/unit/e.test.ts',
    "it('x', () => { fc.assert(fc.property(text, (x) => { if (x === '') return;\nexpect(x); })); });",
  ],
  ['test/unit/f.test.ts', "it('x', async (context) => { if (why) return context.skip(why);\nexpect(1); });"],
  ['test/e2e/harness/g.ts', "it('x', async () => { if (why) return;\nexpect(1); });"],
] as const;

const lintOutput = z.object({ diagnostics: z.array(z.object({ code: z.string(), filename: z.string() })) });

let folder: string;
let findings: z.infer<typeof lintOutput>['diagnostics'];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-lint-'));
  const root = resolve(import.meta.dirname, '../../..');
  for (const [file, code] of [...violations, ...allowed]) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), `${code}\n`);
  }
  const configuration = await readFile(join(root, '.oxlintrc.json'), 'utf8');
  await writeFile(
    join(folder, '.oxlintrc.json'),
    configuration.replace('./scripts/lint/', `${join(root, 'scripts', 'lint')}/`),
  );
  const output = await new Promise<string>((resolveOutput) => {
    execFile(
      process.execPath,
      [join(root, 'node_modules/oxlint/bin/oxlint'), '--format=json', '.'],
      { cwd: folder, maxBuffer: 1e8 },
      (_error, stdout) => {
        resolveOutput(stdout);
      },
    );
  });
  findings = lintOutput.parse(JSON.parse(output)).diagnostics;
}, 60_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

function codesFor(file: string): string[] {
  return findings.filter(({ filename }) => filename.endsWith(file)).map(({ code }) => code);
}

describe('lint rules of the layers', () => {
  it.each(violations)('%s: %s is refused by %s', (file, _code, rule) => {
    expect(codesFor(file)).toContain(rule);
  });

  it.each(allowed)('%s: %s is allowed', (file) => {
    expect(codesFor(file).filter((code) => code.startsWith('latchkey'))).toEqual([]);
  });
});
