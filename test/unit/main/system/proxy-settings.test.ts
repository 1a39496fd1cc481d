import { describe, expect, it } from 'vitest';
import { proxySettings, type ProxySettingsDeps } from '../../../../src/main/system/proxy-settings.ts';
import type { ToolAnswer } from '../../../../src/main/system/run-tool.ts';

interface Given {
  readonly platform?: NodeJS.Platform;
  readonly env?: ProxySettingsDeps['env'];
  readonly switches?: Readonly<Record<string, string>>;
  /** By the tool and its last argument. */
  readonly tools?: Readonly<Record<string, string>>;
}

function settingsOf({ platform = 'linux', env = {}, switches = {}, tools = {} }: Given) {
  return proxySettings({
    platform,
    env,
    commandLine: {
      hasSwitch: (name) => name in switches,
      getSwitchValue: (name) => switches[name] ?? '',
    },
    run(tool, args): Promise<ToolAnswer> {
      const text = tools[`${tool} ${args.at(-1) ?? ''}`];
      return Promise.resolve(text === undefined ? { kind: 'no-such-tool' } : { kind: 'answered', text });
    },
  });
}

const gnome = { XDG_CURRENT_DESKTOP: 'ubuntu:GNOME' };
const registry = String.raw`HKCU\Software\Microsoft\Windows\CurrentVersion\Internet Settings`;

describe('where proxies come from', () => {
  it.each<[string, Given, { from: string; automatic: string | null }]>([
    ['nobody', {}, { from: 'nowhere', automatic: null }],
    ['a switch', { switches: { 'proxy-server': 'p:1' } }, { from: 'switch', automatic: null }],
    [
      'a switch, before the environment',
      {
        switches: { 'proxy-pac-url': 'http://pac.test/x.pac?token=geheim' },
        env: { https_proxy: 'http://p:1' },
      },
      { from: 'switch', automatic: 'pac.test' },
    ],
    [
      'the environment',
      { env: { https_proxy: 'http://ada:geheim@p:1' } },
      { from: 'environment', automatic: null },
    ],
    [
      'the environment, in capitals',
      { env: { HTTPS_PROXY: 'http://p:1' } },
      { from: 'environment', automatic: null },
    ],
    [
      'a file of the environment',
      { env: { auto_proxy: 'file:///etc/x.pac' } },
      { from: 'environment', automatic: 'a file' },
    ],
    [
      'GNOME, by a file',
      {
        env: gnome,
        tools: { 'gsettings mode': "'auto'\n", 'gsettings autoconfig-url': "'http://wpad.test/x'\n" },
      },
      { from: 'desktop', automatic: 'wpad.test' },
    ],
    [
      'GNOME, by hand',
      { env: gnome, tools: { 'gsettings mode': "'manual'\n" } },
      { from: 'desktop', automatic: null },
    ],
    [
      'the environment where GNOME has none',
      { env: { ...gnome, http_proxy: 'p:1' }, tools: { 'gsettings mode': "'none'\n" } },
      { from: 'environment', automatic: null },
    ],
    [
      'macOS, by a file',
      {
        platform: 'darwin',
        tools: {
          'scutil --proxy':
            '<dictionary> {\n  ProxyAutoConfigEnable : 1\n  ProxyAutoConfigURLString : http://wpad.test/x.pac\n}\n',
        },
      },
      { from: 'desktop', automatic: 'wpad.test' },
    ],
    [
      'macOS, by hand',
      { platform: 'darwin', tools: { 'scutil --proxy': '<dictionary> {\n  HTTPSEnable : 1\n}\n' } },
      { from: 'desktop', automatic: null },
    ],
    [
      'macOS, nowhere',
      { platform: 'darwin', tools: { 'scutil --proxy': '<dictionary> {\n  HTTPSEnable : 0\n}\n' } },
      { from: 'nowhere', automatic: null },
    ],
    [
      'Windows, by a file',
      {
        platform: 'win32',
        tools: {
          [`reg ${registry}`]:
            '\n    AutoConfigURL    REG_SZ    http://wpad.test/x.pac\n    ProxyEnable    REG_DWORD    0x0\n',
        },
      },
      { from: 'desktop', automatic: 'wpad.test' },
    ],
    [
      'Windows, by hand',
      { platform: 'win32', tools: { [`reg ${registry}`]: '\n    ProxyEnable    REG_DWORD    0x1\n' } },
      { from: 'desktop', automatic: null },
    ],
    ['Windows, which does not say', { platform: 'win32' }, { from: 'nowhere', automatic: null }],
  ])('%s', async (_who, given, settings) => {
    expect(await settingsOf(given)).toEqual(settings);
  });
});
