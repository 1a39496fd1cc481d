import type { Doctor } from '../../../core/doctor/doctor.ts';
import { succeed } from '../../../shared/result.ts';
import type { Handlers } from '../answer.ts';

export interface CheckHandlerDeps {
  readonly doctor: Doctor;
  /** A proxy or a server that was declined may ask the person again. */
  readonly askAgain: () => void;
}

/** Calls about checks of a connection, or of this computer. */
export function checkHandlers({
  doctor,
  askAgain,
}: CheckHandlerDeps): Pick<Handlers, 'runChecks' | 'cancelChecks'> {
  return {
    runChecks({ of }) {
      askAgain();
      return doctor.run(of);
    },
    cancelChecks({ of }) {
      doctor.cancel(of);
      return succeed(null);
    },
  };
}
