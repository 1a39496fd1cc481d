import { identityServerGuide } from './identity-server.ts';

export const duendeGuide = identityServerGuide(
  'https://docs.duendesoftware.com/identityserver/reference/models/client/',
);
