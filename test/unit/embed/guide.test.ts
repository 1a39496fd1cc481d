import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../../../scripts/lib/paths.mjs';

const guide = readFileSync(join(root, 'docs/embedding.md'), 'utf8');

describe('docs/embedding.md', () => {
  it.each(['main.ts', 'preload.ts', 'page/page.ts', 'page/index.html'])(
    'shows %s of the example as it is, whole',
    (name) => {
      const source = readFileSync(join(root, 'examples/embedding', name), 'utf8');
      const language = name.endsWith('.html') ? 'html' : 'ts';
      expect(guide).toContain(`\`\`\`${language}\n${source}\`\`\``);
    },
  );

  it('the example’s main process is about thirty lines of code', () => {
    const source = readFileSync(join(root, 'examples/embedding/main.ts'), 'utf8');
    const lines = source.split('\n').filter((line) => line.trim() !== '' && !line.trim().startsWith('/'));
    expect(lines.length).toBeLessThanOrEqual(36);
  });
});
