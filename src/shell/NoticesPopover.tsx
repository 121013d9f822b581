import { Bell } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions, useDesk } from '../desk/desk-context.ts';
import { useFormat } from '../i18n/format.ts';
import type { Notice } from '../store/model.ts';
import { Button } from '../ui/Button.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Popover } from '../ui/Popover.tsx';
import { useNoticeText } from './notice-text.ts';
import styles from './NoticesPopover.module.css';

function Line({ notice }: { notice: Notice }) {
  const format = useFormat();
  const text = useNoticeText();
  return (
    <li className={styles.notice} data-tone={notice.tone}>
      <span dir="auto">{text(notice)}</span>
      <time className={styles.at} dateTime={new Date(notice.at).toISOString()}>
        {format.time(notice.at)}
      </time>
    </li>
  );
}

/** What happened elsewhere, newest first, kept until it is cleared. */
export function NoticesPopover() {
  const { t } = useTranslation();
  const actions = useActions();
  const notices = useDesk((state) => state.notices);
  const [open, setOpen] = useState(false);
  return (
    <Popover
      label={t('notices.title')}
      open={open}
      onOpenChange={setOpen}
      trigger={
        <IconButton
          label={t('notices.button', { count: notices.length })}
          icon={<Bell size={18} />}
          count={notices.length}
        />
      }
    >
      <div className={styles.head}>
        <h2>{t('notices.title')}</h2>
        {notices.length > 0 && (
          <Button
            size="small"
            look="quiet"
            onClick={() => {
              for (const notice of notices) actions.dismissNotice(notice.id);
            }}
          >
            {t('notices.clear')}
          </Button>
        )}
      </div>
      {notices.length === 0 ? (
        <p className={styles.none}>{t('notices.none')}</p>
      ) : (
        <ul>
          {notices.toReversed().map((notice) => (
            <Line key={notice.id} notice={notice} />
          ))}
        </ul>
      )}
    </Popover>
  );
}
