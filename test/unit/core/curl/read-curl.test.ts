import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { looksLikeCurl, readCurl } from '../../../../src/core/curl/read-curl.ts';
import type { RequestDraft } from '../../../../src/shared/request.ts';
import { failureOf, valueOf } from '../../../support/results.ts';

function read(command: string) {
  return valueOf(readCurl(command));
}

function requestOf(command: string): RequestDraft {
  return read(command).request;
}

const expected: Partial<RequestDraft> = {
  method: 'POST',
  url: 'https://api.acme.test/v1/notes?a=b&c=%20d',
  headers: [
    ['accept', '*/*'],
    ['x-note', 'it\'s 100% "so"'],
  ],
  body: { kind: 'json', text: '{"title":"a \\"b\\" & <c>","text":"one\ntwo !"}' },
};

describe('a command as a browser copies it', () => {
  it('for bash', () => {
    const command = String.raw`curl 'https://api.acme.test/v1/notes?a=b&c=%20d' \
  -H 'accept: */*' \
  -H 'content-type: application/json' \
  -H $'x-note: it\'s 100% "so"' \
  --data-raw $'{"title":"a \\"b\\" & <c>","text":"one\ntwo \u0021"}'`;
    expect(requestOf(command)).toMatchObject(expected);
  });

  it('for cmd, with carets everywhere', () => {
    const command = [
      String.raw`curl ^"https://api.acme.test/v1/notes?a=b^&c=^%^20d^" ^`,
      String.raw`  -H ^"accept: */*^" ^`,
      String.raw`  -H ^"content-type: application/json^" ^`,
      String.raw`  -H ^"x-note: it's 100^% ^\^"so^\^"^" ^`,
      String.raw`  --data-raw ^"^{^\^"title^\^":^\^"a ^\\^\^"b^\\^\^" ^& ^<c^>^\^",^\^"text^\^":^\^"one^`,
      '',
      String.raw`two ^!^\^"^}^"`,
    ].join('\n');
    expect(requestOf(command)).toMatchObject(expected);
    expect(requestOf(command.replaceAll('\n', '\r\n'))).toMatchObject(expected);
  });

  it('for cmd, with quotes that are doubled', () => {
    const command = 'curl "https://api.acme.test/v1" ^\r\n  -H "x-a: ""b"" ^ c" --data-raw "a=1&b=\\"2\\""';
    expect(requestOf(command)).toMatchObject({
      url: 'https://api.acme.test/v1',
      headers: [
        ['x-a', '"b" ^ c'],
        ['Content-Type', 'application/x-www-form-urlencoded'],
      ],
      body: { kind: 'text', text: 'a=1&b="2"' },
    });
  });

  it('for PowerShell, old and new', () => {
    const old = [
      'curl.exe "https://api.acme.test/v1/notes" `',
      String.raw`  -H 'x-note: it''s' -X PUT ${'`'}`,
      String.raw`  -d '{\"a\":\"$b\"}'`,
    ].join('\r\n');
    const current = `& curl.exe "https://api.acme.test/v1/notes" \`\n -H "x-note: it's" -X PUT -d "{\`"a\`":\`"\`$b\`"}"`;
    for (const command of [old, current]) {
      expect(requestOf(command)).toMatchObject({
        method: 'PUT',
        url: 'https://api.acme.test/v1/notes',
        headers: [
          ['x-note', "it's"],
          ['Content-Type', 'application/x-www-form-urlencoded'],
        ],
        body: { kind: 'text', text: '{"a":"$b"}' },
      });
    }
  });
});

describe('what carries a sign-in', () => {
  it.each([
    [`-H 'Authorization: Bearer s3cret-token'`, 'Authorization'],
    [`-H 'cookie: session=s3cret-token'`, 'cookies'],
    [`-b 'session=s3cret-token'`, 'cookies'],
    [`-bsession=s3cret-token`, 'cookies'],
    [`-u me:s3cret-token`, 'user name and password'],
    [`--oauth2-bearer s3cret-token`, 'token'],
    [`-H 'Proxy-Authorization: Basic s3cret-token'`, 'proxy'],
    [`-H 'DPoP: s3cret-token'`, 'DPoP'],
    [`-x http://me:s3cret-token@proxy.test`, '-x was left out'],
    [`--cert c.pem:s3cret-token`, '--cert was left out'],
  ])('is taken out with a note: %s', (option, words) => {
    const { request, notes } = read(`curl https://api.test/ ${option}`);
    expect(JSON.stringify(request)).not.toContain('s3cret-token');
    expect(notes.join('\n')).toContain(words);
    expect(notes.join('\n')).not.toContain('s3cret-token');
    expect(request.authorization).toBe('on');
  });

  it('is taken out of the address', () => {
    const { request, notes } = read('curl https://me:s3cret@api.test/x?y=a@b');
    expect(request.url).toBe('https://api.test/x?y=a@b');
    expect(notes).toHaveLength(1);
    expect(notes[0]).not.toContain('s3cret');
  });
});

describe('what is not understood', () => {
  it.each([
    ['curl https://api.test/ --frobnicate', '--frobnicate is not known'],
    ['curl https://api.test/ -k', '-k was left out: Latchkey never skips the check'],
    ['curl https://api.test/ -d @body.json', 'the file body.json'],
    ['curl https://api.test/ --data-binary @-', 'standard input'],
    [
      'curl https://api.test/ --data-urlencode name@list.txt',
      'The field name would come from the file list.txt',
    ],
    ['curl https://api.test/ -F avatar=@me.png', 'The form field avatar sends the file me.png: choose it'],
    ['curl https://api.test/ -F "text=<me.txt"', 'The form field text would come from the file me.txt'],
    ['curl https://api.test/ -F "a=b;filename=c"', 'The file name c of the form field a was left out'],
    ['curl https://api.test/ -T me.png', 'The body is the file me.png: choose it'],
    ['curl https://api.test/ -d a -H Content-Type:', 'without a Content-Type'],
    ['curl https://api.test/ -H @headers.txt', 'headers.txt'],
    ['curl https://api.test/ -H nothing', '“nothing” is no header'],
    ['curl https://api.test/ --next https://other.test/', 'more than one request'],
    ['curl https://api.test/ https://other.test/', 'A second address was left out: https://other.test/'],
    ['curl https://api.test/[1-3]', 'pattern'],
    ['curl https://api.test/ | jq .', 'What follows the command was left out: | jq .'],
    ['curl https://api.test/ > out.json', 'What follows the command was left out: > out.json'],
    ['curl https://api.test/ -d "$(cat secret)"', 'Latchkey runs nothing'],
    ['curl https://api.test/ -d "`id`"', 'Latchkey runs nothing'],
    [
      'curl https://api.test/ -H "Host: x.test" -H "Sec-Fetch-Mode: cors"',
      'Left out, because Latchkey sets them itself: Host, Sec-Fetch-Mode.',
    ],
    ['curl api.test/x', 'https was taken'],
    ['curl https://api.test/ -d', '-d has no value'],
  ])('is listed: %s', (command, words) => {
    expect(read(command).notes.join('\n')).toContain(words);
  });

  it('is not listed where it changes nothing about the request', () => {
    expect(read('curl -sSfLvk --compressed -o x -w "%{http_code}" --http2 https://api.test/').notes).toEqual([
      '-k was left out: Latchkey never skips the check of a certificate.',
      '--http2 was left out: Latchkey and the server agree on the HTTP version.',
    ]);
  });

  it('a variable of the shell becomes one of ours, with a note where it stays', () => {
    const { request, notes } = read(
      'curl "https://$HOST/${VERSION}" -H "Authorization: $T" -H "X-Key: $KEY"',
    );
    expect(request).toMatchObject({ url: 'https://{{HOST}}/{{VERSION}}', headers: [['X-Key', '{{KEY}}']] });
    expect(notes.filter((note) => note.includes('became'))).toHaveLength(3);
    expect(requestOf('curl ^"https://%HOST%/^"').url).toBe('https://{{HOST}}/');
    expect(requestOf('curl.exe "https://$env:HOST/$x"').url).toBe('https://{{HOST}}/{{x}}');
  });
});

describe('what is no command', () => {
  it.each([
    '',
    'wget https://api.test/',
    'https://api.test/curl',
    'curly x',
    'curl',
    'curl -s',
    'curl -X POST',
  ])('is refused: %j', (text) => {
    expect(failureOf(readCurl(text))).toMatchObject({ code: 'input-invalid', details: { field: 'URL' } });
  });

  it('whatever is pasted, nothing throws, and a request has an address', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.constantFrom(
        'curl ',
        "'",
        '"',
        '^"',
        '`',
        '\\',
        '\n',
        ' -d ',
        ' -H ',
        ' -F a=',
        ' -',
        '$',
        "$'",
        '%A%',
        'https://a.test/',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const result = readCurl(`curl ${pieces.join('')}`);
        expect(result.ok ? result.value.request.url : result.failure.code).not.toBe('');
      }),
      { numRuns: 1000 },
    );
  });

  it('is told from a command', () => {
    expect(
      ['curl https://a.test', '$ curl -s x', ' curl.exe x', '& curl.exe x', 'curl\thttps://a'].every(
        looksLikeCurl,
      ),
    ).toBe(true);
    expect(['', 'https://curl.se/', 'curl', 'curling x'].some(looksLikeCurl)).toBe(false);
  });
});
