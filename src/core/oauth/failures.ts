import { parseUrl } from './url.ts';

export { failure } from '../failures/failure.ts';

/** The host of an address, to be named to a person; never a path or a query. */
export function hostOf(url: string): string {
  return parseUrl(url)?.host ?? 'the provider';
}
