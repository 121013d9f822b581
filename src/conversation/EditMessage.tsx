import { useLayoutEffect, useRef, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { charactersIn } from '../../protocol/shared/characters.ts';
import { useAsking, useDesk } from '../desk/desk-context.ts';
import { useSlice } from '../desk/use-slice.ts';
import { useFormat } from '../i18n/format.ts';
import type { MessageEntry } from '../store/fold.ts';
import { Button } from '../ui/Button.tsx';
import { changeActions, changeControl } from './change-actions.ts';
import { ChangeRefused } from './ChangeRefused.tsx';
import styles from './ChangeMessage.module.css';

/** An own message in a field of its own, where it stands. Enter saves, Escape leaves it as it was. */
export function EditMessage({ entry }: { entry: MessageEntry }) {
  const { t } = useTranslation();
  const format = useFormat();
  const actions = useSlice(changeActions);
  const field = useRef<HTMLTextAreaElement>(null);
  const text = useDesk((state) => state.changing?.text ?? '');
  const online = useDesk((state) => state.link.status === 'online');
  const longest = useDesk((state) => state.maxTextLength);
  const asking = useAsking(changeControl(entry.id)) !== null;
  const tooLong = charactersIn(text) > longest;
  const ready = online && !tooLong && text.trim() !== '' && text.trim() !== entry.body.text;

  useLayoutEffect(() => {
    const element = field.current;
    element?.focus();
    element?.setSelectionRange(element.value.length, element.value.length);
  }, []);

  const backToRow = () => field.current?.closest<HTMLElement>('[data-row]')?.focus();
  const giveUp = () => {
    backToRow();
    actions.giveUp();
  };
  const save = () => {
    if (!ready || asking) return;
    const row = field.current?.closest<HTMLElement>('[data-row]');
    void actions.carryOut(entry).then((done) => {
      if (done) row?.focus();
    });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // What is written here is not meant for the timeline around it.
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      giveUp();
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      save();
    }
  };
  return (
    <div className={styles.edit}>
      <textarea
        ref={field}
        className={styles.field}
        dir="auto"
        rows={1}
        value={text}
        aria-label={t('timeline.editField')}
        aria-invalid={tooLong || undefined}
        onKeyDown={onKeyDown}
        onChange={(event) => {
          actions.write(event.target.value);
        }}
      />
      {tooLong && <p className={styles.problem}>{t('composer.tooLong', { most: format.number(longest) })}</p>}
      <ChangeRefused messageId={entry.id} />
      <div className={styles.answers}>
        <Button size="small" onClick={giveUp}>
          {t('common.cancel')}
        </Button>
        <Button size="small" look="primary" pending={asking} disabled={!ready} onClick={save}>
          {t('timeline.editSave')}
        </Button>
      </div>
    </div>
  );
}
