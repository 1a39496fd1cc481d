import { ActionIcon, Button, Checkbox, TextInput } from '@mantine/core';

import { mediaTypeOfName } from '../../../shared/media-type-of-name.ts';
import type { FormPart } from '../../../shared/request-body.ts';
import { CrossIcon } from '../../components/icons.tsx';
import { FailureView } from '../../components/failure-view.tsx';
import rowStyles from '../rows/pair-rows.module.css';
import { FileName } from './file-body.tsx';
import styles from './part-rows.module.css';
import { useChosenFile } from './use-chosen-file.ts';

type Part = FormPart<string>;

const blank: Part = { kind: 'text', name: '', value: '' };

/** The parts of a multipart body: each a text or a file, with a type of its own where somebody says one. */
export function PartRows({
  parts,
  onChange,
}: {
  readonly parts: readonly Part[];
  readonly onChange: (parts: readonly Part[]) => void;
}) {
  const { action, choose } = useChosenFile();
  const put = (index: number, part: Part): void => {
    onChange(
      index === parts.length ? [...parts, part] : parts.map((each, at) => (at === index ? part : each)),
    );
  };
  return (
    <fieldset className={styles['parts']} aria-label="Parts">
      {[...parts, blank].map((part, index) => {
        const last = index === parts.length;
        const place = index + 1;
        return (
          // oxlint-disable-next-line react/no-array-index-key -- a row has no identity but its place
          <div key={index} className={styles['row']} data-off={part.off === true}>
            <Checkbox
              size="xs"
              aria-label={`Send part ${place}`}
              classNames={{ root: rowStyles['switch'] ?? '' }}
              data-unused={last}
              disabled={last}
              checked={part.off !== true}
              onChange={(event) => {
                put(index, switched(part, event.currentTarget.checked));
              }}
            />
            <TextInput
              aria-label={`Part ${place}`}
              placeholder={last ? 'Name' : ''}
              spellCheck={false}
              autoComplete="off"
              value={part.name}
              onChange={(event) => {
                put(index, { ...part, name: event.currentTarget.value });
              }}
            />
            <PartContent
              part={part}
              place={place}
              last={last}
              onChange={(changed) => {
                put(index, changed);
              }}
              onChoose={() => {
                choose((file) => {
                  put(index, withFile(part, file));
                });
              }}
            />
            <TextInput
              aria-label={`Type of part ${place}`}
              className={styles['type']}
              placeholder={part.kind === 'file' ? mediaTypeOfName(part.file.name) : last ? 'Type' : 'No type'}
              spellCheck={false}
              autoComplete="off"
              value={part.type ?? ''}
              onChange={(event) => {
                put(index, typed(part, event.currentTarget.value));
              }}
            />
            <ActionIcon
              aria-label={`Remove part ${place}`}
              className={`${rowStyles['remove'] ?? ''} ${styles['remove'] ?? ''}`}
              data-hidden={last}
              disabled={last}
              onClick={() => {
                onChange(parts.filter((_, at) => at !== index));
              }}
            >
              <CrossIcon />
            </ActionIcon>
          </div>
        );
      })}
      {action.failure === null ? null : <FailureView failure={action.failure} />}
    </fieldset>
  );
}

function PartContent({
  part,
  place,
  last,
  onChange,
  onChoose,
}: {
  readonly part: Part;
  readonly place: number;
  readonly last: boolean;
  readonly onChange: (part: Part) => void;
  readonly onChoose: () => void;
}) {
  return (
    <div className={styles['content']}>
      {part.kind === 'file' ? (
        <FileName file={part.file} />
      ) : (
        <TextInput
          aria-label={`Value of part ${place}`}
          className={styles['value']}
          placeholder={last ? 'Value, or a file' : ''}
          spellCheck={false}
          autoComplete="off"
          value={part.value}
          onChange={(event) => {
            onChange({ ...part, value: event.currentTarget.value });
          }}
        />
      )}
      <Button
        variant="default"
        size="compact-sm"
        aria-label={`File for part ${place}`}
        className={styles['choose']}
        onClick={onChoose}
      >
        File…
      </Button>
    </div>
  );
}

function switched(part: Part, on: boolean): Part {
  const { off: _, ...rest } = part;
  return on ? rest : { ...rest, off: true };
}

function typed(part: Part, type: string): Part {
  const { type: _, ...rest } = part;
  return type === '' ? rest : { ...rest, type };
}

function withFile({ name, type, off }: Part, file: Extract<Part, { kind: 'file' }>['file']): Part {
  return {
    kind: 'file',
    name: name === '' ? 'file' : name,
    file,
    ...(type === undefined ? {} : { type }),
    ...(off === undefined ? {} : { off }),
  };
}
