import type { ManualEndpoints } from '../../../shared/connection.ts';
import type { Guide, GuideInput } from '../../../shared/guide.ts';
import type { Result } from '../../../shared/result.ts';
import type { ServerMetadata } from '../../oauth/types.ts';

export interface Guides {
  /** The metadata of an issuer was read: guides for it are not provisional from now on. */
  read(metadata: ServerMetadata): void;
  /**
   * The guide for what a form holds. A port that is none yet, and a scope that cannot be one, are left out.
   * Fails with `issuer-invalid` or `issuer-insecure`.
   * @param manual of a connection that has endpoints by hand; it is not provisional where all that is needed is among them.
   */
  make(input: GuideInput, manual?: ManualEndpoints): Result<Guide>;
}
