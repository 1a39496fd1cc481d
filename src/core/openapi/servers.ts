import { isLoopbackHost } from '../../shared/loopback-host.ts';
import { isVariableName } from '../../shared/variable-template.ts';
import { isNode, listAt, nodeAt, textAt, type Node } from './nodes.ts';

/**
 * The address at which a document's requests begin: its first server that can be reached over https, or over http on this
 * computer, its variables filled with their defaults, without a slash at its end. One that is relative stands beside the
 * document. Null where there is none.
 */
export function serverOf(node: Node, documentUrl: string | null): string | null {
  for (const server of listAt(node, 'servers')) {
    const url = isNode(server) ? urlOf(server, documentUrl) : null;
    if (url !== null) return url;
  }
  return null;
}

/**
 * The variable that stands for the whole address of a first server, `{name}`, with its default where that can be reached; null
 * where the address is written otherwise.
 */
export function serverVariableOf(
  node: Node,
  documentUrl: string | null,
): { readonly name: string; readonly value: string | null } | null {
  const [server] = listAt(node, 'servers');
  const name = /^\{([^{}]+)\}$/.exec(textAt(server, 'url') ?? '')?.[1];
  if (!isNode(server) || name === undefined || !isVariableName(name)) return null;
  return { name, value: urlOf(server, documentUrl) };
}

/** Whether a document names servers, of which none can be used. */
export function hasServers(node: Node): boolean {
  return listAt(node, 'servers').length > 0;
}

function urlOf(server: Node, documentUrl: string | null): string | null {
  const variables = nodeAt(server, 'variables');
  const written = (textAt(server, 'url') ?? '').replace(
    /\{([^{}]+)\}/g,
    (_whole, name: string) => textAt(nodeAt(variables, name), 'default') ?? '',
  );
  if (written.length > 2000) return null;
  const url = parsed(written, documentUrl);
  if (url === null || url.username !== '' || url.password !== '') return null;
  const reachable = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopbackHost(url.hostname));
  return reachable ? `${url.origin}${url.pathname}`.replace(/\/+$/, '') : null;
}

function parsed(text: string, base: string | null): URL | null {
  try {
    return base === null ? new URL(text) : new URL(text, base);
  } catch {
    return null;
  }
}
