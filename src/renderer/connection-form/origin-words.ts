import { wildcardStart } from '../../shared/origin-pattern.ts';

/** What the typed API origins mean beyond what stands there: a sentence for each star, and one for each resource. */
export function originWords(text: string): readonly string[] {
  const words = text.split(/\s+/);
  const meanings = words.flatMap((word, index) => {
    if (word.startsWith(wildcardStart) && word.length > wildcardStart.length) {
      const rest = word.slice(wildcardStart.length);
      return [
        `${word}: every server with one name before ${rest}, such as https://api.${rest}, whoever runs it. Not https://${rest} itself, and not https://a.b.${rest}.`,
      ];
    }
    const resource = /^resource=(.+)$/.exec(word)?.[1];
    const origin = words.slice(0, index).findLast((earlier) => earlier.startsWith('http'));
    return resource === undefined || origin === undefined
      ? []
      : [`${origin} gets access tokens that the provider issues for ${resource}.`];
  });
  return [...new Set(meanings)];
}
