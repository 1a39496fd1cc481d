import type { Guide, GuideEntry } from '../../../src/shared/guide.ts';

/** What a person who follows a guide word for word has entered, as Keycloak's administration takes it. */
export interface Replayed {
  readonly client: Readonly<Record<string, unknown>>;
  readonly realm: Readonly<Record<string, unknown>>;
}

type Change = {
  readonly client?: Readonly<Record<string, unknown>>;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly realm?: Readonly<Record<string, unknown>>;
};

/**
 * Does every step of a guide for Keycloak, with what may be left out too. The console is told apart by nothing but the words of the
 * guide: a field that it does not have, or an action that the field does not know, throws.
 */
export function replayGuide({ steps }: Guide): Replayed {
  const changes = steps.flatMap(({ place, entries }) =>
    entries.map((entry) => enterIn(place.at(-1) ?? '', entry)),
  );
  return {
    client: {
      enabled: true,
      ...together(changes.map(({ client }) => client)),
      attributes: together(changes.map(({ attributes }) => attributes)),
    },
    realm: together(changes.map(({ realm }) => realm)),
  };
}

function together(
  parts: readonly (Readonly<Record<string, unknown>> | undefined)[],
): Record<string, unknown> {
  return Object.fromEntries(parts.flatMap((part) => Object.entries(part ?? {})));
}

function enterIn(page: string, entry: GuideEntry): Change {
  const field = console[page]?.[entry.field];
  if (field === undefined) throw new Error(`Keycloak has no field “${entry.field}” on its page “${page}”.`);
  return field(entry);
}

const choices: Readonly<Record<string, string>> = { 'OpenID Connect': 'openid-connect' };

/** The pages of the console, the fields on them, and what each becomes in the interface that the console itself uses. */
const console: Readonly<Record<string, Readonly<Record<string, (entry: GuideEntry) => Change>>>> = {
  'General settings': {
    'Client type': (entry) => ({ client: { protocol: choices[chosen(entry)] } }),
    'Client ID': (entry) => ({ client: { clientId: entered(entry).join() } }),
    Name: (entry) => ({ client: { name: entered(entry).join() } }),
  },
  'Capability config': {
    'Client authentication': (entry) => ({ client: { publicClient: !switched(entry) } }),
    'Standard flow': (entry) => ({ client: { standardFlowEnabled: switched(entry) } }),
    'Direct access grants': (entry) => ({ client: { directAccessGrantsEnabled: switched(entry) } }),
    'Implicit flow': (entry) => ({ client: { implicitFlowEnabled: switched(entry) } }),
    'Service account roles': (entry) => ({ client: { serviceAccountsEnabled: switched(entry) } }),
    'PKCE method': (entry) => ({ attributes: { 'pkce.code.challenge.method': chosen(entry) } }),
    'OAuth 2.0 Device Authorization Grant': (entry) => ({
      attributes: { 'oauth2.device.authorization.grant.enabled': String(switched(entry)) },
    }),
  },
  'Login settings': {
    'Valid redirect URIs': (entry) => ({ client: { redirectUris: entered(entry) } }),
    'Valid post logout redirect URIs': (entry) => ({
      attributes: { 'post.logout.redirect.uris': entered(entry).join('##') },
    }),
  },
  Tokens: {
    'Revoke Refresh Token': (entry) => ({ realm: { revokeRefreshToken: switched(entry) } }),
  },
  Settings: { 'Client ID': copied },
};

function entered({ action, values, field }: GuideEntry): readonly string[] {
  if (action !== 'enter' || values.length === 0) throw new Error(`Nothing is entered in “${field}”.`);
  return values.map(({ text }) => text);
}

function chosen({ action, values: [value], field }: GuideEntry): string {
  if (action !== 'choose' || value === undefined) throw new Error(`Nothing is chosen in “${field}”.`);
  return value.text;
}

function switched({ action, field }: GuideEntry): boolean {
  if (action !== 'switch-on' && action !== 'switch-off') throw new Error(`“${field}” is a switch.`);
  return action === 'switch-on';
}

function copied({ action, field }: GuideEntry): Change {
  if (action !== 'copy') throw new Error(`“${field}” is only read.`);
  return {};
}
