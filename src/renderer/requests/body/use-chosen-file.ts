import type { ChosenFile } from '../../../shared/request-body.ts';
import { useAction, type Action } from '../../api/use-action.ts';

/** Asks for a file in the system's dialog; `take` gets what was chosen. */
export function useChosenFile(): {
  readonly action: Action;
  readonly choose: (take: (file: ChosenFile) => void) => void;
} {
  const action = useAction();
  const ask = async (take: (file: ChosenFile) => void): Promise<void> => {
    const result = await action.run(() => window.latchkey.chooseFile());
    if (result.ok && result.value !== null) take(result.value);
  };
  return { action, choose: (take) => void ask(take) };
}
