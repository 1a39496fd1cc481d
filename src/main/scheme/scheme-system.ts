import type { SchemeOwner } from '../../core/ports/scheme.ts';

/** This very app, as the system would start it. */
export interface OwnProgram {
  readonly scheme: string;
  /** Its name on screen. */
  readonly name: string;
  /** The whole path of what a desktop file, or a registry, starts. */
  readonly executable: string;
  /** What makes the executable load this app: nothing in a package. */
  readonly args: readonly string[];
  /** Desktop files that may own the scheme on Linux. */
  readonly desktopFiles: readonly string[];
}

/** How one kind of system keeps who opens a scheme. */
export interface SchemeSystem {
  readonly owner: () => Promise<SchemeOwner>;
  /** Asks the system to open the scheme with this app. Says nothing about success: ask for the owner again. */
  readonly register: () => Promise<void>;
}
