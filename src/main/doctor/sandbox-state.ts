import { readFile } from 'node:fs/promises';
import type { SandboxState } from '../../core/ports/computer-probe.ts';

export interface SandboxDeps {
  readonly platform: NodeJS.Platform;
  readonly app: {
    getAppMetrics(): readonly { readonly type: string; readonly pid: number; readonly sandboxed?: boolean }[];
    readonly commandLine: { hasSwitch(name: string): boolean };
  };
  /** The kernel's own words on a process of Linux. @throws where there are none */
  readonly statusOf?: (pid: number) => Promise<string>;
}

/** Whether the processes that draw pages are in the system's sandbox, as the system itself says: switches alone prove nothing. */
export async function sandboxState({
  platform,
  app,
  statusOf = statusOnLinux,
}: SandboxDeps): Promise<SandboxState> {
  if (app.commandLine.hasSwitch('no-sandbox')) return { kind: 'off', bySwitch: true };
  const pages = app.getAppMetrics().filter(({ type }) => type === 'Tab');
  if (pages.length === 0) return { kind: 'unknown' };
  const held = await Promise.all(
    pages.map(async ({ pid, sandboxed }) => {
      if (platform !== 'linux') return sandboxed ?? null;
      try {
        const status = await statusOf(pid);
        // A filter on system calls, and no way to new rights (proc(5)).
        return /^Seccomp:\s*2$/m.test(status) && /^NoNewPrivs:\s*1$/m.test(status);
      } catch {
        return null;
      }
    }),
  );
  if (held.includes(false)) return { kind: 'off', bySwitch: false };
  return held.includes(null) ? { kind: 'unknown' } : { kind: 'on' };
}

function statusOnLinux(pid: number): Promise<string> {
  return readFile(`/proc/${String(pid)}/status`, 'utf8');
}
