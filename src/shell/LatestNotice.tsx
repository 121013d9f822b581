import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useActions, useDesk, useNow } from '../desk/desk-context.ts';
import { useNoticeText } from '../notices/notice-text.ts';
import { IconButton } from '../ui/IconButton.tsx';
import styles from './LatestNotice.module.css';

/** How long the newest notice stays in sight, ms. */
const IN_SIGHT = 12_000;

/** The newest notice in one line, where offers stand: that is where what it tells of was seen last. */
export function LatestNotice() {
  const { t } = useTranslation();
  const actions = useActions();
  const notice = useDesk((state) => state.notices.findLast((each) => each.read !== true));
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
              actions.readNotices([notice.id]);
            }}
          />
        </div>
      )}
    </div>
  );
}
