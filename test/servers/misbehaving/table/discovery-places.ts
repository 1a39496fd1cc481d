import type { Behaviour, Lie } from '../behaviour.ts';
import { accepted } from '../expectations.ts';
import { honest } from '../lies.ts';
import { deviation } from './rows.ts';

const step = 'discovery';

/** Metadata at another of the places where it may be (R77). */
export const discoveryPlaces: readonly Behaviour[] = [
  {
    id: 'place-slash',
    step,
    does: 'has its metadata only at an address with a slash at the end',
    source: deviation,
    lie: moved('/.well-known/openid-configuration/'),
    expected: accepted({ calls: ['discovery', 'discovery', ...accepted().calls] }),
  },
  {
    id: 'place-rfc8414',
    step,
    does: 'has its metadata only where RFC 8414 wants it',
    source: 'RFC 8414 §3.1',
    lie: moved('/.well-known/oauth-authorization-server'),
    expected: accepted({ calls: ['discovery', ...accepted().calls] }),
  },
  {
    id: 'place-path',
    step,
    does: 'has an issuer with a path',
    source: deviation,
    lie: honest,
    expected: accepted(),
    server: { path: '/realms/acme' },
  },
  {
    id: 'place-path-slash',
    step,
    does: 'has an issuer that ends with a slash',
    source: deviation,
    lie: moved('/tenant/.well-known/openid-configuration', '/tenant/.well-known/openid-configuration'),
    expected: accepted(),
    server: { path: '/tenant/' },
  },
];

/** The metadata is at one address, and nothing at the usual one. */
function moved(to: string, from = '/.well-known/openid-configuration'): Lie {
  return async (server) => {
    const answer = await fetch(`${server.origin}${from}`);
    const body = await answer.text();
    server.script(from, (_request, response) => {
      response.writeHead(404);
      response.end();
    });
    server.script(to, (_request, response) => {
      response.end(body);
    });
  };
}
