/** Something on a page that a person can fill in or press. `index` is its place among all of them. */
export interface Control {
  readonly index: number;
  readonly kind: 'text' | 'password' | 'checkbox' | 'button' | 'link';
  /** Everything that says what it is for, in lower case: label, name, id, placeholder, autocomplete; or its words. */
  readonly words: string;
  readonly autocomplete: string;
  /** What stands in it; never of a password, of which only is told that it is there. */
  readonly filled: boolean;
  readonly checked: boolean;
  readonly required: boolean;
  /** Some pages switch their button off while they send. */
  readonly enabled: boolean;
  /** Which form it belongs to; null outside of any. */
  readonly form: number | null;
}

/** What a page of a provider shows. */
export interface PageFacts {
  readonly address: string;
  /** Another one for each document, also where a server shows the same page again. */
  readonly document: number;
  readonly controls: readonly Control[];
  /** Its visible words, one line, no more than a thousand characters. */
  readonly text: string;
}

/** What a control has to be, to be looked at. The same for the driver, which finds a control by its place. */
export const controlSelector = 'input:not([type=hidden]), button, a[href], [role=button]';

/**
 * Reads the controls, in the page: nothing from outside of this function is there. Those that nobody sees are left out,
 * and keep their place.
 */
export function readControls(elements: readonly Element[]): readonly Control[] {
  const kinds: Readonly<Record<string, Control['kind'] | null>> = {
    password: 'password',
    checkbox: 'checkbox',
    submit: 'button',
    image: 'button',
    button: 'button',
    radio: null,
    reset: null,
    file: null,
    range: null,
    color: null,
  };
  const kindOf = (element: Element): Control['kind'] | null => {
    if (element instanceof HTMLInputElement) {
      const kind = kinds[element.type];
      return kind === undefined ? 'text' : kind;
    }
    if (element instanceof HTMLAnchorElement && element.getAttribute('role') !== 'button') return 'link';
    return element instanceof HTMLButtonElement && element.type === 'reset' ? null : 'button';
  };
  // oxlint-disable-next-line unicorn/consistent-function-scoping -- only what is in here reaches the page
  const isSeen = (element: Element): boolean => {
    const { height, width } = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    return height > 1 && width > 1 && style.visibility === 'visible' && style.opacity !== '0';
  };
  const forms = [...document.forms];
  return elements.flatMap((element, index) => {
    const kind = kindOf(element);
    if (kind === null || !isSeen(element)) return [];
    const input = element instanceof HTMLInputElement ? element : null;
    const button = element instanceof HTMLButtonElement ? element : null;
    const form = (input ?? button)?.form ?? element.closest('form');
    const labels = input === null ? [] : [...(input.labels ?? [])].map(({ textContent }) => textContent);
    const isField = kind === 'text' || kind === 'password' || kind === 'checkbox';
    const words = [
      ...labels,
      element.getAttribute('aria-label'),
      element.getAttribute('title'),
      ...(isField
        ? ['name', 'id', 'placeholder', 'autocomplete'].map((name) => element.getAttribute(name))
        : [input === null ? element.textContent : input.value, input === null ? null : input.alt]),
    ];
    return [
      {
        index,
        kind,
        words: words
          .filter((word) => word !== null && word !== '')
          .join(' ')
          .replaceAll(/\s+/g, ' ')
          .trim()
          .toLowerCase(),
        autocomplete: element.getAttribute('autocomplete') ?? '',
        filled: isField && kind !== 'checkbox' && (input?.value ?? '') !== '',
        checked: input?.checked ?? false,
        required: input?.required ?? false,
        enabled: !(button ?? input)?.disabled,
        form: form === null ? null : forms.indexOf(form),
      },
    ];
  });
}
