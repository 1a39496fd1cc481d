import { useEffect, useState } from 'react';

import type { ProviderHint } from '../../shared/provider.ts';

/**
 * Puts a provider's scopes into the field as long as nobody has written there: what stands in it is what was suggested last.
 * @param untouched what the form of a new connection begins with; null where nothing is ever filled in.
 */
export function useSuggestedScopes(
  scopes: string,
  hint: ProviderHint | null,
  untouched: string | null,
  onScopes: (scopes: string) => void,
): void {
  const [last, setLast] = useState(untouched);
  const suggestion = hint === null ? null : hint.scopes.join(' ');
  const wanted = suggestion !== null && scopes === last && suggestion !== scopes ? suggestion : null;
  useEffect(() => {
    if (wanted === null) return;
    setLast(wanted);
    onScopes(wanted);
    // oxlint-disable-next-line react/exhaustive-deps -- `onScopes` is made anew with every drawing, and does the same
  }, [wanted]);
}
