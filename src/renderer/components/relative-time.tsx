import { exactTime, relativeTime } from '../words/time.ts';
import { useNow } from './use-now.ts';

const everyMilliseconds = 10_000;

/** `3 minutes ago`, with the exact time on hover. */
export function RelativeTime({ at }: { readonly at: number }) {
  const now = useNow(everyMilliseconds);
  return (
    <time dateTime={new Date(at).toISOString()} title={exactTime(at)}>
      {relativeTime(at, now)}
    </time>
  );
}
