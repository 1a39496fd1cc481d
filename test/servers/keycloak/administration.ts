import * as z from 'zod';
import type { KeycloakPlace } from './start-keycloak.ts';

const tokenSchema = z.object({ access_token: z.string() });
const listSchema = z.array(z.looseObject({ id: z.string() }));
/** What `GET` of a session's list tells that tests look at. */
const sessionSchema = z.array(z.object({ id: z.string(), username: z.string() }));

export type KeycloakSession = z.infer<typeof sessionSchema>[number];

/**
 * Keycloak's administration as its own console uses it: `{origin}/admin/realms/…`. The administrator's token lives a
 * minute, so each call gets one of its own. @throws for every answer that is not good.
 */
export class Administration {
  readonly #place: KeycloakPlace;

  constructor(place: KeycloakPlace) {
    this.#place = place;
  }

  issuerOf(realm: string): string {
    return `${this.#place.origin}/realms/${realm}`;
  }

  async createRealm(representation: object): Promise<void> {
    await this.#call('POST', '', representation);
  }

  async deleteRealm(realm: string): Promise<void> {
    await this.#call('DELETE', `/${realm}`);
  }

  /** Changes settings of the realm, the others stay. */
  async changeRealm(realm: string, change: object): Promise<void> {
    await this.#call('PUT', `/${realm}`, change);
  }

  async createClient(realm: string, representation: object): Promise<void> {
    await this.#call('POST', `/${realm}/clients`, representation);
  }

  /** Changes settings of a client, the others stay. */
  async changeClient(realm: string, clientId: string, change: object): Promise<void> {
    const id = await this.#idOfClient(realm, clientId);
    const before = z.looseObject({}).parse(await this.#call('GET', `/${realm}/clients/${id}`));
    await this.#call('PUT', `/${realm}/clients/${id}`, { ...before, ...change });
  }

  /** What “Sessions” of the client shows: who is signed in; `offline` for those that outlive the browser's session. */
  async sessionsOf(
    realm: string,
    clientId: string,
    kind: 'user' | 'offline' = 'user',
  ): Promise<readonly KeycloakSession[]> {
    const id = await this.#idOfClient(realm, clientId);
    return sessionSchema.parse(await this.#call('GET', `/${realm}/clients/${id}/${kind}-sessions`));
  }

  /** “Sign out” in the list of sessions. */
  async endSession(realm: string, session: string): Promise<void> {
    await this.#call('DELETE', `/${realm}/sessions/${session}`);
  }

  /** “Sign out all active sessions” of the realm. */
  async endAllSessions(realm: string): Promise<void> {
    await this.#call('POST', `/${realm}/logout-all`);
  }

  async #idOfClient(realm: string, clientId: string): Promise<string> {
    const path = `/${realm}/clients?clientId=${encodeURIComponent(clientId)}`;
    const [client] = listSchema.parse(await this.#call('GET', path));
    if (client === undefined) throw new Error(`The realm ${realm} has no client ${clientId}.`);
    return client.id;
  }

  async #call(method: string, path: string, body?: object): Promise<unknown> {
    const response = await fetch(`${this.#place.origin}/admin/realms${path}`, {
      method,
      headers: {
        authorization: `Bearer ${await this.#token()}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} answered ${String(response.status)}: ${text}`);
    return text === '' ? null : JSON.parse(text);
  }

  async #token(): Promise<string> {
    const { administrator, origin, password } = this.#place;
    const response = await fetch(`${origin}/realms/master/protocol/openid-connect/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'password',
        client_id: 'admin-cli',
        username: administrator,
        password,
      }),
    });
    return tokenSchema.parse(await response.json()).access_token;
  }
}
