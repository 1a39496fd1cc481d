import { attempts } from './attempts.ts';
import { codes } from './codes.ts';
import { delivery } from './delivery.ts';
import { described } from './described.ts';
import { keeping } from './keeping.ts';
import { more } from './more.ts';
import { over } from './over.ts';
import { renewing } from './renewing.ts';
import { starting } from './starting.ts';
import type { Way } from './parts.ts';

/** Sequences that together lead to every target of every row of the tables. */
export const waysThere: readonly Way[] = [
  keeping,
  starting,
  renewing,
  described,
  over,
  attempts,
  codes,
  delivery,
  more,
].flat();
