import { visibleLine } from '../words/visible-text.ts';
import styles from './api-origin-words.module.css';
import { originWords } from './origin-words.ts';

/** Says what is typed under *API origins*, and how to write what needs more than an address. */
export function ApiOriginWords({ text }: { readonly text: string }) {
  const meanings = originWords(text);
  return (
    <>
      <details className={styles['more']}>
        <summary>Many hosts, or a token per API</summary>
        <p>
          <code>https://*.example.com</code> stands for every host with one name before{' '}
          <code>example.com</code>.
        </p>
        <p>
          Where the provider issues tokens per resource, write the resource behind its origin:{' '}
          <code>https://api.example.com resource=urn:example:api</code>. One sign-in asks for all of them,
          where the provider allows that; after you add one, sign in again.
        </p>
      </details>
      {meanings.length === 0 ? null : (
        <ul className={styles['meanings']}>
          {meanings.map((words) => (
            <li key={words}>{visibleLine(words)}</li>
          ))}
        </ul>
      )}
    </>
  );
}
