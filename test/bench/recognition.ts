import { recognize } from '../../src/core/providers/presets/recognize.ts';
import { longestRecognized } from '../../src/shared/provider.ts';
import { absolute, type Entry } from './report.ts';

const addresses = [
  'https://acme.us.auth0.com/',
  'https://manage.auth0.com/dashboard/us/acme/applications/abc/settings',
  'https://acme-admin.okta.com/admin/apps/active',
  'https://acme.okta.com/oauth2/default/.well-known/openid-configuration',
  'https://eu-west-1.console.aws.amazon.com/cognito/v2/idp/user-pools/eu-west-1_Xy9/overview?region=eu-west-1',
  'https://sso.example.com/admin/master/console/#/acme/clients',
  'https://login.microsoftonline.com/common/oauth2/v2.0/authorize?client_id=x',
  'https://accounts.google.com/o/oauth2/v2/auth?client_id=x',
  'https://identity.example.com/connect/authorize?client_id=x',
  'please sign in at https://login.example.com/.well-known/openid-configuration, says Ada',
  ...['https://a.', 'a', '](', '%2f', 'us-east-1_'].map((unit) =>
    unit.repeat(longestRecognized).slice(0, longestRecognized),
  ),
];

/** `recognition`: of pages of each provider, and of what is as long as may be pasted, the one that takes longest. */
export function measureRecognition(rounds: number): Entry {
  const slowest = Array.from({ length: rounds }, () =>
    Math.max(
      ...addresses.map((address) => {
        const started = performance.now();
        recognize(address, 'acme');
        return performance.now() - started;
      }),
    ),
  );
  return absolute('recognition', 'ms', slowest);
}
