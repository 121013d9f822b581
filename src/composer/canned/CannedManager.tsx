import { Pencil, Plus, Trash2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { refusalOf } from '../../connection/refusal.ts';
import { useRefusalText } from '../../desk/refusal-text.ts';
import { useSlice } from '../../desk/use-slice.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { cannedActions } from './canned-actions.ts';
import type { Canned, CannedInput } from './canned.ts';
import { CannedForm } from './CannedForm.tsx';
import styles from './CannedManager.module.css';

/** What is being written: a new one, or one of the agent's own. */
type Editing = { id: string | null; input: CannedInput };

function newFrom(text: string): Editing {
  return { id: null, input: { title: text.split('\n')[0]?.slice(0, 40) ?? '', shortcut: '', text } };
}

function Row({ canned, onEdit, onRemove }: { canned: Canned; onEdit: () => void; onRemove: () => void }) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState(false);
  return (
    <li className={styles.row}>
      <span className={styles.words}>
        <span className={styles.title}>
          <bdi>{canned.title}</bdi>
          {canned.shortcut !== '' && (
            <bdi dir="ltr" className={styles.code}>
              {' '}
              /{canned.shortcut}
            </bdi>
          )}
        </span>
        <span className={styles.text} dir="auto">
          {canned.text}
        </span>
      </span>
      {asked ? (
        <Button size="small" look="danger" onClick={onRemove}>
          {t('composer.canned.removeSure')}
        </Button>
      ) : (
        <>
          <IconButton
            label={t('composer.canned.edit', { title: canned.title })}
            icon={<Pencil size={16} />}
            onClick={onEdit}
          />
          <IconButton
            label={t('composer.canned.remove', { title: canned.title })}
            icon={<Trash2 size={16} />}
            onClick={() => {
              setAsked(true);
            }}
          />
        </>
      )}
    </li>
  );
}

/** The agent's own texts: a new one of `text` first, where there is any; else all of them. */
export function CannedManager({ text, onClose }: { text: string; onClose: () => void }) {
  const { t } = useTranslation();
  const { known, load, save, remove } = useSlice(cannedActions);
  const { texts, state } = useStore(known);
  const refusalText = useRefusalText();
  const [editing, setEditing] = useState<Editing | null>(text === '' ? null : newFrom(text));
  const [problem, setProblem] = useState('');
  const [pending, setPending] = useState(false);
  useEffect(load, [load]);
  const own = texts.filter((each) => each.own);

  const attempt = (doing: Promise<void>, after: () => void) => {
    setPending(true);
    setProblem('');
    doing
      .then(after, (error: unknown) => {
        setProblem(refusalText(refusalOf(error)));
      })
      .finally(() => {
        setPending(false);
      });
  };
  const back = () => {
    setProblem('');
    if (text === '') setEditing(null);
    else onClose();
  };

  if (editing !== null) {
    return (
      <Dialog
        title={t(editing.id === null ? 'composer.canned.new' : 'composer.canned.change')}
        closeLabel={t('common.close')}
        onClose={onClose}
        first="input"
      >
        <CannedForm
          key={editing.id}
          input={editing.input}
          taken={texts.filter(({ id }) => id !== editing.id).map(({ shortcut }) => shortcut)}
          problem={problem}
          pending={pending}
          onCancel={back}
          onSave={(input) => {
            attempt(save(editing.id, input), back);
          }}
        />
      </Dialog>
    );
  }
  return (
    <Dialog
      title={t('composer.canned.manage')}
      closeLabel={t('common.close')}
      onClose={onClose}
      footer={
        <Button
          look="primary"
          icon={<Plus size={16} aria-hidden="true" />}
          onClick={() => {
            setEditing({ id: null, input: { title: '', shortcut: '', text: '' } });
          }}
        >
          {t('composer.canned.new')}
        </Button>
      }
    >
      {problem !== '' && (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      )}
      {own.length === 0 ? (
        <EmptyState
          title={t(state === 'failed' ? 'composer.canned.failed' : 'composer.canned.noneOwn')}
          icon={<Pencil size={22} />}
        >
          {state === 'failed' ? null : t('composer.canned.noneOwnHint')}
        </EmptyState>
      ) : (
        <ul className={styles.rows}>
          {own.map((canned) => (
            <Row
              key={canned.id}
              canned={canned}
              onEdit={() => {
                const { id, title, shortcut, text: words } = canned;
                setEditing({ id, input: { title, shortcut, text: words } });
              }}
              onRemove={() => {
                attempt(remove(canned.id), () => undefined);
              }}
            />
          ))}
        </ul>
      )}
    </Dialog>
  );
}
