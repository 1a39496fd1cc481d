import type { GuideCode, GuideEntry } from '../../../shared/guide.ts';
import { assertNever } from '../../../shared/result.ts';

/** Entries as they are written into the file of a provider that is configured by one. */
export function codeOf(language: GuideCode['language'], entries: readonly GuideEntry[]): GuideCode {
  return { language, text: language === 'C#' ? sharpClient(entries) : clientMetadata(entries) };
}

/** A `Client` of IdentityServer, to stand in a list. */
function sharpClient(entries: readonly GuideEntry[]): string {
  return [
    'new Client',
    '{',
    ...entries.flatMap((entry) => {
      const value = sharpValue(entry);
      return value === null ? [] : [`    ${entry.field} = ${value},`];
    }),
    '},',
  ].join('\n');
}

/** Null where there is nothing to write. */
function sharpValue({ action, values }: GuideEntry): string | null {
  switch (action) {
    case 'switch-on':
      return 'true';
    case 'switch-off':
      return 'false';
    case 'choose':
      return values.map(({ text }) => text).join(' ');
    case 'enter':
    case 'tick': {
      const [first] = values;
      if (first === undefined) return null;
      return first.kind === 'name' || first.kind === 'client-id' ? quoted(first.text) : sharpList(values);
    }
    case 'copy':
      return null;
    default:
      return assertNever(action);
  }
}

/** Long values each on a line of their own. */
function sharpList(values: GuideEntry['values']): string {
  const texts = values.map(({ text }) => quoted(text));
  return texts.length === 1 || texts.every((text) => text.length < 20)
    ? `{ ${texts.join(', ')} }`
    : `{\n${texts.map((text) => `        ${text},\n`).join('')}    }`;
}

/** What is escaped is escaped alike in C# and in JSON: no value has more in it than visible ASCII. */
function quoted(text: string): string {
  return JSON.stringify(text);
}

/** The client metadata of RFC 7591 §2: lists but for `scope`, which is one string. */
function clientMetadata(entries: readonly GuideEntry[]): string {
  const members = entries.flatMap(({ field, action, values }): readonly (readonly [string, unknown])[] => {
    const texts = values.map(({ text }) => text);
    switch (action) {
      case 'switch-on':
        return [[field, true]];
      case 'switch-off':
        return [[field, false]];
      case 'choose':
        return [[field, texts.join(' ')]];
      case 'tick':
        return [[field, texts]];
      case 'enter':
        if (texts.length === 0) return [];
        return [[field, values.some(({ kind }) => alone.includes(kind)) ? texts.join(' ') : texts]];
      case 'copy':
        return [];
      default:
        return assertNever(action);
    }
  });
  return JSON.stringify(Object.fromEntries(members), null, 2);
}

const alone: readonly GuideEntry['values'][number]['kind'][] = ['name', 'client-id', 'scope'];
