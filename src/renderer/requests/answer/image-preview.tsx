import { useEffect, useState } from 'react';

import { mostPixels, measureImage, type MeasuredImage } from './measure-image.ts';
import styles from './preview-body.module.css';

/** An image. It is measured before it is drawn: a small file can claim more pixels than there is memory. */
export function ImagePreview({ address }: { readonly address: string }) {
  const [measured, setMeasured] = useState<MeasuredImage | null>(null);
  useEffect(() => {
    let current = true;
    const measure = async (): Promise<void> => {
      const next = await measureImage(address);
      if (current) setMeasured(next);
    };
    void measure();
    return () => {
      current = false;
    };
  }, [address]);

  if (measured === null) return <p className={styles['note']}>Reading…</p>;
  if (measured.kind === 'unreadable') {
    return (
      <p className={styles['note']} role="note">
        This is no image that can be shown, although the answer calls it one. Raw and Hex show what it is.
      </p>
    );
  }
  const pixels = `${String(measured.width)} × ${String(measured.height)} pixels`;
  return measured.kind === 'too-many-pixels' ? (
    <p className={styles['note']} role="note">
      This image is not drawn: it claims {pixels}, and up to {String(mostPixels / 1_000_000)} million are
      drawn. Save it, and open it in another program.
    </p>
  ) : (
    <>
      <img className={styles['image']} src={address} alt="What the server answered" />
      <p className={styles['note']}>{pixels}</p>
    </>
  );
}
