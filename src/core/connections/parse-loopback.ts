import type { LoopbackSettings } from '../../shared/connection.ts';
import type { Failure } from '../../shared/failure.ts';
import type { ConnectionInput } from '../../shared/ipc.ts';
import { fail, succeed } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import { shown } from './shown.ts';

/** What is tried one after the other while a person waits. */
const mostPorts = 3;
/** Lower ones belong to the system. */
const [lowestPort, highestPort] = [1024, 65_535];

/**
 * What the provider demands of the loopback address (R4), as a person typed it: ports separated by white space or commas,
 * each counted once. Undefined where it demands nothing. Fails with `input-invalid`.
 */
export function parseLoopback({
  loopbackHost: host,
  loopbackPorts,
}: Pick<ConnectionInput, 'loopbackHost' | 'loopbackPorts'>): Result<LoopbackSettings | undefined> {
  const ports = new Set<number>();
  for (const word of loopbackPorts.split(/[\s,]+/).filter((part) => part !== '')) {
    const port = /^\d{1,5}$/.test(word) ? Number(word) : 0;
    if (port < lowestPort || port > highestPort) {
      return fail(
        invalid(
          `${shown(word)} is no port between 1024 and 65535.`,
          'Write the ports that are registered at the provider, such as 8400 8401.',
        ),
      );
    }
    ports.add(port);
    if (ports.size > mostPorts) {
      return fail(invalid('There are more than three of them.', 'Name three at most.'));
    }
  }
  return succeed(host === '127.0.0.1' && ports.size === 0 ? undefined : { host, ports: [...ports] });
}

function invalid(why: string, next: string): Failure {
  return {
    code: 'input-invalid',
    what: 'These ports cannot be used.',
    why,
    next,
    details: { field: 'Loopback ports' },
  };
}
