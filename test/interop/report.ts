import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const stepNames = [
  'server',
  'connection',
  'sign-in',
  'user-info',
  'renewal',
  'restart',
  'sign-out',
  'sign-out-in-browser',
] as const;

export type StepName = (typeof stepNames)[number];

interface Step {
  readonly name: StepName;
  readonly ok: boolean;
  /** What was seen, why it failed, or why there was nothing to try. */
  readonly why: string;
}

/** The record of a run: prints a line a step, and writes report.json. A password never gets into it. */
export class InteropReport {
  readonly #folder: string;
  readonly #issuer: string;
  readonly #password: string;
  readonly #steps: Step[] = [];

  constructor(folder: string, { issuer, password }: { readonly issuer: string; readonly password: string }) {
    this.#folder = folder;
    this.#issuer = issuer;
    this.#password = password;
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
  }

  /** Says something that is no step. */
  say(line: string): void {
    console.log(`  ${this.#harmless(line)}`);
  }

  /** Runs one step; it returns what was seen, and throws why it failed. After a failure the rest is not reached. */
  async step(name: StepName, run: () => Promise<string>): Promise<void> {
    const failed = this.#steps.find(({ ok }) => !ok);
    if (failed !== undefined) {
      this.#add(name, false, `not reached: ${failed.name} failed`, Date.now());
      return;
    }
    const started = Date.now();
    try {
      this.#add(name, true, await run(), started);
    } catch (error) {
      this.#add(name, false, error instanceof Error ? error.message : String(error), started);
    }
  }

  /** Writes the report; true when every step is ok. */
  finish(): boolean {
    const steps = this.#steps;
    writeFileSync(
      join(this.#folder, 'report.json'),
      `${JSON.stringify({ issuer: this.#issuer, steps }, null, 2)}\n`,
    );
    return steps.length === stepNames.length && steps.every(({ ok }) => ok);
  }

  #add(name: StepName, ok: boolean, seen: string, started: number): void {
    const why = this.#harmless(seen);
    this.#steps.push({ name, ok, why });
    console.log(`${ok ? '✓' : '✗'} ${name} (${Date.now() - started} ms): ${why}`);
  }

  /** One line, without the password, and without characters by which a server could write elsewhere on a terminal. */
  #harmless(text: string): string {
    const kept = this.#password === '' ? text : text.split(this.#password).join('[password]');
    return kept.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
  }
}
