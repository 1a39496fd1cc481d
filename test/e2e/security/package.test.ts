import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fuseStates } from '../../../scripts/lib/fuses.mjs';
import { buildRelease } from '../../../scripts/lib/package.mjs';
import { root } from '../../../scripts/lib/paths.mjs';
import { readArchived } from '../../support/asar.ts';
import { findTarget } from '../harness/target.ts';
import { CagedApp } from './support/caged-app.ts';
import { plainElectron, programOn, runtimeFacts } from './support/fused.ts';
import type { Program } from './support/fused.ts';

const target = findTarget();
const installed = target.kind === 'installed';

function readJson(path: string): unknown {
  const value: unknown = JSON.parse(readFileSync(join(root, path), 'utf8'));
  return value;
}

describe('Electron’s checklist, 16: a current Electron', () => {
  it('is pinned to one version, the one that is installed', () => {
    const pinned: unknown = Reflect.get(
      Object(Reflect.get(Object(readJson('package.json')), 'devDependencies')),
      'electron',
    );
    expect(pinned).toMatch(/^\d+\.\d+\.\d+$/);
    expect(readJson('node_modules/electron/package.json')).toMatchObject({ version: pinned });
    // The newest stable major when it was last looked up; an older one is a step back.
    expect(Number(String(pinned).split('.')[0])).toBeGreaterThanOrEqual(45);
  });

  it('is what runs, or the run says that it is another and why; a release takes no other', async () => {
    const { kind, version, why } = runtimeFacts();
    const pinned = String(Reflect.get(Object(readJson('node_modules/electron/package.json')), 'version'));
    const caged = await CagedApp.start();
    try {
      expect(await caged.evaluate('latchkey.getAppState().then(({ value }) => value.runtime.electron)')).toBe(
        version,
      );
    } finally {
      await caged.stop();
    }
    expect(why).toContain(pinned);
    expect(kind === 'official' ? version : `${kind}: ${why}`).toMatch(
      kind === 'official' ? pinned : /fallback.*not/,
    );
    await expect(
      buildRelease({
        kind: 'fallback',
        version: '25.1.1',
        folder: '/nowhere',
        executable: '/nowhere',
        args: [],
        why: '',
      }),
    ).rejects.toThrow(/pinned Electron only/);
  });
});

describe('Electron’s checklist, 19: the fuses', () => {
  let fused: Program;
  let plain: Program;

  beforeAll(async () => {
    // Installed: the package's own binary, byte for byte. Else the runtime with the fuses that a package gets.
    fused = installed
      ? await programOn(target.executable, 'as it is')
      : await programOn(plainElectron(), 'set the fuses');
    plain = await programOn(plainElectron(), 'as it is');
  });
  afterAll(() => {
    fused.remove();
    plain.remove();
  });

  it('are set as a release has them, as far as this Electron has them', async () => {
    const states = await fuseStates(fused.executable);
    const wrong = states.filter(
      ({ fuse, state }) =>
        state !== 'not in this Electron' && state !== (fuse === 'OnlyLoadAppFromAsar' ? 'on' : 'off'),
    );
    expect(wrong).toEqual([]);
    expect(states.filter(({ state }) => state !== 'not in this Electron').length).toBeGreaterThanOrEqual(6);
  });

  it('nobody makes a plain Node of it', async () => {
    const asNode = { ELECTRON_RUN_AS_NODE: '1' };
    expect((await plain.run(asNode, ['FOLDER/script.cjs'])).ran).toEqual(['script']);
    expect((await fused.run(asNode, ['FOLDER/script.cjs'])).ran).toEqual(['archive']);
  });

  it('Node’s own options in the environment are not obeyed', async () => {
    const options = { NODE_OPTIONS: '--require=FOLDER/required.cjs' };
    expect((await fused.run(options, [])).ran).toEqual(['archive']);
    expect((await fused.run({ ...options, ELECTRON_RUN_AS_NODE: '1' }, ['FOLDER/script.cjs'])).ran).toEqual([
      'archive',
    ]);
  });

  it('no inspector is opened by a switch', async () => {
    expect((await plain.run({}, ['--inspect=0'])).said).toContain('Debugger listening');
    expect((await fused.run({}, ['--inspect=0'])).said).not.toContain('Debugger');
    expect((await fused.run({}, ['--inspect-brk=0'])).said).not.toContain('Debugger');
  });

  it('only the archive is loaded: an app that somebody laid beside it is not, even where the archive is gone', async () => {
    expect((await fused.run({}, [])).ran).toEqual(['archive']);
    plain.dropArchive();
    fused.dropArchive();
    expect((await plain.run({}, [])).ran).toEqual(['folder']);
    expect((await fused.run({}, [])).ran).toEqual([]);
  });

  it('what is in the package is what was tested unpackaged, byte for byte', (context) => {
    if (!installed) context.skip('There is no package in this run; the run of the installed app compares.');
    const archive = '/opt/Latchkey/resources/app.asar';
    for (const name of ['main/index.cjs', 'preload/index.cjs', 'renderer/index.html']) {
      const path = `out/app/${name}`;
      expect(readArchived(archive, path).equals(readFileSync(join(root, path)))).toBe(true);
    }
  });
});
