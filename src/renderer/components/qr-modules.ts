import { encodeQR } from 'qr';

/** Modules of white around the code that readers need (ISO/IEC 18004 §9.1). */
const quietZone = 4;

export interface QrModules {
  /** Modules on each side, with the quiet zone. */
  readonly size: number;
  /** The dark modules as one SVG path, a unit each. */
  readonly path: string;
}

/** A QR code of a text, made here: nobody is asked to draw it, so nobody learns the text. @throws for one of 2 kB and more. */
export function qrModules(text: string): QrModules {
  const rows = encodeQR(text, 'raw', { border: quietZone, ecc: 'medium' });
  const runs = rows.flatMap((row, y) =>
    darkRuns(row).map(([x, length]) => `M${x} ${y}h${length}v1h-${length}z`),
  );
  return { size: rows.length, path: runs.join('') };
}

/** Dark modules beside each other, as where they begin and how many they are. */
function darkRuns(row: readonly boolean[]): readonly (readonly [from: number, length: number])[] {
  const runs: (readonly [number, number])[] = [];
  let from = -1;
  for (const [x, dark] of [...row, false].entries()) {
    if (dark && from < 0) from = x;
    if (!dark && from >= 0) {
      runs.push([from, x - from]);
      from = -1;
    }
  }
  return runs;
}
