import { useState } from 'react';

import type { ResponseView } from '../../../shared/request.ts';
import { bodyViews, type BodyView } from './body-views.ts';

/** What the person chose last for each media type, while the window lives. */
const chosen = new Map<string, BodyView>();

export interface ChosenView {
  readonly views: readonly BodyView[];
  /** Null: there is nothing to look at. */
  readonly view: BodyView | null;
  readonly choose: (view: BodyView) => void;
}

/** How a body is looked at: as the person looked at the last one of its media type, else as it opens by itself. */
export function useBodyView({ body, bytes }: ResponseView): ChosenView {
  const views = bodyViews(body, bytes);
  const mediaType = body.kind === 'empty' ? '' : body.mediaType;
  const [view, setView] = useState(() => {
    const last = chosen.get(mediaType);
    return last !== undefined && views.includes(last) ? last : (views[0] ?? null);
  });
  return {
    views,
    view,
    choose: (next) => {
      chosen.set(mediaType, next);
      setView(next);
    },
  };
}
