import * as z from 'zod';
import type { Connection } from '../../shared/connection.ts';

/** A connection as it is on disk. */
export interface KeptConnection extends Connection {
  /** When the person deleted it, in milliseconds since the epoch: it is whole until that is carried out, and comes back where it is undone. */
  readonly deletedAt?: number;
}

export function isSetAside({ deletedAt }: KeptConnection): boolean {
  return deletedAt !== undefined;
}

/** The same, as if it had never been deleted. */
export function unmarked({ deletedAt: _over, ...connection }: KeptConnection): Connection {
  return connection;
}

/** What `connections.json` holds: plain JSON that a person can read. No secret is ever in it. */
export type ParsedConnectionsFile =
  | { readonly kind: 'ours'; readonly connections: readonly KeptConnection[]; readonly invalid: number }
  | { readonly kind: 'newer'; readonly version: number }
  | { readonly kind: 'damaged'; readonly why: string };

const formatVersion = 1;

export const manualEndpoints = z.object({
  tag: z.string(),
  discoveryUrl: z.string().exactOptional(),
  authorizationEndpoint: z.string().exactOptional(),
  tokenEndpoint: z.string().exactOptional(),
  jwksUri: z.string().exactOptional(),
  revocationEndpoint: z.string().exactOptional(),
  endSessionEndpoint: z.string().exactOptional(),
  userinfoEndpoint: z.string().exactOptional(),
  deviceAuthorizationEndpoint: z.string().exactOptional(),
});

const connection: z.ZodType<KeptConnection> = z.object({
  id: z.string().regex(/^[a-z2-7]{26}$/),
  createdAt: z.number(),
  demo: z.boolean(),
  name: z.string(),
  issuer: z.string(),
  clientId: z.string(),
  scopes: z.array(z.string()),
  apiOrigins: z.array(z.object({ origin: z.string(), resource: z.string().exactOptional() })),
  redirectWays: z.array(z.enum(['scheme', 'loopback'])).min(1),
  redirectSpelling: z.enum(['path', 'authority']),
  loopback: z
    .object({
      host: z.enum(['127.0.0.1', 'localhost']),
      ports: z.array(z.int().min(1).max(65_535)).max(3),
    })
    .exactOptional(),
  signOutInBrowser: z.boolean(),
  renewal: z.enum(['automatic', 'on-demand']),
  unlistedPkceAccepted: z.literal(true).exactOptional(),
  confidential: z.literal(true).exactOptional(),
  manual: manualEndpoints.exactOptional(),
  deletedAt: z.number().exactOptional(),
});

const file = z.object({ version: z.int().positive(), connections: z.array(z.unknown()) });

export function writeConnectionsFile(connections: readonly KeptConnection[]): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify({ version: formatVersion, connections }, null, 2)}\n`);
}

/** Never throws. A single connection that cannot be read costs only itself; `invalid` counts those. */
export function parseConnectionsFile(content: Uint8Array): ParsedConnectionsFile {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(content));
  } catch {
    return { kind: 'damaged', why: content.length === 0 ? 'the file is empty' : 'the file is not JSON' };
  }
  const version = z.object({ version: z.int() }).safeParse(json);
  if (version.success && version.data.version > formatVersion) {
    return { kind: 'newer', version: version.data.version };
  }
  const parsed = file.safeParse(json);
  if (!parsed.success) return { kind: 'damaged', why: 'the file holds no list of connections' };
  const connections = new Map<string, KeptConnection>();
  for (const item of parsed.data.connections) {
    const each = connection.safeParse(item);
    if (each.success) connections.set(each.data.id, each.data);
  }
  return {
    kind: 'ours',
    connections: [...connections.values()],
    invalid: parsed.data.connections.length - connections.size,
  };
}
