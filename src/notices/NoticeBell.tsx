import { LatePart } from '../desk/LatePart.tsx';
import { useEarlyUse } from '../desk/late.ts';
import { BellFace } from './BellFace.tsx';
import { lateNotices } from './late-notices.ts';

/** The bell, and the list behind it as soon as that has come. */
export function NoticeBell() {
  const { starts, face } = useEarlyUse(lateNotices);
  return <LatePart of={lateNotices} props={{ starts }} meanwhile={<BellFace {...face} />} />;
}
