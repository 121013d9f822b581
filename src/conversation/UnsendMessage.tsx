import { useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsking, useDesk } from '../desk/desk-context.ts';
import { useSlice } from '../desk/use-slice.ts';
import type { MessageEntry } from '../store/fold.ts';
import { Button } from '../ui/Button.tsx';
import { changeActions, changeControl } from './change-actions.ts';
import { ChangeRefused } from './ChangeRefused.tsx';
import styles from './ChangeMessage.module.css';

/** Whether an own message is to be taken back: it cannot be sent again as it was, so it is asked once. */
export function UnsendMessage({ entry }: { entry: MessageEntry }) {
  const { t } = useTranslation();
  const actions = useSlice(changeActions);
  const online = useDesk((state) => state.link.status === 'online');
  const asking = useAsking(changeControl(entry.id)) !== null;
  const question = useRef<HTMLDivElement>(null);
  const keep = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    keep.current?.querySelector('button')?.focus();
  }, []);
  const backToRow = () => question.current?.closest<HTMLElement>('[data-row]')?.focus();
  const giveUp = () => {
    backToRow();
    actions.giveUp();
  };
  return (
    <div ref={question} className={styles.ask} role="group" aria-label={t('timeline.unsendAsk')}>
      <p>{t('timeline.unsendAsk')}</p>
      <ChangeRefused messageId={entry.id} />
      <div className={styles.answers}>
        <span ref={keep}>
          <Button size="small" onClick={giveUp}>
            {t('timeline.unsendKeep')}
          </Button>
        </span>
        <Button
          size="small"
          look="danger"
          pending={asking}
          disabled={!online}
          onClick={() => {
            const row = question.current?.closest<HTMLElement>('[data-row]');
            void actions.carryOut(entry).then((done) => {
              if (done) row?.focus();
            });
          }}
        >
          {t('timeline.takeBack')}
        </Button>
      </div>
    </div>
  );
}
