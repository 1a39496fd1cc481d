import { ensureElectron } from './electron-runtime.mjs';
import { requireNode } from './node-version.mjs';
import { ensurePackages, ensureThirdPartyServers } from './packages.mjs';
import { ensureSystemPackages } from './system-packages.mjs';

/**
 * Everything a run needs that is not built here. What is there already is not done again.
 * @param {{ purpose: import('./system-packages.mjs').Purpose, official: boolean }} options
 * @returns {Promise<import('./electron-runtime.mjs').ElectronRuntime>}
 */
export async function setUp({ purpose, official }) {
  requireNode();
  await ensurePackages();
  if (purpose === 'tests') await ensureThirdPartyServers();
  await ensureSystemPackages(purpose);
  return ensureElectron({ official });
}
