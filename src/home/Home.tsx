import { Coffee, Inbox, Pause, Volume2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { control } from '../desk/actions/actions.ts';
import { LongestWaiting } from '../conversations/LongestWaiting.tsx';
import { useActions, useAsking, useDesk, useNow } from '../desk/desk-context.ts';
import { DeferredPart } from '../desk/DeferredPart.tsx';
import { useFormat } from '../i18n/format.ts';
import { NarrowEnding } from '../offers/LatestEnding.tsx';
import { useReasonName } from '../desk/reason-name.ts';
import { useWorkNames } from '../desk/work-name.ts';
import { useKeys } from '../desk/keys/use-keys.ts';
import { ownConversations } from '../store/kind.ts';
import type { MrdPresence } from '../store/model.ts';
import { may, takesWork } from '../store/selectors.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Kbd } from '../ui/Kbd.tsx';
import { useScrollStop } from '../ui/use-scroll-stop.ts';
import styles from './Home.module.css';
import { deferredFigures } from './deferred-figures.ts';

/** Its place is as high as it will be, so that nothing moves when it comes. */
function FiguresWhenHere({ of }: { of: 'day' | 'queues' }) {
  return (
    <div className={styles.figures}>
      <DeferredPart of={deferredFigures} props={{ of }} />
    </div>
  );
}

function NotReady({ reason, since }: { reason: string | null; since: number }) {
  const { t } = useTranslation();
  const actions = useActions();
  const format = useFormat();
  const now = useNow();
  const reasonName = useReasonName();
  const asking = useAsking(control.agent);
  const online = useDesk((state) => state.link.status === 'online');
  const allowed = useDesk((state) => may(state, 'state-change/manage_state_change'));
  const time = format.duration(now - since);
  return (
    <EmptyState
      icon={<Coffee size={40} strokeWidth={1.5} aria-hidden="true" />}
      title={t('home.notReady')}
      actions={
        <>
          <Button
            look="primary"
            size="large"
            data-go="READY"
            pending={asking === 'READY'}
            disabled={!online || !allowed}
            onClick={() => {
              actions.setAgentState('READY', null);
            }}
          >
            {t('home.goReady')}
          </Button>
          <Button
            look="quiet"
            size="large"
            icon={<Volume2 size={18} aria-hidden="true" />}
            onClick={() => {
              actions.testSound();
            }}
          >
            {t('home.testSound')}
          </Button>
        </>
      }
      after={<FiguresWhenHere of="day" />}
    >
      <p>
        {reason === null
          ? t('home.since', { time })
          : t('home.sinceReason', { reason: reasonName(reason), time })}
      </p>
      <p>{t('home.notReadyText')}</p>
    </EmptyState>
  );
}

function Keys() {
  const { t } = useTranslation();
  const offer = useKeys('offer');
  const find = useKeys('palette');
  const help = useKeys('sheet');
  return (
    <p className={styles.keys}>
      {offer !== undefined && (
        <span>
          <Kbd>{offer}</Kbd> {t('home.keyOffer')}
        </span>
      )}
      {find !== undefined && (
        <span>
          <Kbd>{find}</Kbd> {t('home.keyFind')}
        </span>
      )}
      {help !== undefined && (
        <span>
          <Kbd>{help}</Kbd> {t('home.keyHelp')}
        </span>
      )}
    </p>
  );
}

/** Ready, but every kind of work is off: the next step is to switch one on. */
function NothingOn({ mrds }: { mrds: readonly MrdPresence[] }) {
  const { t } = useTranslation();
  const actions = useActions();
  const online = useDesk((state) => state.link.status === 'online');
  const asking = useDesk((state) => state.asking);
  const reasonName = useReasonName();
  const { work, paused } = useWorkNames();
  return (
    <EmptyState
      icon={<Pause size={40} strokeWidth={1.5} aria-hidden="true" />}
      title={t('home.nothingOn')}
      actions={mrds.map((mrd, index) => (
        <Button
          key={mrd.id}
          look={index === 0 ? 'primary' : 'secondary'}
          size="large"
          pending={asking[control.mrd(mrd.id)] !== undefined}
          disabled={!online}
          onClick={() => {
            actions.setMrdState(mrd.id, 'READY');
          }}
        >
          {t(mrd.reason ? 'mrd.takeBack' : 'mrd.take', { work: work(mrd.name) })}
        </Button>
      ))}
    >
      <p>{t('home.noMrd')}</p>
      {mrds
        .filter((mrd) => mrd.reason)
        .map((mrd) => (
          <p key={mrd.id}>
            {t('home.offBecause', { paused: paused(mrd.name), reason: reasonName(mrd.reason ?? '') })}
          </p>
        ))}
    </EmptyState>
  );
}

function Ready({ mrds, some }: { mrds: readonly MrdPresence[]; some: boolean }) {
  const { t } = useTranslation();
  const { work } = useWorkNames();
  const takes = mrds.filter(takesWork).map((mrd) => work(mrd.name));
  return (
    <EmptyState
      icon={<Inbox size={40} strokeWidth={1.5} aria-hidden="true" />}
      title={t(some ? 'home.choose' : 'home.ready')}
      after={some ? <LongestWaiting /> : <FiguresWhenHere of="queues" />}
    >
      {takes.length > 0 && <p>{t('home.takes', { mrds: takes.join(', ') })}</p>}
      <Keys />
    </EmptyState>
  );
}

/** For supervisors who are no agents. */
function Watching() {
  const { t } = useTranslation();
  const actions = useActions();
  return (
    <EmptyState
      icon={<Inbox size={40} strokeWidth={1.5} aria-hidden="true" />}
      title={t('home.watching')}
      actions={
        <Button
          look="primary"
          size="large"
          onClick={() => {
            actions.go('team');
          }}
        >
          {t('place.team')}
        </Button>
      }
    >
      <p>{t('home.watchingText')}</p>
    </EmptyState>
  );
}

/** What stands where a conversation would, while none is open. */
export function Home() {
  const scroller = useScrollStop<HTMLDivElement>();
  return (
    <div className={styles.home} ref={scroller}>
      <div className={styles.news}>
        <NarrowEnding />
      </div>
      <div className={styles.state}>
        <State />
      </div>
    </div>
  );
}

function State() {
  const { t } = useTranslation();
  const presence = useDesk((state) => state.presence);
  const some = useDesk((state) => ownConversations(state).length > 0);
  const serves = useDesk((state) => state.servesCustomers);
  if (presence === null) return <p className={styles.waiting}>{t('home.waiting')}</p>;
  if (!serves && !some) return <Watching />;
  const { mrds } = presence;
  if (some || (presence.state === 'READY' && mrds.some(takesWork))) return <Ready mrds={mrds} some={some} />;
  if (presence.state === 'READY') return <NothingOn mrds={mrds} />;
  return <NotReady reason={presence.reason} since={presence.since} />;
}
