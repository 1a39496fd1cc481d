import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';

import type { ConnectionId } from '../../../shared/connection.ts';
import { useSaved } from '../../api/queries.ts';
import { Question } from '../../settings/question.tsx';
import { failureLine } from '../../words/failure-report.ts';
import { visibleLine } from '../../words/visible-text.ts';
import { foldersOf } from './saved-rows.ts';
import type { Saving } from './use-saving.ts';

/** What has to be answered before a request is saved. */
export function SaveQuestionView({
  id,
  proposed,
  saving,
}: {
  readonly id: ConnectionId;
  /** A name for a new one. */
  readonly proposed: string;
  readonly saving: Saving;
}) {
  const { question } = saving;
  if (question === null) return null;
  if (question.kind === 'name') return <NameQuestion id={id} proposed={proposed} saving={saving} />;
  const { failure, input } = question;
  const suggestion = failure.details?.suggestion;
  return (
    <Question
      title={question.kind === 'secret' ? 'Keep the secret apart?' : 'Save over the other change?'}
      failure={saving.failure}
      onClose={saving.close}
      answers={
        <>
          <Button variant="default" onClick={saving.close}>
            Cancel
          </Button>
          {question.kind === 'changed' ? (
            <>
              <Button
                variant="default"
                onClick={() => {
                  if (input.path !== null) saving.open(input.path);
                }}
              >
                Open theirs
              </Button>
              <Button
                loading={saving.busy}
                data-autofocus
                onClick={() => {
                  saving.send({ ...input, overwrite: true });
                }}
              >
                Save mine over it
              </Button>
            </>
          ) : suggestion === undefined ? null : (
            <Button
              loading={saving.busy}
              data-autofocus
              onClick={() => {
                saving.send({ ...input, sealSecrets: true });
              }}
            >
              Keep as a secret variable
            </Button>
          )}
        </>
      }
    >
      <p>
        {visibleLine(failure.what)} {visibleLine(failure.why)} {visibleLine(failure.next)}
      </p>
    </Question>
  );
}

function NameQuestion({
  id,
  proposed,
  saving,
}: {
  readonly id: ConnectionId;
  readonly proposed: string;
  readonly saving: Saving;
}) {
  const [name, setName] = useState(proposed);
  const [folder, setFolder] = useState('');
  const folders = foldersOf(useSaved(id)?.items ?? []);
  const { failure } = saving;
  const atName = failure?.details?.field === 'Name';
  const save = (): void => {
    saving.sendNew(name, folder);
  };
  return (
    <Question
      title="Save request"
      failure={atName ? null : failure}
      onClose={saving.close}
      answers={
        <>
          <Button variant="default" onClick={saving.close}>
            Cancel
          </Button>
          <Button loading={saving.busy} onClick={save}>
            Save
          </Button>
        </>
      }
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <TextInput
          label="Name"
          data-autofocus
          autoComplete="off"
          value={name}
          error={failure !== null && atName ? failureLine(failure) : undefined}
          onChange={(event) => {
            setName(event.currentTarget.value);
          }}
        />
        {folders.length === 0 ? null : (
          <NativeSelect
            mt="sm"
            label="Folder"
            value={folder}
            data={[
              { value: '', label: 'None' },
              ...folders.map((path) => ({ value: path, label: visibleLine(path) })),
            ]}
            onChange={(event) => {
              setFolder(event.currentTarget.value);
            }}
          />
        )}
      </form>
    </Question>
  );
}
