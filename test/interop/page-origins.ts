import * as z from 'zod';

const metadataSchema = z.object({
  authorization_endpoint: z.url().optional(),
  end_session_endpoint: z.url().optional(),
});

/**
 * The origins whose pages may open the app without the browser's question, which nobody could answer here: the issuer's and
 * those of its endpoints for browsers. Where its metadata cannot be read it is the issuer's alone; the app says why.
 */
export async function pageOrigins(issuer: string): Promise<readonly string[]> {
  const own = new URL(issuer).origin;
  try {
    const response = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
    const metadata = metadataSchema.parse(await response.json());
    const found = Object.values(metadata).flatMap((address) =>
      address === undefined ? [] : [new URL(address).origin],
    );
    return [...new Set([own, ...found])];
  } catch {
    return [own];
  }
}
