import { useState, type Dispatch, type SetStateAction } from 'react';

import type { ConnectionId } from '../../../shared/connection.ts';
import type { Failure } from '../../../shared/failure.ts';
import type { SavedPath, SaveRequestInput } from '../../../shared/saved-request.ts';
import { useAction } from '../../api/use-action.ts';
import { draftOf, type Composition } from '../kept-drafts.ts';
import { compositionOf, movedPath, relinked, savedComposition } from './saved-composition.ts';

/** What has to be answered before a request is saved. */
export type SaveQuestion =
  | { readonly kind: 'name' }
  | { readonly kind: 'secret' | 'changed'; readonly failure: Failure; readonly input: SaveRequestInput };

export interface Saving {
  readonly question: SaveQuestion | null;
  readonly busy: boolean;
  readonly failure: Failure | null;
  /** Over what it was opened from; a new one asks for its name first. */
  readonly save: () => void;
  readonly saveNew: () => void;
  readonly send: (input: SaveRequestInput) => void;
  readonly sendNew: (name: string, folder: SavedPath) => void;
  readonly open: (path: SavedPath) => void;
  /** What was at `from` is at `to`, or is called something else there: the one in the editor is still saved over it. */
  readonly follow: (from: SavedPath, to: SavedPath) => void;
  readonly close: () => void;
}

/** Saves and opens requests, with the questions that this raises. */
export function useSaving(
  id: ConnectionId,
  composition: Composition,
  setComposition: Dispatch<SetStateAction<Composition>>,
): Saving {
  const action = useAction();
  const [question, setQuestion] = useState<SaveQuestion | null>(null);

  const send = async (input: SaveRequestInput): Promise<void> => {
    const result = await action.run(() => window.latchkey.saveRequest(input));
    if (result.ok) {
      setQuestion(null);
      setComposition(savedComposition(result.value, composition));
      return;
    }
    const { failure } = result;
    const kind =
      failure.code === 'secret-in-request' ? 'secret' : failure.code === 'changed-outside' ? 'changed' : null;
    if (kind === null) return;
    action.clear();
    setQuestion({ kind, failure, input });
  };
  const open = async (path: SavedPath): Promise<void> => {
    const result = await action.run(() => window.latchkey.openSaved({ id, path }));
    if (!result.ok) return;
    setQuestion(null);
    setComposition(compositionOf(result.value));
  };
  const follow = async (from: SavedPath, to: SavedPath): Promise<void> => {
    const before = composition.saved?.path;
    const path = before === undefined ? null : movedPath(before, from, to);
    if (before === undefined || path === null) return;
    const result = await action.run(() => window.latchkey.openSaved({ id, path }));
    if (result.ok) setComposition((now) => relinked(now, before, result.value));
  };
  const common = { id, request: draftOf(composition), overwrite: false, sealSecrets: false };
  const ask = (): void => {
    action.clear();
    setQuestion({ kind: 'name' });
  };

  return {
    question,
    busy: action.busy,
    failure: action.failure,
    save: () => {
      const { saved } = composition;
      if (saved === null) ask();
      else void send({ ...common, ...pick(saved), folder: '' });
    },
    saveNew: ask,
    send: (input) => void send(input),
    sendNew: (name, folder) => void send({ ...common, path: null, revision: null, name, folder }),
    open: (path) => void open(path),
    follow: (from, to) => void follow(from, to),
    close: () => {
      action.clear();
      setQuestion(null);
    },
  };
}

function pick({ path, name, revision }: NonNullable<Composition['saved']>) {
  return { path, name, revision };
}
