import type { ActivityEntry } from '../../shared/activity.ts';

/** The protocol's own names: this tab is for those who look for them. */
export const stepNames: Readonly<Record<ActivityEntry['step'], string>> = {
  discovery: 'Discovery',
  authorization: 'Authorization',
  callback: 'Callback',
  token: 'Token',
  'id-token': 'ID token',
  'user-info': 'UserInfo',
  keys: 'Keys',
  refresh: 'Refresh',
  request: 'Request',
  'sign-out': 'Sign-out',
  revocation: 'Revocation',
  vault: 'Vault',
  security: 'Security',
};

export const outcomeNames: Readonly<Record<ActivityEntry['outcome'], string>> = {
  ok: 'done',
  failed: 'failed',
  ignored: 'ignored',
  noted: 'noted',
};
