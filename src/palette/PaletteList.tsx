import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeys } from '../desk/keys/use-keys.ts';
import type { Action } from '../desk/keys/table.ts';
import { Kbd } from '../ui/Kbd.tsx';
import { OptionList } from '../ui/OptionList.tsx';
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

function Words({ found }: { found: Found }) {
  const { t } = useTranslation();
  const { command, runs } = found;
  return (
    <span className={styles.line} data-blocked={command.why !== null || undefined}>
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
    </span>
  );
}

/** What was found, in sections. */
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
  return (
    <OptionList
      id={id}
      className={styles.list}
      label={t('palette.found')}
      groups={sections.map(({ name, found }) => ({
        key: name,
        name: t(`palette.groups.${name}`),
        options: found,
      }))}
      keyOf={({ command }) => command.id}
      active={current}
      disabled={({ command }) => command.why !== null}
      draw={(found) => <Words found={found} />}
      onPoint={({ command }) => {
        onPoint(command.id);
      }}
      onChoose={({ command }) => {
        onRun(command);
      }}
    />
  );
}
