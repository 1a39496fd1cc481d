import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCurl } from '../../../src/core/curl/read-curl.ts';
import type { LoopbackServer } from '../../support/loopback-server.ts';
import { valueOf } from '../../support/results.ts';
import { arrived, asSent, headersOf, ourBoundary, runInBash, startEcho } from './curl.ts';

let server: LoopbackServer;
beforeAll(async () => {
  server = await startEcho();
});
afterAll(async () => {
  await server.close();
});

function boundary(contentType: string): string {
  return contentType.split('boundary=')[1] ?? 'none';
}

/** curl 7 writes a few percent-encoded bytes in lower case (RFC 3986 §2.1: the same). */
function upperCased(path: string): string {
  return path.replace(/%[0-9a-f]{2}/g, (encoded) => encoded.toUpperCase());
}

/** Commands without a sign-in, of which everything has to arrive as it is read. `URL` is the server's. */
const commands: readonly string[] = [
  `curl URL/plain`,
  `curl -sS 'URL/a?b=c&d=e' -H 'Accept: text/plain'`,
  `curl URL/post -d a=1 -d 'b=two words' --data c=3`,
  `curl URL/post -d ''`,
  `curl -XPUT URL/put --data-raw '@not a file'`,
  `curl -sSXPATCH -d@- URL/joined </dev/null`,
  `curl --request DELETE URL/delete`,
  `curl -I URL/head`,
  `curl -G URL/get -d a=1 --data-urlencode 'q=a b&c/ä~-._!'`,
  `curl -G 'URL/get?x=1#top' -d a=1`,
  `curl URL/form --data-urlencode '=a b' --data-urlencode 'plain value' --data-urlencode 'n=ä+b'`,
  `curl URL/json --json '{"a":1}' --json '{"b":2}'`,
  `curl URL/json --json '{"a":1}' -H 'content-type: application/merge-patch+json' -H 'Accept: a/b'`,
  `curl URL/empty -H 'X-Empty;' -H 'X-Spaces:   a  b  '`,
  `curl URL/agent -A 'me/1' -e https://from.test/ -r 0-9`,
  `curl URL/query --url-query 'a=b c' --url-query '+raw=1'`,
  String.raw`curl URL/quotes -d 'it'\''s' -d "a\"b\\c\d" -d $'line\nbreak\u00e9\x41\101\'' -d a\ b`,
  `curl URL/continued \\\n  -H 'X-A: 1' \\\n  --data 'x'`,
  `curl URL/dashes -- 'URL/second' | cat`,
  `curl --compressed --location --silent --max-time 20 URL/ignored`,
  `curl -o /dev/null --no-progress-meter URL/no`,
];

describe('a command is read as the real curl runs it', () => {
  it.each(commands)('%s', async (template) => {
    const command = template.replaceAll('URL', server.origin);
    const { request } = valueOf(readCurl(command));
    await runInBash(command.replace(/ -- \S+/, ''));
    const seen = arrived(server);
    const url = new URL(request.url);
    expect({ method: seen.method, path: upperCased(seen.path), body: seen.body }).toEqual({
      method: request.method,
      path: `${url.pathname}${url.search}`,
      body: asSent(request).body,
    });
    const { headers } = asSent(request);
    expect(headersOf(seen, headers)).toEqual(
      Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value])),
    );
  });

  it('a form arrives with the same fields, whatever the boundary', async () => {
    const command = String.raw`curl ${server.origin}/form -F 'a=1' -F 'b="x;y\"z";type=text/x-b' -F 'c d=é' -F 'e=one;type=a/b' --form-string 'f=@x;y'`;
    const { request, notes } = valueOf(readCurl(command));
    expect(notes).toEqual([]);
    await runInBash(command);
    const seen = arrived(server);
    expect(request.body).toMatchObject({ kind: 'multipart' });
    const theirs = boundary(seen.headers['content-type'] ?? '');
    expect(asSent(request).body).toBe(seen.body.replaceAll(theirs, ourBoundary));
  });
});
