import { Hourglass } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk, useNow } from '../desk/desk-context.ts';
import { useServerSlice } from '../desk/use-server-slice.ts';
import { useSlice } from '../desk/use-slice.ts';
import { useFormat } from '../i18n/format.ts';
import { Button } from '../ui/Button.tsx';
import { inactivityActions, inactivitySlice } from './inactivity.ts';
import styles from './InactivityBar.module.css';

/** What an agent does when they are there. A mouse that is moved may have been pushed. */
const SIGNS = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const;

function Left({ until }: { until: number }) {
  const format = useFormat();
  return (
    <span className={styles.left} role="timer">
      {format.duration(Math.max(0, until - useNow()))}
    </span>
  );
}

/** Tells the server that the agent is there, and warns an agent who is not before they are signed out (A8). */
export function InactivityBar() {
  const { t } = useTranslation();
  const expiresAt = useServerSlice(inactivitySlice);
  const { isHere } = useSlice(inactivityActions);
  const counts = useDesk((state) => state.inactivityLimit > 0);
  useEffect(() => {
    if (!counts) return;
    const options = { capture: true, passive: true };
    for (const sign of SIGNS) addEventListener(sign, isHere, options);
    return () => {
      for (const sign of SIGNS) removeEventListener(sign, isHere, options);
    };
  }, [counts, isHere]);
  if (expiresAt === null) return null;
  return (
    <div className={styles.bar}>
      <Hourglass size={18} aria-hidden="true" />
      <p className={styles.words} role="alert">
        {t('inactivity.warning')}
      </p>
      <Left until={expiresAt} />
      <Button look="primary" size="small" onClick={isHere}>
        {t('inactivity.here')}
      </Button>
    </div>
  );
}
