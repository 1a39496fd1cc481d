import { describe, expect, test } from 'vitest';
import { permissionsOf } from '../../../../src/renderer/session/permissions.ts';
import { scopeMeaning } from '../../../../src/renderer/words/scope-meaning.ts';
import { scenario } from '../../../renderer-fake/scenario.ts';

const { details } = scenario();

function became(changes: Partial<typeof details>): readonly string[] {
  return permissionsOf({ ...details, ...changes }).map(({ scope, became: what }) => `${scope}: ${what}`);
}

describe('what became of what was asked', () => {
  test('R84+: granted, added, left out by the provider, and given without being asked', () => {
    expect(
      became({
        scopesAsked: ['openid', 'notes:read', 'notes:write'],
        scopesGranted: ['openid', 'notes:write', 'phone'],
        scopesAdded: ['notes:write'],
      }),
    ).toEqual(['openid: granted', 'notes:read: left-out', 'notes:write: added', 'phone: unasked']);
  });

  test('R84-: where nobody is signed in nothing was left out', () => {
    expect(became({ signedInAt: null, scopesAsked: ['openid'], scopesGranted: [] })).toEqual([
      'openid: asked',
    ]);
  });

  test('only what the standards say is put in words', () => {
    expect(scopeMeaning('openid')).toMatch(/\.$/);
    expect(scopeMeaning('notes:write')).toBeNull();
    expect(scopeMeaning('constructor')).toBeNull();
  });
});
