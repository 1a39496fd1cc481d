import type { CurlReading, HeaderList, RequestDraft } from '../../shared/request.ts';
import { bodyTexts, ownContentType, type RequestBody } from '../../shared/request-body.ts';
import { assertNever, fail, succeed, type Result } from '../../shared/result.ts';
import { failure } from '../failures/failure.ts';
import { bashWords } from './bash-words.ts';
import { bodyOfContent, curlBody, type CurlBody } from './curl-body.ts';
import { curlHeaders } from './curl-headers.ts';
import { curlUrl } from './curl-url.ts';
import { parseArguments, type CurlArguments } from './parse-arguments.ts';
import { shellOf, type CommandWords } from './shell-text.ts';
import { cmdWords, powershellWords } from './windows-words.ts';

/**
 * Makes the request of a `curl` command, as people write it and as browsers copy it for bash, cmd and PowerShell. Nothing is
 * run and no file is read. What carries a sign-in is taken out, and what has no meaning here is listed in `notes`.
 * What stands in double braces is a variable. Fails with `input-invalid`.
 */
export function readCurl(command: string): Result<CurlReading> {
  const { words, variables, notes } = wordsOf(command.replace(/^\s*(?:[$>#]\s+)?/, ''));
  const [program = '', ...rest] = words;
  if (!/(?:^|[/\\])curl(?:\.exe)?$/i.test(program)) {
    return unreadable('It does not begin with “curl”.', 'Copy the whole command.');
  }
  const { settings, notes: unused } = parseArguments(rest);
  const body = curlBody(settings);
  const inQuery = has(settings, 'get');
  const url = curlUrl(settings, inQuery && body.content?.kind === 'data' ? body.content.text : null);
  if (url.url === null) {
    return unreadable('It names no address.', 'Copy the whole command, with its https:// address.');
  }
  const sent: CurlBody = inQuery ? { ...body, content: null, contentType: null } : body;
  const headers = curlHeaders(settings, sent);
  const contentType = headers.headers.find(([name]) => isContentType(name))?.[1] ?? '';
  const requestBody = bodyOfContent(sent.content, contentType);
  const request: RequestDraft = {
    method: methodOf(settings, sent),
    url: url.url,
    headers: withoutOwnType(headers.headers, requestBody),
    body: requestBody,
    authorization: 'on',
  };
  const shell = [...variables].filter(([name]) => mentions(request, name));
  const untyped = headers.withoutType && requestBody !== null ? [untypedNote(requestBody)] : [];
  const became = shell.map(([name, shown]) => `The shell’s ${shown} became the variable {{${name}}}.`);
  const all = [...headers.notes, ...url.notes, ...body.notes, ...untyped, ...unused, ...became, ...notes];
  return succeed({ request, notes: [...new Set(all)] });
}

/** Whether a text is meant as a `curl` command and no address. */
export function looksLikeCurl(text: string): boolean {
  return /^\s*(?:[$>#]\s+|&\s*)?curl(?:\.exe)?\s/i.test(text);
}

function wordsOf(command: string): CommandWords {
  const shell = shellOf(command);
  switch (shell) {
    case 'cmd':
      return cmdWords(command);
    case 'powershell':
      return powershellWords(command);
    case 'bash':
      return bashWords(command);
    default:
      return assertNever(shell);
  }
}

function methodOf(settings: CurlArguments['settings'], body: CurlBody): string {
  const given = settings.findLast(({ effect }) => effect === 'method')?.value;
  if (given !== undefined && given.trim() !== '') return given.trim();
  if (has(settings, 'head')) return 'HEAD';
  if (has(settings, 'upload')) return 'PUT';
  return body.content === null ? 'GET' : 'POST';
}

function mentions({ url, headers, body }: RequestDraft, name: string): boolean {
  const texts = [url, ...(body === null ? [] : bodyTexts(body)), ...headers.map(([, value]) => value)];
  return texts.some((text) => text.includes(`{{${name}}}`));
}

/** What a body of its kind says by itself needs no header. */
function withoutOwnType(headers: HeaderList, body: RequestBody | null): HeaderList {
  if (body === null) return headers;
  const own = ownContentType(body);
  return headers.filter(([name, value]) => !(isContentType(name) && value.toLowerCase() === own));
}

function untypedNote(body: RequestBody): string {
  return `curl would send its body without a Content-Type. Latchkey says ${ownContentType(body)}, where no header says another.`;
}

function isContentType(name: string): boolean {
  return name.toLowerCase() === 'content-type';
}

function has(settings: CurlArguments['settings'], effect: string): boolean {
  return settings.some((setting) => setting.effect === effect);
}

function unreadable(why: string, next: string): Result<never> {
  const what = 'This command could not be read.';
  return fail(failure('input-invalid', what, why, next, { field: 'URL' }));
}
