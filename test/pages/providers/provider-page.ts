import { errorsOf } from '../../../src/core/providers/errors/all.ts';
import type { ProviderPreset } from '../../../src/core/providers/presets/preset.ts';
import { errorsTable } from './errors.ts';
import { factsChapter } from './facts.ts';
import { guideChapter } from './guide.ts';
import { ran } from './verified.ts';
import { code } from './words.ts';

/** A page of docs/providers: what to paste, how the app is registered, what is known, what goes wrong, what was verified. */
export function providerPage(preset: ProviderPreset): string {
  const { id, name, unmaintained, inputs } = preset;
  const errors = errorsOf(id);
  return [
    `# ${name}`,
    '',
    'Written by `npm run providers` from `src/core/providers`, which the app itself works with: change it there.',
    'What _documented_, _unchecked_ and the like mean: [all providers](../providers.md).',
    '',
    ...(unmaintained === null
      ? []
      : [`**${unmaintained.value}** (_${unmaintained.evidence}_)`, '', successor, '']),
    '**Nothing on this page was checked against a live tenant.**',
    '',
    '## What to paste in the app',
    '',
    'Press *Add connection* and paste the issuer, or any page of the provider: of its console, of its sign-in, its discovery document.',
    `The app finds the issuer in it, asks the provider what it calls itself, and shows that. It is made of: ${inputs.length === 0 ? 'nothing, it is the same for everybody' : inputs.map(({ label, example }) => `${label} (${code(example)})`).join(', ')}.`,
    '',
    ...picture(preset, 'where'),
    ...guideChapter(preset),
    ...picture(preset, 'register'),
    '## Connect',
    '',
    'Enter the client ID and press *Sign in*. The browser opens, you sign in there, and it leads back to the app.',
    '',
    ...picture(preset, 'connect'),
    ...factsChapter(preset),
    ...(errors.length === 0 ? [] : ['## Errors', '', ...errorsTable(errors)]),
    '## What was verified how',
    '',
    ...(ran[id].length === 0
      ? ['No software of this provider, and none that imitates it, was run.']
      : ran[id].map(
          ({ software, seen, tests }) =>
            `- ${software}: ${seen} (${tests.map((test) => `[${test}](../../${test})`).join(', ')}).`,
        )),
    '',
  ].join('\n');
}

/** What the window shows of a step: the guide of each provider, and of one of them all three. */
function picture({ id, name }: ProviderPreset, step: 'where' | 'register' | 'connect'): readonly string[] {
  if (step !== 'register' && id !== 'okta') return [];
  const [file, words] = {
    where: ['wizard-where', 'What was pasted is Okta, and what it calls itself'],
    register: [`wizard-register-${id}`, `The guide in the window: ${name}`],
    connect: ['wizard-connect', 'The client ID, and the scopes in plain words'],
  }[step];
  return [`![${words}](../images/${file}.png)`, ''];
}

const successor =
  'Where you can, move to its successor: [Duende IdentityServer](duende.md). The client is configured in the same words.';
