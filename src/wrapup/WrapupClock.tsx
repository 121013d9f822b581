import { useTranslation } from 'react-i18next';
import { control } from '../desk/actions.ts';
import { useActions, useAsking, useDesk, useNow } from '../desk/desk-context.ts';
import { useFormat } from '../i18n/format.ts';
import type { Conversation } from '../store/model.ts';
import { Button } from '../ui/Button.tsx';
import { cx } from '../ui/class-names.ts';
import styles from './WrapupClock.module.css';

/** When it turns warm, ms before the end. */
const WARM = 15_000;

/** The time that is left, from the server's clock, and a way to get more of it. */
export function WrapupClock({ conversation, mayExtend }: { conversation: Conversation; mayExtend: boolean }) {
  const { t } = useTranslation();
  const actions = useActions();
  const format = useFormat();
  const now = useNow();
  const online = useDesk((state) => state.link.status === 'online');
  const asking = useAsking(control.wrapup(conversation.id));
  const { wrapup } = conversation;
  if (wrapup === null) return null;
  const left = Math.max(0, wrapup.endsAt - now);
  const part = wrapup.lasts === 0 ? 0 : Math.min(1, left / wrapup.lasts);
  return (
    <div className={cx(styles.clock, left < WARM && styles.warm)}>
      <div className={styles.row}>
        <span>
          {t('wrapup.left')}{' '}
          <strong role="timer" className={styles.time}>
            {format.duration(left)}
          </strong>
        </span>
        {mayExtend && (
          <Button
            size="small"
            pending={asking === 'extend'}
            disabled={!online}
            onClick={() => {
              actions.extendWrapup(conversation.id);
            }}
          >
            {t('wrapup.extend')}
          </Button>
        )}
      </div>
      <div className={styles.track} aria-hidden="true">
        <div className={styles.bar} style={{ inlineSize: `${Math.round(part * 1000) / 10}%` }} />
      </div>
    </div>
  );
}
