import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fuseStates, setFuses } from '../lib/fuses.mjs';

/**
 * electron-builder calls this when the folder is complete and nothing is signed yet.
 * @param {{ appOutDir: string, electronPlatformName: string, packager: { appInfo: { productFilename: string }, executableName?: string } }} context
 */
// oxlint-disable-next-line import/no-default-export -- electron-builder loads a hook by its default export.
export default async function afterPack({ appOutDir, electronPlatformName: platform, packager }) {
  const name = packager.appInfo.productFilename;
  const paths = {
    darwin: { executable: `${name}.app/Contents/MacOS/${name}`, resources: `${name}.app/Contents/Resources` },
    win32: { executable: `${name}.exe`, resources: 'resources' },
    linux: { executable: packager.executableName ?? name, resources: 'resources' },
  };
  const { executable, resources } =
    platform === 'darwin' || platform === 'win32' ? paths[platform] : paths.linux;
  // The fallback runtime carries its own small loader; in a package the app comes from the archive alone.
  rmSync(join(appOutDir, resources, 'app'), { recursive: true, force: true });
  await setFuses(join(appOutDir, executable), platform);
  for (const { fuse, state } of await fuseStates(join(appOutDir, executable)))
    console.log(`    fuse ${fuse}: ${state}`);
}
