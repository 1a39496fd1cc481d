import { describe, expect, it } from 'vitest';
import { isCredentialHeader, sealCredentials } from '../../../../src/core/collections/credentials.ts';
import type { RequestDraft } from '../../../../src/shared/request.ts';
import { textBody } from '../../../support/bodies.ts';

const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTYifQ.c2lnbmF0dXJl';

function draft(changes: Partial<RequestDraft>): RequestDraft {
  return {
    method: 'GET',
    url: 'https://api.test/',
    headers: [],
    body: null,
    authorization: 'on',
    ...changes,
  };
}

function header(name: string, value: string) {
  return sealCredentials(draft({ headers: [[name, value]] }));
}

describe('a credential in a request that is to be saved', () => {
  it.each([
    'Authorization',
    'proxy-authorization',
    'Cookie',
    'X-Api-Key',
    'apikey',
    'X-Auth-Token',
    'Private-Token',
    'Ocp-Apim-Subscription-Key',
    'x-functions-key',
    'X-Amz-Security-Token',
    'X-Session-Id',
    'X-Vault-Token',
    'Client-Secret',
    'DPoP',
  ])('is known by the header %s', (name) => {
    expect(isCredentialHeader(name)).toBe(true);
    const { request, credentials } = header(name, 's3cret');
    expect(JSON.stringify(request)).not.toContain('s3cret');
    expect(credentials).toEqual([
      { place: `the header ${name}`, variable: name.toLowerCase(), value: 's3cret' },
    ]);
  });

  it.each([
    'Accept',
    'Content-Type',
    'Idempotency-Key',
    'X-Request-Id',
    'Cache-Control',
    'Max-Tokens',
    'Author',
    'X-Keyboard',
  ])('is not suspected in the header %s', (name) => {
    expect(header(name, 'value').credentials).toEqual([]);
  });

  it('leaves the name of its scheme', () => {
    expect(header('Authorization', 'Bearer s3cret').request.headers).toEqual([
      ['Authorization', 'Bearer {{authorization}}'],
    ]);
    expect(header('Authorization', 'Basic dTpw').credentials[0]?.value).toBe('dTpw');
  });

  it.each([
    ['Authorization', 'Bearer {{token}}'],
    ['Authorization', '{{token}}'],
    ['Authorization', ''],
    ['X-Api-Key', ' {{ api-key }} '],
    ['Cookie', 'session={{session}}; theme={{theme}}'],
  ])('is none where variables hold it: %s: %s', (name, value) => {
    const { request, credentials } = header(name, value);
    expect(credentials).toEqual([]);
    expect(request.headers).toEqual([[name, value]]);
  });

  it.each([
    ['Cookie', 'session=s3cret; theme={{theme}}'],
    ['X-Api-Key', 'prefix-{{key}}'],
  ])('is the person’s to take apart where a variable stands inside it: %s: %s', (name, value) => {
    expect(header(name, value).credentials).toMatchObject([{ value: null }]);
  });

  it.each([
    ['https://api.test/?access_token=s3cret&x=1', 'https://api.test/?access_token={{access_token}}&x=1'],
    ['https://api.test/?x=1&api_key=s3cret#top', 'https://api.test/?x=1&api_key={{api_key}}#top'],
    ['https://me:s3cret@api.test/', 'https://{{user-info}}@api.test/'],
    ['https://api.test/?key=s3cretAIzaSy0123456789', 'https://api.test/?key={{key}}'],
    ['https://api.test/?sig=s3cret', 'https://api.test/?sig={{sig}}'],
  ])('is known in the address %s', (url, sealed) => {
    expect(sealCredentials(draft({ url })).request.url).toBe(sealed);
  });

  it.each(['https://api.test/?page_token=abc&key=name&code=404&token_count=3', 'https://api.test/a@b?x=y@z'])(
    'is not suspected in the address %s',
    (url) => {
      expect(sealCredentials(draft({ url })).credentials).toEqual([]);
    },
  );

  it('is known by its shape anywhere', () => {
    const { request, credentials } = sealCredentials(
      draft({
        url: `https://api.test/${jwt}`,
        headers: [['X-Other', `a ${jwt} b`]],
        body: textBody(`{"t":"${jwt}"}`),
      }),
    );
    expect(JSON.stringify(request)).not.toContain('eyJ');
    expect(request.body).toEqual(textBody('{"t":"{{token}}"}'));
    expect(credentials).toHaveLength(3);
  });

  it('is known behind a second “?”, and looked for in one pass whatever the address is made of', () => {
    const { request } = sealCredentials(draft({ url: 'https://api.test/?b?api_key=hidden' }));
    expect(request.url).toBe('https://api.test/?b?api_key={{api_key}}');
    for (const part of ['?', '?a', '&', '?a=']) {
      const url = `https://api.test/${part.repeat(1_000_000)}`;
      expect(sealCredentials(draft({ url })).credentials).toEqual([]);
    }
  });

  it('takes the names that it is given, and keeps escaped braces as braces', () => {
    const sealed = sealCredentials(
      draft({ headers: [['X-Api-Key', String.raw`a\{{b}}`]] }),
      (name, value) => `${name}-${String(value.length)}`,
    );
    expect(sealed.request.headers).toEqual([['X-Api-Key', '{{x-api-key-6}}']]);
    expect(sealed.credentials[0]?.value).toBe('a{{b}}');
  });
});

describe('a credential in a form that is to be saved', () => {
  it('is known by the name of its field, also where it is switched off', () => {
    const form: RequestDraft = {
      method: 'POST',
      url: 'https://api.test/',
      offQuery: [{ at: 0, pair: 'api_key=abc' }],
      headers: [],
      offHeaders: [{ at: 0, name: 'X-Api-Key', value: 'switched' }],
      body: {
        kind: 'form',
        fields: [
          { name: 'client_secret', value: 'hidden', off: true },
          { name: 'grant_type', value: 'password' },
          { name: 'password', value: '{{password}}' },
        ],
      },
      authorization: 'on',
    };
    const { request, credentials } = sealCredentials(form);
    expect(credentials.map(({ place, value }) => [place, value])).toEqual([
      ['the header X-Api-Key', 'switched'],
      ['the parameter api_key of the URL', 'abc'],
      ['the field client_secret', 'hidden'],
    ]);
    expect(request.offHeaders).toEqual([{ at: 0, name: 'X-Api-Key', value: '{{x-api-key}}' }]);
    expect(request.offQuery).toEqual([{ at: 0, pair: 'api_key={{api_key}}' }]);
    expect(request.body).toMatchObject({ fields: [{ value: '{{client_secret}}', off: true }, {}, {}] });
    const parts = [{ kind: 'text', name: 'token', value: 'hidden' }] as const;
    expect(
      sealCredentials({ ...form, offQuery: [], offHeaders: [], body: { kind: 'multipart', parts } })
        .credentials,
    ).toHaveLength(1);
  });
});
