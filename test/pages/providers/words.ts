import type { Fact } from '../../../src/core/providers/presets/evidence.ts';
import type { Evidence } from '../../../src/shared/provider.ts';

/** What each kind of evidence means, best first. */
export const meanings: Readonly<Record<Evidence, string>> = {
  tried: 'tried against the software as it runs on a developer’s computer',
  published: 'from a discovery document that a real server published',
  documented: 'from the vendor’s documentation or source',
  reported: 'from a public issue thread',
  unchecked: 'general knowledge that nobody has checked',
};

export const order: readonly Evidence[] = ['tried', 'published', 'documented', 'reported', 'unchecked'];

/** Every fact in something, however deep it stands. */
export function count(value: unknown, evidence: Evidence): number {
  if (typeof value !== 'object' || value === null) return 0;
  const own = 'evidence' in value && value.evidence === evidence ? 1 : 0;
  return Object.values(value).reduce<number>((sum, one) => sum + count(one, evidence), own);
}

export function item({ value, evidence }: Fact<string>): string {
  return `- ${value} (_${evidence}_)`;
}

export function codes(values: readonly string[]): string {
  return values.length === 0 ? 'none known' : values.map(code).join(' ');
}

export function code(text: string): string {
  return `\`${text}\``;
}

export function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
