import { connect, type Socket } from 'node:net';
import { decodeMessage, encodeCall, type BusCall, type BusMessage } from './bus-message.ts';

/** Time for the bus itself to answer, in milliseconds; a person takes longer, and is not measured by it. */
const patience = 4000;

/** The file of a session bus as `DBUS_SESSION_BUS_ADDRESS` names it; null for one that this client cannot reach. */
export function busSocket(address: string | undefined): string | null {
  for (const each of (address ?? '').split(';')) {
    const path = /^unix:(?:.*,)?path=([^,]+)/.exec(each)?.[1];
    if (path !== undefined) return decodeURIComponent(path);
  }
  return null;
}

/** One connection to the session bus, for a question that belongs to its asker: a tool would hang up before it is answered. */
export class SessionBus {
  readonly #socket: Socket;
  readonly #replies = new Map<number, (message: BusMessage | null) => void>();
  readonly #signals = new Set<(message: BusMessage | null) => void>();
  #pending: Buffer = Buffer.alloc(0);
  #serial = 0;
  #open = true;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (bytes: Buffer) => this.#receive(bytes));
    socket.on('error', () => this.close());
    socket.on('close', () => this.close());
  }

  /** Connects and says hello (D-Bus specification, "Authentication Protocol", EXTERNAL). Null when nobody answers in time. */
  static async connect(path: string, userId: number): Promise<SessionBus | null> {
    const socket = connect(path);
    const greeted = await new Promise<boolean>((resolve) => {
      const timer = setTimeout(() => resolve(false), patience);
      const finish = (answer: boolean): void => {
        clearTimeout(timer);
        resolve(answer);
      };
      socket.once('error', () => finish(false));
      socket.once('close', () => finish(false));
      socket.once('data', (bytes: Buffer) => finish(bytes.toString('latin1').startsWith('OK ')));
      socket.once('connect', () => {
        socket.write(`\0AUTH EXTERNAL ${Buffer.from(String(userId)).toString('hex')}\r\n`);
      });
    });
    if (!greeted) {
      socket.destroy();
      return null;
    }
    socket.write('BEGIN\r\n');
    socket.removeAllListeners();
    const bus = new SessionBus(socket);
    const name = 'org.freedesktop.DBus';
    const hello = await bus.call({
      destination: name,
      path: '/org/freedesktop/DBus',
      interface: name,
      member: 'Hello',
      body: [],
    });
    if (hello?.kind === 'reply') return bus;
    bus.close();
    return null;
  }

  /** The reply or the error; null when none came in time, or the bus is gone. */
  async call(call: BusCall): Promise<BusMessage | null> {
    if (!this.#open) return null;
    this.#serial += 1;
    const serial = this.#serial;
    return new Promise((resolve) => {
      const timer = setTimeout(() => finish(null), patience);
      const finish = (message: BusMessage | null): void => {
        clearTimeout(timer);
        this.#replies.delete(serial);
        resolve(message);
      };
      this.#replies.set(serial, finish);
      this.#socket.write(encodeCall(call, serial));
    });
  }

  /** Waits for a signal from an object, however long it takes; null when the bus is gone. Asked for before its cause. */
  async signal(path: string, member: string): Promise<BusMessage | null> {
    if (!this.#open) return null;
    return new Promise((resolve) => {
      const listener = (message: BusMessage | null): void => {
        if (message !== null && (message.path !== path || message.member !== member)) return;
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
    for (const finish of this.#replies.values()) finish(null);
    for (const listener of this.#signals) listener(null);
  }

  #receive(bytes: Buffer): void {
    this.#pending = Buffer.concat([this.#pending, bytes]);
    try {
      for (let next = decodeMessage(this.#pending); next !== null; next = decodeMessage(this.#pending)) {
        this.#pending = next.rest;
        this.#deliver(next.message);
      }
    } catch {
      // No bus speaks like this.
      this.close();
    }
  }

  #deliver(message: BusMessage): void {
    if (message.kind === 'signal') for (const listener of this.#signals) listener(message);
    else if (message.replyTo !== null) this.#replies.get(message.replyTo)?.(message);
  }
}
