import * as z from 'zod';
import type { AppState } from '../../shared/app-state.ts';
import type { Failure } from '../../shared/failure.ts';
import { assertNever, fail, succeed, type Result } from '../../shared/result.ts';
import type { Log } from '../system/log.ts';

/** Time for the demo's process to answer, in milliseconds: its first start makes keys. */
const patience = 30_000;

/** What a running demo says of itself. */
export interface DemoInfo {
  readonly issuer: string;
  readonly clientId: string;
  readonly apiOrigin: string;
  readonly scopes: readonly string[];
}

const answerSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('ready'),
    info: z.object({
      issuer: z.string(),
      clientId: z.string(),
      apiOrigin: z.string(),
      scopes: z.array(z.string()).readonly(),
    }),
  }),
  z.object({ type: z.literal('failed'), message: z.string() }),
  z.object({ type: z.literal('message'), line: z.string() }),
]);

/** The demo's process, as far as it is used here. */
export interface DemoProcess {
  onMessage(listener: (message: unknown) => void): void;
  onExit(listener: (code: number) => void): void;
  send(message: unknown): void;
  kill(): void;
}

export interface DemoServiceDeps {
  fork(): DemoProcess;
  readonly stateFolder: string;
  readonly log: Log;
  after(milliseconds: number, callback: () => void): () => void;
}

/** The embedded authorization server and API, in a process of their own that runs only once it is needed. */
export interface DemoService {
  readonly state: AppState['demo'];
  onState(listener: () => void): void;
  /** Resolves when it answers; starts it where it does not run. Fails with `demo-not-started`. */
  start(): Promise<Result<DemoInfo>>;
  stop(): void;
}

export function createDemoService(deps: DemoServiceDeps): DemoService {
  const listeners: (() => void)[] = [];
  let state: AppState['demo'] = 'stopped';
  let running: Promise<Result<DemoInfo>> | null = null;
  let current: DemoProcess | null = null;

  const become = (next: AppState['demo']): void => {
    state = next;
    for (const listener of listeners) {
      listener();
    }
  };

  const begin = (): Promise<Result<DemoInfo>> =>
    new Promise((resolve) => {
      become('starting');
      const child = deps.fork();
      current = child;
      const settle = (result: Result<DemoInfo>): void => {
        cancelTimer();
        if (result.ok) {
          become('running');
        } else {
          child.kill();
        }
        resolve(result);
      };
      const cancelTimer = deps.after(patience, () => {
        settle(fail(notStarted('It did not answer in time.')));
      });
      child.onMessage((message) => {
        const answer = answerSchema.safeParse(message);
        if (!answer.success) {
          return;
        }
        switch (answer.data.type) {
          case 'ready':
            settle(succeed(answer.data.info));
            break;
          case 'failed':
            settle(fail(notStarted(sentence(answer.data.message))));
            break;
          case 'message':
            deps.log.write('info', answer.data.line);
            break;
          default:
            assertNever(answer.data);
        }
      });
      child.onExit((code) => {
        if (current === child) {
          current = null;
          running = null;
          become('stopped');
        }
        if (code !== 0) {
          deps.log.write('warning', `The demo ended with code ${String(code)}.`);
        }
        settle(fail(notStarted('It ended while it was starting.')));
      });
      child.send({ type: 'start', stateFolder: deps.stateFolder });
    });

  return {
    get state() {
      return state;
    },
    onState(listener) {
      listeners.push(listener);
    },
    start() {
      running ??= begin();
      return running;
    },
    stop() {
      current?.kill();
    },
  };
}

/** The demo's own words are sentences; a system error's are not. */
function sentence(message: string): string {
  return message.endsWith('.') ? message : `It reports: ${message}.`;
}

function notStarted(why: string): Failure {
  return {
    code: 'demo-not-started',
    what: 'The demo did not start.',
    why,
    next: 'Try again. If it repeats, open the log folder from the Help menu and report it.',
  };
}
