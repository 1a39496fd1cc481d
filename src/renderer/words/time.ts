const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** `14:05`, in the person's own locale. `at` is milliseconds since the epoch. */
export function clockTime(at: number): string {
  return new Date(at).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
}

/** `14:05:09`. */
export function clockTimeWithSeconds(at: number): string {
  return new Date(at).toLocaleTimeString(undefined, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
}

/** The exact instant, for the hover text beside a relative one. */
export function exactTime(at: number): string {
  return new Date(at).toLocaleString(undefined, { dateStyle: 'full', timeStyle: 'long', hourCycle: 'h23' });
}

/** `14:05` today, with the date on any other day. */
export function untilTime(at: number, now: number): string {
  return new Date(at).toDateString() === new Date(now).toDateString()
    ? clockTime(at)
    : new Date(at).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' });
}

/** `14:05:09` today, with the date on any other day: the end of a pause that may last seconds. */
export function pauseEnd(at: number, now: number): string {
  return new Date(at).toDateString() === new Date(now).toDateString()
    ? clockTimeWithSeconds(at)
    : untilTime(at, now);
}

/** `just now`, `3 minutes ago`, `in 2 hours`. Both are milliseconds since the epoch. */
export function relativeTime(at: number, now: number): string {
  const distance = at - now;
  const size = Math.abs(distance);
  if (size < 10 * second) return 'just now';
  const words = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
  if (size < minute) return words.format(Math.round(distance / second), 'second');
  if (size < hour) return words.format(Math.round(distance / minute), 'minute');
  if (size < day) return words.format(Math.round(distance / hour), 'hour');
  return words.format(Math.round(distance / day), 'day');
}

/** `0:42`, `12:05`, `1:02:09` until an instant; `0:00` once it has passed. */
export function countdown(until: number, now: number): string {
  const seconds = Math.max(0, Math.ceil((until - now) / second));
  const rest = String(seconds % 60).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}:${rest}`;
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}:${rest}`;
}

/** `42 ms`, `1.8 s`. */
export function duration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  return `${(milliseconds / 1000).toFixed(milliseconds < 10_000 ? 1 : 0)} s`;
}
