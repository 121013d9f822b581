import { ArrowRight, ChevronDown } from 'lucide-react';
import type { ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';
import { oneOf } from '../base/one-of.ts';
import { control } from '../desk/actions/actions.ts';
import { useAsking, useDesk, useNow } from '../desk/desk-context.ts';
import { useFormat } from '../i18n/format.ts';
import type { Presence } from '../store/model.ts';
import { pausedWork, takesWork } from '../store/selectors.ts';
import { StateDot } from '../ui/StateDot.tsx';
import { useReasonName } from '../desk/reason-name.ts';
import styles from './StateFace.module.css';
import { useWorkNames } from '../desk/work-name.ts';

/** What can be asked for. */
const isState = oneOf('READY', 'NOT_READY', 'LOGOUT');

/** Since when the state holds, running. */
function Since({ at }: { at: number }) {
  const format = useFormat();
  return <span className={styles.time}>{format.duration(useNow() - at)}</span>;
}

/** The agent's state with its reason and running time, and what has been asked for and is not yet true. */
export function StateFace({ presence, ...rest }: { presence: Presence } & ComponentProps<'button'>) {
  const { t } = useTranslation();
  const asking = useAsking(control.agent);
  const online = useDesk((state) => state.link.status === 'online');
  const reasonName = useReasonName();
  const { work } = useWorkNames();
  const paused = pausedWork(presence);
  // Ready for nothing is not drawn as ready.
  const resting = paused.length > 0 && !presence.mrds.some(takesWork);
  return (
    <button
      {...rest}
      type="button"
      className={styles.trigger}
      data-state-name={presence.state}
      data-unsure={!online || undefined}
      title={online ? undefined : t('state.lastKnown')}
      id="state-menu"
    >
      <StateDot state={resting ? 'INTERRUPTED' : presence.state} />
      <span className={styles.word}>{t(`state.${presence.state}`)}</span>
      {presence.reason !== null && <span className={styles.reason}>{reasonName(presence.reason)}</span>}
      {paused.map((mrd) => (
        <span key={mrd.id} className={styles.reason} data-paused={mrd.name}>
          <span aria-hidden="true">· </span>
          {t(mrd.reason === 'RONA' ? 'state.pausedMissed' : 'state.paused', { work: work(mrd.name) })}
        </span>
      ))}
      <Since at={presence.since} />
      {asking !== null && isState(asking) && (
        <span className={styles.asking} role="status">
          <ArrowRight className="mirror" size={12} aria-hidden="true" />
          {t(`state.${asking}`)} …
        </span>
      )}
      <ChevronDown className={styles.chevron} size={14} aria-hidden="true" />
    </button>
  );
}
