import { html, trusted } from './html.ts';
import { page } from './page.ts';
import type { Page } from './page.ts';

export interface Problem {
  readonly title: string;
  readonly explanation: string;
  readonly facts: readonly (readonly [name: string, value: string])[];
}

/** A request that cannot go on and cannot be sent back to the app. */
export function problemPage({ title, explanation, facts }: Problem): Page {
  const details =
    facts.length === 0
      ? null
      : html`<details>
          <summary>Details</summary>
          <dl>
            ${facts.map(
              ([name, value]) =>
                html`<dt>${name}</dt>
                  <dd>${value}</dd>`,
            )}
          </dl>
        </details>`;
  return page({
    title,
    content: html`<h1>${title}</h1>
      <p class="dim">${explanation}</p>
      ${details}`,
  });
}

export function messagePage(title: string, explanation: string): Page {
  return page({
    title,
    content: html`<h1>${title}</h1>
      <p class="dim">${explanation}</p>`,
  });
}

/** `form` is the hidden form of `oidc-provider` with the id `op.logoutForm`. */
export function logoutPage(form: string): Page {
  return page({
    title: 'Sign out',
    content: html`<h1>Sign out of Fieldnotes?</h1>
      <p class="dim">
        This ends the sign-in of this browser, and with it what other apps were allowed through it.
      </p>
      ${trusted(form)}
      <div class="actions">
        <button class="primary" type="submit" form="op.logoutForm" name="logout" value="yes" autofocus>
          Sign out
        </button>
        <button class="plain" type="submit" form="op.logoutForm">Stay signed in</button>
      </div>`,
  });
}

/** `action` and `token` are those of the hidden form of `oidc-provider`. */
export function deviceCodePage(form: {
  action: string;
  token: string;
  code: string;
  problem: string | null;
}): Page {
  const alert =
    form.problem === null ? null : html`<p class="alert" role="alert" id="problem">${form.problem}</p>`;
  return page({
    title: 'Connect a device',
    content: html`<h1>Connect a device</h1>
      <p class="lead">Enter the code that your device shows.</p>
      ${alert}
      <form method="post" action="${form.action}" novalidate>
        <input type="hidden" name="xsrf" value="${form.token}" />
        <div class="field">
          <label for="code">Code</label>
          <input
            id="code"
            name="user_code"
            type="text"
            value="${form.code}"
            autocomplete="off"
            autocapitalize="characters"
            spellcheck="false"
            autofocus
            ${form.problem === null ? null : html`aria-invalid="true" aria-describedby="problem"`}
          />
        </div>
        <div class="actions"><button class="primary" type="submit">Continue</button></div>
      </form>`,
  });
}

/** `form` is the hidden form of `oidc-provider` with the id `op.deviceConfirmForm`. */
export function deviceConfirmPage(form: string, clientName: string, code: string): Page {
  return page({
    title: 'Connect a device',
    content: html`<h1>Is this the code on your device?</h1>
      <p class="lead">${clientName} asks to be connected. Go on only when the codes are the same.</p>
      <code class="big">${code}</code>
      ${trusted(form)}
      <div class="actions">
        <button class="primary" type="submit" form="op.deviceConfirmForm" autofocus>Continue</button>
        <button class="plain" type="submit" form="op.deviceConfirmForm" name="abort" value="yes">
          Cancel
        </button>
      </div>`,
  });
}
