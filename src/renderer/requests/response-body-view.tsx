import type { ResponseView } from '../../shared/request.ts';
import { assertNever } from '../../shared/result.ts';
import type { BodyView } from './answer/body-views.ts';
import { HexBody } from './answer/hex-body.tsx';
import { PrettyBody } from './answer/pretty-body.tsx';
import { PreviewBody } from './answer/preview-body.tsx';
import { RawBody } from './answer/raw-body.tsx';
import { TreeBody } from './answer/tree-body.tsx';
import styles from './response-body-view.module.css';

/** The body of an answer, in one of the ways that fit it. */
export function ResponseBodyView({
  response,
  view,
}: {
  readonly response: ResponseView;
  readonly view: BodyView | null;
}) {
  switch (view) {
    case null:
      return <p className={styles['none']}>The answer has no body.</p>;
    case 'tree':
      return <TreeBody response={response} />;
    case 'pretty':
      return <PrettyBody response={response} />;
    case 'raw':
      return <RawBody response={response} />;
    case 'hex':
      return <HexBody response={response} />;
    case 'preview':
      return <PreviewBody response={response} />;
    default:
      return assertNever(view);
  }
}
