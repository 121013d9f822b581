import { ChevronUp } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { oneOf } from '../base/one-of.ts';
import { channelName } from '../desk/ChannelIcon.tsx';
import { useConfigured } from '../desk/use-configured.ts';
import { useFormat } from '../i18n/format.ts';
import { isSpokenChannel } from '../store/conversation.ts';
import type { LineEntry } from '../store/fold.ts';
import styles from './SystemLine.module.css';
import { useMessageActions } from './message-actions.ts';

/** Reasons for the end of a session that have words of their own. */
const isSessionEnd = oneOf('CUSTOMER', 'INACTIVITY', 'NETWORK', 'AGENT', 'FORCE_CLOSED');

/** Handed on, or asked for somebody beside the agent: then nobody waits. */
function queuedAs(direction: string | null): 'transfer' | 'help' | 'queued' {
  switch (direction) {
    case 'DIRECT_TRANSFER':
    case 'CONSULT_TRANSFER':
      return 'transfer';
    case 'CONSULT':
    case 'DIRECT_CONFERENCE':
      return 'help';
    default:
      return 'queued';
  }
}

function useWords(entry: LineEntry, own: boolean): string {
  const { t } = useTranslation();
  const configured = useConfigured();
  const format = useFormat();
  const { name } = entry;
  switch (entry.what) {
    case 'sessionStarted':
      return isSpokenChannel(entry.name)
        ? t('line.callSession')
        : t('line.sessionStarted', { channel: channelName(entry.name) });
    case 'sessionEnded':
      if (isSpokenChannel(entry.name)) return t('line.callOver');
      return entry.detail !== null && isSessionEnd(entry.detail)
        ? t(`line.sessionEnded.${entry.detail}`)
        : t('line.sessionEnded.CUSTOMER');
    case 'joined':
      return own ? t('line.youJoined') : t('line.joined', { name });
    case 'left':
      return own ? t('line.youLeft') : t('line.left', { name });
    case 'queued':
      return t(`line.${queuedAs(entry.detail)}`, { queue: configured.queue(name) });
    case 'noAgent':
      return t('line.noAgent');
    case 'reminded':
      return t('line.reminded');
    case 'notAnswered':
      return t('line.notAnswered');
    case 'callStarted':
      return own ? t('line.youCallStarted') : t('line.callStarted', { name });
    case 'callEnded': {
      const time = entry.lasted == null ? '' : format.duration(entry.lasted);
      return own ? t('line.youCallEnded', { time }) : t('line.callEnded', { name, time });
    }
    case 'callHeld':
      return own ? t('line.youCallHeld') : t('line.callHeld', { name });
    case 'callResumed':
      return own ? t('line.youCallResumed') : t('line.callResumed', { name });
    case 'call':
      return t('line.call', { time: entry.lasted == null ? '' : format.duration(entry.lasted) });
    case 'wrapup':
      if (entry.codes.length > 0) {
        const codes = entry.codes.map(configured.code).join(', ');
        return own ? t('line.youWrapupCodes', { codes }) : t('line.wrapupCodes', { name, codes });
      }
      return own ? t('line.youWrapup') : t('line.wrapup', { name });
  }
}

/** One thing that the system has to say. */
export function SystemLine({ entry, own }: { entry: LineEntry; own: boolean }) {
  const format = useFormat();
  const words = useWords(entry, own);
  return (
    <div className={styles.entry}>
      <p className={styles.line}>
        <span dir="auto">{words}</span>
        <time dateTime={new Date(entry.at).toISOString()} title={format.full(entry.at)}>
          {format.time(entry.at)}
        </time>
      </p>
      {entry.note !== null && (
        <p className={styles.note} dir="auto">
          {entry.note}
        </p>
      )}
    </div>
  );
}

/**
 * What the system has to say between two messages, small and in the middle: the last of it, the
 * notes that agents wrote for each other, and the rest when asked.
 * `hold` keeps the place of the row while it changes its height.
 */
export function SystemLines({ entries, me }: { entries: readonly LineEntry[]; me: string }) {
  const { t } = useTranslation();
  const actions = useMessageActions();
  const [open, setOpen] = useState(false);
  const folded = entries.filter((entry, index) => index === entries.length - 1 || entry.note !== null);
  const more = entries.length - folded.length;
  const shown = open ? entries : folded;
  return (
    <div className={styles.lines}>
      {shown.map((entry) => (
        <SystemLine key={entry.seq} entry={entry} own={entry.personId !== '' && entry.personId === me} />
      ))}
      {more > 0 && (
        <button
          type="button"
          className={styles.more}
          aria-expanded={open}
          aria-label={t(open ? 'line.fold' : 'line.unfold', { count: more })}
          onClick={(event) => {
            actions?.hold(event.currentTarget);
            setOpen(!open);
          }}
        >
          {open ? <ChevronUp size={13} aria-hidden="true" /> : <span dir="ltr">+{more}</span>}
        </button>
      )}
    </div>
  );
}
