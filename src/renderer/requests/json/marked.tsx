import styles from './json-tree.module.css';

/** Hits that are marked in one text. */
const most = 20;

/** A text in which what is looked for is marked, whatever its case. */
export function Marked({ text, needle }: { readonly text: string; readonly needle: string }) {
  const wanted = needle.toLowerCase();
  const lower = text.toLowerCase();
  // A few letters change their length with their case; then places do not fit any more.
  if (wanted === '' || lower.length !== text.length || !lower.includes(wanted)) return text;
  const pieces: { readonly at: number; readonly text: string; readonly hit: boolean }[] = [];
  let from = 0;
  for (let at = lower.indexOf(wanted); at !== -1 && pieces.length < most; at = lower.indexOf(wanted, from)) {
    if (at > from) pieces.push({ at: from, text: text.slice(from, at), hit: false });
    pieces.push({ at, text: text.slice(at, at + wanted.length), hit: true });
    from = at + wanted.length;
  }
  pieces.push({ at: from, text: text.slice(from), hit: false });
  return pieces.map((piece) =>
    piece.hit ? (
      <mark key={piece.at} className={styles['hit']}>
        {piece.text}
      </mark>
    ) : (
      piece.text
    ),
  );
}
