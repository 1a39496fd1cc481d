import { documented, unchecked } from '../../presets/evidence.ts';
import type { ErrorEntry, Stage } from '../entry.ts';

const endpoints: readonly Stage[] = ['token', 'refresh', 'device', 'pushed', 'registration', 'revocation'];
const pushed = 'https://www.rfc-editor.org/rfc/rfc9126#section-2.3';
const http = 'https://www.rfc-editor.org/rfc/rfc9110#section-15';

/** Answers without an error of their own: only the status says something. */
export const statusErrors: readonly ErrorEntry[] = [
  {
    id: 'nothing-there',
    seen: { at: endpoints, statuses: [404, 405, 410, 501] },
    cause: documented('Nothing answers such requests at the address that the provider’s description names.'),
    fix: unchecked('Check the issuer in Settings. If it is right, tell whoever runs the provider.'),
    place: null,
    documentation: http,
    action: 'open-settings',
  },
  {
    id: 'client-refused-silently',
    seen: { at: endpoints, statuses: [401], described: false },
    cause: unchecked(
      'It does not accept this app, and does not say why. Most often the client ID is unknown, or registered with a secret.',
    ),
    fix: unchecked('Compare the client ID in Settings with what is registered at the provider.'),
    place: 'application',
    documentation: http,
    action: 'open-settings',
  },
  {
    id: 'turned-away',
    seen: { at: endpoints, statuses: [403], described: false },
    cause: unchecked(
      'It turned the request away without a reason. A firewall, or a rule for some networks only, does this.',
    ),
    fix: unchecked('Try from another network or with your VPN, or ask whoever runs the provider.'),
    place: null,
    documentation: http,
    action: null,
  },
  {
    id: 'request-too-large',
    seen: { at: endpoints, statuses: [413] },
    cause: documented('The request is larger than the provider takes.'),
    fix: unchecked('Ask for fewer scopes in Settings, or ask whoever runs the provider.'),
    place: null,
    documentation: pushed,
    action: 'open-settings',
  },
  {
    id: 'too-many-requests',
    seen: { at: endpoints, statuses: [429] },
    cause: documented('It was asked more often than it allows.'),
    fix: documented('Try again in a few minutes.'),
    place: null,
    documentation: pushed,
    action: null,
  },
];
