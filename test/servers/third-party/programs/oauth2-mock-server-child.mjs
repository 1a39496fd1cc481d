import { OAuth2Server } from 'oauth2-mock-server';
import { serve } from './child.mjs';

/** A server that keeps few rules, and whose next answer of each kind can be changed by its hooks. */
serve(async () => {
  const server = new OAuth2Server();
  await server.issuer.keys.generate('RS256');
  await server.start(0, '127.0.0.1');
  const { port } = server.address();
  server.issuer.url = `http://127.0.0.1:${port}`;
  /** @type {Record<string, object[]>} */
  const waiting = {};
  return {
    told: { issuer: server.issuer.url },
    obey: ({ hook, changes }) => {
      if (!(hook in waiting)) {
        server.service.on(hook, (made) => changed(made, waiting[hook].shift() ?? {}));
      }
      waiting[hook] = changes;
    },
  };
});

/** What a hook is given, with the members of a change in it; null takes one out, a parameter out of an address too. */
function changed(made, { status, body, claims, parameters }) {
  if (status !== undefined) made.statusCode = status;
  if (body !== undefined) made.body = body;
  for (const [name, value] of Object.entries(claims ?? {})) {
    if (value === null) delete made.payload[name];
    else made.payload[name] = value;
  }
  for (const [name, value] of Object.entries(parameters ?? {})) {
    if (value === null) made.url.searchParams.delete(name);
    else made.url.searchParams.set(name, value);
  }
}
