import { describe, expect, it } from 'vitest';
import { conformancePage } from '../../../scripts/lib/conformance.mjs';

const behaviour = {
  id: 'iss-wrong',
  step: 'id-token',
  does: 'names another issuer',
  source: 'OpenID Connect Core §3.1.3.7',
  expected: {
    verdict: 'refused',
    state: 'signed-out',
    code: 'id-token-invalid',
    field: 'iss',
    sealed: [],
    calls: ['discovery', 'token'],
    nextTry: null,
  },
} as const;

describe('the page of the misbehaving server', () => {
  it('has a line for each behaviour, under its step, with what becomes of it', () => {
    const page = conformancePage([behaviour]);
    expect(page).toContain('## ID tokens\n\n1 behaviours: 0 accepted, 1 refused, 0 ignored.');
    expect(page).toContain(
      '| `iss-wrong` | names another issuer | OpenID Connect Core §3.1.3.7 | refuse | signed out; `id-token-invalid` (iss); on disk: nothing; requests: discovery, token |',
    );
    expect(page).not.toContain('## Renewals');
  });

  it('says when it is tried again, and what is kept', () => {
    const expected = { ...behaviour.expected, sealed: ['session'], calls: [], nextTry: 2.5 };
    expect(conformancePage([{ ...behaviour, expected }])).toContain(
      'on disk: session; requests: none; next try after 2.5 s |',
    );
  });

  it('keeps markup in words inert', () => {
    expect(conformancePage([{ ...behaviour, does: 'says <b>|`none`' }])).toContain(
      String.raw`| says \<b\>\|\`none\` |`,
    );
  });

  it('refuses a step that it has no place for', () => {
    expect(() => conformancePage([{ ...behaviour, step: 'teapot' }])).toThrow('teapot');
  });
});
