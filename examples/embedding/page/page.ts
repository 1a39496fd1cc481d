import type { EmbeddedLatchkey } from '../../../src/shared/embedded.ts';

declare const latchkey: EmbeddedLatchkey;

const byId = (id: string): HTMLElement => document.querySelector<HTMLElement>(`#${id}`) ?? document.body;
const [address, status, answer] = [byId('address'), byId('status'), byId('answer')];
/** Of the request that runs; empty: none does. */
let requestId = '';

function stop(): void {
  if (requestId !== '') void latchkey.cancel(requestId);
}

/** A new request takes the place of the one that runs: what that comes to is no longer shown. */
async function load(url: string): Promise<void> {
  stop();
  const own = crypto.randomUUID();
  requestId = own;
  status.textContent = 'Loading…';
  answer.textContent = '';
  answer.ariaBusy = 'true';
  const result = await latchkey.request({ requestId: own, url });
  if (requestId !== own) return;
  requestId = '';
  answer.ariaBusy = 'false';
  if (!result.ok) {
    status.textContent = `${result.failure.what} ${result.failure.next}`;
    return;
  }
  const { body, bytes, status: code } = result.value;
  status.textContent = `${code}, ${bytes} bytes`;
  answer.textContent = 'text' in body ? body.text : body.kind;
}

byId('form').addEventListener('submit', (event) => {
  event.preventDefault();
  if (address instanceof HTMLInputElement) void load(address.value);
});
byId('cancel').addEventListener('click', stop);
latchkey.onProgress((progress) => {
  if (progress.requestId === requestId) status.textContent = `${progress.stage}, ${progress.bytes} bytes`;
});
// Not before: nobody presses what does nothing yet.
byId('page').hidden = false;
