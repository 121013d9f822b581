import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConversationList } from '../conversations/ConversationList.tsx';
import { useActions, useDesk } from '../desk/desk-context.ts';
import { Header } from './Header.tsx';
import { Home } from './Home.tsx';
import { OfferAnnouncer } from './OfferAnnouncer.tsx';
import { Rail } from './Rail.tsx';
import styles from './Shell.module.css';
import { useShortcuts } from './use-shortcuts.ts';

const ConversationView = lazy(async () => ({
  default: (await import('../conversation/ConversationView.tsx')).ConversationView,
}));
const ContextPane = lazy(async () => ({
  default: (await import('../customer/ContextPane.tsx')).ContextPane,
}));
const SettingsPage = lazy(async () => ({
  default: (await import('../settings/SettingsPage.tsx')).SettingsPage,
}));
const ShortcutSheet = lazy(async () => ({ default: (await import('./ShortcutSheet.tsx')).ShortcutSheet }));

function Conversations() {
  const { t } = useTranslation();
  const actions = useActions();
  const selected = useDesk((state) =>
    state.selected !== null && state.conversations[state.selected]?.transcript.based === true
      ? state.selected
      : null,
  );
  const contextOpen = useDesk((state) => state.contextOpen);
  const wrapping = useDesk(
    (state) => state.selected !== null && state.conversations[state.selected]?.role === 'WRAP_UP',
  );
  const drawer = contextOpen || wrapping;
  return (
    <div className={styles.panes} data-view={selected === null ? 'list' : 'conversation'}>
      <aside className={styles.list} aria-label={t('list.pane')}>
        <ConversationList />
      </aside>
      <main className={styles.main}>
        {selected === null ? (
          <Home />
        ) : (
          <Suspense fallback={null}>
            <ConversationView id={selected} />
          </Suspense>
        )}
      </main>
      {selected !== null && (
        <>
          {contextOpen && (
            <button
              type="button"
              className={styles.scrim}
              aria-label={t('conversation.hideContext')}
              tabIndex={-1}
              onClick={() => {
                actions.toggleContext();
              }}
            />
          )}
          <aside
            className={styles.context}
            data-open={drawer || undefined}
            data-wrapup={wrapping || undefined}
            aria-label={t('customer.pane')}
          >
            <Suspense fallback={null}>
              <ContextPane id={selected} />
            </Suspense>
          </aside>
        </>
      )}
    </div>
  );
}

/** The desk: bar on top, places at the side, and the place that is open. */
export function Shell() {
  const place = useDesk((state) => state.place);
  const [sheet, setSheet] = useState(false);
  useShortcuts({
    onSheet: () => {
      setSheet(true);
    },
  });
  return (
    <div className={styles.shell}>
      <Header
        onSheet={() => {
          setSheet(true);
        }}
      />
      <Rail />
      {place === 'conversations' ? (
        <Conversations />
      ) : (
        <main className={styles.page}>
          <Suspense fallback={null}>
            <SettingsPage />
          </Suspense>
        </main>
      )}
      <OfferAnnouncer />
      {sheet && (
        <Suspense fallback={null}>
          <ShortcutSheet
            onClose={() => {
              setSheet(false);
            }}
          />
        </Suspense>
      )}
    </div>
  );
}
