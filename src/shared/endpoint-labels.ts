import type { EndpointByHand } from './connection.ts';

/** The fields for addresses by hand, in their order: as providers name them in their own documents. */
export const endpointLabels: Readonly<Record<EndpointByHand, string>> = {
  authorizationEndpoint: 'Authorization endpoint',
  tokenEndpoint: 'Token endpoint',
  jwksUri: 'Key set (JWKS)',
  userinfoEndpoint: 'UserInfo endpoint',
  revocationEndpoint: 'Revocation endpoint',
  endSessionEndpoint: 'End session endpoint',
  deviceAuthorizationEndpoint: 'Device authorization endpoint',
};

/** All of them, for loops: the compiler holds it against the labels. */
export const endpointsByHand = Object.keys(endpointLabels).filter(
  (name): name is EndpointByHand => name in endpointLabels,
);
