import { byteSize } from '../../shared/byte-size.ts';
import type { RequestProgress } from '../../shared/request.ts';
import { assertNever } from '../../shared/result.ts';

/** `Receiving…` with what is known of it: `12 MB of 1.1 GB, 34 MB/s, 28 s left`. */
export function progressWords(progress: RequestProgress | null): string {
  if (progress === null) return 'Sending…';
  const { bytes, total, bytesPerSecond, secondsLeft } = progress;
  const facts = [
    bytes === 0 && total === null
      ? null
      : total === null
        ? byteSize(bytes)
        : `${byteSize(bytes)} of ${byteSize(total)}`,
    bytesPerSecond === null || bytes === 0 ? null : `${byteSize(Math.round(bytesPerSecond))}/s`,
    secondsLeft === null ? null : `${timeLeft(secondsLeft)} left`,
  ].filter((fact) => fact !== null);
  return [`${stageWords(progress)}…`, facts.join(', ')].filter((part) => part !== '').join(' ');
}

function stageWords({ stage }: RequestProgress): string {
  switch (stage) {
    case 'queued':
      return 'Getting ready';
    case 'sending':
      return 'Sending';
    case 'waiting':
      return 'Sent, waiting for the answer';
    case 'receiving':
      return 'Receiving';
    case 'saving':
      return 'Saving';
    default:
      return assertNever(stage);
  }
}

/** Rounded up, so that it does not say nothing is left while something is. */
function timeLeft(seconds: number): string {
  if (seconds < 90) return `${String(Math.max(1, Math.ceil(seconds)))} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 90 ? `${String(minutes)} min` : `${String(Math.ceil(minutes / 60))} h`;
}
