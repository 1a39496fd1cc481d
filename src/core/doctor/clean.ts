import type { Finding } from '../../shared/doctor.ts';
import { redact } from '../activity/redact.ts';

/** Makes a finding fit to be copied: secrets are taken out (STYLE 16), and the home folder, which names its owner, is `~`. */
export function cleaner(homes: readonly string[]): (finding: Finding) => Finding {
  // The longest first: one may be the beginning of another.
  const known = homes.filter((home) => home.length > 1).toSorted((a, b) => b.length - a.length);
  const clean = (text: string): string => redact(known.reduce(withoutHome, text));
  return (finding) => ({
    ...finding,
    what: clean(finding.what),
    next: clean(finding.next),
    facts: finding.facts.map(({ name, value }) => ({ name, value: clean(value) })),
  });
}

function withoutHome(text: string, home: string): string {
  return text.split(home).join('~');
}
