import { LoaderCircle, Search } from 'lucide-react';
import { useEffect, useId, useState, type KeyboardEvent } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { useActions, useDesk } from '../desk/desk-context.ts';
import { Refused } from '../desk/Refused.tsx';
import { Kbd } from '../ui/Kbd.tsx';
import { optionByKey } from '../ui/list-keys.ts';
import { comboField } from '../ui/OptionList.tsx';
import { useModal } from '../ui/use-modal.ts';
import type { Command } from './command.ts';
import styles from './Palette.module.css';
import { PaletteList } from './PaletteList.tsx';
import { rank } from './rank.ts';
import { recentCommands, rememberCommand } from './recent.ts';
import { useCommands } from './use-commands.tsx';

/**
 * Finds anything and does it: type, arrows, Enter. What the server has to agree to is waited for here, and a
 * refusal is told here, where it was asked (L-S2).
 */
export function Palette({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const actions = useActions();
  const dialog = useModal(onClose, 'input');
  const listId = useId();
  const [query, setQuery] = useState('');
  /** The command under the cursor; null: the first. By its id, so that it stays when others come and go. */
  const [cursor, setCursor] = useState<string | null>(null);
  const [asked, setAsked] = useState<string | null>(null);
  const [recent] = useState(recentCommands);
  const commands = useCommands();
  const sections = rank(query, commands, recent);
  const lines = sections.flatMap((section) => section.found.map((found) => found.command));
  const at = Math.max(
    0,
    lines.findIndex((command) => command.id === cursor),
  );
  const current = lines[at];

  const waiting = useDesk((state) => asked !== null && state.asking[asked] !== undefined);
  const refused = useDesk((state) => asked !== null && state.refusals[asked] !== undefined);
  useEffect(() => {
    if (asked !== null && !waiting && !refused) onClose();
  }, [asked, waiting, refused, onClose]);

  const run = (command: Command) => {
    if (command.why !== null || waiting) return;
    rememberCommand(command.id);
    if (command.control === null) {
      // It goes first, so that the focus is back before the command moves it.
      flushSync(onClose);
      command.run();
      return;
    }
    command.run();
    setAsked(command.control);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const to = optionByKey(event.key, at, lines.length);
    if (to !== null) {
      event.preventDefault();
      setCursor(lines[to]?.id ?? null);
    } else if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault();
      if (current !== undefined) run(current);
    }
  };

  return (
    <dialog ref={dialog} className={styles.dialog} aria-label={t('palette.title')}>
      <div className={styles.box}>
        <div className={styles.head}>
          <Search size={18} aria-hidden="true" />
          <input
            className={styles.field}
            type="text"
            dir={query === '' ? undefined : 'auto'}
            autoComplete="off"
            spellCheck={false}
            aria-label={t('palette.title')}
            {...comboField(listId, current?.id ?? null)}
            placeholder={t('palette.placeholder')}
            value={query}
            onChange={(event) => {
              setQuery(event.target.value);
              setCursor(null);
              if (asked !== null) {
                actions.dismissRefusal(asked);
                setAsked(null);
              }
            }}
            onKeyDown={onKeyDown}
          />
          {waiting && <LoaderCircle className={styles.waiting} size={16} aria-hidden="true" />}
          <Kbd>Esc</Kbd>
        </div>
        {asked !== null && <Refused control={asked} />}
        <PaletteList
          id={listId}
          sections={sections}
          current={current?.id ?? null}
          onPoint={setCursor}
          onRun={run}
        />
        <p className={styles.none} role="status">
          {lines.length === 0 ? t('palette.none', { query }) : ''}
        </p>
      </div>
    </dialog>
  );
}
