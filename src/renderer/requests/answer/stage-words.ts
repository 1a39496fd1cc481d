import type { RequestStage } from '../../../shared/request.ts';

/** What a stage of a request is called once it is over, and what belongs to it. */
export const stageWords: Readonly<Record<RequestStage, { readonly name: string; readonly what: string }>> = {
  queued: { name: 'Getting ready', what: 'with the sign-in renewed where that was due' },
  sending: { name: 'Sending the body', what: 'with looking up the name and connecting' },
  waiting: {
    name: 'Waiting for the first byte',
    what: 'with looking up the name and connecting, which the network does not tell apart',
  },
  receiving: { name: 'Receiving the body', what: 'to its last byte' },
  saving: { name: 'Saving', what: '' },
};
