import { readDocument } from '../../core/openapi/read-document.ts';
import { readOpenApi, type OpenApi } from '../../core/openapi/open-api.ts';
import type { DocumentAnswer } from './messages.ts';
import { questionSchema } from './messages.ts';

/*
 * The entry of the utility process that reads one OpenAPI document: whatever is in it costs this process and no other. Main
 * ends it, and it ends by itself when main is gone.
 */

/** Electron's `process.parentPort`, as far as it is used here. */
interface ParentPort {
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
  postMessage(message: DocumentAnswer): void;
}

function isParentPort(value: unknown): value is ParentPort {
  return typeof value === 'object' && value !== null && 'postMessage' in value && 'on' in value;
}

let api: OpenApi | null = null;

function answerTo(data: unknown): DocumentAnswer {
  const question = questionSchema.parse(data);
  if (question.type === 'requests') {
    return { type: 'requests', ...(api?.requests(question.indices) ?? { requests: [], variables: [] }) };
  }
  const read = readDocument(question.bytes);
  if (read.kind === 'problem') return { type: 'unreadable', line: read.line, why: read.why };
  const found = readOpenApi(read.value, question.url);
  if (found.kind === 'problem') return { type: 'unusable', why: found.why, next: found.next };
  ({ api } = found);
  const { title, server, operations, notes } = api;
  return { type: 'outline', outline: { title, server, operations, notes } };
}

const port: unknown = Reflect.get(process, 'parentPort');
if (!isParentPort(port)) throw new TypeError('This is the entry of a utility process.');
port.on('message', ({ data }) => {
  port.postMessage(answerTo(data));
});
