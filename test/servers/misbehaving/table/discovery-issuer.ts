import { notBegun } from '../expectations.ts';
import { metadata } from '../lies.ts';
import { deviation, rowsOf } from './rows.ts';
import type { Row } from './rows.ts';

const section = 'OpenID Connect Discovery §4.3';

/** Names that are not the issuer's, byte for byte. */
const names: readonly Row[] = [
  [
    'issuer-other',
    'names another issuer',
    'OIDF oidcc-client-test-discovery-issuer-mismatch, FAPI 2.0 client-test-discovery-issuer-mismatch',
    metadata({ issuer: 'https://evil.example' }),
    notBegun('issuer-mismatch'),
  ],
  [
    'issuer-slash',
    'names itself with a slash more',
    section,
    metadata(({ issuer }) => ({ issuer: `${issuer}/` })),
    notBegun('issuer-mismatch'),
  ],
  [
    'issuer-case',
    'names itself in capitals',
    section,
    metadata(({ issuer }) => ({ issuer: issuer.replace('http', 'HTTP') })),
    notBegun('issuer-mismatch'),
  ],
  [
    'issuer-port',
    'names itself without its port',
    section,
    metadata(({ issuer }) => ({ issuer: issuer.replace(/:\d+$/, '') })),
    notBegun('issuer-mismatch'),
  ],
  [
    'issuer-percent',
    'names itself with percent signs',
    section,
    metadata(({ issuer }) => ({ issuer: issuer.replace('127', '%3127') })),
    notBegun('issuer-mismatch'),
  ],
  [
    'issuer-path',
    'names a path of its own',
    section,
    metadata(({ issuer }) => ({ issuer: `${issuer}/tenant` })),
    notBegun('issuer-mismatch'),
  ],
  [
    'issuer-host',
    'names itself localhost',
    section,
    metadata(({ issuer }) => ({ issuer: issuer.replace('127.0.0.1', 'localhost') })),
    notBegun('issuer-mismatch'),
  ],
  [
    'issuer-template',
    'names itself with a placeholder',
    deviation,
    metadata({ issuer: 'https://login.example/{tenantid}/v2.0' }),
    notBegun('issuer-mismatch'),
  ],
  [
    'issuer-script',
    'names a script as its issuer',
    'hostile',
    metadata({ issuer: 'javascript:alert(1)' }),
    notBegun('issuer-mismatch'),
  ],
  [
    'issuer-missing',
    'names no issuer',
    section,
    metadata({ issuer: undefined }),
    notBegun('metadata-not-found', null, 3),
  ],
  [
    'issuer-null',
    'names null as its issuer',
    section,
    metadata({ issuer: null }),
    notBegun('metadata-invalid', 'issuer'),
  ],
  [
    'issuer-list',
    'names its issuer in a list',
    section,
    metadata(({ issuer }) => ({ issuer: [issuer] })),
    notBegun('metadata-invalid', 'issuer'),
  ],
  [
    'issuer-twice',
    'names its issuer twice, the last one false',
    'RFC 8259 §4',
    (server) =>
      server.rewrite('/.well-known/openid-configuration', (body, response) => {
        response.end(`${body.slice(0, -1)},"issuer":"https://evil.example"}`);
      }),
    notBegun('issuer-mismatch'),
  ],
];

export const discoveryIssuer = rowsOf('discovery', 'metadata-', names);
