import { beforeEach, describe, expect, it } from 'vitest';
import { createVariables } from '../../../../src/core/variables/create-variables.ts';
import { joinRequest, secretsIn } from '../../../../src/core/variables/resolve-request.ts';
import type { Variables } from '../../../../src/core/variables/variables.ts';
import type { RequestDraft } from '../../../../src/shared/request.ts';
import type { VariableInput } from '../../../../src/shared/variable.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { MemoryFiles } from '../../../support/memory-files.ts';
import { MemoryVault } from '../../../support/memory-vault.ts';
import { failureOf, valueOf } from '../../../support/results.ts';

const acme = 'acme';
const file = '/profile/variables.json';
let files: MemoryFiles;
let vault: MemoryVault;
let variables: Variables;

async function start(): Promise<Variables> {
  const started = createVariables({ files, folder: '/profile', clock: new FakeClock(), vault });
  expect(await started.load()).toBeNull();
  return started;
}

beforeEach(async () => {
  files = new MemoryFiles();
  vault = new MemoryVault();
  variables = await start();
});

function input(changes: Partial<VariableInput> = {}): VariableInput {
  return {
    scope: acme,
    name: 'base',
    previousName: null,
    secret: false,
    value: 'https://api.test',
    ...changes,
  };
}

const secret = input({ name: 'key', secret: true, value: 's3cret' });

function draft(url: string): RequestDraft {
  return { method: 'GET', url, headers: [], body: null, authorization: 'off' };
}

async function urlOf(url: string, id = acme): Promise<string> {
  return joinRequest(valueOf(await variables.resolve(id, draft(url)))).url;
}

function onDisk(): string {
  return new TextDecoder().decode(files.content.get(file));
}

describe('variables', () => {
  it('are there after a start, a connection’s own before everybody’s', async () => {
    valueOf(await variables.set(input({ scope: 'global', value: 'https://global.test' })));
    valueOf(await variables.set(input({ scope: 'global', name: 'v', value: '1' })));
    valueOf(await variables.set(input()));
    variables = await start();
    expect(await urlOf('{{base}}/{{v}}')).toBe('https://api.test/1');
    expect(await urlOf('{{base}}/{{v}}', 'other')).toBe('https://global.test/1');
    expect(await variables.list('other')).toEqual([]);
    expect(failureOf(await variables.resolve(acme, draft('{{none}}'))).code).toBe('variable-unusable');
  });

  it('a secret one is sealed, put into requests, and never shown or written in the open', async () => {
    valueOf(await variables.set(secret));
    expect(await variables.list(acme)).toEqual([{ kind: 'secret', name: 'key', state: 'sealed' }]);
    expect(onDisk()).not.toContain('s3cret');
    variables = await start();
    const resolved = valueOf(await variables.resolve(acme, draft('https://a.test/?k={{key}}')));
    expect(joinRequest(resolved).url).toBe('https://a.test/?k=s3cret');
    expect(secretsIn(resolved)).toEqual(['s3cret']);
    const shown = valueOf(variables.resolveWithoutSecrets(acme, draft('{{key}}')));
    expect(JSON.stringify(shown)).not.toContain('s3cret');
  });

  it('the vault is not asked where no secret is named', async () => {
    valueOf(await variables.set(secret));
    valueOf(await variables.set(input()));
    vault.calls.length = 0;
    await urlOf('{{base}}');
    expect(vault.calls).toEqual([]);
  });

  it('change their name, value and kind in their place; what a secret was is forgotten', async () => {
    valueOf(await variables.set(secret));
    valueOf(await variables.set(input()));
    valueOf(await variables.set(input({ name: 'api-key', previousName: 'key', secret: true, value: null })));
    expect(await urlOf('{{api-key}}')).toBe('s3cret');
    expect((await variables.list(acme)).map(({ name }) => name)).toEqual(['api-key', 'base']);
    expect(vault.records.get('variables/acme')).toBe('{"format":1,"values":{"api-key":"s3cret"}}');
    valueOf(await variables.set(input({ name: 'api-key', previousName: 'api-key', value: 'open' })));
    expect(vault.records.has('variables/acme')).toBe(false);
    expect(await urlOf('{{api-key}}')).toBe('open');
    valueOf(await variables.remove(acme, 'api-key'));
    valueOf(await variables.remove(acme, 'never there'));
    expect(await variables.list(acme)).toEqual([{ kind: 'plain', name: 'base', value: 'https://api.test' }]);
  });

  it('go with their connection', async () => {
    valueOf(await variables.set(secret));
    valueOf(await variables.set(input({ scope: 'global' })));
    valueOf(await variables.erase(acme));
    expect(await variables.list(acme)).toEqual([]);
    expect(vault.records.size).toBe(0);
    expect(onDisk()).not.toContain('key');
    expect(await variables.list('global')).toHaveLength(1);
  });

  it.each([
    [{ name: '' }, 'Variable name'],
    [{ name: '1a' }, 'Variable name'],
    [{ name: 'a b' }, 'Variable name'],
    [{ name: 'taken' }, 'Variable name'],
    [{ secret: true, value: '' }, 'Variable value'],
    [{ secret: true, value: null }, 'Variable value'],
    [{ value: null }, 'Variable value'],
    [{ value: 'x'.repeat(100_001) }, 'Variable value'],
    [{ name: 'open', previousName: 'taken', secret: true, value: null }, 'Variable value'],
  ])('are refused with their field: %j', async (changes, field) => {
    valueOf(await variables.set(input({ name: 'taken' })));
    const before = onDisk();
    const failure = failureOf(await variables.set(input(changes)));
    expect(failure).toMatchObject({ code: 'input-invalid', details: { field } });
    expect(onDisk()).toBe(before);
  });

  it('a secret is not taken while the vault is locked, and a request that needs one says so', async () => {
    valueOf(await variables.set(secret));
    vault.become({ kind: 'locked' });
    expect(failureOf(await variables.set({ ...secret, name: 'other' })).code).toBe('keyring-locked');
    vault.become({ kind: 'passphrase-needed' });
    expect(failureOf(await variables.set({ ...secret, name: 'other' })).code).toBe('passphrase-needed');
    expect(await variables.list(acme)).toEqual([{ kind: 'secret', name: 'key', state: 'sealed' }]);
  });

  it('without a keyring a secret lives until the app quits, and is missed afterwards', async () => {
    vault.become({
      kind: 'memory-only',
      reason: { code: 'keyring-missing', what: 'No.', why: 'No.', next: 'No.' },
    });
    valueOf(await variables.set(secret));
    expect(await variables.list(acme)).toEqual([{ kind: 'secret', name: 'key', state: 'memory' }]);
    expect(await urlOf('{{key}}')).toBe('s3cret');
    vault = new MemoryVault(vault.status);
    variables = await start();
    expect(await variables.list(acme)).toEqual([{ kind: 'secret', name: 'key', state: 'missing' }]);
    expect(failureOf(await variables.resolve(acme, draft('{{key}}'))).what).toContain(
      'has no value any more',
    );
  });

  it('a secret that could not be sealed is not kept for later', async () => {
    vault.fault = (call) =>
      call === 'write' ? { code: 'disk-full', what: 'No.', why: 'No.', next: 'No.' } : null;
    expect(failureOf(await variables.set(secret)).code).toBe('disk-full');
    expect(await variables.list(acme)).toEqual([]);
    vault.fault = () => null;
    await vault.flush();
    expect(JSON.stringify([...vault.records])).not.toContain('s3cret');
  });

  it('seals what a request held in the open, under names that nothing has', async () => {
    valueOf(await variables.set(input({ name: 'token' })));
    const names = await variables.keepSecrets(acme, [
      { proposed: 'token', value: 'a' },
      { proposed: 'token', value: 'b' },
    ]);
    expect(names).toEqual({ ok: true, value: ['token-2', 'token-3'] });
    expect(await urlOf('{{token-2}}{{token-3}}')).toBe('ab');
  });

  it.each(['', 'no json', '{"version":2,"scopes":{}}', '{"version":1,"scopes":{"a":[{"name":"x"}]}}'])(
    'a file that is not theirs is set aside, and the one before is used: %j',
    async (content) => {
      valueOf(await variables.set(input()));
      valueOf(await variables.set(input({ name: 'second' })));
      files.content.set(file, new TextEncoder().encode(content));
      const again = createVariables({ files, folder: '/profile', clock: new FakeClock(), vault });
      expect(await again.load()).toMatchObject({ code: 'settings-unreadable' });
      expect((await again.list(acme)).map(({ name }) => name)).toEqual(['base']);
      expect(await (await start()).list(acme)).toHaveLength(1);
    },
  );
});
