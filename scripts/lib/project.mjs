import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';

/**
 * What the scripts need of package.json.
 * @typedef {object} Project
 * @property {string} name
 * @property {string} productName
 * @property {string} version
 * @property {string} electronVersion the pinned version
 */

/** @returns {Project} */
export function readProject() {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return {
    name: manifest.name,
    productName: manifest.productName,
    version: manifest.version,
    electronVersion: manifest.devDependencies.electron,
  };
}
