import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { dbusMessage, splitMessages } from './dbus-message.ts';
import type { Sent } from './dbus-message.ts';

/** The part of the system that says when the computer goes to sleep (systemd-logind), as far as a program listens to it. */
export interface Logind {
  /** True: the computer goes to sleep now. False: it woke. Resolves once every program that listens has heard of it. */
  prepareForSleep(sleeps: boolean): Promise<void>;
  stop(): void;
}

const name = 'org.freedesktop.login1';
const bus = {
  path: '/org/freedesktop/DBus',
  interface: 'org.freedesktop.DBus',
  destination: 'org.freedesktop.DBus',
};

/** Owns logind's name on this bus (`unix:path=…`). It refuses whatever it is asked: nobody is granted a delay of the sleep. */
export async function startLogind(address: string): Promise<Logind> {
  const socket = await authenticated(address.replace('unix:path=', ''));
  let serial = 0;
  const send = (message: Sent): number => {
    serial += 1;
    socket.write(dbusMessage(message, serial));
    return serial;
  };
  const answers = new Map<number, () => void>();
  const listeners = new Set<string>();
  let rest: Buffer = Buffer.alloc(0);
  socket.on('data', (bytes) => {
    const { messages, left } = splitMessages(Buffer.concat([rest, bytes]));
    rest = left;
    for (const { type, serial: asked, replyTo, sender } of messages) {
      if (replyTo !== null) answers.get(replyTo)?.();
      if (type !== 'call' || sender === null) continue;
      listeners.add(sender);
      send({ type: 'error', destination: sender, error: `${name}.NotHere`, replyTo: asked });
    }
  });
  const ask = (call: Omit<Extract<Sent, { readonly type: 'call' }>, 'type'>): Promise<void> =>
    new Promise((resolve) => {
      answers.set(send({ type: 'call', ...call }), resolve);
    });
  await ask({ ...bus, member: 'Hello' });
  await ask({ ...bus, member: 'RequestName', text: name });
  return {
    async prepareForSleep(sleeps) {
      if (listeners.size === 0) throw new Error('No program asked logind for anything.');
      const path = '/org/freedesktop/login1';
      send({ type: 'signal', path, interface: `${name}.Manager`, member: 'PrepareForSleep', flag: sleeps });
      // Answered by the program's own library, in the order in which messages come.
      const ping = { path: '/', interface: 'org.freedesktop.DBus.Peer', member: 'Ping' };
      await Promise.all([...listeners].map((destination) => ask({ ...ping, destination })));
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
    socket.once('data', (bytes) => {
      if (bytes.toString().startsWith('OK ')) resolve();
      else reject(new Error(`The bus answered ${bytes.toString()}`));
    });
  });
  socket.write('BEGIN\r\n');
  return socket;
}
