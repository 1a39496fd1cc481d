import type { IncomingMessage, ServerResponse } from 'node:http';
import type Provider from 'oidc-provider';
import { authenticate } from '../accounts.ts';
import type { DemoUser } from '../accounts.ts';
import { readForm } from '../net/body.ts';
import { consentPage } from '../pages/consent-page.ts';
import { loginPage } from '../pages/login-page.ts';
import { problemPage } from '../pages/other-pages.ts';
import type { Page } from '../pages/page.ts';
import { supportedScopes } from './client.ts';

export interface InteractionOptions {
  readonly provider: Provider;
  readonly apiOrigin: string;
  readonly otherResources: readonly string[];
  readonly users: readonly DemoUser[];
  /** Show names and passwords on the sign-in page. */
  readonly showAccounts: boolean;
}

type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>;

const pathPattern = /^\/interaction\/([\w-]{1,64})(\/cancel)?$/;

/**
 * The sign-in and consent pages and what they post.
 * @returns true when the path was one of these and the request is answered.
 */
export async function handleInteraction(
  request: IncomingMessage,
  response: ServerResponse,
  options: InteractionOptions,
): Promise<boolean> {
  const path = new URL(request.url ?? '/', options.provider.issuer).pathname;
  const match = pathPattern.exec(path);
  if (match === null) return false;
  if (request.method === 'POST' && !sameOrigin(request, options.provider.issuer)) {
    sendPage(response, 403, foreignPost());
    return true;
  }
  let interaction: Interaction;
  try {
    interaction = await options.provider.interactionDetails(request, response);
  } catch {
    sendPage(response, 400, overPage());
    return true;
  }
  if (request.method === 'GET' && match[2] === undefined) showStep(response, interaction, options);
  else if (request.method === 'POST' && match[2] !== undefined) {
    await options.provider.interactionFinished(
      request,
      response,
      { error: 'access_denied', error_description: 'The person pressed Cancel.' },
      { mergeWithLastSubmission: false },
    );
  } else if (request.method === 'POST') await takeStep(request, response, interaction, options);
  else response.writeHead(405, { Allow: match[2] === undefined ? 'GET, POST' : 'POST' }).end();
  return true;
}

/** Only our own pages post here; a form of another site cannot answer for the person. */
function sameOrigin(request: IncomingMessage, issuer: string): boolean {
  return request.headers.origin === undefined || request.headers.origin === new URL(issuer).origin;
}

function showStep(response: ServerResponse, interaction: Interaction, options: InteractionOptions): void {
  if (interaction.prompt.name !== 'consent') {
    const hint = interaction.params['login_hint'];
    sendPage(response, 200, login(interaction, options, typeof hint === 'string' ? hint : '', false));
    return;
  }
  const user = currentUser(interaction, options);
  if (user === undefined) {
    sendPage(response, 400, overPage());
    return;
  }
  sendPage(
    response,
    200,
    consentPage({
      action: `/interaction/${interaction.uid}`,
      cancelAction: `/interaction/${interaction.uid}/cancel`,
      clientName: clientNameOf(interaction),
      user,
      scopes: [...new Set([...requestedScopes(interaction), 'offline_access'])],
      destination: destinationOf(interaction),
    }),
  );
}

async function takeStep(
  request: IncomingMessage,
  response: ServerResponse,
  interaction: Interaction,
  options: InteractionOptions,
): Promise<void> {
  const { provider } = options;
  const { name } = interaction.prompt;
  if (name === 'consent') {
    const grantId = await grantAll(interaction, options);
    if (grantId === null) sendPage(response, 400, overPage());
    else await provider.interactionFinished(request, response, { consent: { grantId } });
    return;
  }
  const form = await readForm(request);
  const username = form.get('username') ?? '';
  const current = currentUser(interaction, options);
  const kept = name === 'select_account' && current?.username === form.get('current') ? current : undefined;
  const user = kept ?? authenticate(options.users, username, form.get('password') ?? '');
  if (user === undefined) {
    sendPage(response, 401, login(interaction, options, username, true));
    return;
  }
  await provider.interactionFinished(
    request,
    response,
    {
      ...(name === 'select_account' ? { select_account: {} } : {}),
      ...(kept === undefined ? { login: { accountId: user.username, amr: ['pwd'] } } : {}),
    },
    // What an earlier page of the same sign-in answered still counts.
    { mergeWithLastSubmission: true },
  );
}

/** One consent per sign-in, for all that was asked. Null when nobody is signed in. */
async function grantAll(interaction: Interaction, options: InteractionOptions): Promise<string | null> {
  const user = currentUser(interaction, options);
  const clientId = interaction.params['client_id'];
  if (user === undefined || typeof clientId !== 'string') return null;
  const grant = new options.provider.Grant({ accountId: user.username, clientId });
  const scopes = requestedScopes(interaction);
  grant.addOIDCScope(scopes);
  for (const resource of [options.apiOrigin, ...options.otherResources])
    grant.addResourceScope(resource, scopes);
  return await grant.save();
}

function requestedScopes(interaction: Interaction): string[] {
  const scope = interaction.params['scope'];
  const asked = typeof scope === 'string' ? scope.split(' ') : [];
  return supportedScopes.filter((name) => asked.includes(name));
}

function currentUser(interaction: Interaction, options: InteractionOptions): DemoUser | undefined {
  return options.users.find((user) => user.username === interaction.session?.accountId);
}

function login(
  interaction: Interaction,
  options: InteractionOptions,
  username: string,
  failed: boolean,
): Page {
  return loginPage({
    action: `/interaction/${interaction.uid}`,
    cancelAction: `/interaction/${interaction.uid}/cancel`,
    clientName: clientNameOf(interaction),
    username,
    failed,
    current: interaction.prompt.name === 'select_account' ? currentUser(interaction, options) : undefined,
    demoAccounts: options.showAccounts ? options.users : [],
  });
}

function clientNameOf(interaction: Interaction): string {
  const clientId = interaction.params['client_id'];
  return clientId === 'latchkey-demo' || typeof clientId !== 'string' ? 'Latchkey' : `The app ${clientId}`;
}

function destinationOf(interaction: Interaction): string {
  const uri = interaction.params['redirect_uri'];
  if (typeof uri !== 'string') return 'the device that shows the code';
  const { hostname, protocol } = new URL(uri);
  return protocol.startsWith('http')
    ? `${hostname}, an app on this computer`
    : `the app that owns ${protocol.slice(0, -1)}`;
}

function overPage(): Page {
  return problemPage({
    title: 'This sign-in is over',
    explanation: 'It was finished, cancelled, or is too old. Go back to the app and start again.',
    facts: [],
  });
}

function foreignPost(): Page {
  return problemPage({
    title: 'This answer came from another site',
    explanation: 'Nothing was done. Go back to the app and start again.',
    facts: [],
  });
}

function sendPage(response: ServerResponse, status: number, page: Page): void {
  response.writeHead(status, page.headers).end(page.body);
}
