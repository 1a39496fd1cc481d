import * as z from 'zod';
import { requestDraft } from '../ipc/schemas.ts';

/** What main asks of the process that reads a document. */
export const questionSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('read'),
    bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
    url: z.string().nullable(),
  }),
  z.object({ type: z.literal('requests'), indices: z.array(z.int()).readonly() }),
]);

export type DocumentQuestion = z.infer<typeof questionSchema>;

const operationSchema = z.object({
  index: z.int(),
  method: z.string(),
  path: z.string(),
  name: z.string(),
  tag: z.string().nullable(),
  deprecated: z.boolean(),
  scopes: z.array(z.string()).readonly(),
});

/** What it answers. Its input is hostile, so its answers are looked at like a page's. */
export const answerSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('outline'),
    outline: z.object({
      title: z.string(),
      server: z.string().nullable(),
      operations: z.array(operationSchema).readonly(),
      notes: z.array(z.string()).readonly(),
    }),
  }),
  z.object({ type: z.literal('unreadable'), line: z.int().nullable(), why: z.string() }),
  z.object({ type: z.literal('unusable'), why: z.string(), next: z.string() }),
  z.object({
    type: z.literal('requests'),
    requests: z
      .array(
        z.object({
          name: z.string(),
          folder: z.string().nullable(),
          request: requestDraft,
          comments: z.array(z.string()).readonly(),
        }),
      )
      .readonly(),
    variables: z.array(z.object({ name: z.string(), value: z.string() })).readonly(),
  }),
]);

export type DocumentAnswer = z.infer<typeof answerSchema>;
