/** Going ready and not, and each kind of work. */
import { useTranslation } from 'react-i18next';
import { control } from '../desk/actions/actions.ts';
import { useActions, useDesk } from '../desk/desk-context.ts';
import type { MrdPresence, Reason } from '../store/model.ts';
import { useReasonName } from '../desk/reason-name.ts';
import { useWorkNames } from '../desk/work-name.ts';
import { may, takesWork } from '../store/selectors.ts';
import { StateDot } from '../ui/StateDot.tsx';
import type { Command } from './command.ts';

/** Why nothing can be asked of the server now, or null. */
export function useWhyNot(): string | null {
  const { t } = useTranslation();
  const online = useDesk((state) => state.link.status === 'online');
  return online ? null : t('palette.offline');
}

/** The commands of the agent's and each MRD's state. */
export function useStateCommands(reasons: readonly Reason[]): Command[] {
  const { t } = useTranslation();
  const actions = useActions();
  const presence = useDesk((state) => state.presence);
  const allowed = useDesk((state) => may(state, 'state-change/manage_state_change'));
  const offline = useWhyNot();
  const { work: workName, state: mrdState } = useWorkNames();
  const reasonName = useReasonName();
  if (presence === null) return [];
  const why = offline ?? (allowed ? null : t('state.notAllowed'));
  const ready = presence.state === 'READY';

  const change = (reason: Reason | null): Command => ({
    id: `state:${reason?.id ?? 'NOT_READY'}`,
    group: 'state',
    title:
      reason === null ? t('palette.notReady') : t('palette.notReadyFor', { reason: reasonName(reason.name) }),
    words: t('palette.stateWords'),
    icon: <StateDot state="NOT_READY" size={14} />,
    chosen: presence.state === 'NOT_READY' && presence.reason === (reason?.name ?? null),
    why,
    control: control.agent,
    run: () => {
      actions.setAgentState('NOT_READY', reason);
    },
  });

  const work = (mrd: MrdPresence): Command => {
    const on = takesWork(mrd);
    const action = on ? 'mrd.stop' : mrd.state === 'PENDING_NOT_READY' ? 'mrd.takeBack' : 'mrd.take';
    return {
      id: `mrd:${mrd.id}`,
      group: 'state',
      title: t(action, { work: workName(mrd.name) }),
      detail: mrdState(mrd),
      words: '',
      icon: <StateDot state={mrd.state} size={14} />,
      why: why ?? (on || ready ? null : t('mrd.needsReady')),
      control: control.mrd(mrd.id),
      run: () => {
        actions.setMrdState(mrd.id, on ? 'NOT_READY' : 'READY');
      },
    };
  };

  return [
    {
      id: 'state:READY',
      group: 'state',
      title: t('home.goReady'),
      words: t('palette.stateWords'),
      icon: <StateDot state="READY" size={14} />,
      chosen: ready,
      why,
      control: control.agent,
      run: () => {
        actions.setAgentState('READY', null);
      },
    },
    change(null),
    ...reasons.filter((reason) => reason.type === 'NOT_READY').map(change),
    ...presence.mrds.map(work),
  ];
}
