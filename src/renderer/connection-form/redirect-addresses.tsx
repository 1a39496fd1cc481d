import { Checkbox } from '@mantine/core';

import type { RedirectWay } from '../../shared/connection.ts';
import type { ConnectionInput } from '../../shared/ipc.ts';
import { CopyButton } from '../components/copy-button.tsx';
import { loopbackPreview, spelled } from './form-values.ts';
import styles from './redirect-addresses.module.css';

const wayLabels: Readonly<Record<RedirectWay, string>> = {
  scheme: 'App link',
  loopback: 'Loopback address',
};
const ways: readonly RedirectWay[] = ['scheme', 'loopback'];

/** The addresses to register at the provider, and which of them are registered. */
export function RedirectAddresses({
  uris,
  values,
  ways: registered,
  onWays,
}: {
  readonly uris: Readonly<Record<RedirectWay, string>>;
  readonly values: Pick<ConnectionInput, 'redirectSpelling' | 'loopbackHost' | 'loopbackPorts'>;
  readonly ways: readonly RedirectWay[];
  readonly onWays: (ways: readonly RedirectWay[]) => void;
}) {
  return (
    <fieldset className={styles['set']}>
      <legend>Redirect addresses to register at the provider</legend>
      <p className={styles['hint']}>Copy them exactly. Tick the ones that are registered there.</p>
      {ways.map((way) => {
        const addresses =
          way === 'scheme'
            ? [spelled(uris[way], values.redirectSpelling)]
            : loopbackPreview(uris[way], values);
        const on = registered.includes(way);
        return (
          <div key={way} className={styles['row']}>
            <Checkbox
              size="xs"
              label={wayLabels[way]}
              checked={on}
              disabled={on && registered.length === 1}
              onChange={(event) => {
                const { checked } = event.currentTarget;
                onWays(ways.filter((other) => (other === way ? checked : registered.includes(other))));
              }}
            />
            <span className={styles['addresses']}>
              {addresses.map((uri) => (
                <span key={uri} className={styles['address']}>
                  <code>{uri}</code>
                  <CopyButton text={uri} name={`Copy the ${wayLabels[way].toLowerCase()}`} />
                </span>
              ))}
            </span>
          </div>
        );
      })}
    </fieldset>
  );
}
