import { describe, expect, it } from 'vitest';
import { FinishedBodies } from '../../../../src/core/broker/finished-bodies.ts';

function body(size: number) {
  return { bytes: new Uint8Array(size), url: 'https://api.test/a', headers: [], mediaType: 'text/plain' };
}

describe('bodies kept for saving', () => {
  it('the newest 16 are kept', () => {
    const bodies = new FinishedBodies();
    for (let index = 0; index < 20; index += 1) bodies.add(String(index), body(1));
    expect(bodies.get('3')).toBeNull();
    expect(bodies.get('4')).not.toBeNull();
    expect(bodies.get('19')).not.toBeNull();
  });

  it('at most 8 MiB are kept, and sending again under the same id counts once', () => {
    const bodies = new FinishedBodies();
    for (let index = 0; index < 9; index += 1) bodies.add('same', body(1_048_576));
    bodies.add('other', body(7 * 1_048_576));
    expect(bodies.get('same')).not.toBeNull();
    bodies.add('last', body(1));
    expect(bodies.get('same')).toBeNull();
    expect(bodies.get('other')).not.toBeNull();
  });
});
