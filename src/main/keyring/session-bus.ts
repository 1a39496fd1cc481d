import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { encodeCall, type BusCall } from './bus-call.ts';
import { decodeMessage, type BusMessage } from './bus-message.ts';

/** The longest line with which a bus greets, in bytes: `OK` and a number have 36. */
const longestLine = 1024;

const busItself = {
  destination: 'org.freedesktop.DBus',
  path: '/org/freedesktop/DBus',
  interface: 'org.freedesktop.DBus',
};

/** The file of the session bus, by its address or at systemd's usual place; null for one that this client cannot reach. */
export function busSocket(env: Readonly<Record<string, string | undefined>>): string | null {
  const address = env['DBUS_SESSION_BUS_ADDRESS'] ?? '';
  const folder = env['XDG_RUNTIME_DIR'] ?? '';
  if (address === '') return folder === '' ? null : join(folder, 'bus');
  for (const each of address.split(';')) {
    const path = /^unix:(?:.*,)?path=([^,]+)/.exec(each)?.[1];
    if (path !== undefined) return unescaped(path);
  }
  return null;
}

function unescaped(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}

/** One connection to the session bus, for a question that belongs to its asker: a tool would hang up before it is answered. */
export class SessionBus {
  readonly #socket: Socket;
  readonly #patience: number;
  readonly #replies = new Map<number, (message: BusMessage | null) => void>();
  readonly #signals = new Set<(message: BusMessage | null) => void>();
  #greeting: ((line: string | null) => void) | null = null;
  #pending: Buffer = Buffer.alloc(0);
  #serial = 0;
  #open = true;

  private constructor(socket: Socket, patience: number) {
    this.#socket = socket;
    this.#patience = patience;
    socket.on('data', (bytes: Buffer) => this.#receive(bytes));
    for (const end of ['error', 'end', 'close']) socket.on(end, () => this.close());
  }

  /**
   * Connects and says hello (D-Bus specification, "Authentication Protocol", EXTERNAL: the kernel tells the bus who asks).
   * Null when no bus answers within `patience`, in milliseconds, which holds for each later call too.
   */
  static async connect(path: string, userId: number, patience: number): Promise<SessionBus | null> {
    const bus = new SessionBus(connect(path), patience);
    const line = await bus.#greet(`\0AUTH EXTERNAL ${Buffer.from(String(userId)).toString('hex')}\r\n`);
    if (line?.startsWith('OK ') === true) {
      bus.#socket.write('BEGIN\r\n');
      const hello = await bus.callBus('Hello', []);
      if (hello?.kind === 'reply') return bus;
    }
    bus.close();
    return null;
  }

  /** The reply or the error; null when none came in time, or the bus is gone. */
  async call(call: BusCall): Promise<BusMessage | null> {
    if (!this.#open) return null;
    this.#serial += 1;
    const serial = this.#serial;
    return this.#inTime((finish) => {
      this.#replies.set(serial, (message) => {
        this.#replies.delete(serial);
        finish(message);
      });
      this.#socket.write(encodeCall(call, serial));
    });
  }

  /** A call of the bus's own. */
  async callBus(member: string, body: BusCall['body']): Promise<BusMessage | null> {
    return this.call({ ...busItself, member, body });
  }

  /** Waits for a signal that fits, however long it takes; null when the bus is gone. Asked for before its cause. */
  async signal(fits: (message: BusMessage) => boolean): Promise<BusMessage | null> {
    if (!this.#open) return null;
    return new Promise((resolve) => {
      const listener = (message: BusMessage | null): void => {
        if (message !== null && !fits(message)) return;
        this.#signals.delete(listener);
        resolve(message);
      };
      this.#signals.add(listener);
    });
  }

  close(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#socket.destroy();
    this.#greeting?.(null);
    for (const finish of this.#replies.values()) finish(null);
    for (const listener of this.#signals) listener(null);
  }

  async #greet(words: string): Promise<string | null> {
    return this.#inTime((finish) => {
      this.#greeting = finish;
      this.#socket.write(words);
    });
  }

  async #inTime<T>(begin: (finish: (value: T | null) => void) => void): Promise<T | null> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(null), this.#patience);
      begin((value) => {
        clearTimeout(timer);
        resolve(value);
      });
    });
  }

  #receive(bytes: Buffer): void {
    this.#pending = Buffer.concat([this.#pending, bytes]);
    try {
      if (this.#greeting !== null) this.#readLine(this.#greeting);
      else this.#readMessages();
    } catch {
      // No bus speaks like this.
      this.close();
    }
  }

  #readLine(greeted: (line: string) => void): void {
    const end = this.#pending.indexOf('\r\n');
    if (end < 0 && this.#pending.length <= longestLine) return;
    if (end < 0 || end > longestLine) throw new RangeError('The greeting has no end.');
    this.#greeting = null;
    const line = this.#pending.toString('latin1', 0, end);
    this.#pending = this.#pending.subarray(end + 2);
    greeted(line);
  }

  #readMessages(): void {
    for (let next = decodeMessage(this.#pending); next !== null; next = decodeMessage(this.#pending)) {
      this.#pending = next.rest;
      const { message } = next;
      if (message.kind === 'signal') for (const listener of this.#signals) listener(message);
      else if (message.replyTo !== null) this.#replies.get(message.replyTo)?.(message);
    }
  }
}
