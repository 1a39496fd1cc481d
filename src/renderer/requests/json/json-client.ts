import { longestBodyPart } from '../../../shared/request.ts';
import type { Failure } from '../../../shared/failure.ts';
import type { DocumentState } from './document/json-document.ts';
import type { FromWorker, Question, Questions, ToWorker } from './json-messages.ts';
import type { JsonSource } from './json-source.ts';
import { startJsonWorker } from './start-json-worker.ts';

export interface ClientState extends DocumentState {
  /** Bytes of the body that were read, and that there are; both 0 for a text that was there at once. */
  readonly bytes: number;
  readonly size: number;
  /** Why the rest could not be read. */
  readonly failure: Failure | null;
  /** The worker ended: it ran out of memory. */
  readonly broken: boolean;
}

export const nothingRead: ClientState = {
  rows: 0,
  values: 0,
  finished: false,
  problem: null,
  search: null,
  version: 0,
  bytes: 0,
  size: 0,
  failure: null,
  broken: false,
};

/** A JSON body in a worker of its own, as the page uses it. The worker lives while somebody is told of its state. */
export class JsonClient {
  readonly #source: JsonSource;
  #worker: Worker | null = null;
  readonly #waiting = new Map<number, (output: Questions[Question]['output']) => void>();
  readonly #listeners = new Set<() => void>();
  #state = nothingRead;
  #asked = 0;

  constructor(source: JsonSource) {
    this.#source = source;
  }

  get state(): ClientState {
    return this.#state;
  }

  readonly subscribe = (changed: () => void): (() => void) => {
    this.#listeners.add(changed);
    if (this.#worker === null) this.#start();
    return () => {
      this.#listeners.delete(changed);
      if (this.#listeners.size === 0) this.#stop();
    };
  };

  /** Never answered once the worker is gone. */
  ask<Q extends Question>(kind: Q, input: Questions[Q]['input']): Promise<Questions[Q]['output']> {
    this.#asked += 1;
    const id = this.#asked;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- kind and input belong together by the signature
      this.#send({ kind, id, input } as ToWorker);
    });
  }

  #start(): void {
    const worker = startJsonWorker();
    this.#worker = worker;
    this.#state = nothingRead;
    worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
      this.#hear(data);
    });
    worker.addEventListener('error', () => {
      this.#change({ broken: true });
    });
    void this.#feed(worker);
  }

  #stop(): void {
    this.#worker?.terminate();
    this.#worker = null;
    this.#waiting.clear();
  }

  #send(message: ToWorker): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has one listener
    this.#worker?.postMessage(message);
  }

  #hear(message: FromWorker): void {
    if (message.kind === 'state') {
      this.#change(message.state);
      return;
    }
    this.#waiting.get(message.id)?.(message.output);
    this.#waiting.delete(message.id);
  }

  #change(changes: Partial<ClientState>): void {
    this.#state = { ...this.#state, ...changes };
    for (const listener of this.#listeners) listener();
  }

  /** Hands over the body, unless another worker took the place of this one meanwhile. */
  async #feed(worker: Worker): Promise<void> {
    const source = this.#source;
    if (source.kind === 'text') {
      this.#send({ kind: 'begin', expectedBytes: source.text.length });
      this.#send({ kind: 'text', text: source.text, last: true });
      return;
    }
    const { requestId, size, start } = source;
    this.#send({ kind: 'begin', expectedBytes: size });
    let part = start;
    while (this.#worker === worker) {
      const text = part.content.kind === 'text' ? part.content.text : '';
      const last = part.to >= size || part.to <= part.from;
      this.#change({ bytes: part.to, size });
      this.#send({ kind: 'text', text, last });
      if (last || this.#state.finished) return;
      // oxlint-disable-next-line no-await-in-loop -- each part begins where the one before it ends
      const read = await window.latchkey.readResponse({
        requestId,
        from: part.to,
        length: longestBodyPart,
        as: 'text',
      });
      if (this.#worker !== worker) return;
      if (!read.ok) {
        this.#change({ failure: read.failure });
        this.#send({ kind: 'text', text: '', last: true });
        return;
      }
      part = read.value;
    }
  }
}
