/** Whom the system hands an address of the app's own scheme to. */
export type SchemeOwner =
  | { readonly kind: 'ours' }
  /** Nobody: such an address opens nothing. */
  | { readonly kind: 'missing' }
  /** A program that is not there any more, or would not be given the address: for example the place this app was moved from. */
  | { readonly kind: 'stale'; readonly name: string }
  | { readonly kind: 'another'; readonly name: string }
  /** The system did not say, or not in time. */
  | { readonly kind: 'unknown' };
