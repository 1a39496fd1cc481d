import type { CurlReading, RequestDraft } from '../../shared/request.ts';
import { assertNever, fail, succeed, type Result } from '../../shared/result.ts';
import { failure } from '../failures/failure.ts';
import { bashWords } from './bash-words.ts';
import { curlBody, type CurlBody } from './curl-body.ts';
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
  const url = curlUrl(settings, inQuery ? body.text : null);
  if (url.url === null) {
    return unreadable('It names no address.', 'Copy the whole command, with its https:// address.');
  }
  const sent: CurlBody = inQuery ? { ...body, text: null, contentType: null } : body;
  const headers = curlHeaders(settings, sent);
  const upload = has(settings, 'upload')
    ? ['It sends a file. Latchkey does not read files by itself: the file was left out.']
    : [];
  const request: RequestDraft = {
    method: methodOf(settings, sent),
    url: url.url,
    headers: headers.headers,
    body: sent.text,
    authorization: 'on',
  };
  const shell = [...variables].filter(([name]) => mentions(request, name));
  const became = shell.map(([name, shown]) => `The shell’s ${shown} became the variable {{${name}}}.`);
  const all = [...headers.notes, ...url.notes, ...body.notes, ...upload, ...unused, ...became, ...notes];
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
  return body.text === null ? 'GET' : 'POST';
}

function mentions({ url, headers, body }: RequestDraft, name: string): boolean {
  return [url, body ?? '', ...headers.map(([, value]) => value)].some((text) => text.includes(`{{${name}}}`));
}

function has(settings: CurlArguments['settings'], effect: string): boolean {
  return settings.some((setting) => setting.effect === effect);
}

function unreadable(why: string, next: string): Result<never> {
  const what = 'This command could not be read.';
  return fail(failure('input-invalid', what, why, next, { field: 'URL' }));
}
