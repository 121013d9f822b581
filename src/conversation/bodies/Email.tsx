import { Paperclip } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { list, text, textOrNull, texts, under } from '../../base/fields.ts';
import { useFormat } from '../../i18n/format.ts';
import { safeHref } from '../../../protocol/shared/safe-href.ts';
import type { Body } from '../../store/events.ts';
import styles from './bodies.module.css';
import { FoldedText } from './FoldedText.tsx';
import { Facts, Thing } from './Thing.tsx';

/** The text of an e-mail that came only as HTML. It is drawn as text: the rest of a tag is harmless. */
function wordsOfHtml(html: string): string {
  return html
    .replaceAll(/<(script|style|head|title)\b[\s\S]*?(?:<\/\1\s*>|$)/gi, ' ')
    .replaceAll(/<br\s*\/?>|<\/(?:p|div|tr|li|h[1-6])\s*>/gi, '\n')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&amp;', '&')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
}

/** An e-mail: from, to, subject, text and attachments. Its HTML is never drawn. */
export function Email({ body }: { body: Body }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { fields } = body;
  const to = texts(fields.recipientsTo).join(', ');
  const words = body.text === '' ? wordsOfHtml(text(fields.htmlBody)) : body.text;
  return (
    <>
      <strong className={styles.title}>{textOrNull(fields.subject) ?? t('body.noSubject')}</strong>
      <Facts
        facts={[[t('body.from'), text(fields.from)], ...(to === '' ? [] : [[t('body.to'), to] as const])]}
      />
      {words !== '' && <FoldedText value={words} of={body} />}
      {list(fields.attachments).map((each, index) => {
        const file = under(each);
        const size = Number(text(file.size));
        return (
          <Thing
            key={index}
            icon={<Paperclip size={15} aria-hidden="true" />}
            name={textOrNull(file.mediaName) ?? textOrNull(file.mediaLabel) ?? t('body.file')}
            note={size > 0 ? format.size(size) : undefined}
            href={safeHref(text(file.mediaUrl))}
          />
        );
      })}
    </>
  );
}
