import { createServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import { boxed, bytesOf, number, text } from './bus-bytes.ts';
import type { Sent } from './bus-bytes.ts';

/** What the fake keyring does. */
export interface FakeKeyringService {
  /** The question's object, `/` for none, null for an error. */
  readonly prompt: string | null;
  /** What the person does; null: nothing, ever. */
  readonly person: 'answers' | 'closes' | null;
  /** Signals go to those who asked for them, and not to the asker by itself. */
  readonly broadcasts?: boolean;
  /** Sent instead of the answer to one call. */
  readonly instead?: Readonly<Record<string, Buffer | 'silence'>>;
  /** With what the bus greets. */
  readonly greeting?: string;
}

const keyring = ':1.1';
const collection = '/org/freedesktop/secrets/collection/login';
const known = ['Hello', 'ReadAlias', 'Unlock', 'AddMatch', 'Prompt', 'GetNameOwner', 'Get'];

/** A session bus with a keyring on it, as far as one question goes. */
export class FakeBus {
  readonly members: string[] = [];
  /** What the client said before its first call. */
  greeted = '';
  /** What is so while the question is open. */
  owner = keyring;
  locked = true;
  readonly #server: Server;
  readonly #service: FakeKeyringService;
  readonly #sockets = new Set<Socket>();

  private constructor(server: Server, service: FakeKeyringService) {
    this.#server = server;
    this.#service = service;
  }

  static async start(path: string, service: FakeKeyringService): Promise<FakeBus> {
    const server = createServer();
    const bus = new FakeBus(server, service);
    server.on('connection', (socket) => bus.#serve(socket));
    await new Promise<void>((resolve) => {
      server.listen(path, resolve);
    });
    return bus;
  }

  /** Ends every connection, as a bus that is killed. */
  kill(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
  }

  /** How many are connected. */
  get clients(): number {
    return this.#sockets.size;
  }

  #serve(socket: Socket): void {
    this.#sockets.add(socket);
    let begun = false;
    socket.on('error', () => undefined);
    socket.on('close', () => this.#sockets.delete(socket));
    socket.on('data', (bytes: Buffer) => {
      const begin = begun ? -1 : bytes.indexOf('BEGIN\r\n');
      const call = begun ? bytes : bytes.subarray(begin + 7);
      if (!begun) this.greeted += bytes.toString('latin1');
      if (!begun && begin < 0) this.#greet(socket);
      begun ||= begin >= 0;
      if (begun && call.length > 0) this.#answer(socket, call);
    });
  }

  #greet(socket: Socket): void {
    const greeting = this.#service.greeting ?? 'OK 0123456789abcdef0123456789abcdef\r\n';
    // In two pieces, as a socket may bring it.
    socket.write(greeting.slice(0, 2));
    setImmediate(() => socket.write(greeting.slice(2)));
  }

  #answer(socket: Socket, call: Buffer): void {
    const words = call.toString('latin1');
    const member = known.find((name) => words.includes(`${name}\0`)) ?? 'none';
    this.members.push(member);
    const instead = this.#service.instead?.[member];
    if (instead === 'silence') return;
    const sent = instead ?? Buffer.concat(this.#sent(member, call.readUInt32LE(8)).map(bytesOf));
    socket.write(sent.subarray(0, 21));
    setImmediate(() => socket.write(sent.subarray(21)));
  }

  #sent(member: string, replyTo: number): readonly Sent[] {
    const { prompt } = this.#service;
    const done: Sent = { type: 'reply', replyTo, sender: keyring };
    const reply = (signature: string, body: Buffer): readonly Sent[] => [{ ...done, signature, body }];
    switch (member) {
      case 'Hello':
        return reply('s', text(':1.7'));
      case 'ReadAlias':
        return reply('o', text(collection));
      case 'Unlock':
        // An empty array of objects, then the prompt.
        return prompt === null
          ? [{ ...done, type: 'error' }]
          : reply('aoo', Buffer.concat([number(0), text(prompt)]));
      case 'Prompt':
        return [done, ...this.#told(prompt ?? '')];
      case 'GetNameOwner':
        return reply('s', text(this.owner));
      case 'Get':
        return reply('v', boxed(this.locked));
      default:
        return [done];
    }
  }

  /** What the keyring says of the question, after what others say. */
  #told(path: string): readonly Sent[] {
    const { broadcasts = false, person } = this.#service;
    if (person === null || (broadcasts && !this.members.includes('AddMatch'))) return [];
    if (person === 'answers') this.locked = false;
    const dismissed = person === 'closes';
    return [
      completed(!dismissed, keyring, '/another'),
      completed(!dismissed, ':1.66', path),
      completed(dismissed, keyring, path),
    ];
  }
}

function completed(dismissed: boolean, sender: string, of: string): Sent {
  return {
    type: 'signal',
    sender,
    path: of,
    member: 'Completed',
    signature: 'bv',
    body: Buffer.concat([number(dismissed ? 1 : 0), boxed(true)]),
  };
}
