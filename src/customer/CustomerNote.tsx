import { Pencil } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useAsking, useDesk } from '../desk/desk-context.ts';
import { useUnsaved } from '../desk/unsaved.ts';
import { useSlice } from '../desk/use-slice.ts';
import type { Customer } from '../store/events.ts';
import { may } from '../store/selectors.ts';
import { Button } from '../ui/Button.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { TextField } from '../ui/TextField.tsx';
import styles from './CustomerCard.module.css';
import { customerActions, customerControl } from './customer-actions.ts';

/** The longest note, in characters. */
const LONGEST = 2000;

/** What agents want the next one to know about the customer. */
export function CustomerNote({ customer }: { customer: Customer }) {
  const { t } = useTranslation();
  const { setNote } = useSlice(customerActions);
  const mayWrite = useDesk((state) => may(state, 'customer/manage_in_conversation'));
  const asking = useAsking(customerControl(customer.id)) !== null;
  const note = customer.note ?? '';
  const [text, setText] = useUnsaved<string>(`note:${customer.id}`, (entered) => entered !== note);
  if (note === '' && !mayWrite) return null;
  return (
    <section className={styles.section}>
      <h3 className={styles.heading}>{t('customer.note')}</h3>
      {text === null ? (
        <div className={styles.noteLine}>
          <p className={note === '' ? styles.none : styles.note} dir="auto">
            {note === '' ? t('customer.noteNone') : note}
          </p>
          {mayWrite && (
            <IconButton
              className={styles.copy}
              label={t('customer.noteEdit')}
              icon={<Pencil size={14} />}
              onClick={() => {
                setText(note);
              }}
            />
          )}
        </div>
      ) : (
        <form
          className={styles.noteForm}
          onSubmit={(event) => {
            event.preventDefault();
            void setNote(customer.id, text.trim()).then((done) => {
              if (done) setText(null);
            });
          }}
        >
          <TextField
            label={t('customer.note')}
            quiet
            lines={3}
            maxLength={LONGEST}
            value={text}
            onChange={setText}
          />
          <div className={styles.answers}>
            <Button
              size="small"
              onClick={() => {
                setText(null);
              }}
            >
              {t('common.cancel')}
            </Button>
            <Button size="small" look="primary" submit pending={asking}>
              {t('customer.noteSave')}
            </Button>
          </div>
        </form>
      )}
    </section>
  );
}
