import { Textarea, type TextareaProps } from '@mantine/core';

import { ApiOriginWords } from './api-origin-words.tsx';

/** Where the sign-in may be sent, and what is typed there in words. */
export function ApiOriginsField({
  text,
  field,
}: {
  readonly text: string;
  /** What the form has of it. */
  readonly field: TextareaProps;
}) {
  return (
    <div>
      <Textarea
        label="API origins"
        description="Where this sign-in may be sent, one per line. May stay empty: Latchkey asks at the first request."
        placeholder="https://api.example.com"
        autoComplete="off"
        spellCheck={false}
        rows={2}
        {...field}
      />
      <ApiOriginWords text={text} />
    </div>
  );
}
