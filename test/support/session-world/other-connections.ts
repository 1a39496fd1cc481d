import type { ConnectionId } from '../../../src/shared/connection.ts';
import { id } from './world.ts';
import type { World } from './world.ts';

/** The person keeps both accounts: the one that came is another connection's from now on (R25). */
export function keepBoth(world: World): void {
  const { sessions } = world.run;
  const view = sessions.view(id);
  if (view.kind !== 'another-account') return;
  const connectionId = `other-${String(world.connections.size)}-${String(world.provider.families.length)}`;
  world.connect(connectionId);
  // What came is the provider's newest family of this connection.
  const came = world.provider.families.findLast((family) => world.promises.ownerOf(family) === id);
  if (came !== undefined) world.promises.belongs(came, connectionId);
  world.ask(async () => sessions.decideAccount(id, view.attempt, { kind: 'new-connection', connectionId }));
}

/** A request of the other connection wants to be sent. */
export function wantThere(world: World): void {
  const connection = newest(world);
  if (connection !== null) world.want(null, connection);
}

/** The other connection is deleted: like signing out, and nothing of it stays. */
export function remove(world: World): void {
  const connection = newest(world);
  if (connection === null) return;
  const { run } = world;
  const families = world.promises.signingOut(connection);
  world.ask(async () => {
    const removed = await run.sessions.remove(connection);
    if (!run.alive || !removed.ok) return;
    world.promises.signedOut(families);
    world.connections.delete(connection);
  });
}

function newest(world: World): ConnectionId | null {
  return [...world.connections.keys()].findLast((connection) => connection !== id) ?? null;
}
