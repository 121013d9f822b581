import { Bold, Code, Italic, Link, List, Strikethrough, type LucideIcon } from 'lucide-react';
import { useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { chordText } from '../desk/keys/chord.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { FORMAT_KEYS } from './format-keys.ts';
import type { Format } from './formatting.ts';
import styles from './Toolbar.module.css';

const TOOLS: readonly (readonly [Format, LucideIcon])[] = [
  ['bold', Bold],
  ['italic', Italic],
  ['strike', Strikethrough],
  ['code', Code],
  ['list', List],
  ['link', Link],
];

/** Formats to choose from. One stop of the tabulator; arrow keys move within. */
export function Toolbar({
  controls,
  onFormat,
}: {
  /** Id of the field that is formatted. */
  controls: string;
  onFormat: (format: Format) => void;
}) {
  const { t } = useTranslation();
  const bar = useRef<HTMLDivElement>(null);
  const [stop, setStop] = useState(0);
  const buttons = (): HTMLElement[] => [...(bar.current?.querySelectorAll('button') ?? [])];
  const onKeyDown = (event: KeyboardEvent) => {
    const all = buttons();
    const at = all.findIndex((each) => each === document.activeElement);
    const forward = document.documentElement.dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
    const backward = forward === 'ArrowRight' ? 'ArrowLeft' : 'ArrowRight';
    const to = { [forward]: at + 1, [backward]: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (at === -1 || to === undefined) return;
    event.preventDefault();
    all[(to + all.length) % all.length]?.focus();
  };
  return (
    <div
      ref={bar}
      className={styles.toolbar}
      role="toolbar"
      aria-label={t('composer.format.toolbar')}
      aria-controls={controls}
      onKeyDown={onKeyDown}
      onFocus={(event) => {
        const at = buttons().findIndex((each) => each === event.target);
        if (at !== -1) setStop(at);
      }}
    >
      {TOOLS.map(([format, Icon], index) => (
        <IconButton
          key={format}
          className={styles.tool}
          label={t(`composer.format.${format}`)}
          shortcut={chordText(FORMAT_KEYS[format].chord)}
          tabIndex={stop === index ? 0 : -1}
          icon={<Icon size={16} />}
          // The field keeps its focus and its selection.
          onMouseDown={(event) => {
            event.preventDefault();
          }}
          onClick={() => {
            onFormat(format);
          }}
        />
      ))}
    </div>
  );
}
