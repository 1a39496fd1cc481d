import { Button } from '@mantine/core';

import type { SignInWay } from '../../shared/connection.ts';
import { MenuButton } from '../components/menu-button.tsx';
import styles from './other-ways.module.css';

const wayLabels: Readonly<Record<SignInWay, string>> = {
  scheme: 'Come back over the app link',
  loopback: 'Come back over an address of this computer (127.0.0.1)',
  device: 'Enter a code on any device',
};

/** *Another way*: what is registered for the connection, then a code where the provider offers it. Nothing else. */
export function OtherWays({
  ways,
  settled,
  onChoose,
}: {
  readonly ways: readonly SignInWay[];
  /** False while the provider's metadata is being read: more ways may come, and a press must not mean another thing by then. */
  readonly settled: boolean;
  readonly onChoose: (way: SignInWay) => void;
}) {
  const [only, ...more] = ways;
  if (only === undefined) return null;
  if (settled && more.length > 0) {
    return (
      <MenuButton
        name="Another way"
        className={styles['toggle']}
        items={ways.map((way) => ({ label: wayLabels[way], onPress: () => onChoose(way) }))}
      >
        Another way
      </MenuButton>
    );
  }
  return (
    <Button variant="default" disabled={!settled} title={wayLabels[only]} onClick={() => onChoose(only)}>
      Another way
    </Button>
  );
}
