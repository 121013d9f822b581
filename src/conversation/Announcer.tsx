import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCustomerName } from '../desk/names.ts';
import { toPlainText } from '../markdown/plain-text.ts';
import type { Conversation } from '../store/model.ts';

/**
 * Says to screen readers what a customer has just written, and nothing else: rows that come into view by
 * scrolling or by an older page are not announced again (A2).
 */
export function Announcer({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const customerName = useCustomerName();
  const { last } = conversation.transcript.fold;
  const announced = useRef(last?.seq ?? 0);
  const [words, setWords] = useState('');
  const name = customerName(conversation.customer);
  useEffect(() => {
    if (last === null || last.seq <= announced.current) return;
    announced.current = last.seq;
    if (last.author.kind === 'customer') {
      setWords(t('timeline.announce', { name, text: toPlainText(last.body.text) }));
    }
  }, [last, name, t]);
  return (
    <p className="sr-only" aria-live="polite">
      {words}
    </p>
  );
}
