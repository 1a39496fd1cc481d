import type { ProxySettings } from '../../core/ports/probes.ts';
import type { RunTool } from './run-tool.ts';

/** Time for one question to the system, in milliseconds. */
const patience = 2000;

export interface ProxySettingsDeps {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Chromium's own switches. */
  readonly commandLine: {
    hasSwitch(name: string): boolean;
    getSwitchValue(name: string): string;
  };
  readonly run: RunTool;
}

const nowhere: ProxySettings = { from: 'nowhere', automatic: null };

/**
 * Where Chromium has its proxies from, in the order in which it asks: its switches, the settings of the desktop where it knows
 * them, the environment. An address of a PAC file may hold anything, so only its server is told.
 */
export async function proxySettings(deps: ProxySettingsDeps): Promise<ProxySettings> {
  const { commandLine, platform, run } = deps;
  if (commandLine.hasSwitch('proxy-pac-url')) {
    return { from: 'switch', automatic: serverOf(commandLine.getSwitchValue('proxy-pac-url')) };
  }
  if (['proxy-server', 'no-proxy-server', 'proxy-auto-detect'].some((name) => commandLine.hasSwitch(name))) {
    return { from: 'switch', automatic: null };
  }
  if (platform === 'darwin') return ofMac(await answerOf(run('scutil', ['--proxy'], patience)));
  if (platform === 'win32')
    return ofWindows(await answerOf(run('reg', ['query', internetSettings], patience)));
  return (await ofDesktop(deps)) ?? ofEnvironment(deps.env);
}

const internetSettings = [
  'HKCU',
  'Software',
  'Microsoft',
  'Windows',
  'CurrentVersion',
  'Internet Settings',
].join('\\');

async function answerOf(asked: ReturnType<RunTool>): Promise<string> {
  const answer = await asked;
  return answer.kind === 'answered' ? answer.text : '';
}

/** What `scutil --proxy` prints. */
function ofMac(text: string): ProxySettings {
  const value = (name: string): string | null =>
    new RegExp(`\\b${name} : (.*)`).exec(text)?.[1]?.trim() ?? null;
  if (value('ProxyAutoConfigEnable') === '1') {
    return { from: 'desktop', automatic: serverOf(value('ProxyAutoConfigURLString') ?? '') };
  }
  const on = ['HTTPEnable', 'HTTPSEnable', 'SOCKSEnable', 'ProxyAutoDiscoveryEnable'];
  return on.some((name) => value(name) === '1') ? { from: 'desktop', automatic: null } : nowhere;
}

/** What `reg query` prints. */
function ofWindows(text: string): ProxySettings {
  const value = (name: string): string | null =>
    new RegExp(`^\\s*${name}\\s+REG_\\w+\\s+(.*)$`, 'm').exec(text)?.[1]?.trim() ?? null;
  const automatic = value('AutoConfigURL');
  if (automatic !== null && automatic !== '') return { from: 'desktop', automatic: serverOf(automatic) };
  return value('ProxyEnable') === '0x1' ? { from: 'desktop', automatic: null } : nowhere;
}

/** GNOME's settings, and those of the desktops that share them. */
async function ofDesktop({ env, run }: ProxySettingsDeps): Promise<ProxySettings | null> {
  if (!/gnome|cinnamon|unity|pantheon|ukui|budgie/i.test(env['XDG_CURRENT_DESKTOP'] ?? '')) return null;
  const read = async (key: string): Promise<string> =>
    (await answerOf(run('gsettings', ['get', 'org.gnome.system.proxy', key], patience)))
      .trim()
      .replaceAll("'", '');
  const mode = await read('mode');
  if (mode === 'auto') return { from: 'desktop', automatic: serverOf(await read('autoconfig-url')) };
  return mode === 'manual' ? { from: 'desktop', automatic: null } : null;
}

function ofEnvironment(env: ProxySettingsDeps['env']): ProxySettings {
  const given = (name: string): string | null => {
    const value = env[name] ?? env[name.toUpperCase()] ?? '';
    return value === '' ? null : value;
  };
  const automatic = given('auto_proxy');
  if (automatic !== null) return { from: 'environment', automatic: serverOf(automatic) };
  return ['all_proxy', 'https_proxy', 'http_proxy'].some((name) => given(name) !== null)
    ? { from: 'environment', automatic: null }
    : nowhere;
}

function serverOf(address: string): string {
  return URL.canParse(address) && new URL(address).host !== '' ? new URL(address).host : 'a file';
}
