import { ArrowRight, ChevronDown } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { control } from '../desk/actions.ts';
import { useActions, useAsking, useDesk, useNow } from '../desk/desk-context.ts';
import { useFormat } from '../i18n/format.ts';
import type { Presence, Reason } from '../store/model.ts';
import { may } from '../store/selectors.ts';
import { Menu, MenuItem, MenuLabel, MenuSeparator } from '../ui/Menu.tsx';
import { StateDot } from '../ui/StateDot.tsx';
import { MrdMenuItems } from './MrdMenuItems.tsx';
import { useReasonName } from './reason-name.ts';
import styles from './StateMenu.module.css';

/** Reasons of one type, once they have been fetched. */
function useReasons(type: Reason['type'], wanted: boolean): readonly Reason[] {
  const actions = useActions();
  const [reasons, setReasons] = useState<readonly Reason[]>([]);
  useEffect(() => {
    if (!wanted) return;
    let here = true;
    actions.reasons().then(
      (all) => {
        if (here) setReasons(all.filter((reason) => reason.type === type));
      },
      () => undefined,
    );
    return () => {
      here = false;
    };
  }, [actions, type, wanted]);
  return reasons;
}

/** Since when the state holds, running. */
function Since({ at }: { at: number }) {
  const format = useFormat();
  return <span className={styles.time}>{format.duration(useNow() - at)}</span>;
}

function Trigger({ presence }: { presence: Presence }) {
  const { t } = useTranslation();
  const asking = useAsking(control.agent);
  const reasonName = useReasonName();
  return (
    <>
      <StateDot state={presence.state} />
      <span className={styles.word}>{t(`state.${presence.state}`)}</span>
      {presence.reason !== null && <span className={styles.reason}>{reasonName(presence.reason)}</span>}
      <Since at={presence.since} />
      {asking !== null && (
        <span className={styles.asking} role="status">
          <ArrowRight className="mirror" size={12} aria-hidden="true" />
          {t(`state.${asking}`)} …
        </span>
      )}
      <ChevronDown className={styles.chevron} size={14} aria-hidden="true" />
    </>
  );
}

/** The agent's state, with reason and running time, and the menu by which it is changed. */
export function StateMenu() {
  const { t } = useTranslation();
  const actions = useActions();
  const presence = useDesk((state) => state.presence);
  const online = useDesk((state) => state.link.status === 'online');
  const allowed = useDesk((state) => may(state, 'state-change/manage_state_change'));
  const asking = useAsking(control.agent);
  const [opened, setOpened] = useState(false);
  const reasons = useReasons('NOT_READY', opened);
  if (presence === null) return <span className={styles.unknown}>{t('state.unknown')}</span>;
  const disabled = !online || asking !== null || !allowed;
  return (
    <Menu
      label={t('state.menu')}
      onOpenChange={(open) => {
        setOpened((before) => before || open);
      }}
      trigger={
        <button type="button" className={styles.trigger} data-state-name={presence.state} id="state-menu">
          <Trigger presence={presence} />
        </button>
      }
    >
      {!online && <MenuLabel>{t('state.offline')}</MenuLabel>}
      {online && !allowed && <MenuLabel>{t('state.notAllowed')}</MenuLabel>}
      <MenuItem
        icon={<StateDot state="READY" />}
        chosen={presence.state === 'READY'}
        disabled={disabled}
        onSelect={() => {
          actions.setAgentState('READY', null);
        }}
      >
        {t('state.READY')}
      </MenuItem>
      <MenuItem
        icon={<StateDot state="NOT_READY" />}
        chosen={presence.state === 'NOT_READY' && presence.reason === null}
        disabled={disabled}
        onSelect={() => {
          actions.setAgentState('NOT_READY', null);
        }}
      >
        {t('state.NOT_READY')}
      </MenuItem>
      {reasons.map((reason) => (
        <MenuItem
          key={reason.id}
          icon={<span className={styles.branch} />}
          chosen={presence.state === 'NOT_READY' && presence.reason === reason.name}
          disabled={disabled}
          onSelect={() => {
            actions.setAgentState('NOT_READY', reason);
          }}
        >
          {reason.name}
        </MenuItem>
      ))}
      <MenuSeparator />
      <MrdMenuItems />
    </Menu>
  );
}
