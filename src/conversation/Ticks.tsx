import { Check, CheckCheck, CircleAlert, Clock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Tick } from '../store/fold.ts';
import styles from './Ticks.module.css';

const ICONS = { waiting: Clock, sent: Check, delivered: CheckCheck, read: CheckCheck, failed: CircleAlert };

/** How far a message has come: waits, sent, delivered, read, failed. Shape and word, not colour alone. */
export function Ticks({ tick }: { tick: Tick | 'waiting' }) {
  const { t } = useTranslation();
  const Icon = ICONS[tick];
  const word = t(`tick.${tick}`);
  return (
    <span className={styles.tick} data-tick={tick} title={word}>
      <Icon size={14} aria-hidden="true" strokeWidth={tick === 'read' ? 2.75 : 2} />
      <span className={tick === 'read' ? undefined : 'sr-only'}>{word}</span>
    </span>
  );
}
