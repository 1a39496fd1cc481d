import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. Every other path of the scripts starts here. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** What the scripts keep between runs; git ignores it and deleting it is always safe. */
export const cacheFolder = join(root, '.cache');

/** Where Electron runtimes are kept that npm did not install. */
export const electronCacheFolder = join(cacheFolder, 'electron');

/** Where the Keycloak of the tests is unpacked. */
export const keycloakCacheFolder = join(cacheFolder, 'keycloak');

/** What the build makes: everything that goes into a package. */
export const appFolder = join(root, 'out', 'app');
