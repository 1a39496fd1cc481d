import type { CheckId, CheckLine, Finding } from '../../src/shared/doctor.ts';

const longHost = `${'a-provider-of-the-office-on-the-second-floor.'.repeat(4)}example`;

function line(
  id: CheckId,
  title: string,
  finding: Partial<Finding> & Pick<Finding, 'verdict' | 'what'>,
): CheckLine {
  return { id, title, finding: { next: '', facts: [], ...finding } };
}

/** A connection of which everything is well, but for one thing to note. */
export const wellLines: readonly CheckLine[] = [
  line('name', 'Name of the server (DNS)', {
    verdict: 'good',
    what: 'acme.okta.com was found.',
    facts: [{ name: 'Addresses', value: '192.0.2.7, 2001:db8::7' }],
  }),
  line('encryption', 'Encryption and certificate (TLS)', {
    verdict: 'note',
    what: 'acme.okta.com proved who it is, to an authority that was installed on this computer.',
    next: 'Nothing to do, where the provider or your network belongs to your organization.',
  }),
  line('keys', 'Keys that sign-ins are checked with', {
    verdict: 'good',
    what: 'The provider publishes 2 keys with which a sign-in can be checked.',
  }),
];

/** A connection of which nothing works, with long words and from right to left. */
export const wrongLines: readonly CheckLine[] = [
  line('name', 'Name of the server (DNS)', {
    verdict: 'wrong',
    what: `${longHost} was not found. No computer of that name is known here.`,
    next: 'Check the name and the internet connection. A company network may need its VPN.',
    facts: [{ name: 'Code', value: 'name-not-resolved' }],
  }),
  line('encryption', 'Encryption and certificate (TLS)', {
    verdict: 'wrong',
    what: `${longHost} could not prove who it is. Its certificate was issued by \u202eشركة الاختبار, whom this computer does not trust.`,
    next: 'Do not go on from here. Ask whoever runs the provider or your network.',
    facts: [
      { name: 'Trusted by', value: 'nobody' },
      {
        name: 'Certificate',
        value: `${longHost}, issued by شركة, valid 2026-01-01 to 2026-12-31, SHA-256 ${'AB:'.repeat(31)}CD`,
      },
    ],
  }),
  line('clock', 'Clock', {
    verdict: 'wrong',
    what: 'The clock of this computer is 61 minutes fast.',
    next: 'Set the date and time of this computer, and have them set by themselves.',
    help: 'open-clock-settings',
  }),
  line('redirect-scheme', 'Redirect address that opens Latchkey', {
    verdict: 'wrong',
    what: 'acme.okta.com shows a page about an error.',
    next: 'Compare the redirect address with what is registered at the provider.',
    facts: [{ name: 'HTTP status', value: '400' }],
    help: 'copy-redirect-address',
  }),
];

/** A computer whose links lead elsewhere. */
export const computerLines: readonly CheckLine[] = [
  line('scheme', 'Links that open Latchkey', {
    verdict: 'wrong',
    what: 'Links that begin with “app.latchkey.desktop:” open another app: “Old Latchkey”.',
    next: 'Press “Repair”, or sign in by the loopback address.',
    help: 'repair-scheme',
  }),
  line('versions', 'Versions', {
    verdict: 'good',
    what: 'This is Latchkey 0.1.0 on Electron 45.4.1.',
    facts: [{ name: 'System', value: 'Linux 6.1 (x64)' }],
  }),
];
