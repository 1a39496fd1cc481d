import { describe, expect, it } from 'vitest';
import { controlFile, readArguments } from '../../../scripts/lib/fpm-arguments.mjs';

const args = [
  '-s',
  'dir',
  '--force',
  '-t',
  'deb',
  '-d',
  'libnss3',
  '-d',
  'libgbm1',
  '--deb-recommends',
  'gnome-keyring',
  '--deb-compression',
  'xz',
  '--architecture',
  'amd64',
  '--after-install',
  '/tmp/in',
  '--after-remove',
  '/tmp/out',
  '--description',
  'Short\n Long, first\n\n Long, second',
  '--version',
  '1.2.3',
  '--package',
  '/out/a.deb',
  '--name',
  'latchkey',
  '--maintainer',
  'A <a@b.test>',
  '--url',
  'https://b.test',
  '/build/=/opt/Latchkey',
];

describe('the stand-in for fpm', () => {
  it('reads what electron-builder asks for', () => {
    const request = readArguments(args);
    expect(request.package).toBe('/out/a.deb');
    expect(request.contents).toEqual([{ from: '/build/', to: '/opt/Latchkey' }]);
    expect(request.afterInstall).toBe('/tmp/in');
    expect(request.depends).toEqual(['libnss3', 'libgbm1']);
  });

  it('writes a control file as Debian wants it, paragraphs marked by a dot', () => {
    expect(controlFile(readArguments(args), 7)).toBe(`Package: latchkey
Version: 1.2.3
Architecture: amd64
Maintainer: A <a@b.test>
Homepage: https://b.test
Section: net
Priority: optional
Installed-Size: 7
Depends: libnss3, libgbm1
Recommends: gnome-keyring
Description: Short
 Long, first
 .
 Long, second
`);
  });

  it('refuses another kind of package, and one without a file to write', () => {
    expect(() => readArguments(['-t', 'rpm', '--package', '/out/a.rpm'])).toThrow('a deb only');
    expect(() => readArguments(['-t', 'deb'])).toThrow('--package');
  });
});
