import { Inbox, TriangleAlert } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../desk/desk-context.ts';
import { useConfigured } from '../desk/use-configured.ts';
import { useServerSlice } from '../desk/use-server-slice.ts';
import { useSlice } from '../desk/use-slice.ts';
import { Badge } from '../ui/Badge.tsx';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { listsActions } from './lists-actions.ts';
import { listsSlice } from './lists-slice.ts';
import styles from './ListsPage.module.css';
import { Request } from './Request.tsx';

/** The ids of the lists, once the server has told what stands on them; null: not yet. */
function useLists(): { ids: readonly string[] | null; failed: boolean; again: () => void } {
  const { look } = useSlice(listsActions);
  const online = useDesk((state) => (state.link.status === 'online' ? state.link.since : null));
  const [ids, setIds] = useState<readonly string[] | null>(null);
  const [failed, setFailed] = useState(false);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    if (online === null) return;
    let here = true;
    look().then(
      (found) => {
        if (!here) return;
        setIds(found);
        setFailed(false);
      },
      () => {
        if (here) setFailed(true);
      },
    );
    return () => {
      here = false;
    };
  }, [look, online, attempt]);
  return {
    ids,
    failed,
    again: () => {
      setFailed(false);
      setAttempt(attempt + 1);
    },
  };
}

/** Pull lists: who stands on them, longest first, and the way into each conversation. */
export function ListsPage() {
  const { t } = useTranslation();
  const configured = useConfigured();
  const online = useDesk((state) => state.link.status === 'online');
  const { ids, failed, again } = useLists();
  const { lists, requests } = useServerSlice(listsSlice);
  const shown = (ids ?? []).flatMap((id) => lists.find((one) => one.id === id) ?? []);
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1>{t('place.lists')}</h1>
        {!online && ids !== null && (
          <p className={styles.stale} role="status">
            {t('lists.stale')}
          </p>
        )}
      </header>
      {failed ? (
        <div className={styles.failed} role="alert">
          <TriangleAlert size={18} aria-hidden="true" />
          <span>{t('lists.failed')}</span>
          <Button size="small" onClick={again}>
            {t('lists.again')}
          </Button>
        </div>
      ) : ids === null || (ids.length > 0 && shown.length === 0) ? (
        <div className={styles.coming} aria-busy="true">
          <Skeleton width={14} height={1.5} />
          <Skeleton width={30} height={3.5} />
          <Skeleton width={30} height={3.5} />
        </div>
      ) : shown.length === 0 ? (
        <EmptyState icon={<Inbox size={40} aria-hidden="true" />} title={t('lists.none')}>
          <p>{t('lists.noneWhy')}</p>
        </EmptyState>
      ) : (
        shown.map(({ id, name }) => {
          const here = [...requests.values()]
            .filter(({ listId }) => listId === id)
            .sort((a, b) => a.since - b.since);
          const heading = `list-${id}`;
          return (
            <section key={id} className={styles.list} aria-labelledby={heading}>
              <div className={styles.name}>
                <h2 id={heading}>{configured.list(name)}</h2>
                {here.length > 0 && (
                  <Badge label={t('lists.count', { count: here.length })}>{here.length}</Badge>
                )}
              </div>
              {here.length === 0 ? (
                <p className={styles.empty}>{t('lists.nobody')}</p>
              ) : (
                <ul className={styles.requests} aria-labelledby={heading}>
                  {here.map((request) => (
                    <Request key={request.id} request={request} />
                  ))}
                </ul>
              )}
            </section>
          );
        })
      )}
    </div>
  );
}
