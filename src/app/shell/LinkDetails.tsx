import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions, useDesk } from '../../desk/desk-context.ts';
import { useNarrowerThan } from '../../desk/desk-width.ts';
import { useFormat } from '../../i18n/format.ts';
import { unsent } from '../../store/selectors.ts';
import { Button } from '../../ui/Button.tsx';
import { Popover } from '../../ui/Popover.tsx';
import styles from './LinkDetails.module.css';

/** What is kept while the connection is away, and what has to wait for it. */
export function LinkDetails() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const messages = useDesk(unsent);
  const drafts = useDesk(
    (state) => Object.keys(state.drafts).length + Object.keys(state.wrapupDrafts).length,
  );
  const since = useDesk((state) => state.link.since);
  // The panel stands beside the desk in the page, so that no style sheet can ask for the desk's width there.
  const narrow = useNarrowerThan(800);
  const actions = useActions();
  const format = useFormat();
  const settings = useDesk((state) => state.saving !== 'saved');
  return (
    <Popover
      label={t('link.details')}
      align="start"
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button className={styles.trigger} size="small" look="quiet">
          {t('link.details')}
        </Button>
      }
    >
      <div className={styles.details}>
        {narrow && (
          <p className={styles.truth}>
            {t('link.lostSince', { time: format.time(since) })}{' '}
            <Button size="small" onClick={actions.reconnect}>
              {t('link.now')}
            </Button>
          </p>
        )}
        <h2>{t('link.keptTitle')}</h2>
        <ul className={styles.list}>
          <li>{messages > 0 ? t('link.messages', { count: messages }) : t('link.noMessages')}</li>
          <li>{drafts > 0 ? t('link.drafts', { count: drafts }) : t('link.noDrafts')}</li>
          {settings && <li>{t('link.settings')}</li>}
        </ul>
        <h2>{t('link.waitTitle')}</h2>
        <p>{t('link.wait')}</p>
        <p className={styles.note}>{t('link.server')}</p>
      </div>
    </Popover>
  );
}
