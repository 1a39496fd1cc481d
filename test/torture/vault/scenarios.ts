import { connectionScenarios } from './connection-scenarios.ts';
import { tortureCiphers } from './place.ts';
import type { TortureCipher } from './place.ts';
import { protectionScenarios } from './protection-scenarios.ts';
import type { Scenario } from './scenario.ts';
import { vaultScenarios } from './vault-scenarios.ts';

/** One change under one cipher, by names that another process can be told. */
export interface Case {
  readonly scenario: string;
  readonly cipher: string;
}

/** What brings its own cipher, or has none. */
const others: readonly Scenario[] = [...protectionScenarios, ...connectionScenarios];

/** Every change of the vault under every cipher, every move between keyring and passphrase, and of the connections. */
export function allCases(): readonly Case[] {
  const vault = tortureCiphers.flatMap((cipher) =>
    vaultScenarios
      .filter(({ keyringOnly }) => keyringOnly !== true || cipher === tortureCiphers[0])
      .map(({ name }) => ({ scenario: name, cipher: cipher.name })),
  );
  const cipher = tortureCiphers[0]?.name ?? '';
  return [...vault, ...others.map(({ name }) => ({ scenario: name, cipher }))];
}

export function findScenario(name: string): Scenario {
  return found(name, [...vaultScenarios, ...others]);
}

export function findCipher(name: string): TortureCipher {
  return found(name, tortureCiphers);
}

function found<T extends { readonly name: string }>(name: string, all: readonly T[]): T {
  const one = all.find((each) => each.name === name);
  if (one === undefined) throw new Error(`There is no ${name}.`);
  return one;
}
