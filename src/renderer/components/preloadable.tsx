import { use, type ComponentType, type ReactNode } from 'react';

import { UnreadPart, UnreadPartBoundary } from './unread-part.tsx';

export interface Preloadable<P> {
  /**
   * Draws the component; suspends while its file is still being read. Where the file cannot be read, that is said in
   * its place, and it is read anew when the part is wanted again.
   */
  readonly Component: (props: P) => ReactNode;
  /** Reads the file. Never fails: what could not be read is read anew when it is drawn, and said there. */
  readonly preload: () => Promise<void>;
}

/**
 * A component in a file of its own. Unlike `lazy` it draws at once when the file was read before: no fallback, and
 * none of the 300 ms for which React holds back what replaces one.
 */
export function preloadable<P extends object>(load: () => Promise<ComponentType<P>>): Preloadable<P> {
  let loaded: ComponentType<P> | null = null;
  let loading: Promise<ComponentType<P>> | null = null;
  const read = (): Promise<ComponentType<P>> => {
    loading ??= load().then(
      (component) => {
        loaded = component;
        return component;
      },
      (cause: unknown) => {
        throw new UnreadPart(cause);
      },
    );
    return loading;
  };
  const forget = (): void => {
    loading = null;
  };
  function Part(props: P) {
    const Loaded = loaded ?? use(read());
    return <Loaded {...props} />;
  }
  return {
    Component: (props) => (
      <UnreadPartBoundary onGone={forget}>
        <Part {...props} />
      </UnreadPartBoundary>
    ),
    preload: async () => {
      await read().catch(forget);
    },
  };
}
