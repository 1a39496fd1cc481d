import { answerOf } from '../../../src/main/ipc/answer.ts';
import { schemas } from '../../../src/main/ipc/schemas.ts';
import { isOurPage } from '../../../src/main/ipc/sender.ts';
import type { SenderFacts } from '../../../src/main/ipc/sender.ts';
import { commandNames } from '../../../src/shared/ipc.ts';
import type { Command } from '../../../src/shared/ipc.ts';
import { succeed } from '../../../src/shared/result.ts';
import { Random } from '../support/random.ts';
import type { TryShare } from '../support/share.ts';
import { Tally } from '../support/tally.ts';
import { attack } from './attack.ts';
import { samples } from './samples.ts';

const frame = { url: 'app://latchkey/index.html#/connections' };
const ours: SenderFacts = { sender: { id: 1, mainFrame: frame }, senderFrame: frame };
const elsewhere = { url: 'https://evil.test/' };
const strangers: readonly SenderFacts[] = [
  { sender: { id: 2, mainFrame: frame }, senderFrame: frame },
  { sender: { id: 1, mainFrame: frame }, senderFrame: { url: frame.url } },
  { sender: { id: 1, mainFrame: frame }, senderFrame: null },
  { sender: { id: 1, mainFrame: elsewhere }, senderFrame: elsewhere },
];

/** The door of main in plain Node: what no page could send reaches it too, such as members that throw when they are read. */
export const callShare: TryShare = async ({ seed, from, to }) => {
  const tally = new Tally();
  const carriedOut: Command[] = [];
  const random = Random.ofCase(seed, from);
  const half = Math.ceil((to - from) / 2);
  for (const [calls, expected] of [
    [half, 'input-invalid'],
    [to - from - half, 'not-permitted'],
  ] as const) {
    const api = apiFor(() => (expected === 'input-invalid' ? ours : random.pick(strangers)), carriedOut);
    // oxlint-disable-next-line eslint/no-await-in-loop -- one crowd after the other
    const outcome = await attack({ seed: random.below(2 ** 32), calls, samples, expected, huge: false }, api);
    const wrong = outcome.tried - outcome.refused;
    for (let call = 0; call < outcome.tried; call += 1) {
      if (call < wrong) tally.tried(`In Node: ${outcome.wrong[call] ?? 'a call was not answered'}`);
      else tally.tried();
    }
    tally.count(`in Node, ${expected}`, outcome.tried);
  }
  if (carriedOut.length > 0)
    tally.tried(`In Node these were carried out: ${carriedOut.slice(0, 9).join(', ')}`);
  return tally.result();
};

function apiFor(sender: () => SenderFacts, carriedOut: Command[]) {
  const handlers = Object.fromEntries(
    commandNames.map((command) => [
      command,
      () => {
        carriedOut.push(command);
        return succeed(null);
      },
    ]),
  );
  const deps = {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a handler for every command, which the compiler cannot see in a loop
    handlers: handlers as unknown as Parameters<typeof answerOf>[1]['handlers'],
    schemas,
    trusted: (event: SenderFacts) => isOurPage(event, 1),
    redact: (text: string) => text,
    log: { folder: '/nowhere', write: () => undefined },
  };
  return Object.fromEntries(
    commandNames.map((command) => {
      const answer = answerOf(command, deps);
      return [command, async (input: unknown): Promise<unknown> => answer(sender(), input)];
    }),
  );
}
