import { useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { control } from '../desk/actions/actions.ts';
import { channelName } from '../desk/ChannelIcon.tsx';
import { earlierActions } from '../conversation/earlier-actions.ts';
import { useActions, useDesk, useNow } from '../desk/desk-context.ts';
import { useSlice } from '../desk/use-slice.ts';
import { useCustomerName } from '../desk/names.ts';
import { useConfigured } from '../desk/use-configured.ts';
import { useFormat } from '../i18n/format.ts';
import { currentSession } from '../store/conversation.ts';
import type { Conversation } from '../store/model.ts';
import { PrintedEntries } from './PrintedEntries.tsx';
import styles from './PrintView.module.css';

/**
 * Fetches what has not been fetched of the transcript: paper has no "show earlier". True when all is there, or
 * when no more is to be had (then the page says so).
 */
function useWhole(conversation: Conversation | undefined): boolean {
  const earlierPages = useSlice(earlierActions);
  const id = conversation?.id ?? '';
  const earlier = conversation?.transcript.earlier === true;
  const online = useDesk((state) => state.link.status === 'online');
  const asking = useDesk((state) => state.asking[control.earlier(id)] !== undefined);
  const refused = useDesk((state) => state.refusals[control.earlier(id)] !== undefined);
  const stuck = !online || refused;
  useEffect(() => {
    if (earlier && !stuck && !asking) earlierPages.load(id);
  }, [earlierPages, id, earlier, stuck, asking]);
  return !earlier || stuck;
}

/** Hands the page to the browser's print dialog and is over when that is. */
function usePrint(ready: boolean, onDone: () => void): void {
  const [done] = useState(() => onDone);
  useEffect(() => {
    if (!ready) return;
    document.documentElement.dataset.printing = '';
    window.addEventListener('afterprint', done);
    const frame = requestAnimationFrame(() => {
      window.print();
    });
    return () => {
      cancelAnimationFrame(frame);
      window.removeEventListener('afterprint', done);
      delete document.documentElement.dataset.printing;
    };
  }, [ready, done]);
}

function Head({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const customerName = useCustomerName();
  const me = useDesk((state) => state.me);
  const configured = useConfigured();
  const session = currentSession(conversation);
  const last = conversation.transcript.fold.entries.at(-1);
  const facts = [
    [t('print.channel'), channelName(session?.channelType ?? '')],
    [t('print.queue'), configured.queue(conversation.queue)],
    [t('print.began'), format.full(conversation.startedAt)],
    [t('print.last'), last === undefined ? '' : format.full(last.at)],
    ...(session?.form ?? []).map(configured.entered).map(({ label, value }) => [label, value] as const),
    [t('print.by'), `${me?.name ?? ''}, ${format.full(now)}`],
  ] as const;
  return (
    <header className={styles.head}>
      <h1>
        <bdi>{customerName(conversation.customer)}</bdi>
      </h1>
      <dl className={styles.facts}>
        {facts
          .filter(([, value]) => value !== '')
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd dir="auto">{value}</dd>
            </div>
          ))}
      </dl>
    </header>
  );
}

/** The whole transcript of a conversation on paper: rendered when asked for, gone afterwards. */
export function PrintView({ id }: { id: string }) {
  const { t } = useTranslation();
  const actions = useActions();
  const conversation = useDesk((state) => state.conversations[id]);
  const ready = useWhole(conversation);
  usePrint(ready && conversation !== undefined, () => {
    actions.print(null);
  });
  if (conversation === undefined) return null;
  return createPortal(
    <article className={styles.page} data-print={ready ? 'ready' : 'loading'} aria-hidden="true" inert>
      <Head conversation={conversation} />
      {conversation.transcript.earlier && <p className={styles.note}>{t('print.incomplete')}</p>}
      <PrintedEntries conversation={conversation} />
    </article>,
    document.body,
  );
}
