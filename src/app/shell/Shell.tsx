import { useEffect, type ReactNode } from 'react';
import { deferredPhone } from '../../phone/deferred-phone.ts';
import { phoneSlice } from '../../phone/phone-slice.ts';
import { sliceOf } from '../../store/server-slice.ts';
import { OfferAnnouncer } from '../../offers/OfferAnnouncer.tsx';
import { PartBoundary, QuietBoundary } from '../../desk/Boundary.tsx';
import { useActions, useDesk, useDeskContext } from '../../desk/desk-context.ts';
import { freeDeferredParts } from '../../desk/deferred.ts';
import { DeferredPart } from '../../desk/DeferredPart.tsx';
import type { Place } from '../../desk/places.ts';
import type { DeskState } from '../../store/model.ts';
import { usePlaces } from '../../desk/use-places.ts';
import { keepEarlyKeys } from '../early-keys.ts';
import { Header } from './Header.tsx';
import {
  deferredKeys,
  deferredNews,
  deferredPalette,
  deferredPrint,
  deferredShortcuts,
  deferredSignOut,
  deferredTooltip,
  deferredWriteFirst,
  loadDeferredParts,
} from '../deferred-parts.ts';
import { LinesSkeleton } from './PaneSkeletons.tsx';
import { Rail } from './Rail.tsx';
import styles from './Shell.module.css';
import { whenIdle } from '../../desk/when-idle.ts';

/** The shortcuts' code is loaded after the first screen. */
function EarlyKeys() {
  const { store } = useDeskContext();
  useEffect(
    () =>
      keepEarlyKeys(store, () => {
        deferredKeys.load().catch(() => undefined);
      }),
    [store],
  );
  return null;
}

/** Draws a place. */
function Page({ place }: { place: Place }) {
  const page = <DeferredPart of={place.page} props={{}} meanwhile={<LinesSkeleton />} />;
  return place.framed === true ? page : <main className={styles.page}>{page}</main>;
}

const OVERLAYS = { palette: deferredPalette, shortcuts: deferredShortcuts, writeFirst: deferredWriteFirst };

/** What stands over the desk for a moment. */
function Overlay() {
  const actions = useActions();
  const overlay = useDesk((state) => state.overlay);
  const onClose = () => {
    actions.show(null);
  };
  if (overlay === null) return null;
  return <DeferredPart key={overlay} of={OVERLAYS[overlay]} props={{ onClose }} />;
}

function SignOut() {
  const asked = useDesk((state) => state.signingOut !== null);
  return asked ? <DeferredPart of={deferredSignOut} props={{}} /> : null;
}

function Printing() {
  const id = useDesk((state) => state.printing);
  return id === null ? null : <DeferredPart key={id} of={deferredPrint} props={{ id }} />;
}

/** The agent's phone, for those who have one. */
function Phone() {
  const there = useDesk((state) => sliceOf(state, phoneSlice) !== null);
  return there ? <DeferredPart of={deferredPhone} props={{}} /> : null;
}

/** What parts of the desk are drawn from. */
const PRESENCE = (state: DeskState) => state.presence;
const PLACE = (state: DeskState) => state.place;
const OFFERS = (state: DeskState) => state.offers;
const OVERLAY = (state: DeskState) => state.overlay;
const PRINTING = (state: DeskState) => state.printing;

/** Tries again what could not be drawn when `of` changes. It looks at that itself: an offer must not draw the desk anew. */
function Quiet({ of, children }: { of: (state: DeskState) => unknown; children: ReactNode }) {
  return <QuietBoundary of={useDesk(of)}>{children}</QuietBoundary>;
}

/** How long the parts after the first screen wait for an agent's state that does not come, ms. */
const PATIENCE = 3000;

/** The desk: bar on top, places at the side, and the place that is open. */
export function Shell() {
  const { places } = useDeskContext();
  const own = usePlaces();
  const place = useDesk((state) => state.place);
  const open = places.find(({ id }) => id === place);
  const drawn = useDesk((state) => state.presence !== null);
  useEffect(() => {
    // Hidden parts must not delay the first screen; but they do not wait for ever.
    const fetchTheRest = () => {
      freeDeferredParts();
      void loadDeferredParts(own);
    };
    if (drawn) return whenIdle(fetchTheRest);
    const timer = setTimeout(fetchTheRest, PATIENCE);
    return () => {
      clearTimeout(timer);
    };
  }, [drawn, own]);
  return (
    <div className={styles.shell}>
      <Quiet of={PRESENCE}>
        <Header />
      </Quiet>
      <div className={styles.phone}>
        <PartBoundary>
          <Phone />
        </PartBoundary>
      </div>
      <div className={styles.news}>
        <QuietBoundary>
          <DeferredPart of={deferredNews} props={{}} />
        </QuietBoundary>
      </div>
      <Quiet of={PLACE}>
        <Rail />
      </Quiet>
      <DeferredPart of={deferredKeys} props={{}} meanwhile={<EarlyKeys />} />
      <PartBoundary of={place}>{open !== undefined && <Page key={open.id} place={open} />}</PartBoundary>
      <Quiet of={OFFERS}>
        <OfferAnnouncer />
      </Quiet>
      <Quiet of={OVERLAY}>
        <Overlay />
        <SignOut />
      </Quiet>
      <QuietBoundary>
        <DeferredPart of={deferredTooltip} props={{}} />
      </QuietBoundary>
      <Quiet of={PRINTING}>
        <Printing />
      </Quiet>
    </div>
  );
}
