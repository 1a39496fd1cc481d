import { array, assert, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  hasScheme,
  maximumCommandLineLength,
  maximumUrlLength,
  readCommandLine,
} from '../../../../src/main/deep-link/command-line.ts';
import { identityOf } from '../../../../src/main/identity.ts';

const { scheme } = identityOf(true);
const callback = `${scheme}:/callback/abcdefghijklmnopqrstuvwxyz?code=c&state=s`;

describe('readCommandLine', () => {
  it('R86+: the callback is found by its scheme wherever it stands', () => {
    assert(
      property(array(string({ maxLength: 60 })), array(string({ maxLength: 60 })), (before, after) => {
        const others = [...before, ...after].filter((text) => !hasScheme(text, scheme));
        const position = Math.min(before.length, others.length);
        const argv = [...others.slice(0, position), callback, ...others.slice(position)];
        expect(readCommandLine(argv, scheme)).toEqual({ kind: 'callback', url: callback });
      }),
    );
  });

  it('R86-: nothing else in a command line is obeyed, whatever it says', () => {
    assert(
      property(array(string({ maxLength: 60 })), (argv) => {
        const others = argv.filter((text) => !hasScheme(text, scheme));
        expect(readCommandLine(others, scheme)).toEqual({ kind: 'none' });
      }),
    );
    for (const argument of [
      'https://evil.test/?app.latchkey.desktop:/callback/x',
      `--${scheme}:/callback/x`,
      ` ${callback}`,
      `${scheme}.dev:/callback/x`,
      scheme,
    ]) {
      expect(readCommandLine(['/opt/Latchkey/latchkey', '--', argument], scheme)).toEqual({ kind: 'none' });
    }
  });

  it('takes the scheme in any case, as RFC 3986 has it, and the first of two', () => {
    const upper = callback.replace(scheme, scheme.toUpperCase());
    expect(readCommandLine([upper, callback], scheme)).toEqual({ kind: 'callback', url: upper });
  });

  it('F26+: a callback of 8,192 characters is still read', () => {
    const url = callback.padEnd(maximumUrlLength, 'a');
    expect(readCommandLine(['latchkey', '--', url], scheme)).toEqual({ kind: 'callback', url });
  });

  it('F26-: a longer one, or a longer command line, is dropped whole', () => {
    const long = callback.padEnd(maximumUrlLength + 1, 'a');
    expect(readCommandLine(['latchkey', '--', long], scheme)).toEqual({ kind: 'too-long' });
    const many = Array.from({ length: maximumCommandLineLength / 8 }, () => '12345678');
    expect(readCommandLine([...many, callback], scheme)).toEqual({ kind: 'too-long' });
  });
});

describe('identityOf', () => {
  it('R2+: each scheme is in reverse-DNS form, with dots, in the characters of RFC 3986', () => {
    for (const identity of [identityOf(true), identityOf(false)]) {
      expect(identity.scheme).toMatch(/^[a-z][a-z0-9]*(\.[a-z][a-z0-9]*){2,}$/);
    }
  });

  it('R2-: a development run never takes the installed app’s scheme, profile or desktop file', () => {
    const installed = identityOf(true);
    const development = identityOf(false);
    expect(development.scheme).not.toBe(installed.scheme);
    expect(development.profileFolder).not.toBe(installed.profileFolder);
    expect(development.desktopFiles.filter((file) => installed.desktopFiles.includes(file))).toEqual([]);
    expect(hasScheme(`${development.scheme}:/callback/x`, installed.scheme)).toBe(false);
  });
});
