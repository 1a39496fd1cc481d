import { Suspense, useMemo } from 'react';

import type { ResponseView } from '../../../shared/request.ts';
import { preloadable } from '../../components/preloadable.tsx';
import { jsonSourceOf } from '../json/json-source.ts';

const jsonView = preloadable(async () => (await import('../json/json-view.tsx')).JsonView);

/** JSON as a tree. */
export function TreeBody({ response }: { readonly response: ResponseView }) {
  const source = useMemo(() => jsonSourceOf(response), [response]);
  return source === null ? null : (
    <Suspense fallback={null}>
      <jsonView.Component key={response.requestId} source={source} />
    </Suspense>
  );
}
