import { expect, test } from 'vitest';
import { createNewTags } from '../../../../src/core/connections/new-tags.ts';
import { createGuides } from '../../../../src/core/providers/guides/create-guides.ts';
import { guideHandlers } from '../../../../src/main/ipc/handlers/guide-handlers.ts';
import { schemas } from '../../../../src/main/ipc/schemas.ts';
import { connectionInput, savedConnection } from '../../../support/connections.ts';
import { valueOf } from '../../../support/results.ts';

const tag = 'b'.repeat(26);
const id = 'c'.repeat(26);
const { issuer, scopes, redirectWays, redirectSpelling, loopbackHost, loopbackPorts } = connectionInput();
const input = { issuer, scopes, redirectWays, redirectSpelling, loopbackHost, loopbackPorts };

test('R87+: the guide of a saved connection has the addresses of that connection', async () => {
  const { registrationGuide } = guideHandlers({
    guides: createGuides('app.acme'),
    tags: createNewTags(),
    connections: { get: (wanted) => (wanted === id ? savedConnection({ id, manual: { tag } }) : null) },
  });
  const saved = valueOf(await registrationGuide({ ...input, id }));
  expect(JSON.stringify(saved.steps)).toContain(`app.acme:/callback/${tag}`);
  const moved = valueOf(await registrationGuide({ ...input, id, issuer: 'https://other.example.test' }));
  expect(JSON.stringify(moved.steps)).not.toContain(tag);
  const gone = valueOf(await registrationGuide({ ...input, id: 'd'.repeat(26) }));
  expect(JSON.stringify(gone.steps)).not.toContain(tag);
});

test.each([
  ['another provider', { ...input, provider: 'acme' }],
  ['an id that is none', { ...input, id: '../acme' }],
  ['a field too many', { ...input, clientSecret: 'a' }],
  ['nothing', null],
])('%s is refused at the door', (_, given) => {
  expect(schemas.registrationGuide.safeParse(input).success).toBe(true);
  expect(schemas.registrationGuide.safeParse(given).success).toBe(false);
});
