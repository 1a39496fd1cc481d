import { PairRows } from '../rows/pair-rows.tsx';
import {
  emptyRow,
  readQuery,
  withName,
  withValue,
  writeQuery,
  type Query,
  type QueryRow,
} from './query-rows.ts';

const spell = {
  name: (text: string) => withName(emptyRow, text).name,
  value: (text: string) => withValue(emptyRow, text).value,
};

/** The query of the URL as a table: both say the same, letter by letter. */
export function ParamsPanel({
  query,
  onChange,
}: {
  readonly query: Query;
  readonly onChange: (query: Query) => void;
}) {
  const rows = readQuery(query);
  const put = (changed: readonly QueryRow[]): void => {
    onChange(writeQuery(query.url, changed));
  };
  return (
    <PairRows
      what="Parameter"
      rows={rows}
      placeholders={{ name: 'Name', value: 'Value' }}
      spell={spell}
      onChange={(index, { name, value, on }) => {
        put(
          rows.map((row, at) => {
            if (at !== index) return row;
            const named = name === row.name ? row : withName(row, name);
            return { ...(value === row.value ? named : withValue(named, value)), on };
          }),
        );
      }}
      onAdd={({ name, value }) => {
        const named = withName(emptyRow, name);
        put([...rows, value === '' ? named : withValue(named, value)]);
      }}
      onRemove={(index) => {
        put(rows.filter((_, at) => at !== index));
      }}
    />
  );
}
