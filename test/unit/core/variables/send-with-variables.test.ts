import { describe, expect, it } from 'vitest';
import type { BrokerRequest } from '../../../../src/core/broker/broker.ts';
import { resolveRequest } from '../../../../src/core/variables/resolve-request.ts';
import type { Variable } from '../../../../src/core/variables/resolve.ts';
import { sendWithVariables } from '../../../../src/core/variables/send-with-variables.ts';
import type { FailureCode } from '../../../../src/shared/failure.ts';
import type { RequestDraft } from '../../../../src/shared/request.ts';
import { fail } from '../../../../src/shared/result.ts';
import { savedConnection } from '../../../support/connections.ts';
import { complete, failureOf } from '../../../support/results.ts';
import { textBody } from '../../../support/bodies.ts';

const values: ReadonlyMap<string, Variable> = new Map([
  ['base', { kind: 'plain', value: 'https://api.acme.test' }],
  ['key', { kind: 'secret', value: 's3cret' }],
  ['elsewhere', { kind: 'secret', value: 'https://evil.test' }],
]);
const connection = savedConnection({
  apiOrigins: [
    { origin: 'https://api.acme.test' },
    { origin: 'http://127.0.0.1:4481' },
    { origin: 'https://*.eu.acme.test' },
  ],
});
const answered = { code: 'timed-out', what: 'Sent.', why: 'It was.', next: 'Nothing.' } as const;

/** What the broker was given, or the failure before it. */
async function send(changes: Partial<RequestDraft>): Promise<BrokerRequest | FailureCode> {
  const sent: BrokerRequest[] = [];
  const request: RequestDraft = {
    method: 'GET',
    url: '{{base}}/',
    headers: [],
    body: null,
    authorization: 'off',
    ...changes,
  };
  const result = await sendWithVariables(
    { connectionId: connection.id, requestId: 'r', request },
    connection,
    {
      variables: {
        resolve: (_id, draft) => Promise.resolve(resolveRequest(draft, (name) => values.get(name) ?? null)),
      },
      broker: {
        send(input) {
          sent.push(input);
          return Promise.resolve(fail(answered));
        },
      },
    },
  );
  const failure = failureOf(result);
  expect(JSON.stringify(complete(failure))).not.toContain('s3cret');
  return sent[0] ?? failure.code;
}

const secretHeader = [['X-Api-Key', '{{key}}']] as const;

describe('a request with variables', () => {
  it('is sent with their values, and the broker knows which are secret', async () => {
    expect(await send({ headers: secretHeader, body: textBody('{{base}}') })).toMatchObject({
      request: {
        url: 'https://api.acme.test/',
        headers: [['X-Api-Key', 's3cret']],
        body: textBody('https://api.acme.test'),
      },
      secrets: ['s3cret'],
    });
  });

  it('without a secret goes where every request goes', async () => {
    expect(await send({ url: 'http://other.test/' })).toMatchObject({ secrets: [] });
  });

  it.each([
    ['https://evil.test/', 'origin-not-allowed'],
    ['https://api.acme.test:8443/', 'origin-not-allowed'],
    ['https://evil.test/?{{base}}', 'origin-not-allowed'],
    ['https://api.acme.test.evil.test/', 'origin-not-allowed'],
    ['http://127.0.0.1:4482/', 'origin-not-allowed'],
    ['http://api.acme.test/', 'request-url-insecure'],
  ])('a secret is not sent to %s', async (url, code) => {
    for (const authorization of ['on', 'off'] as const) {
      expect(await send({ url, headers: secretHeader, authorization })).toBe(code);
      expect(await send({ url, body: textBody('{{key}}'), authorization })).toBe(code);
      expect(await send({ url: `${url}?k={{key}}`, authorization })).toBe(code);
    }
  });

  it('a secret may be sent to an origin of the connection on this computer', async () => {
    expect(await send({ url: 'http://127.0.0.1:4481/', headers: secretHeader })).toMatchObject({
      secrets: ['s3cret'],
    });
  });

  it('a secret goes to every name of the level that the connection names, as the sign-in does, and to none beside it', async () => {
    expect(await send({ url: 'https://notes.eu.acme.test/', headers: secretHeader })).toMatchObject({
      secrets: ['s3cret'],
    });
    for (const host of ['a.notes.eu.acme.test', 'eu.acme.test', 'notes.eu.acme.test:8443']) {
      expect(await send({ url: `https://${host}/`, headers: secretHeader })).toBe('origin-not-allowed');
    }
  });

  it('a secret does not say where the request goes, and is not shown by the refusal', async () => {
    expect(await send({ url: '{{elsewhere}}/' })).toBe('request-url-invalid');
    expect(await send({ url: 'https://{{key}}.test/' })).toBe('request-url-invalid');
  });

  it('what is no address is left to the broker’s own words', async () => {
    expect(await send({ url: 'nowhere {{key}}' })).toMatchObject({ request: { url: 'nowhere s3cret' } });
  });

  it('with a variable that does not exist is not sent', async () => {
    expect(await send({ url: '{{none}}/' })).toBe('variable-unusable');
  });
});
