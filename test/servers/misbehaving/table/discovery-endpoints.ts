import { notBegun } from '../expectations.ts';
import { metadata } from '../lies.ts';
import { rowsOf } from './rows.ts';
import type { Row } from './rows.ts';

const endpoints = [
  ['authorization_endpoint', 'sign-in address'],
  ['token_endpoint', 'token address'],
  ['jwks_uri', 'key address'],
  ['userinfo_endpoint', 'account address'],
  ['revocation_endpoint', 'revocation address'],
  ['end_session_endpoint', 'sign-out address'],
] as const;

type Address = readonly [
  id: string,
  does: string,
  code: 'metadata-invalid' | 'endpoint-insecure',
  value: unknown,
];

/** Addresses that an endpoint cannot have. */
const addresses: readonly Address[] = [
  ['plain', 'over plain http', 'endpoint-insecure', 'http://id.example/x'],
  [
    'plain-lookalike',
    'over plain http, at a name that begins like this computer’s',
    'endpoint-insecure',
    'http://127.0.0.1.evil.example/x',
  ],
  ['socket', 'over a web socket', 'endpoint-insecure', 'wss://id.example/x'],
  ['file', 'in a file', 'metadata-invalid', 'file:///etc/passwd'],
  ['script', 'in a script', 'metadata-invalid', 'javascript:alert(1)//'],
  ['data', 'in itself', 'metadata-invalid', 'data:application/json,{}'],
  ['user', 'with a user name', 'metadata-invalid', 'https://127.0.0.1@evil.example/x'],
  ['fragment', 'with a fragment', 'metadata-invalid', 'https://id.example/x#y'],
  ['relative', 'without a host', 'metadata-invalid', '/x'],
  ['lines', 'with a line break', 'metadata-invalid', 'https://id.example/x\r\nX-Evil: 1'],
  ['long', 'of 3,000 characters', 'metadata-invalid', `https://id.example/${'x'.repeat(3000)}`],
  ['number', 'that is a number', 'metadata-invalid', 7],
  ['list', 'that is a list', 'metadata-invalid', ['https://id.example/x']],
];

const endpointRows: readonly Row[] = endpoints.flatMap(([name, words]) =>
  addresses.map(([id, does, code, value]): Row => [
    `${name.replaceAll('_', '-')}-${id}`,
    `has its ${words} ${does}`,
    'RFC 8414 §2',
    metadata({ [name]: value }),
    notBegun(code, words),
  ]),
);

export const discoveryEndpoints = rowsOf('discovery', 'metadata-', endpointRows);
