import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../desk/desk-context.ts';
import { useCustomerName } from '../desk/names.ts';
import { useMessageWords } from '../desk/use-message-words.ts';
import type { MessageEntry } from '../store/fold.ts';
import type { Conversation } from '../store/model.ts';

/** Between two announcements there is at least so much time, ms: what comes meanwhile is told in one. */
const REST = 3000;

/**
 * Says to screen readers what a customer has just written, and nothing else: rows that come into view by
 * scrolling or by an older page are not announced again, a burst is one sentence, and a conversation can be
 * muted (L-A2).
 */
export function Announcer({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const customerName = useCustomerName();
  const wordsOf = useMessageWords();
  const muted = useDesk((state) => state.muted[conversation.id] === true);
  const { customerSeqs, last } = conversation.transcript.fold;
  const [said, setSaid] = useState({ upTo: conversation.transcript.head, at: -Infinity, words: '' });
  const newest = customerSeqs.at(-1) ?? 0;
  const latest = useRef<MessageEntry | null>(null);
  const name = customerName(conversation.customer);

  useEffect(() => {
    if (last?.author.kind === 'customer') latest.current = last;
  }, [last]);

  useEffect(() => {
    if (newest <= said.upTo) return undefined;
    const say = () => {
      const entry = latest.current;
      const count = customerSeqs.filter((seq) => seq > said.upTo).length;
      const text = entry === null ? '' : wordsOf(entry.body);
      const words =
        count > 1
          ? t('timeline.announceMany', { count, name, text })
          : t('timeline.announce', { name, text });
      setSaid({ upTo: newest, at: performance.now(), words: muted ? '' : words });
    };
    const wait = said.at + REST - performance.now();
    if (wait <= 0) {
      say();
      return undefined;
    }
    const timer = setTimeout(say, wait);
    return () => {
      clearTimeout(timer);
    };
  }, [newest, said, customerSeqs, wordsOf, muted, name, t]);

  return (
    <p className="sr-only" aria-live="polite">
      {said.words}
    </p>
  );
}
