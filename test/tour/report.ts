import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

export const stepNames = [
  'window',
  'connect',
  'sign-in',
  'request',
  'renew',
  'restart',
  'still-signed-in',
  'request-after-restart',
  'sign-out',
  'nothing-left',
] as const;

export type StepName = (typeof stepNames)[number];

interface Step {
  readonly name: StepName;
  readonly ok: boolean;
  readonly milliseconds: number;
  /** A file name in the report's folder; null when there was nothing to show. */
  readonly screenshot: string | null;
  /** What was seen, or why it failed. */
  readonly said: string;
}

/** What a step saw, and the page that shows it. */
export interface Seen {
  readonly said: string;
  readonly page: Page | null;
}

/** The tour's record: prints a line a step, and writes report.md and report.json. */
export class Report {
  readonly #folder: string;
  readonly #runtime: Readonly<Record<string, unknown>>;
  readonly #steps: Step[] = [];
  readonly #notes: string[] = [];

  constructor(folder: string, runtime: Readonly<Record<string, unknown>>) {
    this.#folder = folder;
    this.#runtime = runtime;
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
  }

  note(line: string): void {
    this.#notes.push(line);
    console.log(`  ${line}`);
  }

  /** Runs one step. Once one has failed, the rest are recorded as not reached. */
  async step(name: StepName, onFailure: () => Page | null, run: () => Promise<Seen>): Promise<void> {
    const failed = this.#steps.find(({ ok }) => !ok);
    if (failed !== undefined) {
      this.#add({
        name,
        ok: false,
        milliseconds: 0,
        screenshot: null,
        said: `not reached: ${failed.name} failed`,
      });
      return;
    }
    const started = Date.now();
    try {
      const { page, said } = await run();
      const milliseconds = Date.now() - started;
      this.#add({ name, ok: true, milliseconds, screenshot: await this.#picture(name, page), said });
    } catch (error) {
      const milliseconds = Date.now() - started;
      const said = error instanceof Error ? error.message : String(error);
      this.#add({ name, ok: false, milliseconds, screenshot: await this.#picture(name, onFailure()), said });
    }
  }

  /** Writes the files; true when every step is ok. */
  finish(): boolean {
    const ok = this.#steps.length === stepNames.length && this.#steps.every((step) => step.ok);
    const steps = this.#steps.map(({ milliseconds, name, ok: good, screenshot }) => ({
      name,
      ok: good,
      milliseconds,
      screenshot,
    }));
    const write = (name: string, text: string): void => {
      writeFileSync(join(this.#folder, name), text);
    };
    write('report.json', `${JSON.stringify({ runtime: this.#runtime, steps }, null, 2)}\n`);
    write('report.md', this.#markdown(ok));
    return ok;
  }

  async #picture(name: StepName, page: Page | null): Promise<string | null> {
    if (page === null) return null;
    const file = `${String(stepNames.indexOf(name) + 1).padStart(2, '0')}-${name}.png`;
    try {
      await page.screenshot({ path: join(this.#folder, file), timeout: 10_000 });
      return file;
    } catch {
      return null;
    }
  }

  #add(step: Step): void {
    this.#steps.push(step);
    console.log(`${step.ok ? '✓' : '✗'} ${step.name} (${step.milliseconds} ms): ${step.said}`);
  }

  #markdown(ok: boolean): string {
    const { version, why } = this.#runtime;
    const rows = this.#steps.map(
      ({ milliseconds, name, ok: good, said }) =>
        `| ${name} | ${good ? 'ok' : '**failed**'} | ${milliseconds} | ${said.replaceAll('|', '\\|').replaceAll('\n', ' ')} |`,
    );
    const pictures = this.#steps.flatMap(({ name, screenshot }) =>
      screenshot === null ? [] : [`### ${name}\n\n![${name}](${screenshot})`],
    );
    return `# Tour

${ok ? 'All steps are ok.' : 'Not all steps are ok.'} Runtime: Electron ${String(version)}. ${typeof why === 'string' ? why : ''}

${this.#notes.map((line) => `- ${line}\n`).join('')}
| step | result | ms | seen |
| --- | --- | ---: | --- |
${rows.join('\n')}

${pictures.join('\n\n')}
`;
  }
}
