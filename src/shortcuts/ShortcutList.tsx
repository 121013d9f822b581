import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions, useDesk } from '../desk/desk-context.ts';
import { Button } from '../ui/Button.tsx';
import { chordText, type Chord } from '../desk/keys/chord.ts';
import { keysOf } from '../desk/keys/keymap.ts';
import { give, judge, reset } from '../desk/keys/own-keys.ts';
import styles from './ShortcutList.module.css';
import { ShortcutRow, type Trouble } from './ShortcutRow.tsx';
import { GROUPS, SHORTCUTS, type Action } from '../desk/keys/table.ts';

/** The keys by group; each that is not fixed can be given others. */
export function ShortcutList() {
  const { t } = useTranslation();
  const actions = useActions();
  const own = useDesk((state) => state.settings.shortcuts);
  const [recording, setRecording] = useState<Action | null>(null);
  const [trouble, setTrouble] = useState<{ action: Action; what: Trouble } | null>(null);
  const [announcement, setAnnouncement] = useState('');

  const keep = (action: Action, chord: Chord) => {
    actions.changeSettings({ shortcuts: give(action, chord, own) });
    setRecording(null);
    setTrouble(null);
    setAnnouncement(
      chord === ''
        ? t('shortcuts.nowNone', { name: t(`shortcuts.${action}`) })
        : t('shortcuts.nowKeys', { name: t(`shortcuts.${action}`), keys: chordText(chord) }),
    );
  };

  const pressed = (action: Action, chord: Chord) => {
    const verdict = judge(action, chord, own);
    if (verdict.kind === 'free' || verdict.kind === 'same') keep(action, chord);
    else {
      setRecording(null);
      setTrouble({ action, what: { chord, ...verdict } });
    }
  };

  return (
    <div className={styles.all}>
      <p className={styles.lead}>{t('shortcuts.lead')}</p>
      <div className={styles.groups}>
        {GROUPS.map((group) => (
          <section key={group} className={styles.group} aria-labelledby={`shortcuts-${group}`}>
            <h3 id={`shortcuts-${group}`}>{t(`shortcuts.groups.${group}`)}</h3>
            <ul className={styles.rows}>
              {SHORTCUTS.filter((shortcut) => shortcut.group === group).map((shortcut) => {
                const { action } = shortcut;
                const keys = keysOf(action, own);
                return (
                  <ShortcutRow
                    key={action}
                    action={action}
                    keys={keys}
                    fixed={'fixed' in shortcut}
                    changed={keys !== shortcut.keys}
                    recording={recording === action}
                    trouble={trouble?.action === action ? trouble.what : null}
                    onRecord={() => {
                      setTrouble(null);
                      setRecording(recording === action ? null : action);
                    }}
                    onStop={() => {
                      setRecording(null);
                      setTrouble(null);
                    }}
                    onPressed={(chord) => {
                      pressed(action, chord);
                    }}
                    onAnyway={(chord) => {
                      keep(action, chord);
                    }}
                    onReset={() => {
                      actions.changeSettings({ shortcuts: reset(action, own) });
                      setTrouble(null);
                    }}
                  />
                );
              })}
            </ul>
          </section>
        ))}
      </div>
      <div className={styles.foot}>
        <Button
          size="small"
          disabled={Object.keys(own).length === 0}
          onClick={() => {
            actions.changeSettings({ shortcuts: {} });
            setTrouble(null);
          }}
        >
          {t('shortcuts.resetAll')}
        </Button>
        <p className="sr-only" role="status">
          {announcement}
        </p>
      </div>
    </div>
  );
}
