import type { BodyPart } from '../../../shared/request.ts';
import { longestBodyPart } from '../../../shared/request.ts';
import type { Failure } from '../../../shared/failure.ts';
import type { DocumentState } from './document/json-document.ts';
import type { FromWorker, Question, Questions, ToWorker } from './json-messages.ts';
import { startJsonWorker } from './start-json-worker.ts';

/** Bytes of a body up to which it is worth a tree: it is held in memory, and its index with it. */
export const longestTree = 134_217_728;

/** Where the text of a body comes from. */
export type JsonSource =
  | { readonly kind: 'text'; readonly text: string }
  /** Too large to be in the page whole: read in parts. */
  | {
      readonly kind: 'parts';
      readonly requestId: string;
      /** Bytes of the whole body. */
      readonly size: number;
      readonly start: BodyPart;
    };

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

/** A JSON body in a worker of its own, as the page uses it. */
export class JsonClient {
  readonly #worker = startJsonWorker();
  readonly #waiting = new Map<number, (output: Questions[Question]['output']) => void>();
  readonly #listeners = new Set<() => void>();
  #state = nothingRead;
  #asked = 0;
  #closed = false;

  constructor(source: JsonSource) {
    this.#worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
      this.#hear(data);
    });
    this.#worker.addEventListener('error', () => {
      this.#change({ broken: true });
    });
    void this.#feed(source);
  }

  get state(): ClientState {
    return this.#state;
  }

  readonly subscribe = (changed: () => void): (() => void) => {
    this.#listeners.add(changed);
    return () => {
      this.#listeners.delete(changed);
    };
  };

  /** Never answered once it is closed, or broken. */
  ask<Q extends Question>(kind: Q, input: Questions[Q]['input']): Promise<Questions[Q]['output']> {
    this.#asked += 1;
    const id = this.#asked;
    return new Promise((resolve) => {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the worker answers each question by its own type
      this.#waiting.set(id, resolve as (output: Questions[Question]['output']) => void);
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- kind and input belong together by the signature
      this.#send({ kind, id, input } as ToWorker);
    });
  }

  close(): void {
    this.#closed = true;
    this.#worker.terminate();
  }

  #send(message: ToWorker): void {
    this.#worker.postMessage(message);
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

  async #feed(source: JsonSource): Promise<void> {
    if (source.kind === 'text') {
      this.#send({ kind: 'begin', expectedBytes: source.text.length });
      this.#send({ kind: 'text', text: source.text, last: true });
      return;
    }
    const { requestId, size, start } = source;
    this.#send({ kind: 'begin', expectedBytes: size });
    let part = start;
    while (!this.#closed) {
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
      if (!read.ok) {
        this.#change({ failure: read.failure });
        this.#send({ kind: 'text', text: '', last: true });
        return;
      }
      part = read.value;
    }
  }
}
