import type { ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';
import { control } from '../desk/actions.ts';
import { useDesk, useNow } from '../desk/desk-context.ts';
import { useFormat } from '../i18n/format.ts';
import type { MrdPresence } from '../store/model.ts';
import { StateDot } from '../ui/StateDot.tsx';
import styles from './MrdFace.module.css';

/** An MRD with its state, load and time. */
export function MrdFace({ mrd, ...rest }: { mrd: MrdPresence } & ComponentProps<'button'>) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const asking = useDesk((state) => state.asking[control.mrd(mrd.id)] !== undefined);
  return (
    <button
      {...rest}
      type="button"
      className={styles.chip}
      data-mrd={mrd.name}
      aria-busy={asking || undefined}
    >
      <StateDot state={mrd.state} />
      <span className={styles.name}>{mrd.name}</span>
      <span className={styles.load}>
        {format.number(mrd.live)}/{format.number(mrd.max)}
      </span>
      <span className={styles.word}>
        {t(`mrdState.${mrd.state}`)} {format.duration(now - mrd.since)}
      </span>
    </button>
  );
}
