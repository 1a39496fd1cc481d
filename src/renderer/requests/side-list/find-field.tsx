import { TextInput } from '@mantine/core';

/** Looks for something in the list below it: the arrow goes down into that, and Esc empties the field. */
export function FindField({
  label,
  value,
  onChange,
  onDown,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (query: string) => void;
  readonly onDown: () => void;
}) {
  return (
    <TextInput
      size="xs"
      aria-label={label}
      placeholder="Find"
      autoComplete="off"
      spellCheck={false}
      value={value}
      onChange={(event) => {
        onChange(event.currentTarget.value);
      }}
      onKeyDown={(event) => {
        if (event.key === 'ArrowDown') {
          event.preventDefault();
          onDown();
        } else if (event.key === 'Escape' && value !== '') {
          event.stopPropagation();
          onChange('');
        }
      }}
    />
  );
}
