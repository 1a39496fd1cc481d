import type { DemoUser } from '../accounts.ts';
import { html } from './html.ts';
import { page } from './page.ts';
import type { Page } from './page.ts';

export interface LoginPage {
  readonly action: string;
  readonly cancelAction: string;
  readonly clientName: string;
  readonly username: string;
  readonly failed: boolean;
  /** The account this browser is signed in with, offered first when the app asked to choose one. */
  readonly current: DemoUser | undefined;
  /** Shown with their passwords; empty when the demo was not asked to show them. */
  readonly demoAccounts: readonly DemoUser[];
}

/** Puts a demo account's name and password into the form. */
const fillScript = `
for (const button of document.querySelectorAll('button[data-username]')) {
  button.hidden = false;
  button.addEventListener('click', () => {
    document.getElementById('username').value = button.dataset.username;
    document.getElementById('password').value = button.dataset.password;
    document.getElementById('submit').focus();
  });
}`;

export function loginPage(input: LoginPage): Page {
  const { current, demoAccounts, failed, username } = input;
  const passwordFirst = username !== '';
  const alert = failed
    ? html`<p class="alert" role="alert" id="problem">
        That name and password do not belong together. Check both and try again.
      </p>`
    : null;
  const choice =
    current === undefined
      ? null
      : html`<form method="post" action="${input.action}">
            <input type="hidden" name="current" value="${current.username}" />
            <button class="plain wide" type="submit">
              Continue as ${current.name}<br /><span class="dim">${current.email}</span>
            </button>
          </form>
          <p class="dim">Or use another account:</p>`;
  const content = html`<h1>Sign in to Fieldnotes</h1>
    <p class="lead">${input.clientName} will open again when you are done.</p>
    ${alert} ${choice}
    <form method="post" action="${input.action}" novalidate>
      <div class="field">
        <label for="username">Username</label>
        <input
          id="username"
          name="username"
          type="text"
          value="${username}"
          autocomplete="username"
          autocapitalize="none"
          spellcheck="false"
          required
          ${passwordFirst ? '' : 'autofocus'}
          ${failed ? html`aria-invalid="true" aria-describedby="problem"` : null}
        />
      </div>
      <div class="field">
        <label for="password">Password</label>
        <input
          id="password"
          name="password"
          type="password"
          autocomplete="current-password"
          required
          ${passwordFirst ? 'autofocus' : ''}
          ${failed ? html`aria-invalid="true" aria-describedby="problem"` : null}
        />
      </div>
      <div class="actions">
        <button class="primary" id="submit" type="submit">Sign in</button>
        <button class="plain" type="submit" formaction="${input.cancelAction}" formnovalidate>Cancel</button>
      </div>
    </form>`;
  const accounts =
    demoAccounts.length === 0
      ? undefined
      : html`<section class="accounts" aria-labelledby="demo-accounts">
          <h2 id="demo-accounts">Demo accounts</h2>
          <ul>
            ${demoAccounts.map(
              (user) =>
                html`<li>
                  <span>${user.username}</span> <code>${user.password}</code>
                  <button
                    class="plain small"
                    type="button"
                    hidden
                    data-username="${user.username}"
                    data-password="${user.password}"
                    aria-label="Use ${user.username}"
                  >
                    Use
                  </button>
                </li>`,
            )}
          </ul>
        </section>`;
  return page({
    title: 'Sign in',
    content,
    ...(accounts === undefined ? {} : { after: accounts, script: fillScript }),
  });
}
