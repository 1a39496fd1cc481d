import type { Guide, GuideEntry, GuideStep, GuideValue } from '../../../shared/guide.ts';
import { assertNever } from '../../../shared/result.ts';
import type { Fact } from '../presets/evidence.ts';
import type { ProviderPreset } from '../presets/preset.ts';
import { codeOf } from './code-of.ts';
import { doubtsAbout } from './doubts-about.ts';
import type { GuideConnection } from './guide-connection.ts';
import { guideText } from './guide-text.ts';
import type { ConnectionValue, EntryTemplate, StepTemplate } from './provider-guide.ts';

/** How a connection is registered at a provider: what is known of the provider, with the values of the connection in it. Pure. */
export function registrationGuide(preset: ProviderPreset, connection: GuideConnection): Guide {
  const values = valuesOf(preset, connection);
  const { id, name, unmaintained, guide, clientSecret } = preset;
  const steps = guide.steps.map((step) => stepOf(step, values));
  const doubts = doubtsAbout(preset, connection);
  const { provisional, issuer } = connection;
  const made = {
    provider: id,
    name,
    provisional,
    unmaintained:
      unmaintained === null ? null : { words: unmaintained.value, evidence: unmaintained.evidence },
    steps,
    doubts,
    documentation: guide.documentation,
  };
  return { ...made, text: provisional ? null : guideText(made, issuer, clientSecret.value) };
}

type Values = Readonly<Record<ConnectionValue, readonly GuideValue[]>>;

function valuesOf(preset: ProviderPreset, connection: GuideConnection): Values {
  const { appLink, loopbackAddresses, signOutAddress } = connection;
  const taken = preset.redirects.scheme.value !== 'refused';
  const refused = preset.refusedScopes.value;
  const scopes = connection.scopes.filter((scope) => !refused.includes(scope));
  return {
    name: [{ text: 'Latchkey', kind: 'name' }],
    'client id': [{ text: 'latchkey-desktop', kind: 'client-id' }],
    'redirect addresses': [
      ...(appLink === null || !taken ? [] : [{ text: appLink, kind: 'app-link' } as const]),
      ...loopbackAddresses.map((text) => ({ text, kind: 'loopback-address' }) as const),
    ],
    'sign-out address': [{ text: signOutAddress, kind: 'sign-out-address' }],
    scopes: scopes.map(asScope),
    'scopes but offline_access': scopes.filter((scope) => scope !== 'offline_access').map(asScope),
  };
}

function asScope(text: string): GuideValue {
  return { text, kind: 'scope' };
}

function stepOf({ id, place, words, entries, code }: StepTemplate, values: Values): GuideStep {
  const made = entries.map((entry) => entryOf(entry, values));
  return {
    id,
    place: place.value,
    words,
    evidence: place.evidence,
    entries: made,
    code: code === undefined ? null : codeOf(code, made),
  };
}

function entryOf({ value: template, evidence }: Fact<EntryTemplate>, values: Values): GuideEntry {
  return {
    field: template.field,
    action: template.kind,
    values: valuesIn(template, values),
    why: template.why ?? null,
    optional: template.optional === true,
    evidence,
  };
}

function valuesIn(template: EntryTemplate, values: Values): readonly GuideValue[] {
  switch (template.kind) {
    case 'enter':
      return values[template.of];
    case 'choose':
      return [asOption(template.option)];
    case 'tick':
      return typeof template.boxes === 'string' ? values[template.boxes] : template.boxes.map(asOption);
    case 'switch-on':
    case 'switch-off':
    case 'copy':
      return [];
    default:
      return assertNever(template);
  }
}

function asOption(text: string): GuideValue {
  return { text, kind: 'option' };
}
