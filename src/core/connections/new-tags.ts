import { randomBytes } from 'node:crypto';
import { base32 } from '../oauth/base32.ts';

const tagBytes = 16;
/** Nobody sets up more at a time; one that was set up before gets another tag, and its addresses are shown anew. */
const mostRemembered = 50;

/** A callback tag of a manual connection, which nobody outside can choose (R87). */
export function randomTag(): string {
  return base32(randomBytes(tagBytes));
}

/**
 * The callback tags of connections with addresses by hand that are yet to be saved: what is registered before must be what is
 * saved afterwards.
 */
export interface NewTags {
  /** The same for the same issuer until it is spent. */
  readonly of: (issuer: string) => string;
  /** A connection was saved with it, if it is this one: the next connection gets one of its own. */
  readonly spend: (issuer: string, tag: string) => void;
}

export function createNewTags(): NewTags {
  const tags = new Map<string, string>();
  return {
    of(issuer) {
      const tag = tags.get(issuer) ?? randomTag();
      tags.delete(issuer);
      tags.set(issuer, tag);
      const [oldest] = tags.keys();
      if (tags.size > mostRemembered && oldest !== undefined) tags.delete(oldest);
      return tag;
    },
    spend(issuer, tag) {
      if (tags.get(issuer) === tag) tags.delete(issuer);
    },
  };
}
