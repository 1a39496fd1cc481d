import { createServer } from 'node:http';
import { OAuth2Server } from 'oauth2-mock-server';
import { serve } from './child.mjs';

/**
 * A server that keeps few rules, and whose next answer of each kind can be changed by its hooks. It has none for its keys,
 * and asks nobody anything: what it lacks stands before it.
 */
serve(async ({ asks }) => {
  const { issuer, service } = new OAuth2Server();
  await issuer.keys.generate('RS256');
  /** @type {Record<string, object[]>} */
  const waiting = { keys: [] };
  const front = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', issuer.url);
    const fault = pathname === '/jwks' ? waiting.keys.shift() : undefined;
    if (fault !== undefined && Object.keys(fault).length > 0) answerKeys(fault, issuer.keys, response);
    else if (asks && pathname === '/authorize' && request.method === 'GET') askFirst(response);
    else {
      // Whoever pressed the button goes on as if nobody had asked.
      if (pathname === '/authorize') request.method = 'GET';
      service.requestHandler(request, response);
    }
  });
  await new Promise((resolve) => front.listen(0, '127.0.0.1', () => resolve(undefined)));
  issuer.url = `http://127.0.0.1:${front.address().port}`;
  return {
    told: { issuer: issuer.url },
    obey: async ({ hook, changes, newKey }) => {
      if (newKey) {
        await addKey(issuer.keys);
        return;
      }
      if (!(hook in waiting)) {
        service.on(hook, (made) => changed(made, waiting[hook].shift() ?? {}));
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

/** A key more. It signs by turns, an access token before its ID token: the new one is put second. */
async function addKey(keys) {
  const [, ...others] = keys.toJSON();
  await keys.generate('RS256');
  // Taken, it goes to the end.
  for (const { kid } of others) keys.get(kid);
}

/** The list of keys as it is, with something else in each of them; or another answer in its place. */
function answerKeys({ status, body, members, endless }, keys, response) {
  response.writeHead(status ?? 200, { 'content-type': 'application/json' });
  if (endless) {
    pour(response);
    return;
  }
  const list = { keys: keys.toJSON().map((key) => ({ ...key, ...members })) };
  response.end(typeof body === 'string' ? body : JSON.stringify(body ?? list));
}

/** White space for as long as somebody takes it. */
function pour(response) {
  const some = Buffer.alloc(65_536, ' ');
  while (!response.destroyed && response.write(some));
  if (!response.destroyed) response.once('drain', () => pour(response));
}

/** Without a press on a page Chromium asks, where no test can answer, whether it may open the app. */
function askFirst(response) {
  response.writeHead(200, { 'content-type': 'text/html' });
  response.end('<!doctype html><title>Mock</title><form method="post"><button>Continue</button></form>');
}
