import type { EmbeddedLatchkey } from '../../../src/shared/embedded.ts';

declare const latchkey: EmbeddedLatchkey;

const byId = (id: string): HTMLElement => document.querySelector<HTMLElement>(`#${id}`) ?? document.body;
const [address, status, answer] = [byId('address'), byId('status'), byId('answer')];
/** Of the request that runs; empty: none does. */
let requestId = '';

async function load(url: string): Promise<void> {
  requestId = crypto.randomUUID();
  answer.textContent = '';
  const result = await latchkey.request({ requestId, url });
  requestId = '';
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
byId('cancel').addEventListener('click', () => void latchkey.cancel(requestId));
latchkey.onProgress((progress) => {
  if (progress.requestId === requestId) status.textContent = `${progress.stage}, ${progress.bytes} bytes`;
});
