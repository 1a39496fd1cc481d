import { generalErrors } from '../../../src/core/providers/errors/all.ts';
import { presets } from '../../../src/core/providers/presets/all.ts';
import { unknown } from '../../../src/core/providers/presets/unknown.ts';
import { errorsTable } from './errors.ts';
import { providerPage } from './provider-page.ts';
import { ran } from './verified.ts';
import { count, meanings, order, row } from './words.ts';

const every = [...presets, unknown];

/** docs/providers.md: all providers, what was verified how, and what an error means at any of them. */
export function providersPage(): string {
  return [
    '# Providers',
    '',
    'Written by `npm run providers` from `src/core/providers`, which the app itself works with: change it there.',
    'How any integration goes, step by step: [first-integration.md](first-integration.md).',
    '',
    '**Nothing on these pages was checked against a live tenant of any provider.** Each fact says where it comes from:',
    '',
    ...order.map((one) => `- _${one}_: ${meanings[one]}.`),
    '',
    '## What was verified how',
    '',
    'The number of facts of each kind, and the software that the app was run against. An emulator, or a server of ours that imitates what a provider has published, is not the provider.',
    '',
    row(['provider', ...order, 'ran against']),
    row(['---', ...order.map(() => '---:'), '---']),
    ...every.map((preset) =>
      row([
        `[${preset.name}](providers/${preset.id}.md)${preset.unmaintained === null ? '' : ', no longer maintained'}`,
        ...order.map((one) => String(count(preset, one))),
        ran[preset.id].map(({ software }) => software).join('; ') || 'nothing',
      ]),
    ),
    '',
    ...every.flatMap(({ unmaintained }) =>
      unmaintained === null ? [] : [`${unmaintained.value} (_${unmaintained.evidence}_)`, ''],
    ),
    '## Errors',
    '',
    'What the app says where a provider refuses something. What one provider is known for stands on its page and is looked up first; then what holds for any.',
    '“Web page” is one in the browser that never came back to the app. Where nothing here fits, the app shows the provider’s own words and what it had sent.',
    '',
    '### Errors at any provider',
    '',
    ...errorsTable(generalErrors),
  ].join('\n');
}

/** The pages of docs/providers, by their name. */
export function providerPages(): readonly (readonly [name: string, text: string])[] {
  return every.map((preset) => [preset.id, providerPage(preset)]);
}
