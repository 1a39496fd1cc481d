import type { HostUses } from '../../shared/connections-file.ts';
import type { EndpointsInput } from '../../shared/ipc.ts';
import { TickIcon } from '../components/icons.tsx';
import { visibleLine } from '../words/visible-text.ts';
import styles from './found-provider.module.css';

/** Every host that a sign-in will reach, which the person accepts (R87), and what cannot be done without the addresses left out. */
export function FoundByHand({
  endpoints,
  hosts,
}: {
  readonly endpoints: EndpointsInput;
  readonly hosts: readonly HostUses[];
}) {
  return (
    <div className={styles['found']}>
      <span className={styles['tick']}>
        <TickIcon size={18} />
      </span>
      <div>
        <p className={styles['name']}>
          {hosts.length === 1 ? 'A sign-in reaches this host:' : 'A sign-in reaches these hosts:'}
        </p>
        <ul>
          {hosts.map(({ host, uses }) => (
            <li key={host}>
              <bdi>{visibleLine(host)}</bdi>: {uses.join(', ')}
            </li>
          ))}
        </ul>
        {missing(endpoints).map((words) => (
          <p key={words} className={styles['facts']}>
            {words}
          </p>
        ))}
      </div>
    </div>
  );
}

function missing({ jwksUri, revocationEndpoint }: EndpointsInput): readonly string[] {
  const without = {
    keys: 'Without its key set no ID token is checked: do not ask for openid. The account has no name here, and before the first sign-in you are asked once whether you trust the provider.',
    revocation:
      'Without its revocation endpoint it is not told when you sign out: what it issued ends by itself.',
  };
  return [
    ...(jwksUri.trim() === '' ? [without.keys] : []),
    ...(revocationEndpoint.trim() === '' ? [without.revocation] : []),
  ];
}
