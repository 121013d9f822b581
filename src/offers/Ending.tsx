import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions, useDesk, useNow } from '../desk/desk-context.ts';
import { NoticeWords } from '../notices/NoticeWords.tsx';
import { ResumeButton } from '../presence/ResumeWork.tsx';
import type { DeskState, Notice } from '../store/model.ts';
import { Toast } from '../ui/Toast.tsx';

/** How long the newest notice stays in sight, ms. */
const IN_SIGHT = 12_000;

/** Ends that the agent has brought about: they are nothing new, but the agent wants to see that it is done. */
const OWN_ENDS: ReadonlySet<string> = new Set(['notice.offerEnded.REJECTED', 'notice.offerEnded.LOGOUT']);

/** Whether a notice says that its MRD was switched off, and it still is: that stays until it is dealt with. */
function holds(state: DeskState, notice: Notice): boolean {
  if (notice.mrdId === undefined) return false;
  const mrd = state.presence?.mrds.find(({ id }) => id === notice.mrdId);
  return state.presence?.state === 'READY' && mrd?.state === 'NOT_READY';
}

/** The notice to be told now, other than the one waved away; `now` is epoch ms of this machine. */
function latest(state: DeskState, now: number, away: string | null): Notice | undefined {
  const fresh = state.notices.filter(
    ({ id, read, text }) => id !== away && (read !== true || OWN_ENDS.has(text)),
  );
  const newest = fresh.at(-1);
  if (newest !== undefined && now - newest.at < IN_SIGHT) return newest;
  return fresh.findLast((notice) => notice.read !== true && holds(state, notice));
}

function BackOn({ mrdId }: { mrdId: string }) {
  const mrd = useDesk((state) => state.presence?.mrds.find(({ id }) => id === mrdId));
  return mrd === undefined ? null : <ResumeButton mrd={mrd} />;
}

/** The newest thing that happened, in words: how an offer ended above all, with what is to be done one click away. */
export function Ending() {
  const { t } = useTranslation();
  const actions = useActions();
  const offset = useDesk((state) => state.clockOffset);
  const now = useNow() - offset;
  const [away, setAway] = useState<string | null>(null);
  const notice = useDesk((state) => latest(state, now, away));
  const off = useDesk((state) => notice !== undefined && holds(state, notice));
  if (notice === undefined) return null;
  return (
    <Toast
      tone={notice.tone}
      action={off && notice.mrdId !== undefined && <BackOn mrdId={notice.mrdId} />}
      dismiss={t('common.dismiss')}
      onDismiss={() => {
        setAway(notice.id);
        actions.readNotices([notice.id]);
      }}
    >
      <NoticeWords notice={notice} />
    </Toast>
  );
}
