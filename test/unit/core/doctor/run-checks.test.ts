import { describe, expect, it } from 'vitest';
import type { Check, CheckContext } from '../../../../src/core/doctor/check.ts';
import { createDoctor } from '../../../../src/core/doctor/doctor.ts';
import { good, note, wrong } from '../../../../src/core/doctor/finding.ts';
import type { CheckReport, CheckSubject, Finding } from '../../../../src/shared/doctor.ts';
import { succeed } from '../../../../src/shared/result.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { valueOf } from '../../../support/results.ts';

const late = wrong('It came too late.', 'Wait.');

function check(id: Check['id'], measure: Check['measure'], changes: Partial<Check> = {}): Check {
  return { id, title: `The ${id}`, limit: 1000, late, measure, ...changes };
}

const never = (): Promise<Finding> => new Promise(() => undefined);
const settled = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

function doctorFor(checks: readonly Check[], closed: Promise<void> = Promise.resolve()) {
  const clock = new FakeClock();
  const told: CheckReport[] = [];
  const left: CheckSubject[] = [];
  const doctor = createDoctor({
    clock,
    checksOf: () => Promise.resolve(succeed(checks)),
    clean: (finding) => finding,
    tell: (report) => told.push(report),
    leave: (of) => {
      left.push(of);
      return closed;
    },
  });
  return { clock, told, left, doctor };
}

describe('checks', () => {
  it('run side by side, are told as they come, and end each by its own time', async () => {
    const { clock, told, doctor } = doctorFor([
      check('name', never),
      check('keys', () => Promise.resolve(good('Good.'))),
      check('clock', never, { limit: 5000 }),
    ]);
    const run = doctor.run('one');
    await settled();
    const verdicts = () => told.at(-1)?.lines.map(({ finding }) => finding?.verdict ?? null);
    expect(verdicts()).toEqual([null, 'good', null]);
    clock.advance(1000);
    await settled();
    expect(verdicts()).toEqual(['wrong', 'good', null]);
    clock.advance(4000);
    expect(valueOf(await run)).toMatchObject({ state: 'done', milliseconds: 5000 });
    expect(verdicts()).toEqual(['wrong', 'good', 'wrong']);
    expect(told[0]?.lines.every(({ finding }) => finding === null)).toBe(true);
    expect(clock.waiting).toBe(0);
  });

  it('leave nothing open of what they asked, however they end', async () => {
    const { left, doctor } = doctorFor([check('name', never)]);
    const runs = [doctor.run('one'), doctor.run('two')];
    await settled();
    expect(left).toEqual([]);
    doctor.cancel('two');
    await runs[1];
    expect(left).toEqual(['two']);
    const again = doctor.run('one');
    await runs[0];
    // The run that took its place asks over what the first one opened.
    expect(left).toEqual(['two']);
    doctor.cancel('one');
    await again;
    expect(left).toEqual(['two', 'one']);
  });

  it('asked for again after their end begin when all is closed that was open', async () => {
    const closing = new AbortController();
    const closed = new Promise<void>((resolve) => {
      closing.signal.addEventListener('abort', () => {
        resolve();
      });
    });
    let runs = 0;
    const measure = () => {
      runs += 1;
      return Promise.resolve(good('Good.'));
    };
    const { told, doctor } = doctorFor([check('keys', measure)], closed);
    const first = doctor.run('one');
    await settled();
    expect(told.at(-1)?.state).toBe('done');
    const second = doctor.run('one');
    await settled();
    expect(runs).toBe(1);
    closing.abort();
    expect([valueOf(await first).state, valueOf(await second).state]).toEqual(['done', 'done']);
    expect(runs).toBe(2);
  });

  it('wait for what they stand on, which is not their own time', async () => {
    const ready = new AbortController();
    const after = new Promise<void>((resolve) => {
      ready.signal.addEventListener('abort', () => {
        resolve();
      });
    });
    const { clock, doctor } = doctorFor([check('keys', () => Promise.resolve(good('Good.')), { after })]);
    const run = doctor.run('one');
    await settled();
    clock.advance(60_000);
    ready.abort();
    expect(valueOf(await run).lines[0]?.finding?.verdict).toBe('good');
  });

  it('do not count the time in which a person is asked', async () => {
    const contexts: CheckContext[] = [];
    const { clock, doctor } = doctorFor([
      check('name', (context) => {
        contexts.push(context);
        return never();
      }),
    ]);
    const run = doctor.run('one');
    await settled();
    contexts[0]?.asking(true);
    clock.advance(600_000);
    expect(contexts[0]?.signal.aborted).toBe(false);
    contexts[0]?.asking(false);
    clock.advance(999);
    expect(contexts[0]?.signal.aborted).toBe(false);
    clock.advance(1);
    expect(valueOf(await run).lines[0]?.finding).toEqual(late);
    expect(contexts[0]?.signal.aborted).toBe(true);
  });

  it('do not count the time in which the app itself stood still', async () => {
    const signals: AbortSignal[] = [];
    const { clock, doctor } = doctorFor([
      check('name', ({ signal }) => {
        signals.push(signal);
        return never();
      }),
    ]);
    const run = doctor.run('one');
    await settled();
    clock.standStill(60_000);
    expect(signals[0]?.aborted).toBe(false);
    clock.advance(899);
    expect(signals[0]?.aborted).toBe(false);
    clock.advance(1);
    expect(valueOf(await run).lines[0]?.finding).toEqual(late);
    expect(clock.waiting).toBe(0);
  });

  it('that are cancelled end at once, with what was found until then, and tell no more', async () => {
    const signals: AbortSignal[] = [];
    const { told, doctor } = doctorFor([
      check('keys', () => Promise.resolve(good('Good.'))),
      check('name', ({ signal }) => {
        signals.push(signal);
        return never();
      }),
      check('clock', never, { after: never() }),
    ]);
    const run = doctor.run('one');
    await settled();
    doctor.cancel('one');
    const { state, lines } = valueOf(await run);
    expect([state, ...lines.map(({ finding }) => finding?.verdict ?? null)]).toEqual([
      'cancelled',
      'good',
      null,
      null,
    ]);
    expect(signals[0]?.aborted).toBe(true);
    expect(told.at(-1)?.state).toBe('cancelled');
  });

  it('asked for again take the place of those that run, which tell nothing any more', async () => {
    let runs = 0;
    const { told, doctor } = doctorFor([
      check('name', () => {
        runs += 1;
        return runs === 1 ? never() : Promise.resolve(note('Second.', ''));
      }),
    ]);
    const first = doctor.run('one');
    await settled();
    const second = doctor.run('one');
    expect(valueOf(await first).state).toBe('cancelled');
    expect(valueOf(await second).lines[0]?.finding?.what).toBe('Second.');
    expect(told.map(({ state }) => state)).toEqual(['running', 'running', 'running', 'done']);
  });

  it('of two subjects do not touch each other', async () => {
    const { doctor } = doctorFor([check('keys', () => Promise.resolve(good('Good.')))]);
    const both = Promise.all([doctor.run('one'), doctor.run('two')]);
    doctor.cancel('three');
    expect((await both).map((result) => valueOf(result).state)).toEqual(['done', 'done']);
  });

  it('that end in a bug end in that bug, all of them', async () => {
    const signals: AbortSignal[] = [];
    const { clock, left, doctor } = doctorFor([
      check('keys', () => Promise.reject(new TypeError('A bug.'))),
      check('name', ({ signal }) => {
        signals.push(signal);
        return never();
      }),
    ]);
    await expect(doctor.run('one')).rejects.toThrow('A bug.');
    await settled();
    expect(left).toEqual(['one']);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
    expect(clock.waiting).toBe(0);
  });
});
