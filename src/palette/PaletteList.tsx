import { Check } from 'lucide-react';
import { useEffect, type MouseEvent, type PointerEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeys } from '../desk/keys/use-keys.ts';
import type { Action } from '../desk/keys/table.ts';
import { Kbd } from '../ui/Kbd.tsx';
import type { Command } from './command.ts';
import type { Run } from './fuzzy.ts';
import styles from './Palette.module.css';
import type { Found, Section } from './rank.ts';

/** A name with the letters that were typed marked. */
function Marked({ text, runs }: { text: string; runs: readonly Run[] }) {
  const pieces: ReactNode[] = [];
  let done = 0;
  for (const [start, end] of runs) {
    pieces.push(text.slice(done, start), <b key={start}>{text.slice(start, end)}</b>);
    done = end;
  }
  return (
    <>
      {pieces}
      {text.slice(done)}
    </>
  );
}

function Keys({ action }: { action: Action }) {
  const keys = useKeys(action);
  return keys === undefined ? null : <Kbd>{keys}</Kbd>;
}

function Line({ id, found, current }: { id: string; found: Found; current: boolean }) {
  const { t } = useTranslation();
  const { command, runs } = found;
  useEffect(() => {
    if (current) document.getElementById(id)?.scrollIntoView({ block: 'nearest' });
  }, [current, id]);
  return (
    <li
      id={id}
      className={styles.line}
      role="option"
      aria-selected={current}
      aria-disabled={command.why !== null || undefined}
      data-command={command.id}
    >
      <span className={styles.icon}>{command.icon}</span>
      <span className={styles.words}>
        <span className={styles.title} dir="auto">
          <Marked text={command.title} runs={runs} />
        </span>
        {command.detail !== undefined && (
          <span className={styles.detail} dir="auto">
            {command.detail}
          </span>
        )}
      </span>
      {command.why !== null && <span className={styles.why}>{command.why}</span>}
      {command.chosen === true && (
        <span className={styles.chosen}>
          <Check size={16} aria-hidden="true" />
          <span className="sr-only">{t('palette.chosen')}</span>
        </span>
      )}
      {command.action !== undefined && <Keys action={command.action} />}
    </li>
  );
}

/** What was found, in sections; the cursor is the field's (`aria-activedescendant`). */
export function PaletteList({
  id,
  sections,
  current,
  onPoint,
  onRun,
}: {
  id: string;
  sections: readonly Section[];
  current: string | null;
  onPoint: (commandId: string) => void;
  onRun: (command: Command) => void;
}) {
  const { t } = useTranslation();
  const commandAt = (target: EventTarget): Command | undefined => {
    const line = target instanceof Element ? target.closest<HTMLElement>('[data-command]') : null;
    return sections
      .flatMap((section) => section.found)
      .find(({ command }) => command.id === line?.dataset.command)?.command;
  };
  /** The keys are the field's, which keeps the focus. */
  const pointing = {
    onPointerMove: ({ target }: PointerEvent) => {
      const command = commandAt(target);
      if (command !== undefined && command.id !== current) onPoint(command.id);
    },
    onClick: ({ target }: MouseEvent) => {
      const command = commandAt(target);
      if (command !== undefined) onRun(command);
    },
  };
  return (
    <div
      className={styles.list}
      id={id}
      role="listbox"
      aria-label={t('palette.found')}
      tabIndex={-1}
      {...pointing}
    >
      {sections.map((section) => (
        <ul
          key={section.name}
          className={styles.section}
          role="group"
          aria-labelledby={`${id}-${section.name}`}
        >
          <li id={`${id}-${section.name}`} className={styles.name} role="presentation">
            {t(`palette.groups.${section.name}`)}
          </li>
          {section.found.map((found) => (
            <Line
              key={found.command.id}
              id={`${id}-${found.command.id}`}
              found={found}
              current={found.command.id === current}
            />
          ))}
        </ul>
      ))}
    </div>
  );
}
