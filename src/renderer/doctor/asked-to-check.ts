import type { CheckSubject } from '../../shared/doctor.ts';
import { createAsking } from '../components/asking.ts';

const asking = createAsking<{ readonly of: CheckSubject }>();

/** Has the checks of a subject run as soon as their place is on the screen. */
export function askToCheck(of: CheckSubject): void {
  asking.ask({ of });
}

/** Does what was asked for this subject, once. */
export function useAskedToCheck(of: CheckSubject, check: () => void): void {
  asking.useAsked((asked) => asked.of === of, check);
}
