import { describe, expect, it } from 'vitest';
import { createDemoService, type DemoProcess } from '../../../../src/main/demo/demo-service.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { failureOf, valueOf } from '../../../support/results.ts';

class FakeDemo implements DemoProcess {
  readonly sent: unknown[] = [];
  killed = 0;
  message: (message: unknown) => void = () => undefined;
  exit: (code: number) => void = () => undefined;
  onMessage(listener: (message: unknown) => void): void {
    this.message = listener;
  }
  onExit(listener: (code: number) => void): void {
    this.exit = listener;
  }
  send(message: unknown): void {
    this.sent.push(message);
  }
  kill(): void {
    this.killed += 1;
  }
}

const info = {
  issuer: 'http://127.0.0.1:4480',
  clientId: 'latchkey-demo',
  apiOrigin: 'http://127.0.0.1:4481',
  scopes: ['openid'],
};

function setUp() {
  const clock = new FakeClock();
  const processes: FakeDemo[] = [];
  const states: string[] = [];
  const logged: string[] = [];
  const service = createDemoService({
    fork: () => {
      const process = new FakeDemo();
      processes.push(process);
      return process;
    },
    stateFolder: '/profile/demo',
    log: { folder: '/nowhere', write: (_level, message) => logged.push(message) },
    after: (milliseconds, work) => clock.after(milliseconds, work),
  });
  service.onState(() => states.push(service.state));
  return { clock, processes, states, logged, service };
}

describe('createDemoService', () => {
  it('starts once for all who ask, and says where it answers', async () => {
    const { service, processes, states, logged } = setUp();
    const both = Promise.all([service.start(), service.start()]);
    expect(processes).toHaveLength(1);
    expect(processes[0]?.sent).toEqual([{ type: 'start', stateFolder: '/profile/demo' }]);
    processes[0]?.message({ type: 'message', line: 'Port 4480 is taken.' });
    processes[0]?.message({ type: 'ready', info: { ...info, users: [] } });
    const [first, second] = await both;
    expect(valueOf(first)).toEqual(info);
    expect(second).toEqual(first);
    expect(valueOf(await service.start())).toEqual(info);
    expect(processes).toHaveLength(1);
    expect(states).toEqual(['starting', 'running']);
    expect(logged).toEqual(['Port 4480 is taken.']);
  });

  it('says why it did not start, and can be tried again', async () => {
    const { service, processes, states } = setUp();
    const first = service.start();
    processes[0]?.message({ type: 'failed', message: 'No port is free.' });
    expect(failureOf(await first)).toMatchObject({ code: 'demo-not-started', why: 'No port is free.' });
    expect(processes[0]?.killed).toBe(1);
    processes[0]?.exit(0);
    const second = service.start();
    processes[1]?.message({ type: 'ready', info });
    expect((await second).ok).toBe(true);
    expect(states).toEqual(['starting', 'stopped', 'starting', 'running']);
  });

  it('tells a system’s error as one', async () => {
    const { service, processes } = setUp();
    const started = service.start();
    processes[0]?.message({ type: 'failed', message: 'listen EACCES: permission denied 127.0.0.1:4480' });
    expect(failureOf(await started).why).toBe('It reports: listen EACCES: permission denied 127.0.0.1:4480.');
  });

  it('does not wait for ever for a process that says nothing, or nonsense', async () => {
    const { service, processes, clock } = setUp();
    const started = service.start();
    processes[0]?.message({ type: 'ready', info: { issuer: 1 } });
    processes[0]?.message('ready');
    clock.advance(30_000);
    expect(failureOf(await started).code).toBe('demo-not-started');
    expect(clock.waiting).toBe(0);
  });

  it('notices that its process died, and starts another when it is needed', async () => {
    const { service, processes } = setUp();
    const started = service.start();
    processes[0]?.message({ type: 'ready', info });
    await started;
    processes[0]?.exit(1);
    expect(service.state).toBe('stopped');
    void service.start();
    expect(processes).toHaveLength(2);
    service.stop();
    expect(processes[1]?.killed).toBe(1);
  });
});
