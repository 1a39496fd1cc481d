import { exactTime, relativeTime, relativeTimeLasts } from '../words/time.ts';
import { useNow } from './use-now.ts';

/** `3 minutes ago`, with the exact time on hover. */
export function RelativeTime({ at }: { readonly at: number }) {
  const now = useNow(relativeTimeLasts(at, Date.now()));
  return (
    <time dateTime={new Date(at).toISOString()} title={exactTime(at)}>
      {relativeTime(at, now)}
    </time>
  );
}
