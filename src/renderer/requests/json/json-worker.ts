import { assertNever } from '../../../shared/result.ts';
import { JsonDocument } from './document/json-document.ts';
import type { Asked, FromWorker, Question, Questions, ToWorker } from './json-messages.ts';

/* Runs beside the page, so that nothing in a body can hold the window up. It holds the one document that it was made for. */

/** Milliseconds for which it searches before it listens again. */
const searchMilliseconds = 30;

let document = new JsonDocument(0);
let searching = false;

function send(message: FromWorker): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has one listener, its page
  self.postMessage(message);
}

function tellState(): void {
  send({ kind: 'state', state: document.state });
}

function searchOn(): void {
  searching = document.searchOn(searchMilliseconds);
  tellState();
  if (searching) setTimeout(searchOn);
}

function answerTo(asked: Asked): Questions[Question]['output'] {
  switch (asked.kind) {
    case 'rows':
      return document.rows(asked.input.from, asked.input.to);
    case 'parentRow':
      return document.parentRow(asked.input.node);
    case 'rowOf':
      return document.rowOf(asked.input.node);
    case 'path':
      return document.path(asked.input.node);
    case 'value':
      return document.value(asked.input.node, asked.input.mostBytes);
    case 'fold':
      document.fold(asked.input.node, asked.input.folded);
      tellState();
      return null;
    case 'foldAll':
      document.foldAll(asked.input.folded);
      tellState();
      return null;
    case 'find':
      document.find(asked.input.text);
      if (!searching) searchOn();
      return null;
    case 'findFrom': {
      const found = document.findFrom(asked.input.node, asked.input.direction);
      tellState();
      return found;
    }
    default:
      return assertNever(asked);
  }
}

function hear(message: ToWorker): void {
  if (message.kind === 'begin') {
    document = new JsonDocument(message.expectedBytes);
  } else if (message.kind === 'text') {
    document.append(message.text);
    if (message.last) document.finish();
    tellState();
    if (document.state.finished && !searching) searchOn();
  } else {
    send({ kind: 'answer', id: message.id, output: answerTo(message) });
  }
}

self.addEventListener('message', (event: MessageEvent<ToWorker>) => {
  hear(event.data);
});
