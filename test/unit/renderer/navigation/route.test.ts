import { assert, property, string } from 'fast-check';
import { describe, expect, test } from 'vitest';

import { parseRoute, routeHash, type Route } from '../../../../src/renderer/navigation/route.ts';

const routes: readonly Route[] = [
  { kind: 'home' },
  { kind: 'add' },
  { kind: 'app-settings' },
  { kind: 'connection', id: 'abc234', tab: 'activity' },
];

describe('routes', () => {
  test.each(routes)('$kind comes back from its fragment', (route) => {
    expect(parseRoute(routeHash(route))).toStrictEqual(route);
  });

  test('an unknown tab is Requests', () => {
    expect(parseRoute('#/connection/abc/other')).toStrictEqual({
      kind: 'connection',
      id: 'abc',
      tab: 'requests',
    });
  });

  test('a connection id in another alphabet is home', () => {
    expect(parseRoute('#/connection/..%2F/session')).toStrictEqual({ kind: 'home' });
  });

  test('no text makes it throw', () => {
    assert(
      property(string(), (text) => {
        expect(parseRoute(text)).toHaveProperty('kind');
      }),
    );
  });
});
