import { identityServerGuide } from './identity-server.ts';

export const identityServer4Guide = identityServerGuide(
  'https://identityserver4.readthedocs.io/en/latest/reference/client.html',
);
