import { LoaderCircle, WifiOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useActions, useDesk, useNow } from '../../desk/desk-context.ts';
import { DeferredPart } from '../../desk/DeferredPart.tsx';
import { useFormat } from '../../i18n/format.ts';
import { unsent } from '../../store/selectors.ts';
import { Button } from '../../ui/Button.tsx';
import { deferredLinkDetails } from '../deferred-parts.ts';
import styles from './TruthBar.module.css';

/** For how long a good end is told, ms. */
const TOLD_FOR = 6000;
/** A connection that is only being opened is not worth a word before this, ms. */
const PATIENCE = 1500;

/**
 * The truth about the connection: that it is lost, since when, what is kept, and what came in when it is back. It
 * comes and goes within the bar on top, or over the page: nothing moves for it. In a narrow window it is a mark
 * with the time, and what it says stands in its panel.
 */
export function TruthBar() {
  const { t } = useTranslation();
  const actions = useActions();
  const format = useFormat();
  const link = useDesk((state) => state.link);
  const offset = useDesk((state) => state.clockOffset);
  const kept = useDesk(unsent);
  const elapsed = useNow() - offset - link.since;
  if (link.status === 'online') {
    if (link.caughtUp === null || elapsed > TOLD_FOR) return null;
    return (
      <div className={styles.bar} role="status" data-tone="good" data-link>
        <span className={styles.words}>{t('link.back', { count: link.caughtUp })}</span>
      </div>
    );
  }
  if (link.status === 'connecting' && elapsed < PATIENCE) return null;
  const offline = link.status === 'offline';
  return (
    <div className={styles.bar} data-tone="warn" data-link>
      {offline ? <WifiOff size={15} aria-hidden="true" /> : <LoaderCircle size={15} aria-hidden="true" />}
      <span className={styles.words} role="status">
        {offline ? t('link.lostSince', { time: format.time(link.since) }) : t('link.connecting')}{' '}
        {kept > 0 ? t('link.kept', { count: kept }) : t('link.keptAll')}
      </span>
      <span className={styles.time} role="timer">
        {format.duration(elapsed)}
      </span>
      {/* A panel that was fetched while there was a network. */}
      <DeferredPart of={deferredLinkDetails} props={{}} />
      <Button
        className={styles.again}
        size="small"
        look="quiet"
        onClick={() => {
          actions.reconnect();
        }}
      >
        {t('link.now')}
      </Button>
    </div>
  );
}
