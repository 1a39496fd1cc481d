import type { Result } from '../../shared/result.ts';
import type { OpenedRequest, SaveRequestInput } from '../../shared/saved-request.ts';
import type { Variables } from '../variables/variables.ts';
import type { Collection } from './collection.ts';
import { sealCredentials } from './credentials.ts';

/**
 * Saves a request; where the person said so, what stands in it in the open becomes secret variables of the connection first.
 * Nothing is written before everything is sealed. Fails like `Collection.save` and `Variables.keepSecrets`.
 */
export async function saveSealed(
  input: SaveRequestInput,
  collection: Pick<Collection, 'save'>,
  variables: Pick<Variables, 'keepSecrets'>,
): Promise<Result<OpenedRequest>> {
  const { credentials } = sealCredentials(input.request);
  const inTheOpen = new Map(
    credentials.flatMap(({ variable, value }) => (value === null ? [] : [[value, variable]])),
  );
  if (!input.sealSecrets || inTheOpen.size === 0 || credentials.some(({ value }) => value === null)) {
    return collection.save(input);
  }
  const values = [...inTheOpen.keys()];
  const names = await variables.keepSecrets(
    input.id,
    values.map((value) => ({ proposed: inTheOpen.get(value) ?? 'secret', value })),
  );
  if (!names.ok) return names;
  const named = new Map(values.map((value, index) => [value, names.value[index]]));
  const { request } = sealCredentials(input.request, (proposed, value) => named.get(value) ?? proposed);
  return collection.save({ ...input, request });
}
