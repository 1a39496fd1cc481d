import type { ActivityEntry } from '../../shared/activity.ts';

/** Where every step reports. Redaction happens here, at the sink, whatever a caller passes. */
export interface Activity {
  add(entry: ActivityInput): void;
}

export type ActivityInput = Omit<ActivityEntry, 'sequence' | 'at'>;
