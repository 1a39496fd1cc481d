import { tried } from '../presets/evidence.ts';
import type { ErrorEntry } from './entry.ts';

export const betterAuthErrors: readonly ErrorEntry[] = [
  {
    id: 'better-auth-verifier-refused',
    seen: { at: ['token'], errors: ['invalid_request'], statuses: [401] },
    cause: tried(
      'What the server was sent at the end does not fit what the sign-in began with, or the answer was used already.',
    ),
    fix: tried('Sign in again.'),
    place: null,
    documentation: null,
    action: 'sign-in-again',
  },
];
