import { FuseV1Options, FuseVersion, flipFuses, getCurrentFuseWire } from '@electron/fuses';

/**
 * The fuses of a packaged app. Cookie encryption stays off: no cookie is kept, and the fuse would ask the keyring
 * before the first window. Archive integrity is checked where the system has it.
 * @param {string} platform
 * @returns {Record<FuseV1Options, boolean>}
 */
function wanted(platform) {
  return {
    [FuseV1Options.RunAsNode]: false,
    [FuseV1Options.EnableCookieEncryption]: false,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: false,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: platform === 'darwin' || platform === 'win32',
    [FuseV1Options.OnlyLoadAppFromAsar]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  };
}

const all = Object.values(FuseV1Options).filter((fuse) => typeof fuse === 'number');

/** How a fuse is written in the executable; anything else means that this Electron does not have it. */
const on = 49;
const off = 48;

/**
 * Sets every fuse that this Electron has; an older one has a shorter wire.
 * @param {string} executable
 * @param {string} platform as Node names it
 */
export async function setFuses(executable, platform) {
  const wire = await getCurrentFuseWire(executable);
  const settings = wanted(platform);
  const present = all.filter((fuse) => isPresent(wire[fuse]));
  await flipFuses(executable, {
    version: FuseVersion.V1,
    resetAdHocDarwinSignature: platform === 'darwin',
    ...Object.fromEntries(present.map((fuse) => [fuse, settings[fuse]])),
  });
}

/**
 * @param {string} executable
 * @returns {Promise<{ fuse: string, state: 'on' | 'off' | 'not in this Electron' }[]>}
 */
export async function fuseStates(executable) {
  const wire = await getCurrentFuseWire(executable);
  return all.map((fuse) => ({ fuse: FuseV1Options[fuse] ?? String(fuse), state: stateOf(wire[fuse]) }));
}

/** @param {number | undefined} state */
function isPresent(state) {
  return state === on || state === off;
}

/** @param {number | undefined} state */
function stateOf(state) {
  if (!isPresent(state)) return 'not in this Electron';
  return state === on ? 'on' : 'off';
}
