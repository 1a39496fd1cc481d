import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { longestRecognized, type Recognition } from '../../shared/provider.ts';
import { recognitionQuery } from '../api/queries.ts';

const debounceMilliseconds = 120;

export interface Recognizing {
  /** Null until the text as it stands was looked at; what cannot hold an address never is. */
  readonly recognition: Recognition | null;
  /** Whether the text as it stands is yet to be looked at. */
  readonly waiting: boolean;
  /** What the person gave for what is missing. */
  readonly part: string;
  readonly onPart: (part: string) => void;
}

/**
 * Looks for a provider in what is typed or pasted as an issuer. Nobody outside of this computer is asked.
 * @param savedIssuer is not looked at; null where nothing was saved that could be relied on.
 */
export function useRecognition(text: string, savedIssuer: string | null): Recognizing {
  const [given, setGiven] = useState({ text: '', part: '' });
  const part = given.text === text ? given.part : '';
  const [settled] = useDebouncedValue(text, debounceMilliseconds);
  const wanted = text.trim() !== '' && text !== savedIssuer && text.length <= longestRecognized;
  const { data } = useQuery({
    ...recognitionQuery(text, part, wanted && settled === text),
    // The question that is being answered stays on screen while it is.
    placeholderData: (previous, before) => (before?.queryKey[1] === text ? previous : undefined),
  });
  const recognition = wanted && data?.ok === true ? data.value : null;
  return {
    recognition,
    waiting: wanted && data === undefined,
    part,
    onPart: (next) => {
      setGiven({ text, part: next });
    },
  };
}
