import { readdirSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Failure } from '../../../src/shared/failure.ts';
import { assertNever } from '../../../src/shared/result.ts';
import type { Asked, Answered } from './change-process.ts';
import type { Change } from './scenario.ts';
import { findCipher, findScenario } from './scenarios.ts';

/*
 * One process of the app as far as the disk sees it: it begins a change, makes it, and may be killed or refused at any
 * system call. Started with one thread for files, so that the calls of a change come in one order, by one thread.
 */

let change: Change | null = null;
const fileThreadId = fileThread();

process.on('message', (asked: Asked) => {
  answer(asked).then(
    (answered) => process.send?.({ ok: true, ...answered }),
    (error: unknown) => process.send?.({ ok: false, error: String(error) }),
  );
});

async function answer(asked: Asked): Promise<Answered> {
  switch (asked.call) {
    case 'begin': {
      await fileThreadId;
      const place = { folder: asked.folder, cipher: findCipher(asked.cipher) };
      change = await findScenario(asked.scenario).begin(place);
      return { thread: await fileThreadId };
    }
    case 'make':
      return told(await begun().make());
    case 'remembered':
      return { problems: await begun().remembered() };
    case 'again':
      return told(await begun().again());
    case 'judge': {
      const place = { folder: asked.folder, cipher: findCipher(asked.cipher) };
      await fileThreadId;
      return findScenario(asked.scenario).judge(place, asked.found, asked.kept);
    }
    default:
      return assertNever(asked);
  }
}

function begun(): Change {
  if (change === null) throw new Error('Nothing was begun.');
  return change;
}

function told(failure: Failure | null): Answered {
  return { failure: failure === null ? null : { code: failure.code, why: failure.why } };
}

/** The one thread that makes the calls on files: it is not there before the first. */
async function fileThread(): Promise<number> {
  const before = new Set(readdirSync('/proc/self/task'));
  await stat('/');
  const [thread, ...more] = readdirSync('/proc/self/task').filter((each) => !before.has(each));
  if (thread === undefined || more.length > 0) throw new Error('Not one thread for files.');
  return Number(thread);
}
