import { useMemo } from 'react';

import { qrModules } from './qr-modules.ts';
import styles from './qr-code.module.css';

/** A QR code, dark on white in every theme, or readers do not find it. */
export function QrCode({ text, name }: { readonly text: string; readonly name: string }) {
  const { size, path } = useMemo(() => qrModules(text), [text]);
  return (
    <svg
      className={styles['code']}
      role="img"
      aria-label={name}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
