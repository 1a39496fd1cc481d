import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { decodeMessage } from '../../../../src/main/keyring/bus-message.ts';
import { bytesOf, number, text } from '../../../unit/main/keyring/bus-bytes.ts';

/** The part of the system that says when the computer goes to sleep (systemd-logind), as far as a program listens to it. */
export interface Logind {
  /** True: the computer goes to sleep now. False: it woke. Resolves once every program that listens has heard of it. */
  prepareForSleep(sleeps: boolean): Promise<void>;
  stop(): void;
}

type Call = Omit<Parameters<typeof bytesOf>[0], 'type'>;

const name = 'org.freedesktop.login1';
const bus = 'org.freedesktop.DBus';
const busItself = { path: '/org/freedesktop/DBus', interface: bus, destination: bus };

/** Owns logind's name on this bus (`unix:path=…`). It answers nothing that it is asked: nobody is granted a delay of the sleep. */
export async function startLogind(address: string): Promise<Logind> {
  const socket = await authenticated(address.replace('unix:path=', ''));
  const listeners = new Set<string>();
  let answered: (() => void) | null = null;
  let pending: Buffer = Buffer.alloc(0);
  socket.on('data', (bytes: Buffer) => {
    pending = Buffer.concat([pending, bytes]);
    for (let next = decodeMessage(pending); next !== null; next = decodeMessage(pending)) {
      pending = next.rest;
      const { kind, replyTo, sender } = next.message;
      if (replyTo !== null) answered?.();
      else if (kind === 'other' && sender !== null) listeners.add(sender);
    }
  });
  /** One at a time. */
  const ask = (call: Call): Promise<void> =>
    new Promise((resolve) => {
      answered = resolve;
      socket.write(bytesOf({ type: 'call', ...call }));
    });
  await ask({ ...busItself, member: 'Hello' });
  // The flags begin at a multiple of four.
  const own = Buffer.concat([text(name), Buffer.alloc((4 - ((name.length + 1) % 4)) % 4), number(0)]);
  await ask({ ...busItself, member: 'RequestName', signature: 'su', body: own });
  return {
    async prepareForSleep(sleeps) {
      if (listeners.size === 0) throw new Error('No program asked logind for anything.');
      const manager = { path: '/org/freedesktop/login1', interface: `${name}.Manager` };
      const body = { signature: 'b', body: number(sleeps ? 1 : 0) };
      socket.write(bytesOf({ type: 'signal', ...manager, member: 'PrepareForSleep', ...body }));
      for (const destination of listeners) {
        // Answered by the program's own library, in the order in which messages come.
        const ping = { path: '/', interface: `${bus}.Peer`, member: 'Ping' };
        // oxlint-disable-next-line eslint/no-await-in-loop -- one at a time
        await ask({ ...ping, destination });
      }
    },
    stop() {
      socket.destroy();
    },
  };
}

/** D-Bus begins with lines of text: who this is, as the kernel confirms it. */
async function authenticated(path: string): Promise<Socket> {
  const socket = connect(path);
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.once('connect', () => {
      const user = Buffer.from(String(process.getuid?.())).toString('hex');
      socket.write(`\0AUTH EXTERNAL ${user}\r\n`);
    });
    socket.once('data', (bytes: Buffer) => {
      if (bytes.toString().startsWith('OK ')) resolve();
      else reject(new Error(`The bus answered ${bytes.toString()}`));
    });
  });
  socket.write('BEGIN\r\n');
  return socket;
}
