import { useTranslation } from 'react-i18next';
import { control } from '../desk/actions.ts';
import { useDesk, useNow } from '../desk/desk-context.ts';
import { useFormat } from '../i18n/format.ts';
import type { MrdPresence } from '../store/model.ts';
import { Menu } from '../ui/Menu.tsx';
import { StateDot } from '../ui/StateDot.tsx';
import styles from './MrdChips.module.css';
import { MrdMenuItem } from './MrdMenuItems.tsx';

function Chip({ mrd }: { mrd: MrdPresence }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const asking = useDesk((state) => state.asking[control.mrd(mrd.id)] !== undefined);
  const word = t(`mrdState.${mrd.state}`);
  return (
    <Menu
      label={mrd.name}
      trigger={
        <button type="button" className={styles.chip} data-mrd={mrd.name} aria-busy={asking || undefined}>
          <StateDot state={mrd.state} />
          <span className={styles.name}>{mrd.name}</span>
          <span className={styles.load}>
            {format.number(mrd.live)}/{format.number(mrd.max)}
          </span>
          <span className={styles.word}>
            {word} {format.duration(now - mrd.since)}
          </span>
        </button>
      }
    >
      <MrdMenuItem mrd={mrd} />
    </Menu>
  );
}

/** Each MRD with its state, load and time; a click switches it. */
export function MrdChips() {
  const { t } = useTranslation();
  const mrds = useDesk((state) => state.presence?.mrds);
  return (
    <ul className={styles.chips} aria-label={t('mrd.list')}>
      {mrds?.map((mrd) => (
        <li key={mrd.id}>
          <Chip mrd={mrd} />
        </li>
      ))}
    </ul>
  );
}
