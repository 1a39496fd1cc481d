import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';

import { CopyIcon, TickIcon } from './icons.tsx';

/** Copies a text and says so for two seconds. */
export function CopyButton({
  text,
  label = 'Copy',
  name,
}: {
  /** Null: it is not known yet, and there is nothing to copy. */
  readonly text: string | null;
  readonly label?: string;
  /** What assistive technology calls it; begins with the label. */
  readonly name?: string;
}) {
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    if (text === null) return;
    const result = await window.latchkey.copyText({ text });
    setCopied(result.ok);
  };
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => {
      setCopied(false);
    }, 2000);
    return () => {
      clearTimeout(timer);
    };
  }, [copied]);
  return (
    <Button
      variant="subtle"
      color="gray"
      size="compact-xs"
      disabled={text === null}
      leftSection={copied ? <TickIcon /> : <CopyIcon />}
      // What is shown is part of what it is called.
      aria-label={copied ? undefined : name}
      onClick={() => {
        void copy();
      }}
    >
      {copied ? 'Copied' : label}
    </Button>
  );
}
