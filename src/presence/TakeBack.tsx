import { Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { control } from '../desk/actions/actions.ts';
import { useActions, useAsking, useDesk } from '../desk/desk-context.ts';
import { useConfigured } from '../desk/use-configured.ts';
import type { MrdPresence } from '../store/model.ts';
import { StateDot } from '../ui/StateDot.tsx';
import { cx } from '../ui/class-names.ts';
import styles from './TakeBack.module.css';
import { useWorkNames } from '../desk/work-name.ts';

/** Work that is still to be finished before what the agent has asked for is true. */
function finishing(mrds: readonly MrdPresence[]): number {
  return mrds.filter(({ state }) => state === 'PENDING_NOT_READY').reduce((sum, { live }) => sum + live, 0);
}

/**
 * Not ready has been asked for, and open conversations are to be finished before it is so everywhere. The server
 * keeps that; one click takes it back (L-S6).
 */
function TakeBackAll() {
  const { t } = useTranslation();
  const actions = useActions();
  const asking = useAsking(control.agent);
  const online = useDesk((state) => state.link.status === 'online');
  const left = useDesk((state) =>
    state.presence?.state === 'NOT_READY' ? finishing(state.presence.mrds) : 0,
  );
  if (left === 0) return null;
  return (
    <span className={styles.pending} data-take-back>
      <StateDot state="PENDING_NOT_READY" />
      <span className={styles.words}>{t('state.finishing', { count: left })}</span>
      <button
        type="button"
        className={styles.back}
        disabled={!online || asking !== null}
        onClick={() => {
          actions.setAgentState('READY', null);
        }}
      >
        <Undo2 className="mirror" size={14} aria-hidden="true" />
        <span className={styles.action}>{t('state.takeBack')}</span>
      </button>
    </span>
  );
}

/** On a narrow screen, where each kind of work has no place of its own: those that are finishing. */
function TakeBackNarrow() {
  const configured = useConfigured();
  const mrds = useDesk((state) => (state.presence?.state === 'READY' ? state.presence.mrds : undefined));
  return mrds
    ?.filter(({ state }) => state === 'PENDING_NOT_READY')
    .map((mrd) => (
      <span key={mrd.id} className={cx(styles.pending, styles.narrow)} data-take-back>
        <StateDot state={mrd.state} />
        <span className={styles.action}>{configured.mrd(mrd.name)}</span>
        <TakeBackMrd mrd={mrd} />
      </span>
    ));
}

/** What the agent has asked for and is not yet true, wherever it has its place. */
export function TakeBack() {
  return (
    <>
      <TakeBackAll />
      <TakeBackNarrow />
    </>
  );
}

/** The same for one kind of work, while the agent stays ready for the others. */
export function TakeBackMrd({ mrd }: { mrd: MrdPresence }) {
  const { t } = useTranslation();
  const actions = useActions();
  const asking = useAsking(control.mrd(mrd.id));
  const online = useDesk((state) => state.link.status === 'online');
  const ready = useDesk((state) => state.presence?.state === 'READY');
  const { work } = useWorkNames();
  if (mrd.state !== 'PENDING_NOT_READY' || !ready) return null;
  const label = t('mrd.takeBack', { work: work(mrd.name) });
  return (
    <button
      type="button"
      className={styles.back}
      disabled={!online || asking !== null}
      title={label}
      aria-label={label}
      onClick={() => {
        actions.setMrdState(mrd.id, 'READY');
      }}
    >
      <Undo2 className="mirror" size={14} aria-hidden="true" />
    </button>
  );
}
