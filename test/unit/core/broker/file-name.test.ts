import { describe, expect, it } from 'vitest';
import { suggestFileName } from '../../../../src/core/broker/file-name.ts';

function name(
  disposition: string | null,
  url = 'https://api.test/v1/notes',
  type = 'application/json',
): string {
  return suggestFileName(url, disposition === null ? [] : [['content-disposition', disposition]], type);
}

describe('the name for saving an answer', () => {
  it('comes from Content-Disposition, the extended form first', () => {
    expect(name('attachment; filename="report 1.csv"')).toBe('report 1.csv');
    expect(name('attachment; filename=report.csv')).toBe('report.csv');
    expect(name('attachment; filename="grÃ¼n.csv"')).toBe('grün.csv');
    expect(name('attachment; filename="gr\u00fcn.csv"')).toBe('grün.csv');
    expect(name('attachment;filename = "a b.csv" ; size=3')).toBe('a b.csv');
    expect(name(String.raw`attachment; filename="a\"b.csv"`)).toBe('ab.csv');
    expect(name(`attachment; filename="x.csv"; filename*=UTF-8''gr%C3%BCn.csv`)).toBe('grün.csv');
  });

  it('comes from the URL otherwise, with an ending for the media type', () => {
    expect(name(null)).toBe('notes.json');
    expect(name(null, 'https://api.test/files/a%20b.pdf?x=1', 'application/pdf')).toBe('a b.pdf');
    expect(name(null, 'https://api.test/', 'image/png')).toBe('response.png');
    expect(name(null, 'https://api.test/%zz', 'application/problem+json')).toBe('%zz.json');
    expect(name(null, 'https://api.test/x', 'application/unknown')).toBe('x');
  });

  it.each([
    ['attachment; filename="../../etc/passwd"', 'passwd'],
    [String.raw`attachment; filename="C:\\Windows\\evil.exe"`, 'evil.exe'],
    ['attachment; filename=".bashrc"', 'bashrc'],
    ['attachment; filename=".."', 'notes.json'],
    ['attachment; filename="con.txt"', '_con.txt'],
    ['attachment; filename="a\u0007b\u202egpj.exe"', 'abgpj.exe'],
    ['attachment; filename="a<b>:|?*.txt "', 'ab.txt'],
    ["attachment; filename*=UTF-8''%2e%2e%2fx", 'x'],
    [`attachment; filename="${'a'.repeat(300)}.json"`, `${'a'.repeat(195)}.json`],
    [`attachment; filename*=UTF-8''${'%E6%96%87'.repeat(300)}.json`, `${'文'.repeat(65)}.json`],
    [`attachment; filename*=UTF-8''${'%F0%9F%94%91'.repeat(300)}`, '🔑'.repeat(50)],
    ['attachment; filename="COM¹.txt"', '_COM¹.txt'],
    ['attachment; filename="nul .txt"', '_nul .txt'],
    ['attachment; filename="CONOUT$"', '_CONOUT$'],
    [`attachment; filename="a; filename*=UTF-8''b.exe"`, "a; filename=UTF-8''b.exe"],
    ['attachment; name="x; filename=evil.exe"', 'notes.json'],
    ['attachment; filename=a.txt; filename=b.txt', 'a.txt'],
    ["attachment; filename*=UTF-8''%FF.txt; filename=plain.txt", 'plain.txt'],
    ["attachment; filename*=UTF-16''x.txt; filename=plain.txt", 'plain.txt'],
  ])('a hostile %j becomes %j', (disposition, expected) => {
    expect(name(disposition)).toBe(expected);
  });

  it.each([';filename="', ';', ';a=', '; filename*=', '\\'])(
    '%j, a hundred thousand times, is soon read',
    (piece) => {
      expect(Buffer.byteLength(name(`attachment${piece.repeat(100_000)}`))).toBeLessThanOrEqual(200);
    },
  );
});
