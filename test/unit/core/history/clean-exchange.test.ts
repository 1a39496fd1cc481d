import { describe, expect, it } from 'vitest';
import { cleanBody, cleanRequest } from '../../../../src/core/history/clean-exchange.ts';
import type { RequestDraft } from '../../../../src/shared/request.ts';
import { GrowingBody } from '../../../../src/core/broker/bodies/growing-body.ts';
import { answered, HistoryWorld } from './world.ts';

const canary = 'canary-5up3r-s3cret-value-1234567890';
const signed = `eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJjYW5hcnkifQ.${canary}`;

const draft: RequestDraft = {
  method: 'POST',
  url: `https://${canary}@api.acme.test/v1?api_key=${canary}&page=2&token=x${canary}{{rest}}`,
  headers: [
    ['Authorization', `Bearer ${canary}`],
    ['X-Api-Key', `${canary}{{suffix}}`],
    ['Cookie', `sid=${canary}`],
    ['X-Trace', `made by ${signed}`],
    ['Accept', 'application/json'],
  ],
  body: {
    kind: 'json',
    text: JSON.stringify({
      title: 'kept',
      password: canary,
      accessToken: canary,
      nested: [{ client_secret: canary, note: signed }],
      api_key: '{{key}}',
    }),
  },
  authorization: 'off',
};

describe('what is remembered of a request', () => {
  it('R17+: holds no credential, names a variable in the place of each, and says where they stood', () => {
    const { request, leftOut } = cleanRequest(draft);
    expect(JSON.stringify(request)).not.toContain('canary');
    expect(JSON.stringify(request)).not.toContain('5up3r');
    expect(request.url).toBe(
      'https://{{user-info}}@api.acme.test/v1?api_key={{api_key}}&page=2&token={{token}}',
    );
    expect(request.headers).toContainEqual(['Authorization', 'Bearer {{authorization}}']);
    expect(request.headers).toContainEqual(['X-Api-Key', '{{x-api-key}}']);
    expect(request.headers).toContainEqual(['Accept', 'application/json']);
    const text = JSON.stringify(request.body).replaceAll('\\"', '"');
    expect(text).toContain('"password":"{{password}}"');
    expect(text).toContain('"api_key":"{{key}}"');
    expect(text).toContain('"title":"kept"');
    expect(leftOut).toContain('the header Authorization');
    expect(leftOut).toContain('password in the request body');
  });

  it('names a file without the ticket of this run, and leaves no field of a form that is a credential', () => {
    const file = { ticket: 'a'.repeat(26), name: 'photo.jpg', size: 12 };
    const parts = [
      { kind: 'file', name: 'photo', file },
      { kind: 'text', name: 'refreshToken', value: canary },
      { kind: 'text', name: 'title', value: 'kept' },
    ] as const;
    const { request } = cleanRequest({ ...draft, body: { kind: 'multipart', parts } });
    expect(request.body).toEqual({
      kind: 'multipart',
      parts: [
        { kind: 'file', name: 'photo', file: { ticket: null, name: 'photo.jpg' } },
        { kind: 'text', name: 'refreshToken', value: '{{refreshToken}}' },
        { kind: 'text', name: 'title', value: 'kept' },
      ],
    });
  });

  it('is otherwise what was sent, to the letter', () => {
    const plain: RequestDraft = {
      ...draft,
      url: 'https://api.acme.test/v1/notes?next_token=abc&q=a%20b',
      headers: [['X-Trace', 'a "quoted": "text"']],
      body: {
        kind: 'text',
        text: '{"token_count": 3, "name": "pin", "value": "needle", "text": "key: value"}',
      },
    };
    expect(cleanRequest(plain)).toEqual({ request: plain, leftOut: [] });
  });

  it('R17+: the whole history of an exchange holds none of its credentials', async () => {
    const world = new HistoryWorld();
    const sent = answered(draft);
    if (sent.outcome.kind !== 'answered') throw new Error('It is answered.');
    const headers = [
      ['content-type', 'application/json'],
      ['set-cookie', `sid=${canary}`],
      ['location', `https://api.acme.test/cb?access_token=${canary}#token=${canary}`],
      ['x-auth-token', canary],
    ] as const;
    const response = {
      ...sent.outcome.response,
      headers,
      hops: [
        {
          status: 302,
          from: { method: 'GET', url: `https://u:${canary}@a.test/` },
          to: { method: 'GET', url: `https://a.test/?code=1&api_key=${canary}` },
          leftBehind: [],
        },
      ],
      advice: { what: `Go to https://a.test/?token=${canary}`, why: signed, next: 'Nothing.' },
    };
    const text = JSON.stringify({ access_token: canary, id_token: signed, shown: 'this' });
    const body = GrowingBody.finished({ url: draft.url, headers }, Buffer.from(text));
    world.history.record({ ...sent, outcome: { ...sent.outcome, response, body } });
    const { rows } = await world.settled();
    const opened = await world.open(rows[0]?.entry ?? '');
    const everything = JSON.stringify([rows, opened]);
    expect(everything).toContain('"shown');
    expect(everything).not.toContain('canary');
    expect(everything).not.toContain('5up3r');
  });

  it('leaves a body alone in which nothing is a credential, whatever its bytes', () => {
    const headers = [['content-type', 'application/octet-stream']] as const;
    const bytes = Uint8Array.from({ length: 256 }, (_, value) => value);
    expect(cleanBody(bytes, headers)).toBe(bytes);
    const latin = Buffer.from('{"password":"\xe4\xf6\xfc","name":"\xe4"}', 'latin1');
    expect(Buffer.from(cleanBody(latin, headers)).toString('latin1')).toBe(
      '{"password":"[not kept]","name":"\xe4"}',
    );
  });
});
