import { useState } from 'react';

import styles from './preview-body.module.css';

/** A sound, which plays when the person says so. */
export function AudioPreview({ address }: { readonly address: string }) {
  const [unreadable, setUnreadable] = useState(false);
  return unreadable ? (
    <p className={styles['note']} role="note">
      This is no sound that can be played, although the answer calls it one. Raw and Hex show what it is.
    </p>
  ) : (
    // oxlint-disable-next-line jsx-a11y/media-has-caption -- nobody has captions for what a server answers
    <audio
      className={styles['audio']}
      controls
      // Chromium’s own download is refused; *Save response* is there for that.
      controlsList="nodownload"
      preload="metadata"
      aria-label="What the server answered"
      src={address}
      onError={() => {
        setUnreadable(true);
      }}
    />
  );
}
