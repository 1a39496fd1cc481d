import { describe, expect, it } from 'vitest';
import { settingsFor } from '../../interop/registered-address.ts';

const own = {
  scheme: 'app.latchkey.desktop:/callback/abc',
  loopback: 'http://127.0.0.1/callback/abc',
};
const standard = { way: 'scheme', spelling: 'path', host: '127.0.0.1', port: '' };

describe('the address that is registered at a server', () => {
  it.each([
    [null, 'scheme', standard],
    [null, 'loopback', { ...standard, way: 'loopback' }],
    ['app.latchkey.desktop:/callback/abc', 'scheme', standard],
    ['app.latchkey.desktop://callback/abc', 'scheme', { ...standard, spelling: 'authority' }],
    ['http://127.0.0.1/callback/abc', 'loopback', { ...standard, way: 'loopback' }],
    ['http://127.0.0.1:8400/callback/abc', 'loopback', { ...standard, way: 'loopback', port: '8400' }],
    [
      'http://localhost:8400/callback/abc',
      'loopback',
      { ...standard, way: 'loopback', host: 'localhost', port: '8400' },
    ],
  ] as const)('%s over the %s is what the app is set to', (registered, way, settings) => {
    expect(settingsFor(registered, way, own)).toEqual(settings);
  });

  it.each([
    ['app.latchkey.desktop:/callback/other', 'scheme'],
    ['http://127.0.0.1/callback/abc', 'scheme'],
    ['app.latchkey.desktop:/callback/abc', 'loopback'],
    ['http://127.0.0.1:8400/callback', 'loopback'],
    ['http://192.0.2.1:8400/callback/abc', 'loopback'],
    ['https://127.0.0.1/callback/abc', 'loopback'],
    ['', 'loopback'],
  ] as const)('%s over the %s is none of the app’s, and what to register is said', (registered, way) => {
    const settings = settingsFor(registered, way, own);
    expect('why' in settings ? settings.why : '').toContain('Register the first one.');
  });
});
