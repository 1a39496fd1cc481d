// `npm run demo`: the demo's authorization server and API alone, until Ctrl+C.
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const bundle = join(root, '.cache', 'demo', 'start-demo.mjs');

await mkdir(dirname(bundle), { recursive: true });
await build({
  entryPoints: [join(root, 'demo', 'start-demo.ts')],
  outfile: bundle,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  packages: 'external',
  logLevel: 'warning',
});

/** @type {typeof import('../demo/start-demo.ts')} */
const { startDemo } = await import(pathToFileURL(bundle).href);
const verbose = process.argv.includes('--verbose');
const demo = await startDemo({
  showAccounts: true,
  log: (line) => {
    if (verbose || /^(Port|The demo)/.test(line)) console.log(line);
  },
});

console.log(`Issuer      ${demo.issuer}
Client ID   ${demo.clientId}
Scopes      ${demo.scopes.join(' ')}
API origin  ${demo.apiOrigin}   (described in ${demo.apiOrigin}/openapi.json)
${demo.users.map(({ username, password }) => `Account     ${username}  ${password}`).join('\n')}

Ctrl+C ends it; everything is forgotten then.`);

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    void demo.stop().then(() => process.exit(0));
  });
}
