import { createServer } from 'node:net';
import type { Server, Socket } from 'node:net';

/** What the fake keyring does. */
export interface FakeKeyringService {
  /** The question's object, `/` for none, null for an error. */
  readonly prompt: string | null;
  /** What the person does; null: nothing, ever. */
  readonly person: 'answers' | 'closes' | null;
  /** Sent instead of any reply. */
  readonly garbage?: Buffer;
}

/** A session bus with a keyring on it, as far as one question goes; written from the specification, not from the client. */
export class FakeBus {
  readonly members: string[] = [];
  readonly #server: Server;
  /** What happens while the question is open. */
  owner = ':1.1';
  locked = true;
  readonly #sockets = new Set<Socket>();

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(path: string, service: FakeKeyringService): Promise<FakeBus> {
    const server = createServer();
    const bus = new FakeBus(server);
    server.on('connection', (socket) => bus.#serve(socket, service));
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

  #serve(socket: Socket, service: FakeKeyringService): void {
    this.#sockets.add(socket);
    let greeted = false;
    socket.on('error', () => undefined);
    socket.on('data', (bytes: Buffer) => {
      const text = bytes.toString('latin1');
      if (!greeted && text.includes('AUTH EXTERNAL')) {
        socket.write('OK 0123456789abcdef0123456789abcdef\r\n');
        return;
      }
      const begin = text.indexOf('BEGIN\r\n');
      const rest = greeted ? bytes : bytes.subarray(begin + 7);
      if (begin >= 0) greeted = true;
      if (rest.length > 0) this.#answer(socket, rest, service);
    });
  }

  #answer(socket: Socket, call: Buffer, { garbage, person, prompt }: FakeKeyringService): void {
    const serial = call.readUInt32LE(8);
    const text = call.toString('latin1');
    const member =
      ['Hello', 'ReadAlias', 'Unlock', 'Prompt', 'GetNameOwner', 'Get'].find((name) =>
        text.includes(`${name}\0`),
      ) ?? 'none';
    this.members.push(member);
    if (garbage !== undefined && member !== 'Hello') {
      socket.write(garbage);
      return;
    }
    switch (member) {
      case 'Hello':
        return void socket.write(message(2, { replyTo: serial, signature: 's', body: textValue(':1.7') }));
      case 'ReadAlias':
        return void socket.write(
          message(2, { replyTo: serial, signature: 'o', body: textValue('/collection/login') }),
        );
      case 'Unlock': {
        if (prompt === null)
          return void socket.write(message(3, { replyTo: serial, signature: '', body: Buffer.alloc(0) }));
        // An empty array of objects, then the prompt.
        return void socket.write(
          message(2, {
            replyTo: serial,
            signature: 'aoo',
            body: Buffer.concat([number(0), textValue(prompt)]),
          }),
        );
      }
      case 'Prompt': {
        const reply = message(2, { replyTo: serial, signature: '', body: Buffer.alloc(0) });
        const closed = number(person === 'closes' ? 1 : 0);
        const foreign = message(4, {
          path: '/another',
          member: 'Completed',
          signature: 'b',
          body: number(1),
        });
        const completed = message(4, {
          path: prompt ?? '',
          member: 'Completed',
          signature: 'b',
          body: closed,
        });
        const all = Buffer.concat(person === null ? [reply] : [reply, foreign, completed]);
        // In two pieces, as a socket may bring it.
        socket.write(all.subarray(0, 21));
        setImmediate(() => socket.write(all.subarray(21)));
        return undefined;
      }
      case 'GetNameOwner':
        return void socket.write(
          message(2, { replyTo: serial, signature: 's', body: textValue(this.owner) }),
        );
      case 'Get': {
        const body = Buffer.concat([Buffer.from([1, 0x62, 0, 0]), number(this.locked ? 1 : 0)]);
        return void socket.write(message(2, { replyTo: serial, signature: 'v', body }));
      }
      default:
        return undefined;
    }
  }
}

interface Fields {
  readonly replyTo?: number;
  readonly path?: string;
  readonly member?: string;
  readonly signature: string;
  readonly body: Buffer;
}

function message(type: number, { body, member, path, replyTo, signature }: Fields): Buffer {
  const fields: Buffer[] = [];
  const add = (code: number, kind: string, value: Buffer): void => {
    const head = Buffer.concat([Buffer.from([code, kind.length]), Buffer.from(`${kind}\0`)]);
    fields.push(padded(Buffer.concat([head, value]), 8));
  };
  if (path !== undefined) add(1, 'o', textValue(path));
  if (member !== undefined) add(3, 's', textValue(member));
  if (replyTo !== undefined) add(5, 'u', number(replyTo));
  if (signature !== '')
    add(8, 'g', Buffer.concat([Buffer.from([signature.length]), Buffer.from(`${signature}\0`)]));
  const all = Buffer.concat(fields);
  return Buffer.concat([
    Buffer.from([0x6c, type, 0, 1]),
    number(body.length),
    number(1),
    number(all.length),
    all,
    body,
  ]);
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function textValue(text: string): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([number(bytes.length), bytes, Buffer.from([0])]);
}

function padded(bytes: Buffer, to: number): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((to - (bytes.length % to)) % to)]);
}
