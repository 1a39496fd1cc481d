import type { ReactNode } from 'react';

import type { ShownKind } from '../words/session-words.ts';
import styles from './state-mark.module.css';

/** Every mark of the states table; one of them is added to any other. */
export type MarkKind = ShownKind | 'managed';

type Tone = 'quiet' | 'good' | 'wait' | 'warn' | 'bad';

interface Drawing {
  readonly tone: Tone;
  readonly shape: ReactNode;
}

const ring = <circle cx="8" cy="8" r="5.25" />;
const disc = <circle cx="8" cy="8" r="5.5" fill="currentColor" stroke="none" />;

/** What is locked, whatever opens it. */
const padlock: Drawing = {
  tone: 'warn',
  shape: (
    <>
      <rect x="3.25" y="7.25" width="9.5" height="6.5" rx="1.5" fill="currentColor" />
      <path d="M5.25 7V5.1a2.75 2.75 0 0 1 5.5 0V7" />
    </>
  ),
};

/** Told apart by shape alone: seen in grey, printed, or by someone who sees no green. */
const drawings: Readonly<Record<MarkKind, Drawing>> = {
  draft: {
    tone: 'quiet',
    shape: <circle cx="8" cy="8" r="5.25" strokeDasharray="0.1 3.2" strokeWidth="1.9" />,
  },
  opening: {
    tone: 'quiet',
    shape: <circle className={styles['late']} cx="8" cy="8" r="1.9" fill="currentColor" stroke="none" />,
  },
  'signed-out': { tone: 'quiet', shape: ring },
  'waiting-for-browser': {
    tone: 'wait',
    shape: (
      <>
        <circle cx="8" cy="8" r="5.25" opacity="0.25" />
        <path className={styles['turning']} d="M8 2.75A5.25 5.25 0 0 1 13.25 8" />
      </>
    ),
  },
  'another-account': {
    tone: 'warn',
    shape: (
      <>
        <circle cx="5.75" cy="8" r="3.6" fill="currentColor" stroke="none" />
        <circle cx="10.25" cy="8" r="3.6" />
      </>
    ),
  },
  'signed-in': { tone: 'good', shape: disc },
  'signed-in-until': {
    tone: 'good',
    shape: <path d="M8 8V2.5A5.5 5.5 0 1 0 13.5 8Z" fill="currentColor" stroke="none" />,
  },
  renewing: { tone: 'good', shape: <g className={styles['pulsing']}>{disc}</g> },
  offline: {
    tone: 'warn',
    shape: (
      <>
        {ring}
        <path d="m4.3 11.7 7.4-7.4" />
      </>
    ),
  },
  'provider-unavailable': {
    tone: 'warn',
    shape: (
      <>
        {ring}
        <circle cx="8" cy="8" r="1.9" fill="currentColor" stroke="none" />
      </>
    ),
  },
  'needs-fix': {
    tone: 'bad',
    shape: (
      <>
        <rect x="2.75" y="2.75" width="10.5" height="10.5" rx="2" />
        <path d="M8 5.5v3M8 10.6v.1" />
      </>
    ),
  },
  'needs-sign-in': {
    tone: 'warn',
    shape: <path d="M8 2.9 13.6 12.75H2.4Z" fill="currentColor" />,
  },
  'more-access-needed': {
    tone: 'warn',
    shape: (
      <>
        {ring}
        <path d="M8 5.6v4.8M5.6 8h4.8" />
      </>
    ),
  },
  locked: padlock,
  'passphrase-needed': padlock,
  'memory-only': {
    tone: 'good',
    shape: (
      <>
        <circle cx="8" cy="8" r="3.1" fill="currentColor" stroke="none" />
        <circle cx="8" cy="8" r="5.75" strokeDasharray="2.2 1.7" strokeWidth="1.4" />
      </>
    ),
  },
  'not-saved': {
    tone: 'bad',
    shape: (
      <>
        <circle cx="8" cy="8" r="4.75" fill="currentColor" stroke="none" />
        <path className={styles['gap']} d="m2.2 13.8 11.6-11.6" strokeWidth="4" />
        <path d="m2.4 13.6 11.2-11.2" />
      </>
    ),
  },
  'set-aside': {
    tone: 'bad',
    shape: (
      <path d="M9.6 2.95a5.25 5.25 0 0 1 2.2 8.6M6.4 13.05a5.25 5.25 0 0 1-2.2-8.6M9.6 2.95 7.2 6.1M6.4 13.05l2.4-3.15" />
    ),
  },
  'signing-out': { tone: 'quiet', shape: <g className={styles['pulsing']}>{ring}</g> },
  'clock-wrong': {
    tone: 'warn',
    shape: (
      <>
        {ring}
        <path d="M8 4.9V8l2.1 1.5" />
      </>
    ),
  },
  managed: {
    tone: 'quiet',
    shape: (
      <>
        <rect x="4.75" y="7.75" width="6.5" height="4.75" rx="1.1" />
        <path d="M6.25 7.5V6.2a1.75 1.75 0 0 1 3.5 0v1.3" />
      </>
    ),
  },
};

/** The mark of a state. Decoration for assistive technology, because its words always stand beside it. */
export function StateMark({ kind, size = 16 }: { readonly kind: MarkKind; readonly size?: number }) {
  const { tone, shape } = drawings[kind];
  return (
    <svg
      className={styles[tone]}
      data-mark={kind}
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {shape}
    </svg>
  );
}
