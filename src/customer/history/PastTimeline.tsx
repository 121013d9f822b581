import { ArrowLeft } from 'lucide-react';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { guessHeight, rowMaker } from '../../conversation/rows.ts';
import timeline from '../../conversation/Timeline.module.css';
import { TimelineRows } from '../../conversation/TimelineRows.tsx';
import type { PastConversation } from './past.ts';
import { useDesk } from '../../desk/desk-context.ts';
import { useFormat } from '../../i18n/format.ts';
import { EMPTY_FOLD, foldOn } from '../../store/fold.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { useMeasuredWindow } from '../../ui/list-window/use-measured-window.ts';
import { Failed } from './Failed.tsx';
import styles from './History.module.css';
import { usePastEvents } from './queries.ts';

const NOTHING_SENT: readonly never[] = [];

function ignore(): void {}

/** What was said in an earlier conversation, to be read. Older messages come while scrolling up. */
export function PastTimeline({ past, onBack }: { past: PastConversation; onBack: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const me = useDesk((state) => state.me?.id ?? '');
  const asked = usePastEvents(past.id);
  const { items, more, loadingMore, loadMore, error } = asked;
  const [make] = useState(rowMaker);
  const fold = useMemo(() => foldOn(EMPTY_FOLD, items, me), [items, me]);
  const rows = useMemo(
    () => make(fold.entries, NOTHING_SENT, { me, divider: null }),
    [make, fold.entries, me],
  );
  const list = useMeasuredWindow(rows, guessHeight);
  const { scroller, nearBeginning } = list;
  const back = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    back.current?.focus();
  }, []);
  useEffect(() => {
    if (nearBeginning && more && !loadingMore && error === null) loadMore();
  }, [nearBeginning, more, loadingMore, error, loadMore]);
  const label = t('history.read', { date: format.moment(past.startedAt) });
  return (
    <section className={styles.reading} aria-label={label}>
      <header className={styles.readingHead}>
        <IconButton
          ref={back}
          label={t('history.back')}
          icon={<ArrowLeft className="mirror" size={17} />}
          onClick={onBack}
        />
        <span className={styles.readingName}>{format.moment(past.startedAt)}</span>
      </header>
      {asked.pending && (
        <p className={styles.loading} role="status">
          {t('history.loading')}
        </p>
      )}
      {error !== null && <Failed what="readFailed" error={error} onRetry={more ? loadMore : asked.retry} />}
      {!asked.pending && error === null && rows.length === 0 && (
        <p className={styles.loading}>{t('history.silent')}</p>
      )}
      <div ref={scroller} className={timeline.scroller} tabIndex={0} role="group" aria-label={label}>
        <div className={timeline.content}>
          <TimelineRows
            rows={rows}
            list={list}
            fold={fold}
            active={null}
            onFocus={ignore}
            lit={null}
            selected={null}
          />
        </div>
      </div>
    </section>
  );
}
