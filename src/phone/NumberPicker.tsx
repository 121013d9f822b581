import { BookUser } from 'lucide-react';
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSlice } from '../desk/use-slice.ts';
import { Combobox } from '../ui/Combobox.tsx';
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

type Contact = Book['contacts'][number] & { book: string };

const keyOf = ({ book, id }: Contact) => `${book}/${id}`;

/** Contacts with these words in what is known of them. */
function matching(books: readonly Book[], typed: string): Contact[] {
  const words = typed.trim().toLowerCase();
  return books.flatMap(({ name: book, contacts }) =>
    contacts
      .filter(({ name, number, description }) =>
        [name, number, description, book].some((text) => text.toLowerCase().includes(words)),
      )
      .map((contact) => ({ ...contact, book })),
  );
}

function ContactWords({ contact }: { contact: Contact }) {
  const { name, number, description, book } = contact;
  return (
    <span className={styles.contact}>
      <bdi className={styles.contactName}>{name === '' ? number : name}</bdi>
      <span className={styles.contactNumber} dir="ltr">
        {number}
      </span>
      <bdi className={styles.contactNote}>{description === '' ? book : description}</bdi>
    </span>
  );
}

/**
 * A number to call: typed, pasted, or chosen from the phone books, which are searched by the same words. Enter on a
 * contact takes its number; the next Enter is for the form.
 */
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
  const books = useBooks();
  const [pointed, setPointed] = useState<string | null>(null);
  const contacts = useMemo(
    () => (books === 'coming' || books === 'failed' ? [] : matching(books, typed)),
    [books, typed],
  );
  const type = (text: string) => {
    setPointed(null);
    onType(text);
  };
  const choose = ({ number }: Contact) => {
    type(number);
  };
  return (
    <form
      className={styles.panel}
      onSubmit={(event) => {
        event.preventDefault();
        onEnter();
      }}
    >
      <Combobox
        label={t('phone.number')}
        inputMode="tel"
        maxLength={128}
        value={typed}
        onType={type}
        found={t('phone.books')}
        groups={[{ key: 'books', options: contacts.slice(0, MOST) }]}
        keyOf={keyOf}
        draw={(contact) => <ContactWords contact={contact} />}
        active={pointed}
        onPoint={(contact) => {
          setPointed(keyOf(contact));
        }}
        onChoose={choose}
        onEnter={choose}
      >
        {children}
        {books === 'failed' && <p className={styles.note}>{t('phone.booksFailed')}</p>}
        {contacts.length > 0 && (
          <h3 className={styles.heading}>
            <BookUser size={14} aria-hidden="true" /> {t('phone.books')}
          </h3>
        )}
      </Combobox>
      {contacts.length > MOST && (
        <p className={styles.note}>{t('phone.moreContacts', { count: contacts.length - MOST })}</p>
      )}
    </form>
  );
}
