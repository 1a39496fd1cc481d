import type { RequestProgress, RequestStage, ResponseStart, StageTime } from '../../shared/request.ts';
import type { Clock } from '../ports/clock.ts';

/** Between two tellings, in milliseconds: ten a second at most, and none of a request that is over sooner. */
const tellEvery = 100;
/** Over which the rate is taken, in milliseconds. */
const rateWindow = 3000;

type TellProgress = (progress: RequestProgress) => void;

/** How far one request is. */
export interface Meter {
  /** Another stage begins; `total`: the bytes that it will take, where that is known. */
  stage(stage: RequestStage, total: number | null): void;
  /** So many bytes more in this stage. */
  add(bytes: number): void;
  /** The answer's head came. */
  answered(start: ResponseStart): void;
  /** Nothing is told any more. */
  end(): void;
  /** How long each stage took so far, in the order in which they began first; what came twice is added up. */
  times(): readonly StageTime[];
}

/** Follows a request and tells how far it is, when that has changed, ten times a second at most. Begins in `queued`. */
export function startMeter(requestId: string, clock: Clock, tell: TellProgress): Meter {
  let stage: RequestStage = 'queued';
  let total: number | null = null;
  let bytes = 0;
  let answer: ResponseStart | null = null;
  let changed = true;
  let toldRate: number | null = null;
  let marks = [{ at: clock.monotonic(), bytes: 0 }];

  const times = new Map<RequestStage, number>();
  let since = clock.monotonic();
  const count = (): void => {
    const at = clock.monotonic();
    times.set(stage, (times.get(stage) ?? 0) + at - since);
    since = at;
  };

  const rate = (): number | null => {
    const at = clock.monotonic();
    marks = [...marks.filter((mark) => at - mark.at <= rateWindow), { at, bytes }];
    const [first] = marks;
    const milliseconds = first === undefined ? 0 : at - first.at;
    return bytes === 0 || first === undefined || milliseconds < tellEvery
      ? null
      : ((bytes - first.bytes) * 1000) / milliseconds;
  };
  const tick = (): void => {
    cancelTick = clock.after(tellEvery, tick);
    const bytesPerSecond = rate();
    // A rate that falls while nothing comes is news as well.
    if (!changed && bytesPerSecond === toldRate) return;
    changed = false;
    toldRate = bytesPerSecond;
    const left = total === null ? null : Math.max(0, total - bytes);
    const known = left !== null && bytesPerSecond !== null && bytesPerSecond > 0;
    const secondsLeft = known ? left / bytesPerSecond : null;
    tell({ requestId, stage, bytes, total, bytesPerSecond, secondsLeft, answer });
  };
  let cancelTick = clock.after(tellEvery, tick);

  return {
    stage(next, nextTotal) {
      count();
      stage = next;
      total = nextTotal;
      bytes = 0;
      marks = [{ at: clock.monotonic(), bytes: 0 }];
      changed = true;
    },
    add(more) {
      bytes += more;
      changed = true;
    },
    answered(start) {
      answer = start;
      changed = true;
    },
    end() {
      cancelTick();
    },
    times() {
      count();
      return [...times].map(([of, milliseconds]) => ({ stage: of, milliseconds }));
    },
  };
}
