import type { Guide, GuideStep } from '../../shared/guide.ts';
import { CopyButton } from '../components/copy-button.tsx';
import { evidenceWords } from '../words/evidence-words.ts';
import { GuideEntryView } from './guide-entry.tsx';
import styles from './guide-view.module.css';

/** The steps at the provider, in its own words for its menus and fields. What is provisional cannot be copied. */
export function GuideView({ guide }: { readonly guide: Guide }) {
  const { provisional, unmaintained, steps, doubts, documentation, name } = guide;
  return (
    <div className={styles['guide']}>
      {provisional ? (
        <p className={styles['note']}>
          Provisional: the provider has not said yet what it calls itself, and the addresses are made from
          that. They can be copied once it has.
        </p>
      ) : null}
      {unmaintained === null ? null : <p className={styles['note']}>{unmaintained.words}</p>}
      {doubts.map(({ field, words }) => (
        <p key={`${field} ${words}`} className={styles['note']}>
          {words}
        </p>
      ))}
      <ol className={styles['steps']} aria-label={`At ${name}`}>
        {steps.map((step) => (
          <StepView key={step.id} step={step} provisional={provisional} />
        ))}
      </ol>
      <p className={styles['quiet']}>
        None of this was tried on a tenant of yours, or on any in the cloud.{' '}
        {documentation === null ? null : (
          <CopyButton text={documentation} label="Copy link to the documentation" />
        )}
      </p>
    </div>
  );
}

function StepView({ step, provisional }: { readonly step: GuideStep; readonly provisional: boolean }) {
  const { place, words, evidence, entries, code } = step;
  return (
    <li className={styles['step']}>
      {place.length === 0 ? null : <p className={styles['place']}>{place.join(' › ')}</p>}
      <p>
        {words} <span className={styles['quiet']}>({evidenceWords[evidence]})</span>
      </p>
      {code === null ? (
        <dl className={styles['entries']}>
          {entries.map((entry) => (
            <GuideEntryView
              key={`${entry.field} ${entry.action} ${entry.values[0]?.kind ?? ''}`}
              entry={entry}
              ofStep={evidence}
              provisional={provisional}
            />
          ))}
        </dl>
      ) : (
        <div className={styles['code']}>
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls can be scrolled with the keyboard */}
          <pre tabIndex={0}>{code.text}</pre>
          {provisional ? null : <CopyButton text={code.text} label={`Copy the ${code.language}`} />}
        </div>
      )}
    </li>
  );
}
