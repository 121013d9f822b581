import { Link2, Undo2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsking, useDesk } from '../desk/desk-context.ts';
import { useCustomerName } from '../desk/names.ts';
import { Refused } from '../desk/Refused.tsx';
import { useSlice } from '../desk/use-slice.ts';
import type { Customer } from '../store/events.ts';
import type { Conversation } from '../store/model.ts';
import { may } from '../store/selectors.ts';
import { Button } from '../ui/Button.tsx';
import { TextField } from '../ui/TextField.tsx';
import styles from './CustomerCard.module.css';
import { customerActions, customerControl } from './customer-actions.ts';

/** How long nothing more is typed before it is looked for, ms. */
const SETTLES = 300;

function useFound(words: string): readonly Customer[] | null {
  const { find } = useSlice(customerActions);
  const [found, setFound] = useState<{ for: string; all: readonly Customer[] } | null>(null);
  useEffect(() => {
    if (words.length < 2) return;
    let here = true;
    const timer = setTimeout(() => {
      find(words).then(
        (all) => {
          if (here) setFound({ for: words, all });
        },
        () => undefined,
      );
    }, SETTLES);
    return () => {
      here = false;
      clearTimeout(timer);
    };
  }, [find, words]);
  return found?.for === words ? found.all : null;
}

function Search({ conversation, onLinked }: { conversation: Conversation; onLinked: () => void }) {
  const { t } = useTranslation();
  const { link } = useSlice(customerActions);
  const [words, setWords] = useState('');
  const found = useFound(words.trim());
  const asking = useAsking(customerControl(conversation.id)) !== null;
  const others = found?.filter(({ id }) => id !== conversation.customer.id) ?? null;
  return (
    <div className={styles.search}>
      <TextField label={t('customer.find')} hint={t('customer.findHint')} value={words} onChange={setWords} />
      {others !== null && others.length === 0 && <p className={styles.none}>{t('customer.findNone')}</p>}
      <ul className={styles.found} aria-label={t('customer.found')}>
        {others?.map((customer) => (
          <li key={customer.id}>
            <span className={styles.channel}>
              <bdi>{customer.name}</bdi>
              <span className={styles.identifier}>
                {customer.identities
                  .map(({ value }) => value)
                  .slice(0, 2)
                  .join(' · ')}
              </span>
            </span>
            <Button
              size="small"
              pending={asking}
              onClick={() => {
                void link(conversation.id, customer.id).then((done) => {
                  if (done) onLinked();
                });
              }}
            >
              {t('customer.link')}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Says who somebody without a name is, and takes it back. */
export function LinkCustomer({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const { link } = useSlice(customerActions);
  const customerName = useCustomerName();
  const mayLink = useDesk((state) => may(state, 'customer/manage_in_conversation'));
  const asking = useAsking(customerControl(conversation.id)) !== null;
  const [open, setOpen] = useState(false);
  /** Who came, since they were taken for somebody else here. */
  const [before, setBefore] = useState<string | null>(null);
  const { customer, gone } = conversation;
  const linked = before !== null && before !== customer.id;
  if (!mayLink || gone !== null || (!customer.anonymous && !linked)) return null;
  return (
    <section className={styles.section}>
      {linked ? (
        <div className={styles.linked} role="status">
          <p>{t('customer.linked', { name: customerName(customer) })}</p>
          <Button
            size="small"
            pending={asking}
            icon={<Undo2 className="mirror" size={15} aria-hidden="true" />}
            onClick={() => {
              void link(conversation.id, before);
            }}
          >
            {t('customer.unlink')}
          </Button>
        </div>
      ) : open ? (
        <Search
          conversation={conversation}
          onLinked={() => {
            setBefore(customer.id);
            setOpen(false);
          }}
        />
      ) : (
        <Button
          size="small"
          icon={<Link2 size={15} aria-hidden="true" />}
          onClick={() => {
            setOpen(true);
          }}
        >
          {t('customer.linkOpen')}
        </Button>
      )}
      <Refused control={customerControl(conversation.id)} />
    </section>
  );
}
