import { lazy, Suspense, useMemo } from 'react';

import type { ResponseView } from '../../../shared/request.ts';
import { jsonSourceOf } from '../json/json-source.ts';

const JsonView = lazy(async () => ({ default: (await import('../json/json-view.tsx')).JsonView }));

/** JSON as a tree. */
export function TreeBody({ response }: { readonly response: ResponseView }) {
  const source = useMemo(() => jsonSourceOf(response), [response]);
  return source === null ? null : (
    <Suspense fallback={null}>
      <JsonView key={response.requestId} source={source} />
    </Suspense>
  );
}
