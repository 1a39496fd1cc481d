import type { Behaviour } from '../behaviour.ts';
import { answersOdd } from './answers.ts';
import { answersBinding } from './answers-binding.ts';
import { answersRefused } from './answers-refused.ts';
import { discoveryEndpoints } from './discovery-endpoints.ts';
import { discoveryIssuer } from './discovery-issuer.ts';
import { discoveryMembers } from './discovery-members.ts';
import { discoveryPlaces } from './discovery-places.ts';
import { idTokenAlgorithms } from './id-token-algorithms.ts';
import { idTokenAsked } from './id-token-asked.ts';
import { idTokenClaims } from './id-token-claims.ts';
import { idTokenForms } from './id-token-forms.ts';
import { idTokenHashes } from './id-token-hashes.ts';
import { idTokenHeaders } from './id-token-headers.ts';
import { idTokenPayloads } from './id-token-payloads.ts';
import { idTokenSignatures } from './id-token-signatures.ts';
import { idTokenTolerances } from './id-token-tolerances.ts';
import { keysOverTime } from './keys-over-time.ts';
import { keysShapes } from './keys-shapes.ts';
import { refreshIdentities } from './refresh-identities.ts';
import { refreshMoved } from './refresh-moved.ts';
import { refreshRefusals } from './refresh-refusals.ts';
import { refreshWaits } from './refresh-waits.ts';
import { sentBadly } from './sent-badly.ts';
import { endSession, revocation } from './sign-out.ts';
import { tokenClocks } from './token-clocks.ts';
import { tokenLifetimes } from './token-lifetimes.ts';
import { tokenMembers } from './token-members.ts';
import { tokenMoved } from './token-moved.ts';
import { tokenRefusals } from './token-refusals.ts';
import { userInfo } from './user-info.ts';

/** Every behaviour of the misbehaving server, in the order of the page. */
export const behaviours: readonly Behaviour[] = [
  ...discoveryIssuer,
  ...discoveryEndpoints,
  ...discoveryMembers,
  ...discoveryPlaces,
  ...sentBadly('discovery'),
  ...answersBinding,
  ...answersOdd,
  ...answersRefused,
  ...tokenMembers,
  ...tokenLifetimes,
  ...tokenRefusals,
  ...tokenClocks,
  ...tokenMoved,
  ...sentBadly('token'),
  ...idTokenTolerances,
  ...idTokenClaims,
  ...idTokenAsked,
  ...idTokenAlgorithms,
  ...idTokenSignatures,
  ...idTokenHashes,
  ...idTokenHeaders,
  ...idTokenForms,
  ...idTokenPayloads,
  ...keysShapes,
  ...keysOverTime,
  ...sentBadly('keys'),
  ...userInfo,
  ...sentBadly('userinfo'),
  ...refreshIdentities,
  ...refreshRefusals,
  ...refreshWaits,
  ...refreshMoved,
  ...sentBadly('refresh'),
  ...revocation,
  ...sentBadly('revocation'),
  ...endSession,
];
