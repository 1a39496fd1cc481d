import type { Configuration, KoaContextWithOIDC } from 'oidc-provider';
import type { Page } from '../pages/page.ts';
import {
  deviceCodePage,
  deviceConfirmPage,
  logoutPage,
  messagePage,
  problemPage,
} from '../pages/other-pages.ts';

type Features = NonNullable<Configuration['features']>;
type Device = NonNullable<Features['deviceFlow']>;
type Logout = NonNullable<Features['rpInitiatedLogout']>;

export interface PageSources {
  readonly userCodeInput: NonNullable<Device['userCodeInputSource']>;
  readonly userCodeConfirm: NonNullable<Device['userCodeConfirmSource']>;
  readonly deviceDone: NonNullable<Device['successSource']>;
  readonly logout: NonNullable<Logout['logoutSource']>;
  readonly loggedOut: NonNullable<Logout['postLogoutSuccessSource']>;
  readonly error: NonNullable<Configuration['renderError']>;
}

/** The pages that `oidc-provider` asks for, in the look of the others. */
export function pageSources(): PageSources {
  return {
    userCodeInput: (context, _form, out, error) => {
      const code = error !== undefined && 'userCode' in error ? textOf(error.userCode) : '';
      show(
        context,
        deviceCodePage({
          action: context.oidc.urlFor('code_verification'),
          token: textOf(context.oidc.session?.state?.['secret']),
          code,
          problem: error === undefined && out === undefined ? null : deviceProblem(error?.name),
        }),
      );
    },
    userCodeConfirm: (context, form, client, _device, code) => {
      show(context, deviceConfirmPage(form, client.clientName ?? client.clientId, code));
    },
    deviceDone: (context) => {
      show(context, messagePage('Your device is connected', 'Go back to it. You can close this tab.'));
    },
    logout: (context, form) => {
      show(context, logoutPage(form));
    },
    loggedOut: (context) => {
      show(context, messagePage('You are signed out', 'You can close this tab.'));
    },
    error: (context, out, error) => {
      const known = problems[out.error] ?? problems[error.name];
      show(
        context,
        problemPage({
          ...(known ?? {
            title: 'This request cannot go on',
            explanation: 'Go back to the app and start again.',
          }),
          facts: Object.entries(out).map(([name, value]) => [name, String(value)] as const),
        }),
      );
    },
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function show(context: KoaContextWithOIDC, page: Page): void {
  for (const [name, value] of Object.entries(page.headers)) context.set(name, value);
  context.body = page.body;
}

function deviceProblem(name: string | undefined): string {
  if (name === 'AbortedError')
    return 'You cancelled. Enter the code again if you want to connect the device.';
  if (name === 'ExpiredError') return 'This code is too old. Ask your device for a new one.';
  if (name === 'AlreadyUsedError') return 'This code was used already. Ask your device for a new one.';
  if (name === 'NoCodeError') return 'Enter the code first.';
  return 'This code is not known here. Compare it with your device and try again.';
}

const problems: Readonly<Record<string, { title: string; explanation: string }>> = {
  invalid_client: {
    title: 'This app is not registered here',
    explanation: 'The client ID is not known. Check it in the app’s connection.',
  },
  invalid_redirect_uri: {
    title: 'This app’s redirect address is not registered here',
    explanation: 'Compare the address in the details with the one that is registered.',
  },
  InvalidRedirectUri: {
    title: 'This app’s redirect address is not registered here',
    explanation: 'Compare the address in the details with the one that is registered.',
  },
  SessionNotFound: {
    title: 'This sign-in is over',
    explanation: 'It was finished, cancelled, or is too old. Go back to the app and start again.',
  },
  server_error: {
    title: 'The demo made a mistake',
    explanation: 'Go back to the app and start again. The terminal of the demo says more.',
  },
};
