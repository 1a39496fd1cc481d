import type { MadeIssuer, PresetInput, ProviderChoice, ProviderId } from '../../../shared/provider.ts';
import { presets } from './all.ts';
import { isPlainName, readPaste } from './pasted-address.ts';
import type { ProviderPreset } from './preset.ts';
import { unknown } from './unknown.ts';

/** The providers that a person may pick from, with what they have to know of their own. */
export function providerChoices(): readonly ProviderChoice[] {
  return presets.map(({ id, name, inputs, unmaintained }) => ({
    id,
    name,
    inputs,
    note: unmaintained?.value ?? null,
  }));
}

const nothing: MadeIssuer = { issuer: null, problem: null };

/**
 * The issuer of a provider that was picked, made of what a person knows of their own tenant. Each part may be pasted with
 * more round it than is wanted, such as `https://` before a domain. Null while a part is missing; a part that cannot stand
 * in an address is a `problem`. Nothing is asked of any server.
 */
export function madeIssuer(id: ProviderId, parts: Readonly<Record<string, string>>): MadeIssuer {
  const preset = presets.find((one) => one.id === id) ?? unknown;
  let issuer = preset.issuer.value.template;
  for (const input of preset.inputs) {
    const given = (parts[input.name] ?? '').trim();
    if (given === '') return nothing;
    const part = partOf(preset, input, given);
    if (part === null) {
      return { issuer: null, problem: `This is no ${input.label}. It looks like this: ${input.example}` };
    }
    // Not as a pattern: what was given is a person’s text.
    issuer = issuer.split(`{${input.name}}`).join(part);
  }
  return { issuer, problem: null };
}

/** A name or an IP address: a parser of addresses takes much for a host that no server is found by, such as brackets round it. */
const hostName = /^(?:[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?|\[[0-9a-f:.]+\])$/;

/** What stands for an input in the template: a whole address where the template begins with it, a host, or a name. */
function partOf({ issuer }: ProviderPreset, { name }: PresetInput, given: string): string | null {
  const { template } = issuer.value;
  const whole = template.startsWith(`{${name}}`);
  if (whole || template.startsWith(`https://{${name}}`)) {
    const reading = readPaste(given);
    if (reading.kind !== 'address') return null;
    const { origin, host, segments } = reading.address;
    if (!hostName.test(host)) return null;
    return whole ? [origin, ...segments].join('/') : host;
  }
  return isPlainName(given) ? given : null;
}
