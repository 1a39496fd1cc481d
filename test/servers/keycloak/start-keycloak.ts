import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { spawnBound } from '../../../scripts/lib/bound-process.mjs';
import { root } from '../../../scripts/lib/paths.mjs';
import { killGroup } from '../../../scripts/lib/run.mjs';

/** Where Keycloak runs, and the administrator's password of this run. */
export interface KeycloakPlace {
  readonly origin: string;
  readonly administrator: string;
  readonly password: string;
}

export interface RunningKeycloak extends KeycloakPlace {
  stop(): void;
}

const folder = join(root, '.cache', 'keycloak');
const preparedSchema = z.object({ folder: z.string(), why: z.nullable(z.string()) });
/** In milliseconds: it says what it does all the time. */
const longestSilence = 120_000;

/** Why there is no Keycloak on this computer; null where it can be started. The set-up of the tests fetches it. */
export function whyNoKeycloak(): string | null {
  return prepared().why;
}

function prepared(): z.infer<typeof preparedSchema> {
  const file = join(folder, 'keycloak.json');
  if (!existsSync(file)) {
    return { folder: '', why: 'The set-up of the tests (`npm test`, `npm run e2e`) has not fetched it.' };
  }
  return preparedSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
}

/**
 * Starts the real Keycloak on a free port of 127.0.0.1, empty and in memory, and waits until it answers. @throws where
 * it ends before that, with what it printed.
 */
export async function startKeycloak(): Promise<RunningKeycloak> {
  const { folder: name, why } = prepared();
  if (why !== null) throw new Error(`Keycloak cannot be started: ${why}`);
  const [administrator, password] = ['administrator', randomBytes(18).toString('base64url')];
  // Java is a child of the script: they end as a group, and with Vitest, which a time limit of the run kills.
  const child = spawnBound(join(folder, name, 'bin', 'kc.sh'), startArguments, {
    ...process.env,
    KC_BOOTSTRAP_ADMIN_USERNAME: administrator,
    KC_BOOTSTRAP_ADMIN_PASSWORD: password,
    JAVA_OPTS_KC_HEAP: '-Xms64m -Xmx512m',
    // It lives for a minute or two: the second compiler would cost as much again as the whole start without it.
    JAVA_OPTS_APPEND: '-XX:TieredStopAtLevel=1',
  });
  const stop = (): void => {
    process.off('exit', stop);
    if (child.pid !== undefined) killGroup(child.pid);
  };
  process.once('exit', stop);
  try {
    const origin = await new Promise<string>((resolve, reject) => {
      let printed = '';
      const fail = (what: string): void => {
        reject(new Error(`Keycloak ${what}: ${printed.slice(-2000)}`));
      };
      const late = setTimeout(fail, longestSilence, 'said nothing more');
      const listen = (bytes: Buffer): void => {
        printed += bytes.toString();
        late.refresh();
        const found = /Listening on: (http:\/\/127\.0\.0\.1:\d+)/.exec(printed)?.[1];
        if (found === undefined) return;
        clearTimeout(late);
        resolve(found);
      };
      child.stdout.on('data', listen);
      child.stderr.on('data', listen);
      child.once('error', (error) => {
        fail(`did not start (${error.message})`);
      });
      child.once('exit', () => {
        clearTimeout(late);
        fail('ended');
      });
    });
    return { origin, administrator, password, stop };
  } catch (error) {
    stop();
    throw error;
  }
}

const startArguments = [
  'start',
  '--optimized',
  // One node: else it listens to the network for others.
  '--cache=local',
  '--http-enabled=true',
  '--hostname-strict=false',
  '--http-host=127.0.0.1',
  '--http-port=0',
];
