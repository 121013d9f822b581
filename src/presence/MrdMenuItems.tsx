import { useTranslation } from 'react-i18next';
import { control } from '../desk/actions/actions.ts';
import { useActions, useDesk, useNow } from '../desk/desk-context.ts';
import { useConfigured } from '../desk/use-configured.ts';
import { useFormat } from '../i18n/format.ts';
import type { MrdPresence } from '../store/model.ts';
import { may, takesWork } from '../store/selectors.ts';
import { MenuItem, MenuLabel } from '../ui/Menu.tsx';
import { StateDot } from '../ui/StateDot.tsx';
import { useReasonName } from '../desk/reason-name.ts';
import { useWorkNames } from '../desk/work-name.ts';

/** One MRD in a menu: what it does now, and the switch. */
export function MrdMenuItem({ mrd }: { mrd: MrdPresence }) {
  const { t } = useTranslation();
  const actions = useActions();
  const format = useFormat();
  const now = useNow();
  const reasonName = useReasonName();
  const configured = useConfigured();
  const { work, state: stateOf } = useWorkNames();
  const agentReady = useDesk((state) => state.presence?.state === 'READY');
  const online = useDesk((state) => state.link.status === 'online');
  const allowed = useDesk((state) => may(state, 'state-change/manage_state_change'));
  const asking = useDesk((state) => state.asking[control.mrd(mrd.id)] !== undefined);
  const on = takesWork(mrd);
  const pending = mrd.state === 'PENDING_NOT_READY';
  const action = on ? 'mrd.stop' : pending ? 'mrd.takeBack' : 'mrd.take';
  return (
    <>
      <MenuLabel>
        {configured.mrd(mrd.name)} · {stateOf(mrd)} {format.duration(now - mrd.since)} ·{' '}
        {t('mrd.load', { live: format.number(mrd.live), max: format.number(mrd.max) })}
        {mrd.reason ? ` · ${reasonName(mrd.reason)}` : ''}
      </MenuLabel>
      <MenuItem
        icon={<StateDot state={on ? 'NOT_READY' : 'READY'} />}
        disabled={!online || asking || !allowed || (!on && !agentReady)}
        hint={!on && !agentReady ? t('mrd.needsReady') : undefined}
        onSelect={() => {
          actions.setMrdState(mrd.id, on ? 'NOT_READY' : 'READY');
        }}
      >
        {t(action, { work: work(mrd.name) })}
      </MenuItem>
    </>
  );
}

/** All MRDs, in the menu of the agent's state. */
export function MrdMenuItems() {
  const mrds = useDesk((state) => state.presence?.mrds);
  return mrds?.map((mrd) => <MrdMenuItem key={mrd.id} mrd={mrd} />);
}
