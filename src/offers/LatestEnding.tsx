import { AwayNotice } from '../away/AwayNotice.tsx';
import { DeferredPart } from '../desk/DeferredPart.tsx';
import { useSeen } from '../desk/use-seen.ts';
import { deferredEnding } from './deferred-ending.ts';
import styles from './LatestEnding.module.css';

/** The place of the newest notice: it is there before the notice, so that screen readers hear what comes into it. */
export function LatestEnding() {
  return (
    <div role="status" className={styles.place}>
      <DeferredPart of={deferredEnding} props={{}} />
    </div>
  );
}

/** The same where the list, in which it stands otherwise, is not on the screen. */
export function NarrowEnding() {
  if (useSeen() !== 'main') return null;
  return (
    <>
      <AwayNotice />
      <LatestEnding />
    </>
  );
}
