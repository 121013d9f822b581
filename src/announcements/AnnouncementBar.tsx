import { Megaphone, ShieldAlert } from 'lucide-react';
import { useEffect, useState, type ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';
import { oneOf } from '../base/one-of.ts';
import { useDesk, useNow } from '../desk/desk-context.ts';
import { useClickGuard } from '../desk/use-click-guard.ts';
import { useServerSlice } from '../desk/use-server-slice.ts';
import { useSlice } from '../desk/use-slice.ts';
import { Button } from '../ui/Button.tsx';
import styles from './AnnouncementBar.module.css';
import { HandBar } from './HandBar.tsx';
import { announcementActions, announcementSlice, type Announcement } from './announcement.ts';

const isAct = oneOf(
  'STATE',
  'MRD_STATE',
  'LOGOUT',
  'MOVE',
  'PRIORITISE',
  'ASSIGN',
  'PULL_OUT',
  'END',
  'FINISH_WRAP_UP',
);

/** The announcements that are current and were not yet seen here. */
function useUnseen(): { unseen: readonly Announcement[]; onSeen: (id: string) => void } {
  const { active, seen } = useSlice(announcementActions);
  const { created, gone } = useServerSlice(announcementSlice);
  const me = useDesk((state) => state.me?.id ?? '');
  const online = useDesk((state) => (state.link.status === 'online' ? state.link.since : null));
  const now = useNow();
  const [before, setBefore] = useState<readonly Announcement[]>([]);
  const [read, setRead] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    if (online === null) return;
    let here = true;
    active().then(
      (found) => {
        if (here) setBefore(found);
      },
      // After a reconnect they are loaded again.
      () => undefined,
    );
    return () => {
      here = false;
    };
  }, [active, online]);
  const createdIds = new Set(created.map(({ id }) => id));
  const all = [...before.filter(({ id }) => !createdIds.has(id) && !gone.includes(id)), ...created];
  return {
    unseen: all.filter(
      (one) => one.endsAt > now && !one.seenBy.includes(me) && !read.has(`${one.id} ${one.text}`),
    ),
    onSeen: (id) => {
      const one = all.find((each) => each.id === id);
      setRead(new Set([...read, `${id} ${one?.text ?? ''}`]));
      seen(id);
    },
  };
}

/** A line that comes by itself. */
function Line(props: ComponentProps<'section'>) {
  const guard = useClickGuard<HTMLElement>();
  return <section {...props} {...guard} className={styles.bar} />;
}

/** What a supervisor has just done here, until it has been read. */
function ActedLine() {
  const { t } = useTranslation();
  const { acted } = useServerSlice(announcementSlice);
  const [read, setRead] = useState<string | null>(null);
  if (acted === null || acted.key === read || !isAct(acted.act)) return null;
  return (
    <Line role="status">
      <ShieldAlert size={18} aria-hidden="true" />
      <p className={styles.words}>{t(`acted.${acted.act}`, { name: acted.by })}</p>
      <Button
        size="small"
        look="quiet"
        onClick={() => {
          setRead(acted.key);
        }}
      >
        {t('announcement.ok')}
      </Button>
    </Line>
  );
}

/** Announcements to the agent's team, one at a time, and what a supervisor has done: calm, and there until it is read. */
export function AnnouncementBar() {
  const { t } = useTranslation();
  const { unseen, onSeen } = useUnseen();
  const [first] = unseen;
  return (
    <>
      <ActedLine />
      <HandBar />
      {first !== undefined && (
        <Line key={first.id} aria-label={t('announcement.title')}>
          <Megaphone size={18} aria-hidden="true" />
          <p className={styles.words} role="status">
            <bdi className={styles.text}>{first.text}</bdi>
            <span className={styles.by}>{t('announcement.by', { name: first.by })}</span>
          </p>
          {unseen.length > 1 && (
            <span className={styles.by}>{t('announcement.more', { count: unseen.length - 1 })}</span>
          )}
          <Button
            size="small"
            onClick={() => {
              onSeen(first.id);
            }}
          >
            {t('announcement.ok')}
          </Button>
        </Line>
      )}
    </>
  );
}
