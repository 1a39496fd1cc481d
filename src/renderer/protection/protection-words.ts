import type { AppState } from '../../shared/app-state.ts';
import { assertNever } from '../../shared/result.ts';
import { keyringWord } from '../words/session-words.ts';

/** Whether there is something to protect, or that could be, and no passphrase yet. */
export function canChoosePassphrase({ keyring, protection }: AppState): boolean {
  if (protection.by === 'passphrase') return false;
  return (
    protection.by === 'keyring' ||
    (keyring.kind === 'memory-only' && keyring.reason.code === 'keyring-missing')
  );
}

/** Whether what a given-up passphrase protects can be opened now: not while something else has to be opened first. */
export function canTakeBack({ keyring }: AppState): boolean {
  return !['unknown', 'locked', 'passphrase-needed'].includes(keyring.kind);
}

/** What protects saved sign-ins, in a sentence or two. */
export function protectionWords({ keyring, protection, platform }: AppState): string {
  const word = keyringWord(platform);
  if (protection.by === 'keyring') return `Your sign-ins are sealed by your ${word}.`;
  if (protection.by === 'passphrase') {
    const offer = protection.keyringReady
      ? ` This computer has a ${word} by now: it can take over, and asks you for nothing.`
      : '';
    return `Your sign-ins are sealed with your passphrase, which Latchkey asks for when it starts.${offer}`;
  }
  switch (keyring.kind) {
    case 'passphrase-needed':
      return 'Your sign-ins are sealed with your passphrase, which was not entered yet.';
    case 'locked':
      return `Your sign-ins are sealed by your ${word}, which is locked.`;
    case 'memory-only':
      return keyring.reason.code === 'keyring-missing'
        ? `This computer has no ${word}, so your sign-ins are forgotten when you quit. A passphrase can seal them instead.`
        : `${keyring.reason.what} ${keyring.reason.why}`;
    case 'unknown':
    case 'ready':
    case 'passphrase':
    case 'set-aside':
      return 'Latchkey is looking at how your sign-ins are protected.';
    default:
      return assertNever(keyring);
  }
}
