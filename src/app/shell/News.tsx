import { AnnouncementBar } from '../../announcements/AnnouncementBar.tsx';
import { QuietBoundary } from '../../desk/Boundary.tsx';
import { deferred } from '../../desk/deferred.ts';
import { DeferredPart } from '../../desk/DeferredPart.tsx';
import { useDesk } from '../../desk/desk-context.ts';
import { InactivityBar } from '../../idle/InactivityBar.tsx';

const deferredAlarms = deferred(async () => (await import('../../team/AlarmWatch.tsx')).AlarmWatch, 'team');

/** What is told in every place: that the desk is unused, announcements, hands, and for supervisors their alarms. */
export function News() {
  const supervises = useDesk((state) => state.me?.roles.includes('supervisor') === true);
  return (
    <>
      <QuietBoundary>
        <InactivityBar />
      </QuietBoundary>
      <QuietBoundary>
        <AnnouncementBar />
      </QuietBoundary>
      {supervises && (
        <QuietBoundary>
          <DeferredPart of={deferredAlarms} props={{}} />
        </QuietBoundary>
      )}
    </>
  );
}
