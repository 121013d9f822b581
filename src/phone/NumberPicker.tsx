import { BookUser } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSlice } from '../desk/use-slice.ts';
import { TextField } from '../ui/TextField.tsx';
import styles from './Panels.module.css';
import { phoneActions, type Book } from './phone-actions.ts';

/** So many contacts are drawn at most; more words find the others. */
const MOST = 50;

/** What people write between the digits of a number. */
const BETWEEN = /[\s().\-/\u00a0\u202a-\u202e\u2066-\u2069]/g;

/** A number as it is dialled: what was pasted with blanks, brackets and dashes, or as an address `tel:`. */
export function toDial(typed: string): string {
  const bare = typed.trim().replace(/^(tel|callto|sip):/i, '');
  return /^[\d+*#()\s.\-/\u00a0\u202a-\u202e\u2066-\u2069]+$/.test(bare) ? bare.replace(BETWEEN, '') : bare;
}

type Found = 'coming' | 'failed' | readonly Book[];

function useBooks(): Found {
  const { books } = useSlice(phoneActions);
  const [found, setFound] = useState<Found>('coming');
  useEffect(() => {
    let here = true;
    books().then(
      (read) => {
        if (here) setFound(read);
      },
      () => {
        if (here) setFound('failed');
      },
    );
    return () => {
      here = false;
    };
  }, [books]);
  return found;
}

function Contacts({ typed, onChoose }: { typed: string; onChoose: (number: string) => void }) {
  const { t } = useTranslation();
  const found = useBooks();
  if (found === 'coming') return null;
  if (found === 'failed') return <p className={styles.note}>{t('phone.booksFailed')}</p>;
  const words = typed.trim().toLowerCase();
  const has = (text: string) => text.toLowerCase().includes(words);
  const contacts = found.flatMap((book) =>
    book.contacts
      .filter(
        ({ name, number, description }) => has(name) || has(number) || has(description) || has(book.name),
      )
      .map((contact) => ({ ...contact, book: book.name })),
  );
  if (contacts.length === 0) return null;
  return (
    <>
      <h3 className={styles.heading}>
        <BookUser size={14} aria-hidden="true" /> {t('phone.books')}
      </h3>
      <ul className={styles.contacts}>
        {contacts.slice(0, MOST).map(({ id, name, number, description, book }) => (
          <li key={`${book} ${id}`}>
            <button
              type="button"
              className={styles.contact}
              aria-pressed={toDial(typed) === toDial(number)}
              onClick={() => {
                onChoose(number);
              }}
            >
              <bdi className={styles.contactName}>{name === '' ? number : name}</bdi>
              <span className={styles.contactNumber} dir="ltr">
                {number}
              </span>
              <bdi className={styles.contactNote}>{description === '' ? book : description}</bdi>
            </button>
          </li>
        ))}
      </ul>
      {contacts.length > MOST && (
        <p className={styles.note}>{t('phone.moreContacts', { count: contacts.length - MOST })}</p>
      )}
    </>
  );
}

/** A number to call: typed, pasted, or chosen from the phone books, which are searched by the same words. */
export function NumberPicker({
  typed,
  onType,
  onEnter,
  children,
}: {
  typed: string;
  onType: (typed: string) => void;
  onEnter: () => void;
  /** What can be done with the number. */
  children: ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <form
      className={styles.panel}
      onSubmit={(event) => {
        event.preventDefault();
        onEnter();
      }}
    >
      <TextField
        label={t('phone.number')}
        type="text"
        inputMode="tel"
        autoComplete="off"
        spellCheck={false}
        maxLength={128}
        value={typed}
        onChange={onType}
      />
      {children}
      <Contacts typed={typed} onChoose={onType} />
    </form>
  );
}
