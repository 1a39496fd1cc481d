import type { DemoUser } from '../accounts.ts';
import { html, trusted } from './html.ts';
import { page } from './page.ts';
import type { Page } from './page.ts';

export interface ConsentPage {
  readonly action: string;
  readonly cancelAction: string;
  readonly clientName: string;
  readonly user: DemoUser;
  readonly scopes: readonly string[];
  /** Where the browser goes next, as the person can recognise it. */
  readonly destination: string;
}

const explanations: Readonly<Record<string, string>> = {
  openid: 'Know which account is yours',
  profile: 'See your name',
  email: 'See your email address',
  offline_access: 'Stay signed in until you sign out',
  'notes:read': 'Read your notes',
  'notes:write': 'Create, change and delete your notes',
};

const tick = trusted(
  '<svg viewBox="0 0 18 18" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="M3.5 9.5 7 13l7.5-8"/></svg>',
);

/**
 * The answer goes to an app, not to another page: the browser stays where it is. So the page says that it is done,
 * a moment after the form was sent.
 */
const doneScript = `
document.querySelector('form').addEventListener('submit', (event) => {
  const allowed = event.submitter === null || event.submitter.id === 'allow';
  setTimeout(() => {
    document.getElementById('question').hidden = true;
    const done = document.getElementById(allowed ? 'allowed' : 'cancelled');
    done.hidden = false;
    done.querySelector('h1').focus();
  }, 600);
});`;

export function consentPage(input: ConsentPage): Page {
  const { clientName, scopes, user } = input;
  const content = html`<div id="question">
      <h1>Allow ${clientName}?</h1>
      <p class="lead">It asks to use Fieldnotes for you.</p>
      <div class="who">
        <div class="initial" aria-hidden="true">${user.name.slice(0, 1)}</div>
        <div>${user.name}<br /><span class="dim">${user.email}</span></div>
      </div>
      <h2 id="scopes">${clientName} will be able to</h2>
      <ul class="scopes" aria-labelledby="scopes">
        ${scopes.map((scope) => html`<li>${tick}<span>${explanations[scope] ?? scope}</span></li>`)}
      </ul>
      <form method="post" action="${input.action}">
        <div class="actions">
          <button class="primary" id="allow" type="submit" autofocus>Allow</button>
          <button class="plain" type="submit" formaction="${input.cancelAction}">Cancel</button>
        </div>
      </form>
    </div>
    <div id="allowed" hidden>
      <h1 tabindex="-1">You are signed in</h1>
      <p class="dim">Go back to ${clientName}. You can close this tab.</p>
    </div>
    <div id="cancelled" hidden>
      <h1 tabindex="-1">Not signed in</h1>
      <p class="dim">Nothing was shared. Go back to ${clientName}. You can close this tab.</p>
    </div>`;
  return page({
    title: `Allow ${clientName}`,
    content,
    after: html`<p class="foot">Your answer goes to ${input.destination}.</p>`,
    script: doneScript,
  });
}
