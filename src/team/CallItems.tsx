import { Ear, UserPlus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../desk/desk-context.ts';
import { useSlice } from '../desk/use-slice.ts';
import { phoneActions } from '../phone/phone-actions.ts';
import { isListening, phoneOf } from '../phone/read-phone.ts';
import { MenuItem, MenuSeparator } from '../ui/Menu.tsx';
import type { FloorAgent } from './floor-slice.ts';
import { rowControl } from './team-actions.ts';

/** For a supervisor with a phone: listening to the call of an agent, and joining it. `at`: the row in which a refusal is shown. */
export function CallItems({ agent, at = agent.id }: { agent: FloorAgent; at?: string }) {
  const { t } = useTranslation();
  const { supervise, listensTo } = useSlice(phoneActions);
  const phone = useDesk(phoneOf);
  const { id, mrds } = agent;
  const mrd = mrds.find((one) => one.id === phone?.mrdId);
  const talks = (mrd?.live ?? 0) > 0 || mrd?.state === 'BUSY' || mrd?.state === 'ACTIVE';
  if (phone?.link !== 'CONNECTED' || phone.state === null || !talks) return null;
  const listens = listensTo() === id && phone.calls.some(isListening);
  return (
    <>
      <MenuItem
        icon={listens ? <UserPlus size={16} /> : <Ear size={16} />}
        onSelect={() => void supervise(id, listens ? 'BARGE_IN' : 'MONITOR', rowControl(at))}
      >
        {t(listens ? 'team.act.joinCall' : 'team.act.listenCall')}
      </MenuItem>
      <MenuSeparator />
    </>
  );
}
