import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { Problem, adviceFor, explain, lastLines } from '../../../scripts/lib/problem.mjs';

describe('words for failures of the scripts', () => {
  it.each([
    ['ENOSPC: no space left on device', 'The disk is full'],
    ['npm error code EROFS', 'cannot be written to'],
    ['getaddrinfo ENOTFOUND somewhere', 'The network did not answer'],
    ["EACCES: permission denied, open 'x'", 'belongs to somebody else'],
  ])('%s says what to do', (text, advice) => {
    expect(adviceFor(text)).toContain(advice);
  });

  it('knows nothing about anything else', () => {
    expect(adviceFor('a syntax error')).toBeNull();
  });

  it('explains a problem by what happened and what to do', () => {
    expect(explain(new Problem('It broke.', 'Mend it.'))).toBe('It broke.\nMend it.');
  });

  it('advises on an error of the system by its code, and shows the stack of a bug', () => {
    expect(explain(Object.assign(new Error('write'), { code: 'ENOSPC' }))).toContain('The disk is full');
    expect(explain(new Error('a bug'))).toContain('problem.test.ts');
  });

  it('shows the end of a long output, without warnings', () => {
    const output = ['npm warn old', ...Array.from({ length: 40 }, (_value, index) => `line ${index}`)].join(
      '\n',
    );
    expect(lastLines(output).split('\n')).toHaveLength(12);
    expect(lastLines('npm warn old\nreal')).toBe('real');
  });
});

describe('the exit code of a script', () => {
  const module = fileURLToPath(new URL('../../../scripts/lib/problem.mjs', import.meta.url));

  /** What a program ends with whose body does this, while a library that it loaded ends the process well. */
  function codeOf(body: string): number | null {
    const program = `
      import { runScript } from ${JSON.stringify(module)};
      process.on('beforeExit', () => process.exit(0));
      await runScript(async () => { ${body} });`;
    return spawnSync(process.execPath, ['--input-type=module', '--eval', program]).status;
  }

  it('is what its body says, whatever a library does at the end', () => {
    expect(codeOf('return 3;')).toBe(3);
    expect(codeOf('return 0;')).toBe(0);
    expect(codeOf('')).toBe(0);
  });

  it('is 1 when the body throws', () => {
    expect(codeOf("throw new Error('a bug');")).toBe(1);
  });
});
