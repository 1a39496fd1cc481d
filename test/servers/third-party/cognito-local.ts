import { atFreePort } from '../../support/listen.ts';
import { launch } from './launch.ts';
import type { ThirdPartyServer } from './launch.ts';

/** A user pool of `cognito-local`, with one person in it. It is not Amazon Cognito. */
export interface CognitoLocal extends ThirdPartyServer {
  readonly issuer: string;
  readonly clientId: string;
  readonly person: { readonly username: string; readonly password: string };
  /** Calls an operation of Cognito's own API, as its console does. */
  call(
    operation: string,
    parameters: Readonly<Record<string, unknown>>,
  ): Promise<Readonly<Record<string, unknown>>>;
}

const person = { username: 'ada@example.test', password: 'Analytical-1' };

export async function startCognitoLocal(redirectUri: string): Promise<CognitoLocal> {
  const server = await atFreePort(async (port) => launch('cognito-local', { port }));
  const origin = server.told['origin'] ?? '';
  const call: CognitoLocal['call'] = async (operation, parameters) => {
    const answer = await fetch(origin, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
      },
      body: JSON.stringify(parameters),
    });
    const value: unknown = await answer.json();
    if (answer.ok && isObject(value)) return value;
    throw new Error(`${operation}: ${JSON.stringify(value)}`);
  };
  const pool = member(await call('CreateUserPool', { PoolName: 'latchkey' }), 'UserPool', 'Id');
  const made = await call('CreateUserPoolClient', {
    UserPoolId: pool,
    ClientName: 'latchkey',
    CallbackURLs: [redirectUri],
    AllowedOAuthFlows: ['code'],
    AllowedOAuthScopes: ['openid', 'email'],
  });
  const who = { UserPoolId: pool, Username: person.username };
  await call('AdminCreateUser', {
    ...who,
    MessageAction: 'SUPPRESS',
    UserAttributes: [{ Name: 'email', Value: person.username }],
  });
  await call('AdminSetUserPassword', { ...who, Password: person.password, Permanent: true });
  return {
    ...server,
    issuer: `${origin}/${pool}`,
    clientId: member(made, 'UserPoolClient', 'ClientId'),
    person,
    call,
  };
}

function member(answer: Readonly<Record<string, unknown>>, ...names: readonly string[]): string {
  const found = names.reduce<unknown>((of, name) => (isObject(of) ? of[name] : undefined), answer);
  if (typeof found === 'string') return found;
  throw new TypeError(`There is no ${names.join('.')} in ${JSON.stringify(answer)}.`);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
