import { describe, expect, it } from 'vitest';
import { readTransferFile } from '../../../../../src/core/connections/transfer/read-file.ts';
import { writeTransferFile } from '../../../../../src/core/connections/transfer/write-file.ts';
import { connectionSettings } from '../../../../support/connections.ts';
import { valueOf } from '../../../../support/results.ts';
import { fileOf, onlyOf, plainEntry } from './files.ts';

const token = `eyJ${'a'.repeat(20)}.eyJ${'b'.repeat(20)}.sig`;
const notice = (...names: readonly string[]): string =>
  `It held what lets somebody in (${names.map((name) => `“${name}”`).join(', ')}). That was left out.`;

describe('a secret in a file', () => {
  it.each([
    ['clientSecret', 'hush'],
    ['client_secret', 'hush'],
    ['refresh_token', 'hush'],
    ['accessToken', 'hush'],
    ['password', 'hush'],
    ['apiKey', 'hush'],
    ['cookies', ['session=hush']],
    ['tokens', { access: 'hush' }],
    ['privateKey', { kty: 'EC', d: 'hush' }],
  ])('is taken out and said: %s', (name, value) => {
    const read = onlyOf({ ...plainEntry, [name]: value });
    expect(read.notes.join('')).toContain(notice(name));
    expect(JSON.stringify(read)).not.toContain('hush');
  });

  it('is found wherever it stands: deep inside, beside the list, in a name, in an address', () => {
    const deep = onlyOf({
      ...plainEntry,
      name: `Acme ${token}`,
      scopes: ['openid', token],
      endpoints: {
        tokenEndpoint: 'https://ada:hush@acme.test/token?client_secret=hush&tenant=1',
        extra: { refreshToken: 'hush' },
      },
    });
    expect(JSON.stringify(deep)).not.toMatch(/hush|eyJ/);
    expect(deep.settings).toEqual(connectionSettings());
    expect(deep.endpoints).toEqual({ tokenEndpoint: 'https://acme.test/token?client_secret=&tenant=1' });
    expect(deep.notes.join('')).toContain(notice('name', 'scopes', 'tokenEndpoint', 'refreshToken'));
    const beside = valueOf(readTransferFile(fileOf([plainEntry], { clientSecret: 'hush', author: 'Ada' })));
    expect(beside.notes.join('')).toContain(notice('clientSecret'));
    expect(JSON.stringify(beside)).not.toContain('hush');
  });

  it('in an address is whole: to the last “@”, behind a second “?”, and spelt in percent', () => {
    const read = onlyOf({
      ...plainEntry,
      endpoints: {
        tokenEndpoint: 'https://ada:one@hush@acme.test/token',
        userinfoEndpoint: 'https://acme.test/me?a?client_secret=hush',
        jwksUri: 'https://acme.test/keys?client%5Fsecret=hush',
      },
    });
    expect(JSON.stringify(read)).not.toContain('hush');
    expect(read.notes.join('')).toContain(notice('tokenEndpoint', 'userinfoEndpoint', 'jwksUri'));
  });

  it('is no word of the format, and nothing that says that there is none', () => {
    const { notes } = onlyOf({
      ...plainEntry,
      needsClientSecret: false,
      scopes: ['token:read', 'password'],
      endpoints: { tokenEndpoint: 'https://acme.test/token' },
      clientSecret: null,
      password: '',
    });
    expect(notes.join('')).not.toContain('lets somebody in');
  });

  it('names in the notice are inert and few', () => {
    const many = Object.fromEntries(
      Array.from({ length: 9 }, (_, index) => [`\u202Esecret_${String(index)}_token`, 'x']),
    );
    const [note = ''] = onlyOf({ ...plainEntry, ...many }).notes;
    expect(note).toContain('and others');
    expect(note).not.toMatch(/\p{Cf}/u);
    expect(note.length).toBeLessThan(400);
  });

  it('never gets into one: what looks like it in a name or an address is left out and said', () => {
    const { content, notes } = writeTransferFile([
      connectionSettings({
        name: `Acme ${token}`,
        manual: { tag: 'tagtagtag', tokenEndpoint: 'https://ada:hush@acme.test/token' },
      }),
    ]);
    const text = new TextDecoder().decode(content);
    expect(text).not.toMatch(/hush|eyJ|tagtagtag/);
    expect(notes).toEqual([
      'Something that looks like a token or a password stood in it. It was left out of the file.',
    ]);
    expect(writeTransferFile([connectionSettings({ confidential: true })]).notes).toEqual([]);
  });
});
