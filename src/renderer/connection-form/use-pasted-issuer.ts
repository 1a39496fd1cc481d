import { useEffect, useState, type InputEvent } from 'react';

import type { Recognition } from '../../shared/provider.ts';
import { certainIssuer } from './provider-words.ts';

interface Chosen {
  readonly issuer: string;
  /** Null: it was chosen by hand. */
  readonly pasted: string | null;
}

export interface PastedIssuer {
  /** Every change of the field by hand goes through here first. */
  readonly onTyped: (event: InputEvent<HTMLInputElement>) => void;
  readonly onChosen: (issuer: string) => void;
  /** What was pasted, while the field holds what was made of it. */
  readonly putBack: string | null;
  readonly onPutBack: () => void;
  /** Whether the field holds an issuer that was not typed as it stands. */
  readonly chosen: boolean;
}

/**
 * Puts the issuer that a pasted text stands for into the field, where it can stand for only one, with a way back. What is
 * typed is never changed under the person's hands.
 */
export function usePastedIssuer(
  issuer: string,
  recognition: Recognition | null,
  onIssuer: (issuer: string) => void,
): PastedIssuer {
  const [pasted, setPasted] = useState<string | null>(null);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const certain =
    recognition === null || pasted === null || pasted !== issuer ? null : certainIssuer(recognition);
  useEffect(() => {
    if (certain === null) return;
    setChosen({ issuer: certain, pasted });
    setPasted(null);
    onIssuer(certain);
    // oxlint-disable-next-line react/exhaustive-deps -- `onIssuer` is made anew with every drawing, and does the same
  }, [certain, pasted]);

  const held = chosen?.issuer === issuer ? chosen : null;
  return {
    onTyped: ({ currentTarget, nativeEvent }) => {
      const kind = nativeEvent.inputType;
      setPasted(kind === 'insertFromPaste' || kind === 'insertFromDrop' ? currentTarget.value : null);
    },
    onChosen: (next) => {
      setChosen({ issuer: next, pasted: null });
      onIssuer(next);
    },
    putBack: held?.pasted ?? null,
    onPutBack: () => {
      if (held?.pasted === null || held?.pasted === undefined) return;
      setChosen(null);
      onIssuer(held.pasted);
    },
    chosen: held !== null,
  };
}
