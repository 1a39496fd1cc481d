import type { Failure } from '../../../src/shared/failure.ts';
import type { Place } from './place.ts';

/** One change of what is on disk, and what a start may find of it after a fault. */
export interface Scenario {
  readonly name: string;
  /** It is about a keyring, so no passphrase has it. */
  readonly keyringOnly?: true;
  /** Leaves the files that the change finds. Returns the digests of contents that nobody may ever delete. */
  prepare(place: Place): Promise<readonly string[]>;
  /** Does everything that comes before the change. */
  begin(place: Place): Promise<Change>;
  /**
   * Starts, and says what is wrong with what is there: `new` when the change was acknowledged, `either` when a fault
   * hit it. It saves again, too, so a place is judged once.
   */
  judge(place: Place, found: 'either' | 'new', kept: readonly string[]): Promise<Judgement>;
}

/** The change, in the process that makes it. */
export interface Change {
  /** Makes it. What it told when it could not; null when it is done. */
  make(): Promise<Failure | null>;
  /** After it failed: what is wrong with what this process still knows. */
  remembered(): Promise<readonly string[]>;
  /** Makes it after all, once the disk works again. */
  again(): Promise<Failure | null>;
}

export interface Judgement {
  readonly problems: readonly string[];
  /** Which of the two the start found; null when neither. */
  readonly state: 'old' | 'new' | null;
}
