import { describe, expect, it } from 'vitest';
import { mayBeOpenable, openableName } from '../../../src/shared/openable.ts';

describe('what may be handed to another program', () => {
  it.each([
    ['report.pdf', 'application/pdf', 'report.pdf'],
    ['report', 'application/pdf', 'report.pdf'],
    ['Report.PDF', 'application/octet-stream', 'Report.pdf'],
    ['photo.jpeg', 'application/octet-stream', 'photo.jpeg'],
    ['notes', 'text/plain', 'notes.txt'],
    ['v1.2', 'image/png', 'v1.png'],
    ['archive.tar.pdf', '', 'archive.tar.pdf'],
  ])('%s of %j becomes %s', (name, mediaType, expected) => {
    expect(mayBeOpenable(mediaType)).toBe(true);
    expect(openableName(name, mediaType)).toBe(expected);
  });

  it.each([
    ['setup.exe', 'application/octet-stream'],
    ['run.desktop', 'application/octet-stream'],
    ['run.sh', ''],
    ['macro.docm', 'application/octet-stream'],
    ['response', 'application/octet-stream'],
    ['.pdf', 'application/octet-stream'],
    ['page.html', 'text/html'],
    ['image.svg', 'image/svg+xml'],
    ['report.pdf', 'application/x-msdownload'],
    ['report.pdf', 'text/html'],
    ['a.pdf', 'constructor'],
    ['a.pdf', '__proto__'],
  ])('%s of %j is not', (name, mediaType) => {
    expect(openableName(name, mediaType)).toBeNull();
  });

  it.each([
    'exe',
    'bat',
    'cmd',
    'com',
    'scr',
    'js',
    'vbs',
    'sh',
    'desktop',
    'app',
    'jar',
    'py',
    'lnk',
    'html',
  ])('a server that calls a .%s what it is not gets another ending', (ending) => {
    expect(openableName(`run.${ending}`, 'application/pdf')).toBe('run.pdf');
  });
});
