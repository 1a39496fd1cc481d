import { describe, expect, it } from 'vitest';
import { startMeter } from '../../../../src/core/broker/meter.ts';
import type { RequestProgress } from '../../../../src/shared/request.ts';
import { FakeClock } from '../../../support/fake-clock.ts';

function started() {
  const clock = new FakeClock();
  const told: RequestProgress[] = [];
  const meter = startMeter('one', clock, (progress) => {
    told.push(progress);
  });
  return { clock, told, meter };
}

describe('how far a request is', () => {
  it('is told ten times a second at most, however often something comes', () => {
    const { clock, told, meter } = started();
    meter.stage('receiving', 1_000_000);
    for (let millisecond = 0; millisecond < 1000; millisecond += 1) {
      meter.add(100);
      clock.advance(1);
    }
    expect(told.length).toBeLessThanOrEqual(10);
    expect(told.length).toBeGreaterThanOrEqual(9);
    expect(told.at(-1)).toMatchObject({ stage: 'receiving', total: 1_000_000 });
  });

  it('is known afterwards, stage by stage, those of all hops together', () => {
    const { clock, meter } = started();
    clock.advance(3);
    meter.stage('waiting', null);
    clock.advance(40);
    meter.stage('receiving', null);
    clock.advance(5);
    meter.stage('waiting', null);
    clock.advance(20);
    meter.stage('receiving', null);
    clock.advance(7);
    meter.end();
    expect(meter.times()).toEqual([
      { stage: 'queued', milliseconds: 3 },
      { stage: 'waiting', milliseconds: 60 },
      { stage: 'receiving', milliseconds: 12 },
    ]);
  });

  it('is not told of a request that is over sooner, nor after its end', () => {
    const { clock, told, meter } = started();
    meter.stage('sending', null);
    clock.advance(99);
    meter.end();
    clock.advance(10_000);
    expect(told).toEqual([]);
  });

  it('is told once where nothing happens', () => {
    const { clock, told } = started();
    clock.advance(5000);
    expect(told).toEqual([
      {
        requestId: 'one',
        stage: 'queued',
        bytes: 0,
        total: null,
        bytesPerSecond: null,
        secondsLeft: null,
        answer: null,
      },
    ]);
  });

  it('has the rate of the last seconds, and the time left by it', () => {
    const { clock, told, meter } = started();
    meter.stage('receiving', 20_000);
    for (let tenth = 0; tenth < 40; tenth += 1) {
      meter.add(tenth < 10 ? 1000 : 100);
      clock.advance(100);
    }
    const last = told.at(-1);
    expect(last?.bytes).toBe(13_000);
    expect(last?.bytesPerSecond).toBeGreaterThan(990);
    expect(last?.bytesPerSecond).toBeLessThan(1400);
    expect(last?.secondsLeft).toBeCloseTo(7000 / (last?.bytesPerSecond ?? 1), 5);
  });

  it('falls while nothing comes', () => {
    const { clock, told, meter } = started();
    meter.stage('receiving', 100);
    meter.add(50);
    clock.advance(10_000);
    const rates = told.map(({ bytesPerSecond }) => bytesPerSecond ?? 0);
    expect(rates[0]).toBe(500);
    expect(rates.at(-1)).toBe(0);
    expect(told.length).toBeLessThan(40);
  });

  it('knows no time left without a total, or while nothing comes', () => {
    const { clock, told, meter } = started();
    meter.stage('receiving', null);
    meter.add(10);
    clock.advance(200);
    expect(told.at(-1)?.secondsLeft).toBeNull();
    meter.stage('receiving', 100);
    clock.advance(5000);
    expect(told.at(-1)).toMatchObject({ bytes: 0, secondsLeft: null });
  });
});
