import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/TextField.tsx';
import type { CannedInput } from './canned.ts';
import styles from './CannedManager.module.css';
import { NAMED_VARIABLES } from './variables.ts';

/** Longest title, shortcut and text, as the server takes them. */
const LONGEST = { title: 100, shortcut: 40, text: 4096 };

/** One of the agent's own texts, to be written. `taken`: shortcuts that lead elsewhere already. */
export function CannedForm({
  input,
  taken,
  problem,
  pending,
  onCancel,
  onSave,
}: {
  input: CannedInput;
  taken: readonly string[];
  /** Why it could not be saved; empty: nothing. */
  problem: string;
  pending: boolean;
  onCancel: () => void;
  onSave: (input: CannedInput) => void;
}) {
  const { t } = useTranslation();
  const [title, setTitle] = useState(input.title);
  const [shortcut, setShortcut] = useState(input.shortcut);
  const [text, setText] = useState(input.text);
  const clean = shortcut.replace(/^\/+/, '');
  const wrong = /[\s/]/.test(clean)
    ? t('composer.canned.shortcutOneWord')
    : clean !== '' && taken.includes(clean)
      ? t('composer.canned.shortcutTaken')
      : '';
  const ready = title.trim() !== '' && text.trim() !== '' && wrong === '';
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        // It stands in the field's own form, which would send what is written there.
        event.stopPropagation();
        if (ready) onSave({ title: title.trim(), shortcut: clean, text });
      }}
    >
      <TextField
        label={t('composer.canned.name')}
        value={title}
        maxLength={LONGEST.title}
        required
        onChange={setTitle}
      />
      <TextField
        label={t('composer.canned.shortcut')}
        hint={t('composer.canned.shortcutHint')}
        problem={wrong}
        value={shortcut}
        maxLength={LONGEST.shortcut}
        onChange={setShortcut}
      />
      <TextField
        label={t('composer.canned.text')}
        value={text}
        lines={6}
        maxLength={LONGEST.text}
        required
        onChange={setText}
      />
      <div className={styles.variables} role="group" aria-label={t('composer.canned.variables')}>
        {NAMED_VARIABLES.map((variable) => (
          <button
            key={variable}
            type="button"
            className={styles.variable}
            onClick={() => {
              setText((before) => `${before}{${variable}}`);
            }}
          >
            + {t(`composer.canned.variable.${variable}`)}
          </button>
        ))}
      </div>
      {problem !== '' && (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      )}
      <div className={styles.answers}>
        <Button onClick={onCancel}>{t('common.cancel')}</Button>
        <Button look="primary" submit pending={pending} disabled={!ready}>
          {t('composer.canned.save')}
        </Button>
      </div>
    </form>
  );
}
