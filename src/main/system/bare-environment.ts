/**
 * An environment for a process that is to know nothing of the app's: no address of a bus, no path, no setting. Never empty,
 * because Electron 25 takes an empty one for none and hands its own over; Windows starts no program without `SystemRoot`.
 */
export function bareEnvironment(own: NodeJS.ProcessEnv): Record<string, string> {
  const { SystemRoot: systemRoot } = own;
  return { LANG: 'C.UTF-8', ...(systemRoot === undefined ? {} : { SystemRoot: systemRoot }) };
}
