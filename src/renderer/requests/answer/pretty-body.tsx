import { useMemo } from 'react';

import type { ResponseView } from '../../../shared/request.ts';
import { indentedJson } from '../body-text.ts';
import { InertText } from '../inert-text.tsx';

/** JSON, indented; as it came where it is none. */
export function PrettyBody({ response: { body } }: { readonly response: ResponseView }) {
  const text = body.kind === 'json' || body.kind === 'text' ? body.text : '';
  const pretty = useMemo(() => indentedJson(text), [text]);
  return <InertText text={pretty} name="Response body" />;
}
