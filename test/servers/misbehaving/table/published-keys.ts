import type { AuthorizationServer } from '../../authorization-server.ts';
import type { SigningKey } from '../../signing-keys.ts';
import type { Lie } from '../behaviour.ts';

/** Publishes these instead of the server's own keys. */
export function publishes(
  keys: (own: Readonly<SigningKey['jwk']>, server: AuthorizationServer) => readonly unknown[],
): Lie {
  return (server) => {
    const own = server.keys[0]?.jwk ?? {};
    answerKeys(server, keys(own, server));
  };
}

export function answerKeys(server: AuthorizationServer, keys: readonly unknown[]): void {
  server.script('/jwks', (_request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ keys }));
  });
}

/** Signs without a `kid`, and publishes keys without one. */
export function withoutNames(more: readonly SigningKey[] = []): Lie {
  return (server) => {
    server.makeIdToken = (claims, { signer }) => signer.sign(claims, { kid: undefined });
    answerKeys(
      server,
      [...server.keys, ...more].map(({ jwk }) => ({ ...jwk, kid: undefined })),
    );
  };
}
