import { describe, expect, it } from 'vitest';
import { readInteropArguments } from '../../../scripts/lib/interop-arguments.mjs';

const whole = ['--issuer', 'https://sso.example.com/realms/acme', '--client-id', 'desktop', '--user', 'ada'];

describe('the command line of `npm run interop`', () => {
  it('needs an issuer, a client and a person, and has the rest as the app has it', () => {
    expect(readInteropArguments(whole)).toEqual({
      issuer: 'https://sso.example.com/realms/acme',
      clientId: 'desktop',
      user: 'ada',
      preset: null,
      scopes: null,
      redirect: 'scheme',
      redirectUri: null,
    });
  });

  it('takes all that a server may need', () => {
    const more = ['--preset', 'okta', '--scopes', 'openid email', '--redirect', 'loopback'];
    const address = ['--redirect-uri', 'http://localhost:8400/callback/x'];
    expect(readInteropArguments([...whole, ...more, ...address])).toMatchObject({
      preset: 'okta',
      scopes: 'openid email',
      redirect: 'loopback',
      redirectUri: 'http://localhost:8400/callback/x',
    });
  });

  it.each([
    [whole.slice(2), '--issuer'],
    [whole.slice(0, 4), '--user'],
    [[...whole.slice(0, 2), '--client-id', ' ', '--user', 'ada'], '--client-id'],
    [['--issuer', 'sso.example.com', ...whole.slice(2)], 'https://'],
    [['--issuer', 'file:///etc/passwd', ...whole.slice(2)], 'https://'],
    [[...whole, '--redirect', 'browser'], 'scheme or loopback'],
    [[...whole, '--verbose'], 'not known'],
    [[...whole, 'more'], 'not known'],
    [[...whole, '--password', 'hunter2'], 'INTEROP_PASSWORD'],
    [[...whole, '--password=hunter2'], 'INTEROP_PASSWORD'],
    [[...whole, '-password', 'hunter2'], 'INTEROP_PASSWORD'],
  ])('refuses %j', (args, named) => {
    const read = readInteropArguments(args);
    expect('why' in read ? read.why : '').toContain(named);
  });

  it.each([
    ['--password', 'hunter2'],
    ['--password=hunter2'],
    ['-password', 'hunter2'],
    ['--user', 'ada', 'hunter2'],
  ])('never tells a password back that stands on it: %s', (...args) => {
    const read = readInteropArguments([...whole, ...args]);
    expect(read).toHaveProperty('why');
    expect(JSON.stringify(read)).not.toContain('hunter2');
  });
});
