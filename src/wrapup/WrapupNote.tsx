import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { charactersIn } from '../../protocol/shared/characters.ts';
import { useFormat } from '../i18n/format.ts';
import { cx } from '../ui/class-names.ts';
import styles from './WrapupNote.module.css';

/** What the next person should know. Too long a note is told, not cut. */
export function WrapupNote({
  note,
  longest,
  onChange,
}: {
  note: string;
  /** In code points. */
  longest: number;
  onChange: (note: string) => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const id = useId();
  const length = charactersIn(note);
  const tooLong = length > longest;
  return (
    <div className={styles.part}>
      <div className={styles.head}>
        <label htmlFor={id}>{t('wrapup.note')}</label>
        <span id={`${id}count`} className={cx(styles.count, tooLong && styles.tooLong)}>
          {t('wrapup.noteCount', { used: format.number(length), most: format.number(longest) })}
        </span>
      </div>
      <textarea
        id={id}
        className={styles.note}
        rows={3}
        dir={note === '' ? undefined : 'auto'}
        value={note}
        placeholder={t('wrapup.notePlaceholder')}
        aria-describedby={`${id}count`}
        aria-invalid={tooLong || undefined}
        onChange={(event) => {
          onChange(event.target.value);
        }}
      />
      <p className={styles.problem} role="status">
        {tooLong && t('wrapup.noteTooLong')}
      </p>
    </div>
  );
}
