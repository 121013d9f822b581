import { DeferredPart } from '../desk/DeferredPart.tsx';
import { useEarlyUse } from '../desk/deferred.ts';
import { BellFace } from './BellFace.tsx';
import { deferredNotices } from './deferred-notices.ts';

/** The bell, and the list behind it as soon as that has come. */
export function NoticeBell() {
  const { starts, face } = useEarlyUse(deferredNotices);
  return <DeferredPart of={deferredNotices} props={{ starts }} meanwhile={<BellFace {...face} />} />;
}
