import type { GuideAction, GuideEntry, GuideValue } from '../../shared/guide.ts';
import type { Evidence } from '../../shared/provider.ts';
import { CopyButton } from '../components/copy-button.tsx';
import { evidenceWords } from '../words/evidence-words.ts';
import { visibleLine } from '../words/visible-text.ts';
import styles from './guide-view.module.css';

const actionWords: Readonly<Record<GuideAction, string>> = {
  enter: 'Enter',
  choose: 'Choose',
  tick: 'Tick',
  'switch-on': 'Switch it on',
  'switch-off': 'Leave it off',
  copy: 'Copy it from there: it is entered in the next step',
};

const copyNames: Readonly<Record<Exclude<GuideValue['kind'], 'option'>, string>> = {
  'app-link': 'Copy the app link',
  'loopback-address': 'Copy the loopback address',
  'sign-out-address': 'Copy the sign-out address',
  scope: 'Copy the scope',
  name: 'Copy the name',
  'client-id': 'Copy the client ID',
};

/** Of several of one kind each has a name of its own. */
function copyName({ text, kind }: GuideValue, values: readonly GuideValue[]): string {
  if (kind === 'option') return 'Copy';
  const alone = values.filter((other) => other.kind === kind).length === 1;
  if (kind === 'scope') return `${copyNames.scope} ${text}`;
  return alone
    ? copyNames[kind]
    : `${copyNames[kind]} ${kind === 'loopback-address' ? new URL(text).host : text}`;
}

/** One field at the provider, and what is done with it. */
export function GuideEntryView({
  entry,
  ofStep,
  provisional,
}: {
  readonly entry: GuideEntry;
  /** What is known of the step says it of its entries, too: only where it differs it is said again. */
  readonly ofStep: Evidence;
  readonly provisional: boolean;
}) {
  const { field, action, values, why, optional, evidence } = entry;
  return (
    <div>
      <dt>
        {field}
        {optional ? <span className={styles['quiet']}> (may be left out)</span> : null}
        {evidence === ofStep ? null : <span className={styles['quiet']}> ({evidenceWords[evidence]})</span>}
      </dt>
      <dd>
        <span className={styles['action']} data-action={action}>
          {actionWords[action]}
        </span>
        {values.map(({ text, kind }) => (
          <span key={text} className={styles['value']}>
            <code>{visibleLine(text)}</code>
            {provisional || action !== 'enter' || kind === 'option' ? null : (
              <CopyButton text={text} name={copyName({ text, kind }, values)} />
            )}
          </span>
        ))}
        {why === null ? null : <span className={styles['quiet']}>{why}</span>}
      </dd>
    </div>
  );
}
