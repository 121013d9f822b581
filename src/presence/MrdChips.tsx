import { useTranslation } from 'react-i18next';
import { control } from '../desk/actions/actions.ts';
import { useDesk } from '../desk/desk-context.ts';
import { DeferredPart } from '../desk/DeferredPart.tsx';
import { useEarlyUse } from '../desk/deferred.ts';
import { Refused } from '../desk/Refused.tsx';
import type { MrdPresence } from '../store/model.ts';
import { deferredMrdMenu, deferredTakeBackMrd } from './deferred-menus.ts';
import styles from './MrdChips.module.css';
import { MrdFace } from './MrdFace.tsx';

function Chip({ mrd }: { mrd: MrdPresence }) {
  const { starts, face } = useEarlyUse(deferredMrdMenu);
  return (
    <DeferredPart of={deferredMrdMenu} props={{ mrd, starts }} meanwhile={<MrdFace mrd={mrd} {...face} />} />
  );
}

/** Each MRD in the bar; a click opens its switch. */
export function MrdChips() {
  const { t } = useTranslation();
  const mrds = useDesk((state) => state.presence?.mrds);
  const online = useDesk((state) => state.link.status === 'online');
  return (
    <ul className={styles.chips} data-unsure={!online || undefined} aria-label={t('mrd.list')}>
      {mrds?.map((mrd) => (
        <li
          key={mrd.id}
          className={styles.item}
          data-pending={mrd.state === 'PENDING_NOT_READY' || undefined}
        >
          <Chip mrd={mrd} />
          <DeferredPart of={deferredTakeBackMrd} props={{ mrd }} />
          <div className={styles.refused}>
            <Refused control={control.mrd(mrd.id)} />
          </div>
        </li>
      ))}
    </ul>
  );
}
