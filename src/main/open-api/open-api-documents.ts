import { randomBytes } from 'node:crypto';
import { failure } from '../../core/failures/failure.ts';
import { base32 } from '../../core/oauth/base32.ts';
import type { ImportedRequest } from '../../core/openapi/open-api.ts';
import type { Failure } from '../../shared/failure.ts';
import type { OpenApiOutline } from '../../shared/open-api.ts';
import { assertNever, fail, succeed, type Result } from '../../shared/result.ts';
import { answerSchema, type DocumentAnswer, type DocumentQuestion } from './messages.ts';

/** For one answer, in milliseconds: 20 MB of YAML take a slow computer half of that. */
const patience = 120_000;

/** The process that reads a document, as far as it is used here. */
export interface DocumentProcess {
  onMessage(listener: (message: unknown) => void): void;
  onExit(listener: (code: number) => void): void;
  send(question: DocumentQuestion): void;
  kill(): void;
}

export interface OpenApiDocumentsDeps {
  fork(): DocumentProcess;
  after(milliseconds: number, callback: () => void): () => void;
}

/** A document, and where it came from. */
export interface FoundDocument {
  readonly bytes: Uint8Array;
  /** For words. */
  readonly source: string;
  /** Where relative servers stand beside; null for a file. */
  readonly url: string | null;
}

/** Reads OpenAPI documents, one at a time, each in a process of its own that ends with it. */
export interface OpenApiDocuments {
  /** Fails with `input-invalid`, `memory-short`, `timed-out`, or with `cancelled` where another one is opened meanwhile. */
  open(document: FoundDocument): Promise<Result<OpenApiOutline>>;
  /** What operations of the open document become. Fails with `not-found` where it is not open any more, and like `open`. */
  requests(ticket: string, indices: readonly number[]): Promise<Result<ReadRequests>>;
  /** Ends the process of the open document, also where it is still reading. */
  close(): void;
}

export interface ReadRequests {
  readonly title: string;
  readonly requests: readonly ImportedRequest[];
  readonly variables: readonly { readonly name: string; readonly value: string }[];
}

interface Open {
  readonly ticket: string;
  readonly ask: (question: DocumentQuestion) => Promise<Result<DocumentAnswer>>;
  readonly end: () => void;
  title: string;
}

export function createOpenApiDocuments(deps: OpenApiDocumentsDeps): OpenApiDocuments {
  let open: Open | null = null;

  const close = (): void => {
    open?.end();
    open = null;
  };

  return {
    async open({ bytes, source, url }) {
      close();
      const opened = start(deps);
      open = opened;
      const answer = await opened.ask({ type: 'read', bytes, url });
      if (!answer.ok) return answer;
      switch (answer.value.type) {
        case 'outline':
          opened.title = answer.value.outline.title;
          return succeed({ ticket: opened.ticket, source, ...answer.value.outline });
        case 'unreadable':
        case 'unusable':
          opened.end();
          return fail(unusable(answer.value));
        case 'requests':
          throw new TypeError('The process answered another question.');
        default:
          return assertNever(answer.value);
      }
    },
    async requests(ticket, indices) {
      const opened = open;
      if (opened === null || opened.ticket !== ticket) return fail(gone);
      const answer = await opened.ask({ type: 'requests', indices });
      if (!answer.ok) return answer;
      if (answer.value.type !== 'requests') throw new TypeError('The process answered another question.');
      const { requests, variables } = answer.value;
      return succeed({ title: opened.title, requests, variables });
    },
    close,
  };
}

function start(deps: OpenApiDocumentsDeps): Open {
  const child = deps.fork();
  let settle: ((result: Result<DocumentAnswer>) => void) | null = null;
  let ended: Failure | null = null;
  const end = (why: Failure): void => {
    if (ended !== null) return;
    ended = why;
    child.kill();
    settle?.(fail(why));
  };
  child.onMessage((message) => {
    const answer = answerSchema.safeParse(message);
    if (answer.success) settle?.(succeed(answer.data));
    else end(senseless);
  });
  child.onExit(() => {
    end(tooMuch);
  });
  return {
    ticket: base32(randomBytes(16)),
    title: '',
    end() {
      end(closedMeanwhile);
    },
    ask: (question) =>
      new Promise((resolve) => {
        if (ended !== null) {
          resolve(fail(ended));
          return;
        }
        const cancelTimer = deps.after(patience, () => {
          end(tooSlow);
        });
        settle = (result) => {
          settle = null;
          cancelTimer();
          resolve(result);
        };
        child.send(question);
      }),
  };
}

const what = 'The document was not imported.';
const smaller = 'Split it, or ask its publisher for a smaller one.';
const gone = failure('not-found', what, 'It is not open any more.', 'Choose it again.');
/** Of a document that nobody waits for any more. */
export const closedMeanwhile = failure(
  'cancelled',
  what,
  'It was closed, or another one was opened.',
  'Choose it again.',
);
const tooSlow = failure('timed-out', what, 'Reading it took more than two minutes.', smaller);
const senseless = failure(
  'input-invalid',
  what,
  'What came of reading it makes no sense: it may have been made to break the program that reads it.',
  'Choose another document, and tell the publisher of this one.',
);
const tooMuch = failure(
  'memory-short',
  what,
  'Reading it takes more memory than Latchkey gives it.',
  smaller,
);

function unusable(answer: Exclude<DocumentAnswer, { type: 'outline' | 'requests' }>): Failure {
  if (answer.type === 'unusable') return failure('input-invalid', what, answer.why, answer.next);
  const why = answer.line === null ? answer.why : `Line ${String(answer.line)}: ${answer.why}`;
  return failure('input-invalid', what, why, 'Correct it there, then choose it again.');
}
