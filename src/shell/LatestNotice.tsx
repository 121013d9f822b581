import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useActions, useDesk, useNow } from '../desk/desk-context.ts';
import { IconButton } from '../ui/IconButton.tsx';
import styles from './LatestNotice.module.css';
import { useNoticeText } from './notice-text.ts';

/** How long the newest notice stays in sight, ms. */
const IN_SIGHT = 12_000;

/** The newest notice in one line, where offers stand: that is where what it tells of was seen last. */
export function LatestNotice() {
  const { t } = useTranslation();
  const actions = useActions();
  const notice = useDesk((state) => state.notices.at(-1));
  const offset = useDesk((state) => state.clockOffset);
  const elapsed = useNow() - offset - (notice?.at ?? 0);
  const text = useNoticeText();
  return (
    <div role="status" className={styles.place}>
      {notice !== undefined && elapsed < IN_SIGHT && (
        <div className={styles.notice} data-tone={notice.tone}>
          <span dir="auto">{text(notice)}</span>
          <IconButton
            className={styles.close}
            label={t('common.dismiss')}
            icon={<X size={14} />}
            onClick={() => {
              actions.dismissNotice(notice.id);
            }}
          />
        </div>
      )}
    </div>
  );
}
