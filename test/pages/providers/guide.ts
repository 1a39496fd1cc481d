import { createGuides } from '../../../src/core/providers/guides/create-guides.ts';
import { providerHint } from '../../../src/core/providers/presets/preset-of.ts';
import type { ProviderPreset } from '../../../src/core/providers/presets/preset.ts';
import type { Guide, GuideAction, GuideEntry, GuideStep } from '../../../src/shared/guide.ts';
import type { ProviderId } from '../../../src/shared/provider.ts';
import { valueOf } from '../../support/results.ts';
import { code, item, row } from './words.ts';

/** What a provider calls itself, where that is not made of what a person knows of it. */
const named: Partial<Record<ProviderId, string>> = {
  entra: 'https://login.microsoftonline.com/6a5bfbd1-0f5f-4b6c-9f6e-5a7a1f0a2b3c/v2.0',
};

/** The guide for an imagined connection, as the app would make it. */
export function exampleGuide(preset: ProviderPreset): { readonly issuer: string; readonly guide: Guide } {
  const { scopes, redirects } = providerHint(preset);
  const issuer =
    named[preset.id] ??
    preset.inputs.reduce(
      (so, { name, example }) => so.replace(`{${name}}`, example),
      preset.issuer.value.template,
    );
  const input = { issuer, scopes: scopes.join(' '), ...redirects, provider: preset.id };
  return { issuer, guide: valueOf(createGuides('app.latchkey.desktop').make(input)) };
}

/** How the app is registered, with the values of an imagined connection. */
export function guideChapter(preset: ProviderPreset): readonly string[] {
  const { issuer, guide } = exampleGuide(preset);
  const { application } = preset.guide;
  return [
    '## Register the app',
    '',
    `The values below are those of a connection to ${code(issuer)}; the app shows the same steps with yours, a button beside each that is entered there, and all of it as a text to send to an administrator.`,
    ...(preset.inputs.length === 0
      ? []
      : [
          'Do not copy an address from here: a redirect address is made from the issuer, so yours is another one.',
        ]),
    '',
    ...(application === null
      ? []
      : [item({ ...application, value: `The way to a new one: ${application.value.join(' > ')}` }), '']),
    ...guide.steps.flatMap((step, index) => stepLines(step, index + 1)),
    ...(guide.documentation === null
      ? []
      : [`The documentation of ${preset.name}: <${guide.documentation}>`, '']),
  ];
}

function stepLines({ place, words, evidence, entries, code: made }: GuideStep, number: number) {
  const where = place.length === 0 ? '' : ` ${place.join(' > ')}`;
  return [
    `### ${String(number)}. ${words}`,
    '',
    `At:${where === '' ? ' wherever the provider has it' : where} (_${evidence}_)`,
    '',
    ...(made === null
      ? entriesTable(entries)
      : [
          `\`\`\`${made.language === 'C#' ? 'csharp' : 'json'}`,
          ...made.text.split('\n'),
          '```',
          '',
          `${entries.map(({ field, evidence: known }) => `${code(field)} (_${known}_)`).join(', ')}.`,
          '',
        ]),
  ];
}

function entriesTable(entries: readonly GuideEntry[]): readonly string[] {
  if (entries.length === 0) return [];
  return [
    row(['field', 'what to do', 'value', 'evidence']),
    row(['---', '---', '---', '---']),
    ...entries.map(({ field, action, values, why, optional, evidence }) =>
      row([
        field,
        [`${actionWords[action]}${optional ? ', if you like' : ''}.`, why ?? ''].join(' ').trim(),
        values.map(({ text }) => code(text)).join('<br>'),
        `_${evidence}_`,
      ]),
    ),
    '',
  ];
}

const actionWords: Readonly<Record<GuideAction, string>> = {
  enter: 'Enter',
  choose: 'Choose',
  tick: 'Tick',
  'switch-on': 'Switch on, or tick',
  'switch-off': 'Leave off, or unticked',
  copy: 'Copy into Latchkey',
};
