import { byteSize } from '../../../shared/byte-size.ts';
import styles from './preview-body.module.css';

/** In the place of what would cost too much to draw. */
export function TooLarge({ bytes, limit }: { readonly bytes: number; readonly limit: number }) {
  return (
    <p className={styles['note']} role="note">
      This is too large to be shown here: it has {byteSize(bytes)}, and up to {byteSize(limit)} are shown.
      Save it, and open it in another program.
    </p>
  );
}
