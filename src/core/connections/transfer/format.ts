import * as z from 'zod';
import { manualEndpoints } from '../connections-file.ts';

/*
 * The file in which connections go from one computer to another: docs/connections-file.md, and for programs
 * docs/connections-file.schema.json. Other programs read and write it, so what is here is a promise.
 */

/** What tells the file from any other JSON. */
export const transferFormat = 'latchkey-connections';
/** Raised when an older Latchkey would misunderstand a file; new members that may be left out do not raise it. */
export const transferVersion = 1;
/** Bytes. A thousand connections take a fifth of it. */
export const largestTransferFile = 4_194_304;
/** Connections in one file. */
export const mostTransferred = 1000;

/** Those of the app’s own list, but for the tag. */
const endpoints = manualEndpoints.omit({ tag: true });

/** A list whose first wrong part ends the look at it: told of each of two million, zod takes ten seconds and a gigabyte. */
function list<Part extends z.ZodType>(part: Part) {
  return z.array(z.unknown()).transform((given, context): z.output<Part>[] => {
    const parts: z.output<Part>[] = [];
    for (const [index, one] of given.entries()) {
      const parsed = part.safeParse(one);
      if (!parsed.success) {
        const inside = parsed.error.issues[0]?.path ?? [];
        context.addIssue({ code: 'custom', path: [index, ...inside] });
        return z.NEVER;
      }
      parts.push(parsed.data);
    }
    return parts;
  });
}

/** One connection as the file has it. What is left out is as in a new connection. */
export const transferred = z.object({
  name: z.string(),
  issuer: z.string(),
  clientId: z.string().default(''),
  scopes: list(z.string()).default([]),
  apiOrigins: list(z.object({ origin: z.string(), resource: z.string().exactOptional() })).default([]),
  redirectWays: list(z.enum(['scheme', 'loopback']))
    .refine(({ length }) => length > 0)
    .default(['scheme']),
  redirectSpelling: z.enum(['path', 'authority']).default('path'),
  loopback: z
    .object({ host: z.enum(['127.0.0.1', 'localhost']), ports: z.array(z.int()).max(3) })
    .exactOptional(),
  signOutInBrowser: z.boolean().default(false),
  renewal: z.enum(['automatic', 'on-demand']).default('automatic'),
  /** The provider insists on a client secret, which is never in the file (R6). */
  needsClientSecret: z.boolean().default(false),
  /** Only for a *manual* connection (R87). Its tag is never in the file: each computer makes one of its own. */
  endpoints: endpoints.exactOptional(),
});

export type Transferred = z.output<typeof transferred>;
