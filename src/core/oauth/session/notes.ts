import type { ActivityEntry, ActivityStep } from '../../../shared/activity.ts';
import type { Failure } from '../../../shared/failure.ts';
import type { Effect } from './effects.ts';

/** An entry for the activity. A failure adds its code and the facts that a person may need to compare. */
export function note(
  step: ActivityStep,
  outcome: ActivityEntry['outcome'],
  summary: string,
  failure: Failure | null = null,
  facts: ActivityEntry['facts'] = [],
): Extract<Effect, { readonly kind: 'note' }> {
  return {
    kind: 'note',
    entry: {
      step,
      outcome,
      summary,
      facts: failure === null ? facts : [...facts, ...factsOf(failure)],
      ...(failure === null ? {} : { failureCode: failure.code }),
    },
  };
}

function factsOf(failure: Failure): ActivityEntry['facts'] {
  const { details } = failure;
  const facts = [{ name: 'Why', value: failure.why }];
  if (details?.host !== undefined) facts.push({ name: 'Host', value: details.host });
  if (details?.httpStatus !== undefined) facts.push({ name: 'Status', value: String(details.httpStatus) });
  if (details?.providerError !== undefined) facts.push({ name: 'Error', value: details.providerError });
  if (details?.providerDescription !== undefined) {
    facts.push({ name: 'Description', value: details.providerDescription });
  }
  if (details?.requestId !== undefined) facts.push({ name: 'Request', value: details.requestId });
  return facts;
}
