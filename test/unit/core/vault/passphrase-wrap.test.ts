import { randomBytes } from 'node:crypto';
import { assert, asyncProperty, pre, string, uint8Array } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newPassphrase, preparePassphrase } from '../../../../src/core/vault/passphrase.ts';
import type { PreparedPassphrase } from '../../../../src/core/vault/passphrase.ts';
import {
  PassphraseMemoryError,
  costProblem,
  scryptCost,
  unwrapWithPassphrase,
  wrapWithPassphrase,
} from '../../../../src/core/vault/passphrase-wrap.ts';
import type { PassphraseWrap, ScryptCost } from '../../../../src/core/vault/passphrase-wrap.ts';
import { impossibleCost, weakCost } from './test-vault.ts';

const typable = string({ unit: 'grapheme', minLength: 1, maxLength: 60 }).filter(
  (text) => preparePassphrase(text) !== null,
);

function prepared(text: string): PreparedPassphrase {
  const found = preparePassphrase(text);
  if (found === null) throw new Error('This is no passphrase.');
  return found;
}

function judge(changes: Partial<ScryptCost>): string | null {
  return costProblem({ ...scryptCost, ...changes }, scryptCost);
}

function flipped(content: Uint8Array, bit: number): Uint8Array {
  const copy = Uint8Array.from(content);
  copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return copy;
}

describe('the data key under a passphrase', () => {
  it('F13-: memory that is not to be had says so, with how much it is, when wrapping and when opening', async () => {
    const key = randomBytes(32);
    const refused = wrapWithPassphrase(key, prepared('four words'), impossibleCost);
    await expect(refused).rejects.toThrow(PassphraseMemoryError);
    await expect(refused).rejects.toMatchObject({ memory: 2 ** 50 });
    const wrap = await wrapWithPassphrase(key, prepared('four words'), weakCost);
    const costly = unwrapWithPassphrase({ ...wrap, ...impossibleCost }, prepared('four words'));
    await expect(costly).rejects.toThrow(PassphraseMemoryError);
  });

  it('F13+: whatever the passphrase, it gives the key back, in every spelling of it', async () => {
    await assert(
      asyncProperty(typable, uint8Array({ minLength: 32, maxLength: 32 }), async (text, key) => {
        const wrap = await wrapWithPassphrase(key, prepared(text), weakCost);
        for (const form of ['NFC', 'NFD'] as const) {
          const spelled = prepared(text.normalize(form).replaceAll(' ', '\u2003'));
          expect(Buffer.from((await unwrapWithPassphrase(wrap, spelled)) ?? [])).toEqual(Buffer.from(key));
        }
      }),
      { numRuns: 200 },
    );
  });

  it('F13-: another passphrase gives nothing, however near', async () => {
    await assert(
      asyncProperty(typable, typable, async (text, other) => {
        pre(prepared(text) !== prepared(other));
        const wrap = await wrapWithPassphrase(randomBytes(32), prepared(text), weakCost);
        expect(await unwrapWithPassphrase(wrap, prepared(other))).toBeNull();
        expect(await unwrapWithPassphrase(wrap, prepared(`${text}!`))).toBeNull();
      }),
      { numRuns: 200 },
    );
  });

  it('F16+: every flipped bit of salt, nonce, sealed key and parameters is noticed', async () => {
    const passphrase = prepared('four words over a hedge');
    const wrap = await wrapWithPassphrase(randomBytes(32), passphrase, weakCost);
    const forged: PassphraseWrap[] = [
      { ...wrap, cost: wrap.cost * 2 },
      { ...wrap, blockSize: wrap.blockSize + 1 },
      { ...wrap, parallelization: wrap.parallelization + 1 },
    ];
    for (const part of ['salt', 'nonce', 'sealed'] as const) {
      for (let bit = 0; bit < wrap[part].length * 8; bit += 1) {
        forged.push({ ...wrap, [part]: flipped(wrap[part], bit) });
      }
    }
    const opened = [];
    for (const one of forged) if ((await unwrapWithPassphrase(one, passphrase)) !== null) opened.push(one);
    expect(opened).toEqual([]);
    expect(await unwrapWithPassphrase(wrap, passphrase)).not.toBeNull();
  });

  it('F16-: the app’s own cost is believed; nothing cheaper, dearer or odd is', () => {
    expect(costProblem(scryptCost, scryptCost)).toBeNull();
    expect(128 * scryptCost.cost * scryptCost.blockSize).toBeGreaterThanOrEqual(128 * 2 ** 20);
    expect(judge({ cost: 2 ** 18 })).toBeNull();
    expect(judge({ cost: 2 ** 16 })).toMatch(/easy to guess/);
    expect(judge({ cost: 1, blockSize: 2 ** 20 })).toMatch(/nobody uses/);
    expect(judge({ cost: 2 ** 17 + 1 })).toMatch(/nobody uses/);
    expect(judge({ cost: 2 ** 21 })).toMatch(/more memory/);
    expect(judge({ parallelization: 9 })).toMatch(/more memory or time/);
    expect(judge({ blockSize: 1, cost: 2 ** 24 })).toMatch(/nobody uses/);
    expect(costProblem(weakCost, scryptCost)).toMatch(/easy to guess/);
    expect(costProblem(scryptCost, weakCost)).toBeNull();
  });

  it('no salt, nonce or ciphertext is ever used twice', async () => {
    const passphrase = prepared('four words over a hedge');
    const key = randomBytes(32);
    const wraps = await Promise.all([1, 2, 3].map(() => wrapWithPassphrase(key, passphrase, weakCost)));
    for (const part of ['salt', 'nonce', 'sealed'] as const) {
      expect(new Set(wraps.map((wrap) => Buffer.from(wrap[part]).toString('hex'))).size).toBe(3);
    }
  });
});

describe('a new passphrase', () => {
  it.each([
    'correct horse battery',
    'это длинная фраза',
    'パスワードではなく長い文章です！',
    'ein Satz mit Ümläuten',
  ])('F13+: %s may be chosen', (text) => {
    expect(newPassphrase(text)).toMatchObject({ ok: true });
  });

  it.each([
    ['', 'typed again'],
    ['fourteen chars', '14 characters'],
    ['aaaaaaaaaaaaaaaaaaaaaaaa', 'repeats'],
    ['abababababababababab', 'repeats'],
    ['a phrase with a\u0007bell in it', 'typed again'],
    ['half a character \ud83d here', 'typed again'],
  ])('F13-: %j is refused with its reason', (text, why) => {
    const judged = newPassphrase(text);
    expect(judged).toMatchObject({ ok: false, failure: { code: 'input-invalid' } });
    expect(judged.ok ? '' : judged.failure.why).toContain(why);
  });

  it('F13-: one of more than a thousand characters is refused', () => {
    expect(newPassphrase('four words over a hedge '.repeat(50))).toMatchObject({ ok: false });
  });
});
