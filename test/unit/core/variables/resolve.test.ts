import { describe, expect, it } from 'vitest';
import { joinRequest, resolveRequest, secretsIn } from '../../../../src/core/variables/resolve-request.ts';
import { joinParts, resolveText, type Variable } from '../../../../src/core/variables/resolve.ts';
import type { RequestDraft } from '../../../../src/shared/request.ts';
import { failureOf, valueOf } from '../../../support/results.ts';
import { fileBody, textBody } from '../../../support/bodies.ts';

const known: ReadonlyMap<string, Variable> = new Map([
  ['base', { kind: 'plain', value: 'https://api.test' }],
  ['key', { kind: 'secret', value: 's3cret' }],
]);
const lookup = (name: string): Variable | null => known.get(name) ?? null;

const where = { place: 'the URL', field: 'URL' };

function plain(values: Readonly<Record<string, string>>) {
  return (name: string): Variable | null => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    return value === undefined ? null : { kind: 'plain', value };
  };
}

function resolved(text: string, values: Readonly<Record<string, string>>): string {
  return joinParts(valueOf(resolveText(text, plain(values), where)));
}

describe('variables put into a text', () => {
  it('takes values that name other variables', () => {
    const values = { base: 'https://{{host}}/{{version}}', host: 'api.test', version: 'v1' };
    expect(resolved('{{base}}/notes?v={{version}}', values)).toBe('https://api.test/v1/notes?v=v1');
  });

  it('leaves escaped braces as braces, in the text and in a value', () => {
    expect(resolved(String.raw`\{{a}} {{b}}`, { b: String.raw`\{{a}}` })).toBe('{{a}} {{a}}');
  });

  it.each(['missing', 'constructor', '__proto__', '$guid'])(
    'says by name and place that %s does not exist',
    (name) => {
      const failure = failureOf(resolveText(`https://{{${name}}}/`, plain({}), where));
      expect(failure).toMatchObject({ code: 'variable-unusable', details: { field: 'URL' } });
      expect(failure.what).toContain(name);
      expect(failure.why).toContain('the URL');
    },
  );

  it('says which variable mentions the one that does not exist', () => {
    const failure = failureOf(resolveText('{{a}}', plain({ a: '{{b}}', b: '{{gone}}' }), where));
    expect(failure.what).toContain('gone');
    expect(failure.why).toContain('the variable b, which the URL uses');
  });

  it.each([
    ['itself', { a: '{{a}}' }, 'a → a'],
    ['others', { a: '{{b}}', b: 'x{{c}}', c: '{{b}}' }, 'b → c → b'],
  ])('says the circle of a variable that leads back over %s', (_, values, circle) => {
    const failure = failureOf(resolveText('{{a}}', plain(values), where));
    expect(failure.code).toBe('variable-unusable');
    expect(failure.why).toContain(circle);
  });

  it('stops values that repeat each other before they fill the memory', () => {
    const values: Record<string, string> = { a0: 'x'.repeat(1000) };
    for (let level = 1; level <= 30; level += 1)
      values[`a${String(level)}`] = `{{a${String(level - 1)}}}`.repeat(10);
    expect(failureOf(resolveText('{{a30}}', plain(values), where)).code).toBe('variable-unusable');
  });

  it('takes a secret as it is, whatever stands in it', () => {
    const secret: Variable = { kind: 'secret', value: '{{other}}' };
    expect(resolveText('a{{key}}b', () => secret, where)).toEqual({
      ok: true,
      value: [
        { kind: 'text', text: 'a' },
        { kind: 'secret', name: 'key', value: '{{other}}' },
        { kind: 'text', text: 'b' },
      ],
    });
  });

  it('says that a secret was forgotten', () => {
    const failure = failureOf(resolveText('{{key}}', () => ({ kind: 'missing-secret' }), where));
    expect(failure.code).toBe('variable-unusable');
    expect(failure.next).toContain('again');
  });
});

describe('variables put into a request', () => {
  const draft: RequestDraft = {
    method: 'POST',
    url: '{{base}}/notes',
    headers: [
      ['X-Api-Key', '{{key}}'],
      ['X-{{base}}', 'plain'],
    ],
    body: { kind: 'json', text: '{"key":"{{key}}"}' },
    authorization: 'off',
  };

  it('are put into the URL, the headers and the body, and the secrets among them are known', () => {
    const request = valueOf(resolveRequest(draft, lookup));
    expect(joinRequest(request)).toEqual({
      method: 'POST',
      url: 'https://api.test/notes',
      headers: [
        ['X-Api-Key', 's3cret'],
        ['X-{{base}}', 'plain'],
      ],
      body: { kind: 'json', text: '{"key":"s3cret"}' },
      authorization: 'off',
    });
    expect(secretsIn(request)).toEqual(['s3cret']);
  });

  it.each<[Partial<RequestDraft>, string, string]>([
    [{ url: '{{none}}' }, 'URL', 'the URL'],
    [{ headers: [['X-Trace', '{{none}}']] as const }, 'Headers', 'the header X-Trace'],
    [{ body: textBody('{{none}}') }, 'Request body', 'the request body'],
  ])('names the field of one that does not exist: %j', (changes, field, place) => {
    const failure = failureOf(resolveRequest({ ...draft, ...changes }, lookup));
    expect(failure.details?.field).toBe(field);
    expect(failure.why).toContain(place);
  });

  it('leaves a request without a body without one', () => {
    expect(joinRequest(valueOf(resolveRequest({ ...draft, body: null }, lookup))).body).toBeNull();
    const withFile = { ...draft, body: fileBody('a'.repeat(26)) };
    expect(joinRequest(valueOf(resolveRequest(withFile, lookup))).body).toEqual(withFile.body);
  });
});
