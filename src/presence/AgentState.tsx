import { useTranslation } from 'react-i18next';
import { useDesk } from '../desk/desk-context.ts';
import { DeferredPart } from '../desk/DeferredPart.tsx';
import { useEarlyUse } from '../desk/deferred.ts';
import styles from './AgentState.module.css';
import { deferredStateMenu, deferredTakeBack } from './deferred-menus.ts';
import { ResumeWork } from './ResumeWork.tsx';
import { StateFace } from './StateFace.tsx';

/** The agent's own state, always in the same corner, and what is asked for and not yet true. */
export function AgentState() {
  const { t } = useTranslation();
  const presence = useDesk((state) => state.presence);
  const { starts, face } = useEarlyUse(deferredStateMenu);
  if (presence === null) return <span className={styles.unknown}>{t('state.unknown')}</span>;
  return (
    <>
      <DeferredPart
        of={deferredStateMenu}
        props={{ presence, starts }}
        meanwhile={<StateFace presence={presence} {...face} />}
      />
      <ResumeWork presence={presence} />
      <DeferredPart of={deferredTakeBack} props={{}} />
    </>
  );
}
