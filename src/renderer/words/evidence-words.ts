import type { Evidence } from '../../shared/provider.ts';

/** What stands behind a fact, said so that nobody takes it for more. */
export const evidenceWords: Readonly<Record<Evidence, string>> = {
  documented: 'from its documentation',
  published: 'from what its servers publish',
  reported: 'reported by others',
  tried: 'tried on its software',
  unchecked: 'not checked',
};
