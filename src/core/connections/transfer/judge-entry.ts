import type { ConnectionSettings } from '../../../shared/connection.ts';
import { fail, succeed, type Result } from '../../../shared/result.ts';
import { failure } from '../../failures/failure.ts';
import { isNode } from '../../openapi/nodes.ts';
import { parseUrl } from '../../oauth/url.ts';
import { checkGivenEndpoints, type Endpoints } from '../endpoints-by-hand.ts';
import { longestName, parseConnectionInput } from '../parse-connection-input.ts';
import { shown } from '../shown.ts';
import { transferred, type Transferred } from './format.ts';
import { withoutSecrets } from './without-secrets.ts';

/** A connection of a file that can be imported. */
export interface FileConnection {
  /** Without the addresses of a manual connection: `manual` is made where it is imported (R87). */
  readonly settings: ConnectionSettings;
  /** Of a manual connection; null where the issuer names its own. */
  readonly endpoints: Endpoints | null;
  /** What was changed of it, and what has to be done with it: a sentence each. */
  readonly notes: readonly string[];
}

const members: ReadonlySet<string> = new Set(Object.keys(transferred.shape));
/** Names of members that are told. */
const mostNames = 5;

/**
 * Judges one connection of a file, which may come from anywhere (R87). Nothing in it is believed that a person could not
 * type: each field is judged as the form’s is. Secrets are taken out and said. Fails with why it cannot be imported.
 */
export function judgeEntry(entry: unknown): Result<FileConnection> {
  const { value, found } = withoutSecrets(entry, members);
  const parsed = transferred.safeParse(value);
  if (!parsed.success) {
    const path = parsed.error.issues[0]?.path.join('.') ?? '';
    return fail(
      unusable(
        path === ''
          ? 'It is no connection.'
          : `Its part ${shown(path)} is missing, or is not of the right kind.`,
      ),
    );
  }
  const endpoints = checkGivenEndpoints(parsed.data.issuer, parsed.data.endpoints ?? {});
  if (!endpoints.ok) return endpoints;
  const name = inertName(parsed.data.name, parsed.data.issuer);
  const settings = parseConnectionInput(inputOf(parsed.data, name));
  if (!settings.ok) return settings;
  const notes = [
    ...(name === parsed.data.name.trim()
      ? []
      : ['Its name was cut, or held characters that act instead of being seen.']),
    ...secretNotes(found),
    ...unknownNotes(value),
    ...(parsed.data.needsClientSecret ? ['Its client secret has to be entered in its settings.'] : []),
    ...(endpoints.value === null ? [] : [manualNote]),
  ];
  const confidential = parsed.data.needsClientSecret ? ({ confidential: true } as const) : {};
  return succeed({ settings: { ...settings.value, ...confidential }, endpoints: endpoints.value, notes });
}

const manualNote =
  'Not all of its addresses come from the issuer itself: look at its hosts. It gets a redirect address of its own, which has to be registered at the provider.';

/** As the form would send it: one place judges what a person types and what a file holds. */
function inputOf(file: Transferred, name: string) {
  return {
    name,
    issuer: file.issuer,
    clientId: file.clientId,
    scopes: file.scopes.join(' '),
    apiOrigins: file.apiOrigins
      .map(({ origin, resource }) => (resource === undefined ? origin : `${origin} resource=${resource}`))
      .join('\n'),
    redirectWays: file.redirectWays,
    redirectSpelling: file.redirectSpelling,
    loopbackHost: file.loopback?.host ?? '127.0.0.1',
    loopbackPorts: file.loopback?.ports.join(' ') ?? '',
    signOutInBrowser: file.signOutInBrowser,
    renewal: file.renewal,
  } as const;
}

/** A name without what acts instead of being seen; joiners stay, because scripts need them. Never empty where the issuer is an address. */
function inertName(name: string, issuer: string): string {
  const visible = name.replaceAll(/(?![\u200C\u200D])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, ' ').trim();
  const cut = Array.from(visible).slice(0, longestName).join('').trim();
  return cut === '' ? (parseUrl(issuer)?.host ?? '') : cut;
}

/** What to say of secrets that stood somewhere in a file. */
export function secretNotes(found: readonly string[]): readonly string[] {
  if (found.length === 0) return [];
  return [
    `It held what lets somebody in (${named(found)}). That was left out. Take it out of the file, too, and change it at the provider if others had the file.`,
  ];
}

function unknownNotes(value: unknown): readonly string[] {
  const unknown = (isNode(value) ? Object.keys(value) : []).filter((key) => !members.has(key));
  return unknown.length === 0
    ? []
    : [`It holds what this Latchkey does not know, which was left out (${named(unknown)}).`];
}

function named(names: readonly string[]): string {
  const told = names.slice(0, mostNames).map(shown).join(', ');
  return names.length > mostNames ? `${told} and others` : told;
}

function unusable(why: string) {
  return failure(
    'input-invalid',
    'This connection cannot be imported.',
    why,
    'Correct the file, then choose it again.',
  );
}
