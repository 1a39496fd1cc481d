import '@mantine/core/styles/SegmentedControl.layer.css';
import '@mantine/core/styles/FloatingIndicator.layer.css';

import { Input, SegmentedControl } from '@mantine/core';
import { useId } from 'react';

import { assertNever } from '../../../shared/result.ts';
import { CodeEditor } from '../editor/code-editor.tsx';
import { PairRows } from '../rows/pair-rows.tsx';
import { bodyOf, type BodyDraft } from './body-draft.ts';
import styles from './body-panel.module.css';
import { FileBody } from './file-body.tsx';
import { JsonField } from './json-field.tsx';
import { PartRows } from './part-rows.tsx';

const kinds: readonly { readonly value: BodyDraft['kind']; readonly label: string }[] = [
  { value: 'none', label: 'None' },
  { value: 'json', label: 'JSON' },
  { value: 'text', label: 'Text' },
  { value: 'form', label: 'Form' },
  { value: 'multipart', label: 'Multipart' },
  { value: 'file', label: 'File' },
  { value: 'graphql', label: 'GraphQL' },
];

interface BodyPanelProps {
  readonly body: BodyDraft;
  readonly method: string;
  /** What is wrong with it. */
  readonly error: string | undefined;
  readonly onChange: (body: BodyDraft) => void;
}

/** The body of a request: of which kind it is, and what is in it. */
export function BodyPanel(props: BodyPanelProps) {
  const { body, method, error, onChange } = props;
  const errorId = useId();
  const bodiless = method === 'GET' || method === 'HEAD';
  const told = body.kind === 'json' || body.kind === 'graphql';
  return (
    <div className={styles['panel']}>
      <div className={styles['kinds']}>
        <SegmentedControl
          size="xs"
          aria-label="Kind of body"
          transitionDuration={0}
          data={[...kinds]}
          value={body.kind}
          onChange={(chosen) => {
            const kind = kinds.find(({ value }) => value === chosen)?.value;
            if (kind !== undefined) onChange({ ...body, kind });
          }}
        />
      </div>
      <BodyContent {...props} errorId={error === undefined ? undefined : errorId} />
      {bodiless && error === undefined && bodyOf(body) !== null ? (
        <p className={styles['none']}>A {method} request carries no body: choose POST, PUT or PATCH.</p>
      ) : null}
      {error === undefined || told ? null : (
        <Input.Error id={errorId} role="alert">
          {error}
        </Input.Error>
      )}
    </div>
  );
}

function BodyContent({
  body,
  error,
  errorId,
  onChange,
}: Omit<BodyPanelProps, 'method'> & { readonly errorId: string | undefined }) {
  switch (body.kind) {
    case 'none':
      return <p className={styles['none']}>No body is sent.</p>;
    case 'json':
      return (
        <JsonField
          label="Request body"
          value={body.text}
          placeholder='{ "name": "value" }'
          error={error}
          onChange={(text) => {
            onChange({ ...body, text });
          }}
        />
      );
    case 'text':
      return (
        <CodeEditor
          label="Request body"
          value={body.text}
          placeholder="Any text"
          syntax="text"
          problem={null}
          describedBy={errorId}
          invalid={error !== undefined}
          onChange={(text) => {
            onChange({ ...body, text });
          }}
        />
      );
    case 'form':
      return <FormRows body={body} onChange={onChange} />;
    case 'multipart':
      return (
        <PartRows
          parts={body.parts}
          onChange={(parts) => {
            onChange({ ...body, parts });
          }}
        />
      );
    case 'file':
      return (
        <FileBody
          file={body.file}
          onChange={(file) => {
            onChange({ ...body, file });
          }}
        />
      );
    case 'graphql':
      return (
        <>
          <CodeEditor
            label="Query"
            value={body.query}
            placeholder="query { viewer { name } }"
            syntax="text"
            problem={null}
            invalid={false}
            onChange={(query) => {
              onChange({ ...body, query });
            }}
          />
          <JsonField
            label="Variables of the query"
            value={body.variables}
            placeholder='Variables: { "id": 7 }'
            error={error}
            onChange={(variables) => {
              onChange({ ...body, variables });
            }}
          />
        </>
      );
    default:
      return assertNever(body.kind);
  }
}

function FormRows({ body, onChange }: Pick<BodyPanelProps, 'body' | 'onChange'>) {
  const { fields } = body;
  const put = (changed: BodyDraft['fields']): void => {
    onChange({ ...body, fields: changed });
  };
  return (
    <PairRows
      what="Field"
      rows={fields.map(({ name, value, off }) => ({ name, value, on: off !== true }))}
      placeholders={{ name: 'Name', value: 'Value' }}
      onChange={(index, { name, value, on }) => {
        put(
          fields.map((field, at) => (at === index ? { name, value, ...(on ? {} : { off: true }) } : field)),
        );
      }}
      onAdd={({ name, value }) => {
        put([...fields, { name, value }]);
      }}
      onRemove={(index) => {
        put(fields.filter((_, at) => at !== index));
      }}
    />
  );
}
