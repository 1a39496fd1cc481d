import { previewAddress } from '../../../shared/channels.ts';
import { longestPreview, type ResponseView } from '../../../shared/request.ts';
import styles from './preview-body.module.css';
import { TooLarge } from './too-large.tsx';

/**
 * A page of HTML, drawn in a frame that has no rights: no script, no form, no connection, no origin. Main serves it, because
 * a frame that this page writes itself would have this page's policy, under which no style of its own applies.
 */
export function PagePreview({ response: { requestId, bytes } }: { readonly response: ResponseView }) {
  return bytes > longestPreview ? (
    <TooLarge bytes={bytes} limit={longestPreview} />
  ) : (
    <>
      <p className={styles['note']}>
        Drawn without scripts and without network: images and styles from elsewhere are missing, and links
        lead nowhere.
      </p>
      <iframe
        className={styles['page']}
        title="The page that the server answered"
        sandbox=""
        referrerPolicy="no-referrer"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
        tabIndex={0}
        src={previewAddress(requestId)}
      />
    </>
  );
}
