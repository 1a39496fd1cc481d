import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../../../scripts/lib/paths.mjs';
import { presets } from '../../../src/core/providers/presets/all.ts';
import { unknown } from '../../../src/core/providers/presets/unknown.ts';
import { providerPages, providersPage } from '../../pages/providers/index.ts';
import { ran } from '../../pages/providers/verified.ts';

const pages = new Map(providerPages());
const kinds = '(?:tried|published|documented|reported|unchecked)';

function written(...path: readonly string[]): string {
  return readFileSync(join(root, 'docs', ...path), 'utf8');
}

describe('docs/providers.md', () => {
  test('shows the presets as they are; `npm run providers` writes it', () => {
    expect(written('providers.md')).toBe(providersPage());
  });

  test('says of every provider how much of it was verified how, and that no live tenant was', () => {
    const page = providersPage();
    for (const { id, name } of presets) {
      expect(page).toMatch(
        new RegExp(String.raw`^\| \[${name}\]\(providers/${id}\.md\)[^|]* (?:\| \d+ ){5}\| `, 'mu'),
      );
    }
    expect(page).toContain('Nothing on these pages was checked against a live tenant');
  });

  test('says that IdentityServer4 is no longer maintained, and what follows it', () => {
    expect(providersPage()).toContain('IdentityServer4](providers/identityserver4.md), no longer maintained');
    expect(pages.get('identityserver4')).toContain('[Duende IdentityServer](duende.md)');
  });
});

describe('docs/providers', () => {
  test('has the page of every provider and no other', () => {
    expect(readdirSync(join(root, 'docs', 'providers')).toSorted()).toEqual(
      [...pages.keys()].map((name) => `${name}.md`).toSorted(),
    );
  });

  test.each([...pages])('%s is as the app knows it; `npm run providers` writes it', (name, page) => {
    expect(written('providers', `${name}.md`)).toBe(page);
  });

  test.each([...pages])(
    '%s says that no live tenant was asked, and leads nowhere that is not there',
    (_, page) => {
      expect(page).toContain('Nothing on this page was checked against a live tenant');
      const links = Array.from(page.matchAll(/\]\((?!https:)([^)]+)\)/gu), ([, link = '']) => link);
      expect(links.length).toBeGreaterThan(0);
      expect(links.filter((link) => !existsSync(join(root, 'docs', 'providers', link)))).toEqual([]);
    },
  );

  test.each([...presets, unknown].map((preset) => [preset.id, preset.name] as const))(
    '%s lists every fact that the index counts',
    (id, name) => {
      const [, cells = ''] =
        new RegExp(String.raw`^\| \[${name}\]\([^)]+\)[^|]* ((?:\| \d+ ){5})`, 'mu').exec(providersPage()) ??
        [];
      const counted = cells.split('|').reduce((sum, cell) => sum + Number(cell), 0);
      const page = (pages.get(id) ?? '').replace(/^## Errors\n[^]*?(?=^## )/mu, '');
      const listed = page.match(new RegExp(String.raw`\(_${kinds}_\)|\| _${kinds}_ \|`, 'gu')) ?? [];
      expect(counted).toBeGreaterThan(20);
      expect(listed.length).toBe(counted);
    },
  );
});

describe('what ran', () => {
  const said = new Set(Object.values(ran).flatMap((all) => all.flatMap(({ tests }) => tests)));

  test('has a test that runs it', () => {
    expect(said.size).toBeGreaterThan(3);
    expect([...said].filter((file) => !existsSync(join(root, file)))).toEqual([]);
  });

  test('is said of every test that goes to a server as to a provider', () => {
    const folder = 'test/integration/providers';
    const files = readdirSync(join(root, folder)).map((name) => `${folder}/${name}`);
    const driven = files.filter(
      (file) =>
        file.endsWith('.test.ts') && readFileSync(join(root, file), 'utf8').includes('AtProvider.with('),
    );
    expect(driven.length).toBeGreaterThan(8);
    expect(driven.filter((file) => !said.has(file))).toEqual([]);
  });

  test('of the systems that go through the window is said of each provider', () => {
    const systems = readFileSync(join(root, 'test/e2e/providers/systems.test.ts'), 'utf8');
    const through = Array.from(systems.matchAll(/^  \['([a-z0-9-]+)', '[^']+'\],$/gmu), ([, id]) => id);
    expect(through.length).toBeGreaterThan(6);
    for (const { id, name } of presets) {
      const told = ran[id].some(({ tests }) => tests.includes('test/e2e/providers/systems.test.ts'));
      expect([name, told]).toEqual([name, through.includes(id)]);
    }
  });
});
