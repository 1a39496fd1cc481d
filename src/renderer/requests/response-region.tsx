import { Loader } from '@mantine/core';
import { Suspense } from 'react';

import { assertNever } from '../../shared/result.ts';
import { FailureView } from '../components/failure-view.tsx';
import { preloadable } from '../components/preloadable.tsx';
import { usePreload } from '../components/use-preload.ts';
import type { Exchange } from './exchange-store.ts';
import { LiveAnswer } from './live-answer.tsx';
import { progressWords } from './progress-words.ts';
import styles from './response-region.module.css';
import { useProgress } from './use-progress.ts';

const answer = preloadable(async () => (await import('./answer/answer.tsx')).Answer);
const parts = [answer];

interface RegionProps {
  readonly exchange: Exchange;
  /** Puts an address to which a redirect led into the field `URL`. */
  readonly onUseAddress: (url: string) => void;
}

/** The region `Response`: always there, so that nothing moves when an answer comes. */
export function ResponseRegion({ exchange, onUseAddress }: RegionProps) {
  // A server nearby is quicker than a file: most often it was read before.
  usePreload(parts);
  if (exchange.kind === 'sending') void answer.preload();
  return (
    <section className={styles['region']} aria-label="Response" aria-busy={exchange.kind === 'sending'}>
      <Suspense fallback={null}>
        <Content exchange={exchange} onUseAddress={onUseAddress} />
      </Suspense>
    </section>
  );
}

function Content({ exchange, onUseAddress }: RegionProps) {
  switch (exchange.kind) {
    case 'none':
    case 'asking':
      return <p className={styles['empty']}>The answer appears here.</p>;
    case 'sending':
      return <Sending key={exchange.requestId} requestId={exchange.requestId} />;
    case 'failed':
      return exchange.failure.code === 'cancelled' ? (
        <p className={styles['empty']}>Cancelled. Nothing was kept.</p>
      ) : (
        <FailureView failure={exchange.failure} />
      );
    case 'answered':
      return (
        <answer.Component
          key={exchange.response.requestId}
          response={exchange.response}
          sent={exchange.sent}
          earlier={exchange.earlier ?? []}
          onUseAddress={onUseAddress}
        />
      );
    default:
      return assertNever(exchange);
  }
}

function Sending({ requestId }: { readonly requestId: string }) {
  const progress = useProgress(requestId);
  return (
    <>
      <p className={styles['empty']}>
        <Loader size={14} aria-hidden="true" /> {progressWords(progress)}
      </p>
      {progress === null ? null : <LiveAnswer progress={progress} />}
    </>
  );
}
