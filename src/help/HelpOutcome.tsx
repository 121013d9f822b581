import { useTranslation } from 'react-i18next';
import type { HelpKind, HelpTarget } from './help-targets.ts';
import styles from './HelpPanel.module.css';

/** What becomes of the agent, and what the customer reads. */
export function HelpOutcome({
  kind,
  target,
  name,
  nameOf,
}: {
  kind: HelpKind;
  target: HelpTarget | undefined;
  name: string;
  nameOf: (target: HelpTarget) => string;
}) {
  const { t } = useTranslation();
  const toQueue = kind === 'transfer' && target?.kind === 'queue';
  return (
    <dl className={styles.outcome}>
      <div>
        <dt>{t('help.you')}</dt>
        <dd>{t(`help.becomes.${kind}`, { name })}</dd>
      </div>
      <div>
        <dt>{t('help.reads', { name })}</dt>
        <dd>{toQueue ? t('help.readsQueue', { queue: nameOf(target) }) : t(`help.readsOf.${kind}`)}</dd>
      </div>
    </dl>
  );
}
