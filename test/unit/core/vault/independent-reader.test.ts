import { createDecipheriv, createHash, hkdfSync, scryptSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { folder, openVault, passphrase, passphraseVault, sessionFile } from './test-vault.ts';
import type { Setup } from './test-vault.ts';

/** A reader written from docs/vault.md alone: when it fails, the page or the format is wrong. */
function bodyOf(file: Uint8Array, magic: string): Buffer {
  const bytes = Buffer.from(file);
  expect(bytes.toString('latin1', 0, 8)).toBe(magic);
  expect(bytes.readUInt16BE(8)).toBe(magic === 'LKEY-KEY' ? 2 : 1);
  const covered = Buffer.concat([bytes.subarray(0, 10), bytes.subarray(26)]);
  expect(bytes.subarray(10, 26)).toEqual(createHash('sha256').update(covered).digest().subarray(0, 16));
  return bytes.subarray(26);
}

function open(
  key: Uint8Array,
  kind: string,
  id: string,
  file: Uint8Array,
): { generation: number; value: unknown } {
  const body = bodyOf(file, 'LKEY-REC');
  const generation = Number(body.readBigUInt64BE(0));
  const decipher = createDecipheriv('aes-256-gcm', key, body.subarray(8, 20));
  decipher.setAAD(Buffer.from(['latchkey-vault', '1', kind, String(generation), id].join('\n')));
  decipher.setAuthTag(body.subarray(body.length - 16));
  const text = Buffer.concat([decipher.update(body.subarray(20, body.length - 16)), decipher.final()]);
  return { generation, value: JSON.parse(text.toString('utf8')) };
}

const text = z.string();
const keyFile = z.strictObject({
  keyring: z.strictObject({ backend: text, blob: text }).nullable(),
  passphrase: z
    .strictObject({
      kdf: z.literal('scrypt'),
      cost: z.number(),
      blockSize: z.number(),
      parallelization: z.number(),
      salt: text,
      nonce: text,
      sealed: text,
    })
    .nullable(),
  givenUpAt: z.number().nullable(),
  check: text,
  createdAt: z.number(),
});

function readKeyFile({ files }: Setup): z.output<typeof keyFile> {
  const body = bodyOf(files.content.get(`${folder}/key-1/vault.key`) ?? new Uint8Array(), 'LKEY-KEY');
  return keyFile.parse(JSON.parse(body.toString('utf8')));
}

function checked(key: Uint8Array, content: z.output<typeof keyFile>): Uint8Array {
  const check = Buffer.from(hkdfSync('sha256', key, '', 'latchkey-vault key check', 16));
  expect(check.toString('base64url')).toBe(content.check);
  return key;
}

async function dataKey(setup: Setup): Promise<Uint8Array> {
  const content = readKeyFile(setup);
  const { backend, blob } = content.keyring ?? { backend: '', blob: '' };
  return checked(await setup.keyring.unwrap({ backend, blob: Buffer.from(blob, 'base64') }), content);
}

function dataKeyOf(setup: Setup, typed: string): Uint8Array {
  const content = readKeyFile(setup);
  const wrap = content.passphrase;
  if (wrap === null) throw new Error('No passphrase protects this vault.');
  const { cost, blockSize, parallelization, salt } = wrap;
  const prepared = typed.replaceAll(/\p{Zs}/gu, ' ').normalize('NFC');
  const key = scryptSync(prepared, Buffer.from(salt, 'base64'), 32, {
    N: cost,
    r: blockSize,
    p: parallelization,
    maxmem: 2 ** 31,
  });
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(wrap.nonce, 'base64'));
  const lines = ['latchkey-vault', 'passphrase', 'scrypt', cost, blockSize, parallelization, salt];
  decipher.setAAD(Buffer.from(lines.join('\n')));
  const sealed = Buffer.from(wrap.sealed, 'base64');
  decipher.setAuthTag(sealed.subarray(32));
  return checked(Buffer.concat([decipher.update(sealed.subarray(0, 32)), decipher.final()]), content);
}

describe('the format as docs/vault.md tells it', () => {
  it('F36+: a reader made from the page reads every file', async () => {
    const setup = await openVault();
    await setup.vault.write('session', 'one', { account: 'Ada' });
    await setup.vault.write('session', 'one', { account: 'Ada Lovelace' });
    await setup.vault.write('sign-out', 'ID with ä', [1]);
    const key = await dataKey(setup);
    const file = (name: string) => setup.files.content.get(`${folder}/key-1/${name}`) ?? new Uint8Array();
    expect(open(key, 'session', 'one', file('session.one.record'))).toEqual({
      generation: 2,
      value: { account: 'Ada Lovelace' },
    });
    expect(open(key, 'session', 'one', file('session.one.record.previous'))).toEqual({
      generation: 1,
      value: { account: 'Ada' },
    });
    const encoded = `sign-out._${Buffer.from('ID with ä').toString('hex')}.record`;
    expect(open(key, 'sign-out', 'ID with ä', file(encoded))).toEqual({ generation: 3, value: [1] });
    expect(open(key, 'mark', '', file('vault.mark')).value).toEqual({
      counter: 3,
      records: [
        ['session.one.record', 2, 1],
        [encoded, 3, null],
      ],
    });
  });

  it('F36+: the same reader opens a vault that a passphrase protects', async () => {
    const setup = await passphraseVault();
    await setup.vault.write('session', 'one', { account: 'Ada' });
    const key = dataKeyOf(setup, passphrase.replaceAll(' ', '\u00a0').normalize('NFD'));
    const file = setup.files.content.get(sessionFile) ?? new Uint8Array();
    expect(open(key, 'session', 'one', file)).toEqual({ generation: 1, value: { account: 'Ada' } });
    expect(readKeyFile(setup).keyring).toBeNull();
  });
});
