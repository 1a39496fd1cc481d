import { describe, expect, it } from 'vitest';
import {
  createOpenApiDocuments,
  type DocumentProcess,
} from '../../../../src/main/open-api/open-api-documents.ts';
import type { DocumentAnswer, DocumentQuestion } from '../../../../src/main/open-api/messages.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { failureOf, valueOf } from '../../../support/results.ts';

class FakeProcess implements DocumentProcess {
  readonly asked: DocumentQuestion[] = [];
  killed = false;
  message: (message: unknown) => void = () => undefined;
  exit: (code: number) => void = () => undefined;
  onMessage(listener: (message: unknown) => void): void {
    this.message = listener;
  }
  onExit(listener: (code: number) => void): void {
    this.exit = listener;
  }
  send(question: DocumentQuestion): void {
    this.asked.push(question);
  }
  kill(): void {
    this.killed = true;
  }
}

const document = { bytes: new Uint8Array([1]), source: 'openapi.yaml', url: null };
const outline: DocumentAnswer = {
  type: 'outline',
  outline: { title: 'Notes', server: null, operations: [], notes: [] },
};

function setUp() {
  const clock = new FakeClock();
  const processes: FakeProcess[] = [];
  const documents = createOpenApiDocuments({
    fork() {
      const process = new FakeProcess();
      processes.push(process);
      return process;
    },
    after: (milliseconds, work) => clock.after(milliseconds, work),
  });
  return { clock, processes, documents };
}

describe('createOpenApiDocuments', () => {
  it('reads a document in a process of its own, which stays until it is closed', async () => {
    const { documents, processes } = setUp();
    const opening = documents.open(document);
    processes[0]?.message(outline);
    const opened = valueOf(await opening);
    expect(opened).toMatchObject({ title: 'Notes', source: 'openapi.yaml' });
    const asking = documents.requests(opened.ticket, [0]);
    processes[0]?.message({ type: 'requests', requests: [], variables: [{ name: 'a', value: 'b' }] });
    expect(valueOf(await asking)).toEqual({
      title: 'Notes',
      requests: [],
      variables: [{ name: 'a', value: 'b' }],
    });
    expect(processes[0]?.asked).toEqual([
      { type: 'read', bytes: document.bytes, url: null },
      { type: 'requests', indices: [0] },
    ]);
    expect(processes[0]?.killed).toBe(false);
    documents.close();
    expect(processes[0]?.killed).toBe(true);
    expect(failureOf(await documents.requests(opened.ticket, [0])).code).toBe('not-found');
  });

  it('what cannot be read is said with its line, or with what helps', async () => {
    const { documents, processes } = setUp();
    const first = documents.open(document);
    processes[0]?.message({ type: 'unreadable', line: 3, why: 'A colon is missing.' });
    expect(failureOf(await first)).toMatchObject({
      code: 'input-invalid',
      why: 'Line 3: A colon is missing.',
    });
    expect(processes[0]?.killed).toBe(true);
    const second = documents.open(document);
    processes[1]?.message({ type: 'unusable', why: 'It is Swagger.', next: 'Convert it.' });
    expect(failureOf(await second)).toMatchObject({ why: 'It is Swagger.', next: 'Convert it.' });
  });

  it('a process that dies of the document, takes for ever, or makes way for another one', async () => {
    const { documents, processes, clock } = setUp();
    const died = documents.open(document);
    processes[0]?.exit(134);
    expect(failureOf(await died).code).toBe('memory-short');
    const slow = documents.open(document);
    clock.advance(120_000);
    expect(failureOf(await slow).code).toBe('timed-out');
    expect(processes[1]?.killed).toBe(true);
    const replaced = documents.open(document);
    const other = documents.open(document);
    expect(failureOf(await replaced).code).toBe('cancelled');
    expect(processes[2]?.killed).toBe(true);
    processes[3]?.message(outline);
    expect((await other).ok).toBe(true);
    const closed = documents.open(document);
    documents.close();
    expect(failureOf(await closed).code).toBe('cancelled');
    expect(processes[4]?.killed).toBe(true);
  });

  it('an answer that is none ends its process, and is said at once', async () => {
    const { documents, processes } = setUp();
    const opening = documents.open(document);
    processes[0]?.message({ type: 'outline', outline: { title: 7 } });
    expect(failureOf(await opening)).toMatchObject({ code: 'input-invalid' });
    expect(processes[0]?.killed).toBe(true);
  });
});
