import type { ReactNode } from 'react';

import styles from './facts.module.css';

/** A titled list of names and values, for reading. */
export function Facts({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={styles['group']}>
      <h2 className={styles['title']}>{title}</h2>
      <dl className={`${styles['list'] ?? ''} ${styles['facts'] ?? ''}`}>{children}</dl>
    </section>
  );
}

export function Fact({
  name,
  mono = false,
  children,
}: {
  readonly name: string;
  readonly mono?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <div>
      <dt>{name}</dt>
      <dd data-mono={mono}>{children}</dd>
    </div>
  );
}
