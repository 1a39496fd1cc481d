import * as z from 'zod';
import type { Finding } from '../../../src/shared/doctor.ts';

const reportSchema = z.object({
  ok: z.literal(true),
  value: z.object({
    state: z.literal('done'),
    lines: z.array(
      z.object({
        id: z.string(),
        finding: z.object({
          verdict: z.enum(['good', 'note', 'wrong']),
          what: z.string(),
          next: z.string(),
          facts: z.array(z.object({ name: z.string(), value: z.string() })),
          help: z.enum(['copy-redirect-address', 'open-clock-settings', 'repair-scheme']).exactOptional(),
        }),
      }),
    ),
  }),
});

/** The findings of a run that came to its end, by their checks: every one of them was told. */
export function reportOf(result: unknown): Readonly<Record<string, Finding>> {
  const { lines } = reportSchema.parse(result).value;
  return Object.fromEntries(lines.map(({ id, finding }) => [id, finding]));
}
