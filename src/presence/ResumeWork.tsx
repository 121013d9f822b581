import { useTranslation } from 'react-i18next';
import { control } from '../desk/actions/actions.ts';
import { useActions, useDesk } from '../desk/desk-context.ts';
import type { MrdPresence, Presence } from '../store/model.ts';
import { may, pausedWork } from '../store/selectors.ts';
import { Button } from '../ui/Button.tsx';
import styles from './ResumeWork.module.css';
import { useWorkNames } from '../desk/work-name.ts';

/** Turns paused work on again. */
export function ResumeButton({ mrd, className }: { mrd: MrdPresence; className?: string | undefined }) {
  const { t } = useTranslation();
  const actions = useActions();
  const { work } = useWorkNames();
  const asking = useDesk((state) => state.asking[control.mrd(mrd.id)] !== undefined);
  const online = useDesk((state) => state.link.status === 'online');
  const allowed = useDesk((state) => may(state, 'state-change/manage_state_change'));
  return (
    <Button
      className={className}
      size="small"
      pending={asking}
      disabled={!online || !allowed}
      onClick={() => {
        actions.setMrdState(mrd.id, 'READY');
      }}
    >
      {t('mrd.takeBack', { work: work(mrd.name) })}
    </Button>
  );
}

/** Beside the state: work that a missed offer has paused, and the way back. */
export function ResumeWork({ presence }: { presence: Presence }) {
  return pausedWork(presence)
    .filter((mrd) => mrd.reason === 'RONA')
    .map((mrd) => <ResumeButton key={mrd.id} className={styles.beside} mrd={mrd} />);
}
