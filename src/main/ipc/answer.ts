import type * as z from 'zod';
import type { Failure } from '../../shared/failure.ts';
import type { Command, Commands } from '../../shared/ipc.ts';
import { fail, type Result } from '../../shared/result.ts';
import type { Log } from '../system/log.ts';
import { redactFailure } from './redact-failure.ts';
import type { CommandSchemas } from './schemas.ts';
import type { SenderFacts } from './sender.ts';

/** What answers the page's calls: one function a command. */
export type Handlers = {
  readonly [C in Command]: (
    input: Commands[C]['input'],
  ) => Result<Commands[C]['output']> | Promise<Result<Commands[C]['output']>>;
};

export interface HandleDeps {
  readonly handlers: Handlers;
  readonly schemas: CommandSchemas;
  readonly trusted: (event: SenderFacts) => boolean;
  readonly redact: (text: string) => string;
  readonly log: Log;
}

/** What one command does with a call, whole; needs no Electron. Never rejects, whatever it is called with. */
export function answerOf<C extends Command>(
  command: C,
  { handlers, schemas, ...judging }: HandleDeps,
): (event: SenderFacts, input: unknown) => Promise<Result<Commands[C]['output']>> {
  return answerTo<Commands[C]['input'], Commands[C]['output']>(
    { name: command, schema: schemas[command], handler: handlers[command] },
    judging,
  );
}

/** One call that a page may make. */
export interface Call<I, O> {
  /** For the log. */
  readonly name: string;
  readonly schema: z.ZodType<I>;
  readonly handler: (input: I) => Result<O> | Promise<Result<O>>;
}

/** What a call comes to: judged by who made it, then by its schema; redacted where it fails. Never rejects. */
export function answerTo<I, O>(
  { name, schema, handler }: Call<I, O>,
  { trusted, redact, log }: Pick<HandleDeps, 'trusted' | 'redact' | 'log'>,
): (event: SenderFacts, input: unknown) => Promise<Result<O>> {
  return async (event, input) => {
    if (!trusted(event)) {
      log.write('warning', `A call of ${name} from somewhere else was refused.`);
      return fail(notPermitted);
    }
    const parsed = parse(schema, input);
    if (!parsed.success) {
      return fail(redactFailure(inputInvalid(parsed.error?.issues[0]), redact));
    }
    try {
      const result = await handler(parsed.data);
      return result.ok ? result : fail(redactFailure(result.failure, redact));
    } catch (error) {
      log.write('error', `The command ${name} ended in a bug.`, error);
      return fail(internal);
    }
  };
}

/** A value that cannot even be read, which no page can send, is refused like any other that does not fit. */
function parse<T>(schema: z.ZodType<T>, input: unknown) {
  try {
    return schema.safeParse(input);
  } catch {
    return { success: false, error: null } as const;
  }
}

const notPermitted: Failure = {
  code: 'not-permitted',
  what: 'This was not allowed.',
  why: 'The call did not come from Latchkey’s own window.',
  next: 'Close the window and start Latchkey again.',
};

const internal: Failure = {
  code: 'internal',
  what: 'Latchkey could not do this.',
  why: 'There is a mistake in Latchkey itself; the log says where.',
  next: 'Try again. If it stays so, open the log folder from the Help menu and report it.',
};

function inputInvalid(issue: z.core.$ZodIssue | undefined): Failure {
  const field = issue?.path.map((part) => fieldNames.get(String(part))).find((name) => name !== undefined);
  const what = field === undefined ? 'What was entered' : `What was entered as “${field}”`;
  return {
    code: 'input-invalid',
    what: `${what} cannot be used.`,
    why: issue?.code === 'too_big' ? 'It is far too long.' : 'It is not of the kind that is needed.',
    next: issue?.code === 'too_big' ? 'Shorten it, then try again.' : 'Correct it, then try again.',
    ...(field === undefined ? {} : { details: { field } }),
  };
}

/** Names on screen of what the page sends, so that the failure is shown where it was caused. */
const fieldNames: ReadonlyMap<string, string> = new Map([
  ['name', 'Name'],
  ['issuer', 'Issuer'],
  ['clientId', 'Client ID'],
  ['clientSecret', 'Client secret'],
  ['scopes', 'Scopes'],
  ['apiOrigins', 'API origins'],
  ['redirectWays', 'Redirect addresses'],
  ['loopbackPorts', 'Loopback ports'],
  ['address', 'Address'],
  ['method', 'Method'],
  ['url', 'URL'],
  ['headers', 'Headers'],
  ['body', 'Request body'],
  ['passphrase', 'Passphrase'],
  ['currentPassphrase', 'Current passphrase'],
]);
