import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { control } from '../desk/actions.ts';
import { useActions, useAsking, useDesk, useNow } from '../desk/desk-context.ts';
import { useNoticeText } from '../notices/notice-text.ts';
import { LatestNotice } from '../shell/LatestNotice.tsx';
import type { DeskState, Notice } from '../store/model.ts';
import { Button } from '../ui/Button.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import styles from './LatestEnding.module.css';

/** How long the end of an offer stays in sight, ms. */
const IN_SIGHT = 12_000;

/** Ids of notices about offers begin so (`store/apply.ts`). */
const ABOUT_OFFER = 'offer:';

/** Whether a notice says that its MRD was switched off, and it still is: that stays until it is dealt with. */
function holds(state: DeskState, notice: Notice): boolean {
  const mrd = state.presence?.mrds.find(({ id }) => id === notice.mrdId);
  return state.presence?.state === 'READY' && mrd?.state === 'NOT_READY';
}

/** The end of an offer to be told now; `now` is epoch ms of this machine. */
function endingOf(state: DeskState, now: number): Notice | undefined {
  const endings = state.notices.filter(({ id, read }) => read !== true && id.startsWith(ABOUT_OFFER));
  const latest = endings.at(-1);
  if (latest !== undefined && now - latest.at < IN_SIGHT) return latest;
  return endings.findLast((notice) => holds(state, notice));
}

function BackOn({ mrdId }: { mrdId: string }) {
  const { t } = useTranslation();
  const actions = useActions();
  const name = useDesk((state) => state.presence?.mrds.find(({ id }) => id === mrdId)?.name ?? '');
  const asking = useAsking(control.mrd(mrdId));
  const online = useDesk((state) => state.link.status === 'online');
  return (
    <Button
      size="small"
      pending={asking !== null}
      disabled={!online}
      onClick={() => {
        actions.setMrdState(mrdId, 'READY');
      }}
    >
      {t('mrd.take', { name })}
    </Button>
  );
}

/**
 * How the last offer ended, in words and where it stood; what the agent has to do about it is one click away.
 * Otherwise the newest notice of any kind.
 */
export function LatestEnding() {
  const { t } = useTranslation();
  const actions = useActions();
  const offset = useDesk((state) => state.clockOffset);
  const now = useNow() - offset;
  const ending = useDesk((state) => endingOf(state, now));
  const off = useDesk((state) => ending?.mrdId !== undefined && holds(state, ending));
  const text = useNoticeText();
  return (
    <>
      <div role="status">
        {ending !== undefined && (
          <div className={styles.ending} data-tone={ending.tone}>
            <span className={styles.text} dir="auto">
              {text(ending)}
            </span>
            {off && ending.mrdId !== undefined && <BackOn mrdId={ending.mrdId} />}
            <IconButton
              className={styles.close}
              label={t('common.dismiss')}
              icon={<X size={14} />}
              onClick={() => {
                actions.readNotices([ending.id]);
              }}
            />
          </div>
        )}
      </div>
      <div hidden={ending !== undefined}>
        <LatestNotice />
      </div>
    </>
  );
}
