import { listAt, member, nodeAt, textAt, type Node } from './nodes.ts';
import { longestName } from './parameters.ts';
import type { References } from './references.ts';

/** What an operation demands of whoever calls it. */
export interface Demands {
  /** Whether the sign-in goes along. */
  readonly signIn: boolean;
  readonly scopes: readonly string[];
  /** Keys that stand in a header or a parameter of the address. */
  readonly keys: readonly { readonly name: string; readonly place: 'header' | 'query' }[];
  /** What Latchkey does not send, in words. */
  readonly beyond: readonly string[];
}

/** Longer than any that a provider has. */
const longestScope = 200;
/** Of one requirement. */
const mostSchemes = 50;

/**
 * What the security requirements of an operation come to: of several alternatives the first with which a sign-in helps, else
 * the first. A document that says nothing about security leaves it to the sign-in.
 */
export function demandsOf(root: Node, operation: Node, references: References): Demands {
  const written = member(operation, 'security') ?? member(root, 'security');
  const schemes = nodeAt(nodeAt(root, 'components'), 'securitySchemes');
  if (!Array.isArray(written))
    return { ...nothing, signIn: schemes === null || member(root, 'security') === undefined };
  const alternatives = written.map((requirement) => demandsOfOne(requirement, schemes, references));
  return alternatives.find(({ signIn }) => signIn) ?? alternatives[0] ?? nothing;
}

const nothing: Demands = { signIn: false, scopes: [], keys: [], beyond: [] };

function demandsOfOne(requirement: unknown, schemes: Node | null, references: References): Demands {
  let demands = nothing;
  for (const name of typeof requirement === 'object' && requirement !== null
    ? Object.keys(requirement).slice(0, mostSchemes)
    : []) {
    const scheme = references.resolve(member(schemes, name));
    demands = withScheme(demands, scheme, listAt(requirement, name));
  }
  return demands;
}

function withScheme(demands: Demands, scheme: Node | null, scopes: readonly unknown[]): Demands {
  const beyond = (words: string): Demands => ({ ...demands, beyond: [...demands.beyond, words] });
  switch (textAt(scheme, 'type')) {
    case 'oauth2':
    case 'openIdConnect':
      return {
        ...demands,
        signIn: true,
        scopes: [...new Set([...demands.scopes, ...scopes.filter(isScope)])],
      };
    case 'http': {
      const kind = textAt(scheme, 'scheme')?.toLowerCase();
      return kind === 'bearer' || kind === 'dpop'
        ? { ...demands, signIn: true }
        : beyond('a user name and a password');
    }
    case 'apiKey': {
      const place = textAt(scheme, 'in');
      const name = textAt(scheme, 'name');
      if (name !== null && name.length <= longestName && (place === 'header' || place === 'query')) {
        return { ...demands, keys: [...demands.keys, { name, place }] };
      }
      return beyond('a key in a cookie');
    }
    case 'mutualTLS':
      return beyond('a client certificate');
    case null:
    default:
      return demands;
  }
}

/** The characters of RFC 6749 §3.3. */
function isScope(value: unknown): value is string {
  return (
    typeof value === 'string' && value.length <= longestScope && /^[\x21\x23-\x5b\x5d-\x7e]+$/.test(value)
  );
}
