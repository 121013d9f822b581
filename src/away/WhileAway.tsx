import { Check, MessagesSquare } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { KeptWords } from '../desk/KeptWords.tsx';
import { useActions, useDesk, useNow } from '../desk/desk-context.ts';
import { useConfigured } from '../desk/use-configured.ts';
import { useFormat } from '../i18n/format.ts';
import type { Away, AwayEnding } from '../store/model.ts';
import { Button } from '../ui/Button.tsx';
import styles from './WhileAway.module.css';

/** Why a task was closed (protocol `endedWhileAway`) → its words; all others: the chat ended. */
const REASONS: Readonly<Record<string, 'offline' | 'wrapupExpired' | 'wrapupSaved'>> = {
  AGENT_LOGOUT: 'offline',
  WRAP_UP_EXPIRED: 'wrapupExpired',
  WRAP_UP_APPLIED: 'wrapupSaved',
};

/** The time of a moment of the server's clock, with the day where that is not today. */
function useWhen(): (at: number) => string {
  const format = useFormat();
  const now = useNow();
  const offset = useDesk((state) => state.clockOffset);
  return (at) => {
    const today = new Date(at - offset).toDateString() === new Date(now - offset).toDateString();
    return (today ? format.time : format.moment)(at - offset);
  };
}

function Ending({ ending }: { ending: AwayEnding }) {
  const { t } = useTranslation();
  const when = useWhen();
  const configured = useConfigured();
  const { conversationId, open, queue } = ending;
  const Mark = open ? MessagesSquare : Check;
  return (
    <li className={styles.ending}>
      <div className={styles.head}>
        <bdi className={styles.name}>{ending.name === '' ? t('customer.unnamed') : ending.name}</bdi>
        <span className={styles.when}>
          {queue !== '' && (
            <>
              <bdi>{configured.queue(queue)}</bdi> ·{' '}
            </>
          )}
          <time dateTime={new Date(ending.at).toISOString()}>{when(ending.at)}</time>
        </span>
      </div>
      <p>{t(`away.reason.${REASONS[ending.reason] ?? 'ended'}`)}</p>
      <p className={styles.now} data-open={open || undefined}>
        <Mark size={14} aria-hidden="true" /> {t(open ? 'away.open' : 'away.over')}
      </p>
      <KeptWords id={conversationId} withWrapup={ending.reason !== 'WRAP_UP_APPLIED'} />
    </li>
  );
}

/** What became of the agent's conversations while no desk was connected. It stays until the agent has read it. */
export function WhileAway({ away }: { away: Away }) {
  const { t } = useTranslation();
  const actions = useActions();
  const when = useWhen();
  const notReady = useDesk((state) => state.presence?.state === 'NOT_READY');
  return (
    <section className={styles.page} aria-labelledby="while-away" data-away>
      <div className={styles.column}>
        <h2 id="while-away" className={styles.title}>
          {t('away.title')}
        </h2>
        <p className={styles.text}>
          {t('away.since', { time: when(away.since) })} {notReady && t('away.notReady')}
        </p>
        <ul className={styles.endings}>
          {away.endings.map((ending) => (
            <Ending key={`${ending.conversationId} ${ending.at}`} ending={ending} />
          ))}
        </ul>
        <Button
          look="primary"
          size="large"
          onClick={() => {
            actions.readAway(null);
          }}
        >
          {t('away.done')}
        </Button>
      </div>
    </section>
  );
}
