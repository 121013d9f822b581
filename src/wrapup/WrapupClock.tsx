import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { control } from '../desk/actions/actions.ts';
import { useAsking, useDesk, useNow } from '../desk/desk-context.ts';
import { useSlice } from '../desk/use-slice.ts';
import { wrapupActions } from './wrapup-actions.ts';
import { useCustomerName } from '../desk/names.ts';
import { useFormat } from '../i18n/format.ts';
import type { Conversation } from '../store/model.ts';
import { Button } from '../ui/Button.tsx';
import { cx } from '../ui/class-names.ts';
import styles from './WrapupClock.module.css';

/** When it turns warm and is said aloud, and when it is said again, seconds before the end. */
const WARNINGS = [30, 10];

/** The last warning that is due; null before the first. */
function warningAt(seconds: number): number | null {
  return WARNINGS.findLast((each) => seconds <= each) ?? null;
}

/** Seconds to be said: those that were left when the warning came, not a new number every second. */
function useSaid(seconds: number): number | null {
  const warning = warningAt(seconds);
  const [said, setSaid] = useState({ warning, seconds });
  if (said.warning !== warning) setSaid({ warning, seconds });
  return warning === null || seconds === 0 ? null : said.seconds;
}

/** A way to get more time, as often as the rules let. */
function Extend({ conversation, mayExtend }: { conversation: Conversation; mayExtend: boolean }) {
  const { t } = useTranslation();
  const wrapup = useSlice(wrapupActions);
  const online = useDesk((state) => state.link.status === 'online');
  const asking = useAsking(control.wrapup(conversation.id));
  const left = conversation.wrapup?.extensionsLeft;
  if (!mayExtend) return left === 0 ? <span className={styles.none}>{t('wrapup.extendNone')}</span> : null;
  return (
    <Button
      size="small"
      pending={asking === 'extend'}
      disabled={!online}
      onClick={() => {
        wrapup.extend(conversation.id);
      }}
    >
      {left === undefined ? t('wrapup.extend') : t('wrapup.extendLeft', { count: left })}
    </Button>
  );
}

/** The time that is left by the server's clock, what happens when it is up, and a way to get more of it. */
export function WrapupClock({ conversation, mayExtend }: { conversation: Conversation; mayExtend: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const customerName = useCustomerName();
  const now = useNow();
  const left = Math.max(0, (conversation.wrapup?.endsAt ?? 0) - now);
  const seconds = Math.ceil(left / 1000);
  const said = useSaid(seconds);
  const { wrapup } = conversation;
  if (wrapup === null) return null;
  const part = wrapup.lasts === 0 ? 0 : Math.min(1, left / wrapup.lasts);
  return (
    <div className={cx(styles.clock, warningAt(seconds) !== null && styles.warm)}>
      <div className={styles.row}>
        <span>
          {seconds === 0 ? t('wrapup.ended') : t('wrapup.left')}{' '}
          <strong role="timer" className={styles.time}>
            {format.duration(left)}
          </strong>
        </span>
        <Extend conversation={conversation} mayExtend={mayExtend} />
      </div>
      <div className={styles.track} aria-hidden="true">
        <div className={styles.bar} style={{ inlineSize: `${Math.round(part * 1000) / 10}%` }} />
      </div>
      <p className={styles.end}>{t('wrapup.atEnd')}</p>
      <span className="sr-only" role="status">
        {said !== null && t('wrapup.warning', { seconds: said, name: customerName(conversation.customer) })}
      </span>
    </div>
  );
}
