import { use, type ComponentType, type ReactNode } from 'react';

export interface Preloadable<P> {
  /** Draws the component; suspends while its file is still being read. */
  readonly Component: (props: P) => ReactNode;
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
    loading ??= load().then((component) => {
      loaded = component;
      return component;
    });
    return loading;
  };
  return {
    Component: (props) => {
      const Loaded = loaded ?? use(read());
      return <Loaded {...props} />;
    },
    preload: async () => {
      await read();
    },
  };
}
