import type { Control, PageFacts } from './page-facts.ts';

/** Whose pages, and what for. */
export interface Purpose {
  readonly kind: 'sign-in' | 'sign-out';
  readonly user: string;
}

/** What to do on a page. `press` is null where only the Enter key is left. */
export type Answer =
  | {
      readonly kind: 'fill';
      readonly user: Control | null;
      readonly password: Control | null;
      readonly check: readonly Control[];
      readonly press: Control | null;
    }
  | { readonly kind: 'press'; readonly check: readonly Control[]; readonly press: Control }
  /** Nothing here can be answered by somebody who knows a name and a password; `why` says so, one sentence. */
  | { readonly kind: 'stuck'; readonly why: string };

const userWords = /user|login|log in|e-?mail|account|identifier|benutzer|anmelde|utilisateur|usuario/;
const codeWords = /one-time|\botp\b|totp|2fa|mfa|passcode|verification code|security code/;

const refusing =
  /\b(?:cancel|deny|decline|reject|refuse|abort|don.?t|do not|no|not now|back|skip|reset|clear|abbrechen|ablehnen|annuler|cancelar)\b/;
/** Other ways in, and side paths: they lead away from the form. */
const elsewhere =
  /\b(?:sign ?up|register|create|forgot|forgotten|reset|lost|help|privacy|terms|policy|imprint|switch|another|different|restart|download|with (?:google|apple|facebook|github|microsoft|a passkey|passkey|security key)|passkey|language|english|show|hide)\b/;

const signingIn =
  /\b(?:sign ?in|log ?in|login|continue|next|submit|proceed|ok|weiter|anmelden|connexion|se connecter|continuer|iniciar)\b/;
const agreeing =
  /\b(?:allow|accept|authori[sz]e|approve|agree|consent|grant|confirm|yes|continue|next|ok|submit|zulassen|erlauben|zustimmen|ja|akzeptieren|accepter|autoriser|oui|permitir|aceptar|si|sí)\b/;
const leaving =
  /\b(?:sign ?out|log ?out|logout|end session|yes|continue|confirm|ok|abmelden|ja|déconnexion|oui|cerrar sesión)\b/;
const returning = /\b(?:return|back to|go back|click here|here|application|zurück)\b/;

/**
 * What a person would do on a page, judged by its fields' types and names and its buttons' words alone. Pure: of two pages
 * that show the same the same is said.
 */
export function judgePage({ controls: all, text }: PageFacts, { kind, user }: Purpose): Answer {
  const controls = all.filter(({ enabled }) => enabled);
  const passwords = controls.filter((control) => control.kind === 'password');
  if (passwords.length > 1 || passwords.some(({ autocomplete }) => autocomplete === 'new-password')) {
    return { kind: 'stuck', why: 'The page asks for a new password.' };
  }
  const [password = null] = passwords;
  const texts = controls.filter((control) => control.kind === 'text');
  if (password === null && texts.some(isCodeField)) {
    return { kind: 'stuck', why: 'The page asks for a one-time code, a second factor.' };
  }
  const name = userField(texts, password);
  if (name !== null || password !== null) {
    const form = (password ?? name)?.form ?? null;
    const press = best(controls, form, signingIn);
    return { kind: 'fill', user: name, password, check: required(controls, form), press };
  }
  return kind === 'sign-in' ? signInWithoutFields(controls, text, user) : signOut(controls, text);
}

function isCodeField({ autocomplete, filled, words }: Control): boolean {
  return autocomplete === 'one-time-code' || (codeWords.test(words) && !filled);
}

/** The field for the name: by its words, else the one text field beside a password. */
function userField(texts: readonly Control[], password: Control | null): Control | null {
  const beside = password === null ? texts : texts.filter(({ form }) => form === password.form);
  const named = beside.find(({ words }) => userWords.test(words) && !isCodeName(words));
  if (named !== undefined) return named;
  return password !== null && beside.length === 1 ? (beside[0] ?? null) : null;
}

/** `user_code` is what a device shows, and is there already. */
function isCodeName(words: string): boolean {
  return /user_?code|device/.test(words);
}

function signInWithoutFields(controls: readonly Control[], text: string, user: string): Answer {
  const chosen = pressable(controls).find(({ words }) => names(words, user));
  if (chosen !== undefined) return { kind: 'press', check: [], press: chosen };
  const press = best(controls, null, agreeing) ?? best(controls, null, signingIn);
  if (press !== null) return { kind: 'press', check: required(controls, press.form), press };
  return stuck(text);
}

function signOut(controls: readonly Control[], text: string): Answer {
  const press = best(controls, null, leaving) ?? linkBack(controls);
  return press === null ? stuck(text) : { kind: 'press', check: [], press };
}

function stuck(text: string): Answer {
  const words = text === '' ? 'nothing' : `“${text.slice(0, 300)}”`;
  return {
    kind: 'stuck',
    why: `The page has nothing to fill in or to press that is known; it says ${words}.`,
  };
}

/** An account to choose says who it is. */
function names(words: string, user: string): boolean {
  return words.includes(user.toLowerCase()) && !refusing.test(words);
}

function pressable(controls: readonly Control[]): readonly Control[] {
  return controls.filter((control) => control.kind === 'button' || control.kind === 'link');
}

/** Buttons before links, those of the form before others; what says no, or leads elsewhere, is never pressed. */
function best(controls: readonly Control[], form: number | null, wanted: RegExp): Control | null {
  const fit = pressable(controls).filter(({ words }) => !refusing.test(words) && !elsewhere.test(words));
  const buttons = fit.filter((control) => control.kind === 'button');
  const ofForm = form === null ? buttons : buttons.filter((control) => control.form === form);
  const found = ofForm.find(({ words }) => wanted.test(words)) ?? (form === null ? undefined : ofForm[0]);
  if (found !== undefined || form !== null) return found ?? null;
  return fit.find(({ words }) => wanted.test(words)) ?? null;
}

function linkBack(controls: readonly Control[]): Control | null {
  const links = controls.filter((control) => control.kind === 'link');
  return links.find(({ words }) => returning.test(words)) ?? null;
}

/** What has to be ticked before the form goes out. */
function required(controls: readonly Control[], form: number | null): readonly Control[] {
  return controls.filter(
    (control) => control.kind === 'checkbox' && control.required && !control.checked && control.form === form,
  );
}
