import type { Finding } from '../../../shared/doctor.ts';
import { good, wrong } from '../finding.ts';

/**
 * Whether a sign-in can be checked with what the provider publishes.
 * @param seen.published null where what came is no list of keys
 */
export function judgeKeys(seen: {
  readonly host: string;
  readonly published: number | null;
  readonly usable: number;
  readonly algorithms: readonly string[];
}): Finding {
  const { host, published, usable, algorithms } = seen;
  const facts = { Host: host, Algorithms: algorithms.join(', ') };
  const next = 'Tell whoever runs the provider: until that is mended nobody can sign in with this app.';
  if (published === null) {
    return wrong('Where the keys of this provider have to be, there is something else.', next, facts);
  }
  if (usable === 0) {
    const what =
      published === 0
        ? 'The provider publishes no key, so no sign-in can be checked.'
        : `None of the ${count(published)} that the provider publishes can check a sign-in.`;
    return wrong(what, next, facts);
  }
  return good(`The provider publishes ${count(usable)} with which a sign-in can be checked.`, facts);
}

function count(keys: number): string {
  return keys === 1 ? 'one key' : `${String(keys)} keys`;
}
