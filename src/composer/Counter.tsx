import { useTranslation } from 'react-i18next';
import { charactersIn } from '../../protocol/shared/characters.ts';
import { useFormat } from '../i18n/format.ts';
import { cx } from '../ui/class-names.ts';
import styles from './Counter.module.css';
import { smsSize } from './sms.ts';
import type { TextRules } from './text-rules.ts';

/** The part of the longest text from which on the characters left are shown. */
const COUNT_FROM = 0.8;

/** How much of what the channel takes is used: said before it bites, and for SMS always, since each is paid for. */
export function Counter({ id, text, rules }: { id: string; text: string; rules: TextRules }) {
  const { t } = useTranslation();
  const format = useFormat();
  const length = charactersIn(text);
  const left = rules.longest - length;
  const over = left < 0;
  const near = length > rules.longest * COUNT_FROM;
  const sms = rules.sms && text !== '' ? smsSize(text) : null;
  return (
    <span id={id} className={cx(styles.counter, near && styles.near, over && styles.over)}>
      {near ? (
        <span aria-hidden="true">
          {over
            ? t('composer.over', { count: -left, over: format.number(-left) })
            : t('composer.left', { count: left, left: format.number(left) })}
        </span>
      ) : (
        sms !== null && t('composer.sms', { count: sms.pieces, left: format.number(sms.left) })
      )}
      {/* Announced once when it begins and once when it is too long, not at every character. */}
      <span className="sr-only" role="status">
        {near && t(over ? 'composer.tooLong' : 'composer.nearLimit', { most: format.number(rules.longest) })}
      </span>
    </span>
  );
}
