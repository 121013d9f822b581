import type { ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';
import { control } from '../desk/actions/actions.ts';
import { useDesk, useNow } from '../desk/desk-context.ts';
import { useConfigured } from '../desk/use-configured.ts';
import { useWorkNames } from '../desk/work-name.ts';
import { useFormat } from '../i18n/format.ts';
import type { MrdPresence } from '../store/model.ts';
import { StateDot } from '../ui/StateDot.tsx';
import styles from './MrdFace.module.css';
import { useReasonName } from '../desk/reason-name.ts';

/** An MRD with its state, load and time. */
export function MrdFace({ mrd, ...rest }: { mrd: MrdPresence } & ComponentProps<'button'>) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const reasonName = useReasonName();
  const configured = useConfigured();
  const { state: stateOf } = useWorkNames();
  const asking = useDesk((state) => state.asking[control.mrd(mrd.id)] !== undefined);
  const paused = useDesk((state) => state.presence?.state === 'READY' && mrd.state === 'NOT_READY');
  const why = mrd.reason ? t('mrd.because', { reason: reasonName(mrd.reason) }) : undefined;
  return (
    <button
      {...rest}
      type="button"
      className={styles.chip}
      data-mrd={mrd.name}
      aria-busy={asking || undefined}
      title={why}
    >
      <StateDot state={mrd.state} />
      <span className={styles.name}>{configured.mrd(mrd.name)}</span>
      <span className={styles.load}>
        {format.number(mrd.live)}/{format.number(mrd.max)}
      </span>
      <span className={styles.word}>{paused ? t('mrd.paused') : stateOf(mrd)}</span>
      <span className={styles.time}>{format.duration(now - mrd.since)}</span>
    </button>
  );
}
