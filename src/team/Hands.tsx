import { Hand } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/Button.tsx';
import type { FloorView } from './floor-slice.ts';
import styles from './Hands.module.css';

/** Agents who ask for help, each with the way to them. */
export function Hands({ floor, onHelp }: { floor: FloorView; onHelp: (conversationId: string) => void }) {
  const { t } = useTranslation();
  const raised = [...floor.conversations.values()].filter(({ hands }) => hands.length > 0);
  if (raised.length === 0) return null;
  return (
    <ul className={styles.hands} aria-label={t('team.hands')}>
      {raised.map(({ id, hands, customer }) => (
        <li key={id} className={styles.hand}>
          <Hand size={18} aria-hidden="true" />
          <span className={styles.handWords}>{t('team.handOf', { agent: hands.join(', '), customer })}</span>
          <Button size="small" look="primary" onClick={() => onHelp(id)}>
            {t('team.help')}
          </Button>
        </li>
      ))}
    </ul>
  );
}
