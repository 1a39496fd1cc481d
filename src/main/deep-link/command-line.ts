/**
 * The longest URL that is taken from a command line, in characters. Anything longer is no answer of an
 * authorization server; and measured on Electron 25, handing 32.7 kB to the first instance kills it.
 */
export const maximumUrlLength = 8192;

/** The longest command line that is handed to a first instance, in characters. */
export const maximumCommandLineLength = 16_384;

export type CommandLine =
  /** Nothing for us in it. */
  | { readonly kind: 'none' }
  /** A callback of ours, to be judged by the sessions. */
  | { readonly kind: 'callback'; readonly url: string }
  /** Must be dropped whole, before the single-instance lock would hand it over. */
  | { readonly kind: 'too-long' };

/**
 * Finds the callback in a command line by its scheme, wherever it stands; nothing else in it is obeyed (R86).
 * Of several the first counts. Pure; never throws.
 */
export function readCommandLine(argv: readonly string[], scheme: string): CommandLine {
  const total = argv.reduce((sum, argument) => sum + argument.length + 1, 0);
  if (total > maximumCommandLineLength || argv.some((argument) => argument.length > maximumUrlLength)) {
    return { kind: 'too-long' };
  }
  const url = argv.find((argument) => hasScheme(argument, scheme));
  return url === undefined ? { kind: 'none' } : { kind: 'callback', url };
}

/** Whether a text is a URL of this scheme; schemes are compared without case (RFC 3986 §3.1). */
export function hasScheme(text: string, scheme: string): boolean {
  return text.slice(0, scheme.length + 1).toLowerCase() === `${scheme.toLowerCase()}:`;
}
