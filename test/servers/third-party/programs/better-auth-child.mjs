import { createServer } from 'node:http';
import { oauthProvider } from '@better-auth/oauth-provider';
import { betterAuth } from 'better-auth';
import { memoryAdapter } from 'better-auth/adapters/memory';
import { toNodeHandler } from 'better-auth/node';
import { jwt } from 'better-auth/plugins';
import { serve } from './child.mjs';

const person = { email: 'ada@example.test', password: 'correct horse battery', name: 'Ada Lovelace' };

/**
 * Better Auth with its OAuth provider, and the two pages that it leaves to whoever runs it: signing in, and consent. What a
 * page is asked for comes signed in its query, and goes back as it came.
 */
serve(async () => {
  const http = createServer();
  await new Promise((resolve) => http.listen(0, '127.0.0.1', () => resolve(undefined)));
  const origin = `http://127.0.0.1:${http.address().port}`;
  const auth = betterAuth({
    baseURL: origin,
    secret: 'a secret of this test server alone, of no worth',
    database: memoryAdapter({
      user: [],
      session: [],
      account: [],
      verification: [],
      jwks: [],
      oauthClient: [],
      oauthAccessToken: [],
      oauthRefreshToken: [],
      oauthConsent: [],
      oauthResource: [],
      oauthClientResource: [],
    }),
    emailAndPassword: {
      enabled: true,
      // How it keeps passwords is not what is tried here, and takes a second of two cores for each sign-in.
      password: {
        hash: async (password) => Promise.resolve(password),
        verify: async ({ hash, password }) => Promise.resolve(hash === password),
      },
    },
    rateLimit: { enabled: false },
    plugins: [
      jwt(),
      oauthProvider({
        loginPage: '/sign-in',
        consentPage: '/consent',
        allowDynamicClientRegistration: true,
        allowUnauthenticatedClientRegistration: true,
      }),
    ],
  });
  await auth.api.signUpEmail({ body: person });
  const handle = toNodeHandler(auth);
  http.on('request', (request, response) => {
    const { pathname, search } = new URL(request.url ?? '/', origin);
    const page = pages[pathname];
    if (page === undefined) void handle(request, response);
    else void answer(page, { request, response, query: search.slice(1), auth, origin });
  });
  return {
    told: { issuer: `${origin}/api/auth`, origin, email: person.email, password: person.password },
    // What its dynamic registration does not take: only whoever runs it lets a client sign people out.
    obey: async ({ signsOut }) => {
      const { adapter } = await auth.$context;
      const where = [{ field: 'clientId', value: signsOut }];
      await adapter.update({ model: 'oauthClient', where, update: { enableEndSession: true } });
    },
  };
});

/** What a person sees, and which call of Better Auth's own their answer becomes. */
const pages = {
  '/sign-in': {
    form: '<label>Email <input type="email" name="email"/></label><label>Password <input type="password" name="password"/></label><button>Sign in</button>',
    path: '/api/auth/sign-in/email',
    body: (form) => ({ email: form.get('email'), password: form.get('password') }),
  },
  '/consent': {
    form: '<button name="accept" value="yes">Allow</button><button name="accept" value="no">Deny</button>',
    path: '/api/auth/oauth2/consent',
    body: (form) => ({ accept: form.get('accept') === 'yes' }),
  },
};

async function answer(page, { request, response, query, auth, origin }) {
  if (request.method === 'GET') {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end(`<!doctype html><title>Better Auth</title><form method="post">${page.form}</form>`);
    return;
  }
  const parts = [];
  for await (const part of request) parts.push(part);
  const form = new URLSearchParams(Buffer.concat(parts).toString());
  const called = await auth.handler(
    new Request(origin + page.path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin, cookie: request.headers.cookie ?? '' },
      body: JSON.stringify({ ...page.body(form), oauth_query: query }),
    }),
  );
  const said = await called.json();
  const next = said.url ?? said.redirect_uri;
  for (const cookie of called.headers.getSetCookie()) response.appendHeader('set-cookie', cookie);
  if (typeof next === 'string') response.writeHead(303, { location: next }).end();
  else response.writeHead(called.status, { 'content-type': 'application/json' }).end(JSON.stringify(said));
}
