import { documented, unchecked } from '../../presets/evidence.ts';
import type { ErrorEntry } from '../entry.ts';

const answers = 'https://www.rfc-editor.org/rfc/rfc7591#section-3.2.2';

/** What a registration is answered (RFC 7591 §3.2.2). */
export const registrationErrors: readonly ErrorEntry[] = [
  {
    id: 'registration-redirect-refused',
    seen: { at: ['registration'], errors: ['invalid_redirect_uri'] },
    cause: documented('The provider does not take one of the redirect addresses.'),
    fix: unchecked('Register the app by hand, with the loopback address if app links are refused.'),
    place: 'application',
    documentation: answers,
    action: 'copy-redirect-address',
  },
  {
    id: 'registration-metadata-refused',
    seen: { at: ['registration'], errors: ['invalid_client_metadata'] },
    cause: documented('The provider does not take something that a native app says of itself.'),
    fix: unchecked('Register the app by hand, and enter its client ID in Settings.'),
    place: 'application',
    documentation: answers,
    action: 'open-settings',
  },
  {
    id: 'registration-statement-refused',
    seen: { at: ['registration'], errors: ['invalid_software_statement', 'unapproved_software_statement'] },
    cause: documented('The provider takes only apps that somebody vouched for, and nobody did for this one.'),
    fix: unchecked('Ask whoever runs the provider to register the app, and enter its client ID in Settings.'),
    place: null,
    documentation: answers,
    action: 'open-settings',
  },
];
