import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { TextField } from '../ui/TextField.tsx';
import styles from './Ask.module.css';
import cells from './Rows.module.css';

/** Asks once before what can't be taken back. */
export function Confirm({
  title,
  text,
  yes,
  onYes,
  onClose,
}: {
  title: string;
  text: string;
  yes: string;
  onYes: () => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  return (
    <Dialog
      title={title}
      closeLabel={t('team.cancel')}
      onClose={onClose}
      first="[data-cancel]"
      footer={
        <>
          <Button data-cancel onClick={onClose}>
            {t('team.cancel')}
          </Button>
          <Button
            look="danger"
            onClick={() => {
              onYes();
              onClose();
            }}
          >
            {yes}
          </Button>
        </>
      }
    >
      <p>{text}</p>
    </Dialog>
  );
}

export type Choice = { id: string; name: string; hint: string };

/** A choice of one from many, with a search. */
export function Choose({
  title,
  choices,
  none,
  onChoose,
  onClose,
}: {
  title: string;
  choices: readonly Choice[];
  none: string;
  onChoose: (id: string) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const [search, setSearch] = useState('');
  const wanted = search.trim().toLowerCase();
  const found = choices.filter(({ name }) => name.toLowerCase().includes(wanted));
  return (
    <Dialog title={title} closeLabel={t('team.cancel')} onClose={onClose} first="input">
      <div className={styles.choose}>
        <TextField label={t('team.search')} quiet type="search" value={search} onChange={setSearch} />
        {found.length === 0 ? (
          <p className={cells.muted}>{none}</p>
        ) : (
          <ul className={styles.choices}>
            {found.map(({ id, name, hint }) => (
              <li key={id}>
                <button
                  type="button"
                  className={styles.choice}
                  onClick={() => {
                    onChoose(id);
                    onClose();
                  }}
                >
                  <bdi>{name}</bdi>
                  <span className={cells.muted}>{hint}</span>
                </button>
              </li>
            ))}
          </ul>
        )}
      </div>
    </Dialog>
  );
}
