import type { Failure } from '../../shared/failure.ts';

const locked: Failure = {
  code: 'keyring-locked',
  what: 'Saved sign-ins cannot be opened yet.',
  why: 'The keyring is locked.',
  next: 'Unlock it, then try again. Nothing is lost.',
};

export function lockedFailure(): Failure {
  return locked;
}

const passphraseNeeded: Failure = {
  code: 'passphrase-needed',
  what: 'Saved sign-ins cannot be opened yet.',
  why: 'They are protected by your passphrase.',
  next: 'Enter it, then try again. Nothing is lost.',
};

export function passphraseNeededFailure(): Failure {
  return passphraseNeeded;
}

export function passphraseWrongFailure(): Failure {
  return {
    code: 'passphrase-wrong',
    what: 'That is not the passphrase.',
    why: 'It does not open the saved sign-ins.',
    next: 'Try again; nothing is lost. Mind Caps Lock and the keyboard’s language.',
  };
}

/** @param memory bytes that one try at a passphrase takes. */
export function passphraseMemoryFailure(memory: number): Failure {
  const megabytes = String(Math.round(memory / 1_000_000));
  return {
    code: 'memory-short',
    what: 'This computer has too little free memory for the passphrase.',
    why: `Each try takes ${megabytes} MB for a moment, which is what makes a passphrase hard to guess.`,
    next: 'Close some programs, then try again. Nothing was changed, and nothing is lost.',
  };
}

/** Nothing is locked, moved or changed that no passphrase protects. */
export function noPassphraseFailure(): Failure {
  return {
    code: 'not-permitted',
    what: 'This cannot be done now.',
    why: 'It does not fit how your sign-ins are protected at this moment.',
    next: 'Look at “Protection” in Settings.',
  };
}

export function busyFailure(): Failure {
  return {
    code: 'not-permitted',
    what: 'This cannot be done at the same time.',
    why: 'Another change to how sign-ins are protected is not finished, or the keyring waits for an answer.',
    next: 'Wait for it, then try again.',
  };
}

export function keyringMissingFailure(why: string): Failure {
  return {
    code: 'keyring-missing',
    what: 'Sign-ins will be forgotten when you quit.',
    why,
    next: 'Set up a keyring for this computer, then start Latchkey again.',
  };
}

/** `known` is the newest format of such a file that this Latchkey reads. */
export function newerFailure(version: number, known: number, path: string): Failure {
  return {
    code: 'vault-format-newer',
    what: 'Saved sign-ins were left alone.',
    why: `A newer Latchkey wrote them (format ${String(version)}; this one knows format ${String(known)}).`,
    next: 'Update Latchkey. Until then new sign-ins are kept in memory only.',
    details: { file: path },
  };
}

export function unreadableFailure(why: string, path: string): Failure {
  return {
    code: 'record-unreadable',
    what: 'A saved sign-in could not be read.',
    why: `Its file cannot be used: ${why}.`,
    next: 'Sign in again. The file is kept for support.',
    details: { file: path },
  };
}

export function recoveredFailure(why: string, path: string): Failure {
  return {
    code: 'record-unreadable',
    what: 'A saved sign-in was damaged, and the version before it is used.',
    why: `The newest file cannot be used: ${why}.`,
    next: 'Nothing needs to be done. If you are asked to sign in again, this is why.',
    details: { file: path },
  };
}

export function markFailure(why: string, path: string): Failure {
  return {
    code: 'record-unreadable',
    what: 'The list of saved sign-ins was damaged and has been made again.',
    why: `The file that guards against old copies cannot be used: ${why}.`,
    next: 'Nothing needs to be done. The file is kept for support.',
    details: { file: path },
  };
}

/** Why the records of a folder do not open whose passphrase was given up. */
export function givenUpFailure(folder: string): Failure {
  return {
    ...keyFailure('They are protected by a passphrase that was given up as forgotten.', folder),
    next: 'Sign in again. If you remember the passphrase, “Open earlier sign-ins” in Settings brings them back.',
  };
}

/** The same where a passphrase protects the key. */
export function earlierPassphraseFailure(why: string, folder: string): Failure {
  return { ...keyFailure(why, folder), next: 'Sign in again. The sealed files are kept.' };
}

/** The key of a folder of sealed records does not open (F14). */
export function keyFailure(why: string, folder: string): Failure {
  return {
    code: 'record-unreadable',
    what: 'Earlier sign-ins cannot be opened any more.',
    why,
    next: 'Sign in again. The sealed files are kept, and open again if the old keyring comes back.',
    details: { file: folder },
  };
}
