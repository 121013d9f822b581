import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions, useDesk, useNow } from '../desk/desk-context.ts';
import { useFormat } from '../i18n/format.ts';
import type { Notice } from '../store/model.ts';
import { Button } from '../ui/Button.tsx';
import { Popover } from '../ui/Popover.tsx';
import type { Start } from '../ui/start.ts';
import { BellFace } from './BellFace.tsx';
import styles from './NoticeCentre.module.css';
import { NoticeWords } from './NoticeWords.tsx';
import { unreadNotices } from './unread-notices.ts';

function Line({ notice, onJump }: { notice: Notice; onJump: (id: string) => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { conversationId } = notice;
  const open = useDesk(
    (state) => conversationId !== null && state.conversations[conversationId]?.transcript.based === true,
  );
  const unread = notice.read !== true;
  const words = (
    <>
      {unread && <span className="sr-only">{t('notices.unread')} </span>}
      <NoticeWords notice={notice} />
      <time className={styles.at} dateTime={new Date(notice.at).toISOString()} title={format.full(notice.at)}>
        {format.time(notice.at)}
      </time>
    </>
  );
  return (
    <li className={styles.notice} data-tone={notice.tone} data-unread={unread || undefined}>
      {conversationId !== null && open ? (
        <button
          type="button"
          className={styles.line}
          onClick={() => {
            onJump(conversationId);
          }}
        >
          {words}
          <ChevronRight className="mirror" size={14} aria-hidden="true" />
        </button>
      ) : (
        <div className={styles.line}>{words}</div>
      )}
    </li>
  );
}

/** Entries by day, the newest first. */
function byDay(notices: readonly Notice[], day: (at: number) => string): [string, Notice[]][] {
  const days = new Map<string, Notice[]>();
  for (const notice of [...notices].sort((a, b) => b.at - a.at)) {
    const name = day(notice.at);
    days.set(name, [...(days.get(name) ?? []), notice]);
  }
  return [...days];
}

function List({ onJump }: { onJump: (id: string) => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const notices = useDesk((state) => state.notices);
  if (notices.length === 0) return <p className={styles.none}>{t('notices.none')}</p>;
  return (
    <div>
      {byDay(notices, (at) => format.day(at, now)).map(([day, entries]) => (
        <section key={day} aria-label={day}>
          <h3 className={styles.day}>{day}</h3>
          <ul className={styles.entries}>
            {entries.map((notice) => (
              <Line key={notice.id} notice={notice} onJump={onJump} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

/** What happened while the agent was away or looked elsewhere; what has been shown counts as read afterwards. */
export function NoticeCentre({ starts }: { starts: Start }) {
  const { t } = useTranslation();
  const actions = useActions();
  const notices = useDesk((state) => state.notices);
  const unread = useDesk(unreadNotices);
  const [open, setOpen] = useState(starts === 'open');
  const allRead = () => {
    actions.readNotices(notices.map((notice) => notice.id));
  };
  return (
    <Popover
      label={t('notices.title')}
      open={open}
      starts={starts}
      onOpenChange={(now) => {
        setOpen(now);
        if (!now) allRead();
      }}
      trigger={<BellFace />}
    >
      <div className={styles.head}>
        <h2>{t('notices.title')}</h2>
        {unread > 0 && (
          <Button size="small" look="quiet" onClick={allRead}>
            {t('notices.markRead')}
          </Button>
        )}
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
      <List
        onJump={(id) => {
          setOpen(false);
          allRead();
          actions.open(id);
        }}
      />
    </Popover>
  );
}
