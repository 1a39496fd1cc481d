import { Suspense } from 'react';

import type { DeviceCode as Code } from '../../shared/session.ts';
import { CopyButton } from '../components/copy-button.tsx';
import { preloadable } from '../components/preloadable.tsx';
import { clockTime } from '../words/time.ts';
import styles from './device-code.module.css';

const qrCode = preloadable(async () => (await import('../components/qr-code.tsx')).QrCode);

/** A code that is longer than this makes squares too small for a camera; the address alone is in it then. In characters. */
const longestScanned = 160;

/** What to enter, and where: to be read aloud, copied, or scanned (RFC 8628 §3.3). */
export function DeviceCode({ code, expiresAt }: { readonly code: Code; readonly expiresAt: number }) {
  const { userCode, verificationUri, verificationUriComplete } = code;
  const whole = verificationUriComplete !== null && verificationUriComplete.length <= longestScanned;
  const scanned = whole ? verificationUriComplete : verificationUri;
  return (
    <div className={styles['device']}>
      <div className={styles['words']}>
        <p>On any phone or computer, open this address and enter the code.</p>
        <p className={styles['address']}>
          <code>{verificationUri}</code>
          <CopyButton text={verificationUri} name="Copy the address" />
        </p>
        <p className={styles['line']}>
          <output className={styles['code']} aria-label="Code">
            {userCode}
          </output>
          <CopyButton text={userCode} label="Copy code" />
        </p>
        <p className={styles['until']}>
          Where the page shows a code, it has to be this one. It works until {clockTime(expiresAt)}.
        </p>
      </div>
      {scanned.length > longestScanned ? null : (
        <div className={styles['qr']}>
          <Suspense fallback={null}>
            <qrCode.Component
              text={scanned}
              name={whole ? 'QR code of the address with the code in it' : 'QR code of the address'}
            />
          </Suspense>
        </div>
      )}
    </div>
  );
}
