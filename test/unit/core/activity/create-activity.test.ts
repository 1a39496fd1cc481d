import { describe, expect, it } from 'vitest';
import type { ActivityInput } from '../../../../src/core/activity/activity.ts';
import { createActivity } from '../../../../src/core/activity/create-activity.ts';

const clock = { now: () => 1000 };

function step(changes: Partial<ActivityInput> = {}): ActivityInput {
  return {
    connectionId: 'one',
    step: 'token',
    outcome: 'ok',
    summary: 'Tokens came.',
    facts: [],
    ...changes,
  };
}

describe('the activity', () => {
  it('numbers and dates entries, and tells who listens', () => {
    const activity = createActivity({ clock, limit: 10 });
    const seen: number[] = [];
    const unsubscribe = activity.onAdded((entry) => seen.push(entry.sequence));
    activity.add(step());
    activity.add(step());
    unsubscribe();
    activity.add(step());
    expect(seen).toEqual([1, 2]);
    expect(activity.list('one').map(({ sequence, at }) => [sequence, at])).toEqual([
      [1, 1000],
      [2, 1000],
      [3, 1000],
    ]);
  });

  it('lists what belongs to a connection and to none', () => {
    const activity = createActivity({ clock, limit: 10 });
    activity.add(step({ connectionId: 'one' }));
    activity.add(step({ connectionId: 'two' }));
    activity.add(step({ connectionId: null }));
    expect(activity.list('one').map(({ sequence }) => sequence)).toEqual([1, 3]);
    expect(activity.list(null).map(({ sequence }) => sequence)).toEqual([3]);
  });

  it('forgets the oldest beyond its limit', () => {
    const activity = createActivity({ clock, limit: 3 });
    for (let count = 0; count < 10; count += 1) activity.add(step());
    expect(activity.list('one').map(({ sequence }) => sequence)).toEqual([8, 9, 10]);
  });

  it('R22-: holds no secret, whatever a caller passes', () => {
    const activity = createActivity({ clock, limit: 3 });
    const facts = [
      { name: 'refresh_token', value: 'canary' },
      { name: 'State', value: 'canary-7' },
      { name: 'url', value: 'https://a.test/?code=canary' },
      { name: 'scope', value: 'openid' },
    ];
    activity.add(step({ summary: 'Sent code=canary', facts }));
    const [entry] = activity.list('one');
    expect(JSON.stringify(entry)).not.toContain('canary');
    expect(entry?.facts[3]).toEqual({ name: 'scope', value: 'openid' });
  });

  it('F25-: shows a provider’s text inert and cut to length', () => {
    const activity = createActivity({ clock, limit: 3 });
    const text = `\u001b[31mred\u202e${'x '.repeat(5000)}`;
    activity.add(
      step({ summary: text, facts: Array.from({ length: 100 }, () => ({ name: 'error', value: text })) }),
    );
    const [entry] = activity.list('one');
    expect(entry?.summary).toMatch(/^ \[31mred x/);
    expect(entry?.summary.length).toBeLessThanOrEqual(500);
    expect(entry?.facts).toHaveLength(50);
  });
});
