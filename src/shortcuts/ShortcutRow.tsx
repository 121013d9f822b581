import { Pencil, RotateCcw } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/Button.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Kbd } from '../ui/Kbd.tsx';
import { chordKeys, chordOf, chordText, type Chord } from '../desk/keys/chord.ts';
import styles from './ShortcutList.module.css';
import type { Action } from '../desk/keys/table.ts';

/** Why pressed keys could not be taken: another action has them, they are text, or the browser's. */
export type Trouble = { chord: Chord } & (
  { kind: 'taken'; by: Action } | { kind: 'text' } | { kind: 'owned' }
);

/** One action with its keys. While it records, the next keys that are pressed are its own. */
export function ShortcutRow({
  action,
  keys,
  fixed,
  changed,
  recording,
  trouble,
  onRecord,
  onStop,
  onPressed,
  onAnyway,
  onReset,
}: {
  action: Action;
  keys: Chord;
  fixed: boolean;
  changed: boolean;
  recording: boolean;
  trouble: Trouble | null;
  onRecord: () => void;
  onStop: () => void;
  onPressed: (chord: Chord) => void;
  onAnyway: (chord: Chord) => void;
  onReset: () => void;
}) {
  const { t } = useTranslation();
  const name = t(`shortcuts.${action}`);

  const onKeyDown = (event: KeyboardEvent) => {
    if (!recording || event.key === 'Tab') return;
    // Neither the dialog's Escape nor the desk's keys are meant while keys are being chosen.
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape') onStop();
    else if (event.key === 'Backspace' || event.key === 'Delete') onPressed('');
    else {
      const chord = chordOf(event.nativeEvent);
      if (chord !== null) onPressed(chord);
    }
  };

  return (
    <li className={styles.row} data-shortcut={action}>
      <span className={styles.name}>{name}</span>
      <span className={styles.keys}>
        {recording ? (
          <span className={styles.press}>{t('shortcuts.press')}</span>
        ) : keys === '' ? (
          <span className={styles.without}>{t('shortcuts.none')}</span>
        ) : (
          chordKeys(keys).map((key) => <Kbd key={key}>{key}</Kbd>)
        )}
      </span>
      <span className={styles.tools}>
        {changed && !fixed && (
          <IconButton
            label={t('shortcuts.reset', { name })}
            icon={<RotateCcw size={14} />}
            onClick={onReset}
          />
        )}
        {!fixed && (
          <IconButton
            label={t(recording ? 'shortcuts.cancel' : 'shortcuts.change', { name })}
            icon={<Pencil size={14} />}
            aria-pressed={recording}
            onClick={onRecord}
            onKeyDown={onKeyDown}
            onBlur={recording ? onStop : undefined}
          />
        )}
      </span>
      {trouble !== null && (
        <p className={styles.trouble} role="alert">
          {t(`shortcuts.${trouble.kind}`, {
            keys: chordText(trouble.chord),
            by: trouble.kind === 'taken' ? t(`shortcuts.${trouble.by}`) : '',
          })}
          {trouble.kind === 'taken' && (
            <Button
              size="small"
              onClick={() => {
                onAnyway(trouble.chord);
              }}
            >
              {t('shortcuts.anyway')}
            </Button>
          )}
        </p>
      )}
    </li>
  );
}
