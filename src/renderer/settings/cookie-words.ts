import type { CookiesView } from '../../shared/cookies.ts';
import { visibleLine } from '../words/visible-text.ts';

/** Names of one host that are listed; a server may set hundreds. */
const mostNames = 12;

/** How many there are and of which hosts. */
export function keptWords({ hosts, kept }: CookiesView): string {
  const count = hosts.reduce((sum, { names }) => sum + names.length, 0);
  if (count === 0) return 'None is kept yet.';
  const many = count === 1 ? '1 cookie is kept' : `${String(count)} cookies are kept`;
  const where =
    hosts.length === 1 ? `of ${hostWords(hosts[0]?.host ?? '')}` : `of ${String(hosts.length)} hosts`;
  return `${many}, ${where}${kept === 'memory' ? ', until you quit' : ''}.`;
}

/** How many more there are than are listed. */
export function moreHostsWords(more: number): string {
  return more === 1 ? 'And those of 1 more host.' : `And those of ${String(more)} more hosts.`;
}

/** Who gets it. */
export function hostWords(host: string): string {
  return host.startsWith('.') ? `${visibleLine(host.slice(1))} and what is below it` : visibleLine(host);
}

/** The names that are listed, fit to be shown, and how many more there are. */
export function listedNames(names: readonly string[]): {
  readonly listed: readonly string[];
  readonly more: number;
} {
  const listed = names
    .slice(0, mostNames)
    .map((name) => (name === '' ? 'without a name' : visibleLine(name)));
  return { listed, more: names.length - listed.length };
}
