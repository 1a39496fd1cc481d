import type { Evidence } from '../../../shared/provider.ts';

/** Something that is held to be true of a provider, and what for. */
export interface Fact<T> {
  readonly value: T;
  readonly evidence: Evidence;
}

/** By the vendor's documentation or source. */
export function documented<T>(value: T): Fact<T> {
  return { value, evidence: 'documented' };
}

/** By a discovery document that a real server published. */
export function published<T>(value: T): Fact<T> {
  return { value, evidence: 'published' };
}

/** By a public issue thread. */
export function reported<T>(value: T): Fact<T> {
  return { value, evidence: 'reported' };
}

/** Tried against the software as it runs on a developer's computer; never against a live tenant. */
export function tried<T>(value: T): Fact<T> {
  return { value, evidence: 'tried' };
}

/** General knowledge that nobody has checked. */
export function unchecked<T>(value: T): Fact<T> {
  return { value, evidence: 'unchecked' };
}
