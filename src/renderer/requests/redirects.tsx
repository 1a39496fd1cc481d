import { Button } from '@mantine/core';

import type { Hop, ResponseView } from '../../shared/request.ts';
import { visibleLine } from '../words/visible-text.ts';
import { leftBehindWords } from './redirect-words.ts';
import styles from './redirects.module.css';

/** What a redirect cost, where it cost something, and the way to ask the new address with it. */
export function RedirectNote({
  hops,
  onUseAddress,
}: {
  readonly hops: readonly Hop[];
  readonly onUseAddress: (url: string) => void;
}) {
  const words = leftBehindWords(hops);
  const last = hops.at(-1);
  if (words === null || last === undefined) return null;
  return (
    <div className={styles['note']}>
      <p>{visibleLine(words)}</p>
      <Button
        variant="subtle"
        size="compact-xs"
        onClick={() => {
          onUseAddress(last.to.url);
        }}
      >
        Use the new address
      </Button>
    </div>
  );
}

/** Every request that was sent on the way, with what answered it. */
export function RedirectList({ response }: { readonly response: ResponseView }) {
  const hops = response.hops ?? [];
  const last = hops.at(-1);
  return (
    <ol className={styles['hops']}>
      {hops.map(({ status, from, leftBehind }, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- an address may come twice; its place is its identity
        <li key={index}>
          <Line status={status} method={from.method} url={from.url} />
          {leftBehind.length === 0 ? null : (
            <p className={styles['left']}>Not sent on: {visibleLine(leftBehind.join(', '))}</p>
          )}
        </li>
      ))}
      {last === undefined ? null : (
        <li>
          <Line status={response.status} method={last.to.method} url={last.to.url} />
        </li>
      )}
    </ol>
  );
}

function Line({
  status,
  method,
  url,
}: {
  readonly status: number;
  readonly method: string;
  readonly url: string;
}) {
  return (
    <p className={styles['line']}>
      <strong>{status}</strong>
      <span>{method}</span>
      <span className={styles['url']}>{visibleLine(url)}</span>
    </p>
  );
}
