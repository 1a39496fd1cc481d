import { describe, expect, it } from 'vitest';
import { gaps, proofsIn, requirementsPage } from '../../../scripts/lib/requirements.mjs';

const requirement = {
  id: 'R16',
  source: 'RFC 9700 §4.4.2',
  line: 'The code goes to its own endpoint.',
  required: true,
};

// Written in pieces, so that the real page does not count these lines as proofs.
function testFile(ids: string, title: string): string {
  return `it('${ids}: ${title}', () => {});`;
}

describe('requirements', () => {
  it('reads the ids, their marks and the title', () => {
    const { proofs, complaints } = proofsIn('a.test.ts', testFile('R16+ R17-', "it isn\\'t sent"));
    expect(proofs).toEqual([
      { id: 'R16', kind: '+', file: 'a.test.ts', title: "it isn't sent" },
      { id: 'R17', kind: '-', file: 'a.test.ts', title: "it isn't sent" },
    ]);
    expect(complaints).toEqual([]);
  });

  it('complains about an id without a mark, and takes it for no proof', () => {
    const { proofs, complaints } = proofsIn('a.test.ts', testFile('R16', 'works'));
    expect(proofs).toEqual([]);
    expect(complaints).toHaveLength(1);
  });

  it('misses the negative test where only the positive one exists', () => {
    const { proofs } = proofsIn('a.test.ts', testFile('R16+', 'works'));
    expect(gaps([requirement], proofs)).toEqual(['R16 has no negative test (a title that begins “R16-:”)']);
  });

  it('refuses an id that the list does not have', () => {
    const { proofs } = proofsIn('a.test.ts', testFile('R999+', 'works'));
    expect(gaps([{ ...requirement, required: false }], proofs)).toHaveLength(1);
  });

  it('shows a requirement with its proofs, and keeps markup in titles inert', () => {
    const { proofs } = proofsIn('a.test.ts', testFile('R16-', 'refuses <b>'));
    expect(requirementsPage([requirement], proofs)).toContain('- － refuses \\<b\\> (`a.test.ts`)');
  });

  it('says at its head how many of the required lines have both', () => {
    const ids = ['R1', 'R2', 'R3', 'R7', 'R9', 'R10'];
    const requirements = ids.map((id) => ({ ...requirement, id, required: id !== 'R9' }));
    const both = proofsIn('a.test.ts', `${testFile('R1+ R1-', 'works')}${testFile('R2+ R9+ R9-', 'works')}`);
    expect(requirementsPage(requirements, both.proofs)).toContain(
      '**1 of 5** lines (R1 to R3, R7, R10) have a positive and a negative test.',
    );
  });

  it('leaves open what a table of cases fills in', () => {
    const { proofs } = proofsIn('a.test.ts', testFile('R16-', '%s and %j are refused'));
    expect(requirementsPage([requirement], proofs)).toContain('- － … and … are refused (`a.test.ts`)');
  });
});
