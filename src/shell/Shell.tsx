import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConversationList } from '../conversations/ConversationList.tsx';
import { useActions, useDesk } from '../desk/desk-context.ts';
import { useLate } from '../desk/late.ts';
import { isWrappingUp } from '../store/selectors.ts';
import { Header } from './Header.tsx';
import { Home } from './Home.tsx';
import { lateContext, lateConversation, lateSettings, lateShortcuts, loadLateParts } from './late-parts.ts';
import { OfferAnnouncer } from '../alerts/OfferAnnouncer.tsx';
import { Rail } from './Rail.tsx';
import styles from './Shell.module.css';
import { useShortcuts } from './use-shortcuts.ts';

function Conversation({ id }: { id: string }) {
  const View = useLate(lateConversation);
  return View === null ? null : <View id={id} />;
}

function Context({ id }: { id: string }) {
  const Pane = useLate(lateContext);
  return Pane === null ? null : <Pane id={id} />;
}

function Settings() {
  const Page = useLate(lateSettings);
  return Page === null ? null : <Page />;
}

function Shortcuts({ onClose }: { onClose: () => void }) {
  const Sheet = useLate(lateShortcuts);
  return Sheet === null ? null : <Sheet onClose={onClose} />;
}

function Conversations() {
  const { t } = useTranslation();
  const actions = useActions();
  const selected = useDesk((state) =>
    state.selected !== null && state.conversations[state.selected]?.transcript.based === true
      ? state.selected
      : null,
  );
  const contextOpen = useDesk((state) => state.contextOpen);
  const wrapping = useDesk((state) => {
    const open = state.selected === null ? undefined : state.conversations[state.selected];
    return open !== undefined && isWrappingUp(open);
  });
  return (
    <main className={styles.panes} data-view={selected === null ? 'list' : 'conversation'}>
      <h1 className="sr-only">{t('app.name')}</h1>
      <section className={styles.list} aria-label={t('list.pane')}>
        <ConversationList />
      </section>
      <div className={styles.main}>{selected === null ? <Home /> : <Conversation id={selected} />}</div>
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
          <section
            className={styles.context}
            data-open={contextOpen || wrapping || undefined}
            data-wrapup={wrapping || undefined}
            aria-label={t('customer.pane')}
          >
            <Context id={selected} />
          </section>
        </>
      )}
    </main>
  );
}

/** The desk: bar on top, places at the side, and the place that is open. */
export function Shell() {
  const place = useDesk((state) => state.place);
  const [sheet, setSheet] = useState(false);
  const showSheet = () => {
    setSheet(true);
  };
  useShortcuts({ onSheet: showSheet });
  useEffect(() => {
    void loadLateParts();
  }, []);
  return (
    <div className={styles.shell}>
      <Header onSheet={showSheet} />
      <Rail />
      {place === 'conversations' ? (
        <Conversations />
      ) : (
        <main className={styles.page}>
          <Settings />
        </main>
      )}
      <OfferAnnouncer />
      {sheet && (
        <Shortcuts
          onClose={() => {
            setSheet(false);
          }}
        />
      )}
    </div>
  );
}
