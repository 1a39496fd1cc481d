import { exposeEmbedded } from '../../src/preload/expose-embedded.ts';

exposeEmbedded();
