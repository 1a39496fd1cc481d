import type { Failure, FailureCode } from '../../shared/failure.ts';
import { failure } from './failures.ts';
import type { PasteSlip } from './pasted-address.ts';

/** The words for what was pasted and cannot be taken. None of them repeats it, and the sign-in goes on after each. */

const again = 'Copy it again in the other browser, from “http” to its very end, and paste it here.';

export function slipped(slip: PasteSlip): Failure {
  switch (slip) {
    case 'empty':
      return refuse(
        'Nothing was pasted.',
        'The field is empty.',
        'Copy the address at which the other browser ended, and paste it here.',
      );
    case 'cut-off':
      return cutOff();
    case 'code-alone':
      return refuse(
        'This is only a part of the address: the code.',
        'Latchkey also checks which sign-in a code belongs to, and that stands beside it in the address.',
        again,
      );
    case 'sign-in-page':
      return refuse(
        'This is the address of the sign-in page.',
        'It was copied before the sign-in was finished there.',
        'Finish signing in there. Then copy the address at which that browser ends, and paste it here.',
      );
    case 'page-text':
      return refuse(
        'This is the text of the page.',
        'That page is the right one, also when it says that it cannot be shown. What is needed is its address.',
        'Copy what stands in the address bar above that page, and paste it here.',
      );
    case 'app-link':
      return refuse(
        'This address leads back over the app link.',
        'Only one that begins with “http://127.0.0.1” or “http://localhost” can be brought here by hand.',
        'Sign in with the link of this sign-in, then paste the address at which that browser ends.',
      );
    case 'something-else':
    default:
      return refuse(
        'This is not the address that is needed.',
        'That one begins with “http://127.0.0.1” or “http://localhost”, and the other browser ends there when the sign-in is finished.',
        'Finish signing in in the other browser, copy the address at which it ends, and paste it here.',
      );
  }
}

export function cutOff(): Failure {
  return refuse('This address is not whole.', 'A part of it was cut off when it was copied.', again);
}

/** It answers a sign-in of another connection. */
export function ofAnotherConnection(name: string): Failure {
  return refuse(
    `This address belongs to “${name}”.`,
    'It answers a sign-in of that connection, and not of this one.',
    `Open “${name}” and paste it there. The sign-in here goes on.`,
    'callback-unknown',
  );
}

/** It has the form of this connection's answers, and no sign-in that runs asked for it. */
export function ofAnotherAttempt(): Failure {
  return refuse(
    'This address belongs to another sign-in.',
    'That one was cancelled, or it began before Latchkey was started, or on another computer.',
    'Press “Copy link”, open that link in the other browser, and paste the address at which it ends.',
    'callback-unknown',
  );
}

export function alreadyUsed(): Failure {
  return refuse(
    'This address was used already.',
    'Each one works once.',
    'If you are not signed in, press “Copy link”, open that link in the other browser, and paste the new address.',
    'callback-unknown',
  );
}

/** A check of R9 and R26 to R29 that it did not pass; its reason stays, and the sign-in goes on. */
export function notAccepted(reason: Failure): Failure {
  return { ...reason, what: 'This address was not accepted.', next: again };
}

/** There is no loopback address that waits for an answer. */
export function nothingToPaste(): Failure {
  return failure(
    'not-permitted',
    'This sign-in cannot be finished by an address.',
    'Its answer comes back by itself, or it is over.',
    'Choose “Another way”, then the loopback address, where that one is registered.',
  );
}

function refuse(what: string, why: string, next: string, code: FailureCode = 'callback-invalid'): Failure {
  return failure(code, what, why, next, { field: 'Address' });
}
