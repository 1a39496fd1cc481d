import { inject } from 'vitest';
import * as z from 'zod';
import { Administration } from '../../../servers/keycloak/administration.ts';
import type { Front } from '../../../servers/keycloak/front.ts';

const placeSchema = z.object({ origin: z.string(), administrator: z.string(), password: z.string() });

/** The Keycloak of this run, started where nobody asked for it before; behind a front, its addresses are those of the front. */
export async function meetKeycloak(front?: Front): Promise<Administration> {
  const response = await fetch(inject('keycloakOnDemand'));
  const answer: unknown = await response.json();
  if (!response.ok) throw new Error(JSON.stringify(answer));
  const place = placeSchema.parse(answer);
  front?.leadTo(place.origin);
  return new Administration({ ...place, origin: front?.origin ?? place.origin });
}
