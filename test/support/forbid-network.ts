import net from 'node:net';
import { afterEach } from 'vitest';
import { isLoopbackAddress } from './loopback-address.ts';

/*
 * Set-up of every unit and integration test: a socket to anything beyond loopback is refused,
 * and the test that asked for it fails even when its own code swallowed the error.
 */
const attempts: string[] = [];
// oxlint-disable-next-line typescript/unbound-method -- the method is taken once and called with the socket it was asked on
const connect = net.Socket.prototype.connect;

net.Socket.prototype.connect = function guarded(this: net.Socket, ...args: unknown[]): net.Socket {
  const host = hostOf(args);
  if (host !== null && !isLoopbackAddress(host)) {
    attempts.push(host);
    const error = new Error(`Tests never leave loopback: a socket to ${host} was asked for.`);
    process.nextTick(() => this.destroy(error));
    return this;
  }
  Reflect.apply(connect, this, args);
  return this;
};

afterEach(() => {
  const seen = takeForbiddenAttempts();
  if (seen.length > 0) throw new Error(`This test tried to leave loopback: ${seen.join(', ')}.`);
});

/** Takes the attempts seen so far, for the test of this guard alone. */
export function takeForbiddenAttempts(): string[] {
  return attempts.splice(0);
}

/** The host of a `connect` call; null for a path (a local socket). Node passes `[options, callback]` as one array from inside. */
function hostOf(args: readonly unknown[]): string | null {
  const first = Array.isArray(args[0]) ? (args[0] as readonly unknown[])[0] : args[0];
  if (typeof first === 'object' && first !== null) {
    if ('path' in first && typeof first.path === 'string') return null;
    return 'host' in first && typeof first.host === 'string' ? first.host : 'localhost';
  }
  if (typeof first === 'string' && Number.isNaN(Number(first))) return null;
  return typeof args[1] === 'string' ? args[1] : 'localhost';
}
