import { describe, expect, it } from 'vitest';
import { whyNoTools } from '../../../scripts/lib/keycloak-tools.mjs';
import { installForSomeTests } from '../../../scripts/lib/system-packages.mjs';

/** A computer with these commands, and what its system says when something is to be installed. */
class Computer {
  readonly asked: string[] = [];
  readonly #commands: Map<string, string>;
  readonly #answer: string | null;

  constructor(commands: Readonly<Record<string, string>>, answer: string | null) {
    this.#commands = new Map(Object.entries(commands));
    this.#answer = answer;
  }

  readonly run = (command: string): Promise<{ code: number; stderr: string }> => {
    const stderr = this.#commands.get(command);
    return Promise.resolve(stderr === undefined ? { code: 127, stderr: '' } : { code: 0, stderr });
  };

  readonly install = (name: string): Promise<string | null> => {
    this.asked.push(name);
    if (this.#answer === null) this.#commands.set('java', java(21)).set('mvn', '');
    return Promise.resolve(this.#answer);
  };
}

const java = (version: number): string => `openjdk version "${String(version)}.0.2" 2026-01-20\n`;
const advice = 'Ask whoever may.';

describe('what Keycloak needs', () => {
  it.each([
    ['fetch', {}, `There is no Java here; Keycloak needs 17 or newer. ${advice}`],
    ['start', { mvn: '' }, `There is no Java here; Keycloak needs 17 or newer. ${advice}`],
    ['start', { java: java(11) }, `Java here is 11; Keycloak needs 17 or newer. ${advice}`],
    ['fetch', { java: java(21) }, `There is no Maven here (mvn), which fetches Keycloak. ${advice}`],
  ] as const)(
    'to %s with %j, where nothing can be installed: says what lacks and what to do',
    async (purpose, commands, why) => {
      const computer = new Computer(commands, advice);
      expect(await whyNoTools(purpose, computer)).toBe(why);
      expect(computer.asked).toEqual(['maven']);
    },
  );

  it.each([
    ['start', { java: java(17) }],
    ['fetch', { java: java(21), mvn: '' }],
  ] as const)('to %s with %j: is there, and nothing is installed', async (purpose, commands) => {
    const computer = new Computer(commands, advice);
    expect(await whyNoTools(purpose, computer)).toBeNull();
    expect(computer.asked).toEqual([]);
  });

  it('is installed where that is possible, and looked at again', async () => {
    const computer = new Computer({}, null);
    expect(await whyNoTools('fetch', computer)).toBeNull();
    expect(computer.asked).toEqual(['maven']);
  });
});

describe('a package that only some tests need', () => {
  it('an ordinary user is told the one command, and nothing is thrown', async () => {
    expect(await installForSomeTests('maven', { debian: true, root: false })).toBe(
      'Install it with `sudo apt-get update && sudo apt-get install --yes --no-install-recommends maven`, then run the same command again.',
    );
  });

  it('on a system whose packages have other names, the name is left to the person', async () => {
    expect(await installForSomeTests('maven', { debian: false, root: true })).toMatch(
      /^Install it in the way/,
    );
  });
});
