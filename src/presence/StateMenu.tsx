import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { control } from '../desk/actions/actions.ts';
import { useActions, useAsking, useDesk } from '../desk/desk-context.ts';
import type { Presence, Reason } from '../store/model.ts';
import { may } from '../store/selectors.ts';
import { Menu, MenuItem, MenuLabel, MenuSeparator } from '../ui/Menu.tsx';
import type { Start } from '../ui/start.ts';
import { StateDot } from '../ui/StateDot.tsx';
import { MrdMenuItems } from './MrdMenuItems.tsx';
import { useReasonName } from '../desk/reason-name.ts';
import { StateFace } from './StateFace.tsx';
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

/** The agent's state and the menu by which it is changed. */
export function StateMenu({ presence, starts }: { presence: Presence; starts: Start }) {
  const { t } = useTranslation();
  const actions = useActions();
  const reasonName = useReasonName();
  const online = useDesk((state) => state.link.status === 'online');
  const allowed = useDesk((state) => may(state, 'state-change/manage_state_change') && state.servesCustomers);
  const asking = useAsking(control.agent);
  const [opened, setOpened] = useState(starts === 'open');
  const reasons = useReasons('NOT_READY', opened);
  const disabled = !online || asking !== null || !allowed;
  return (
    <Menu
      label={t('state.menu')}
      starts={starts}
      onOpenChange={setOpened}
      trigger={<StateFace presence={presence} />}
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
          {reasonName(reason.name)}
        </MenuItem>
      ))}
      <MenuSeparator />
      <MrdMenuItems />
    </Menu>
  );
}
