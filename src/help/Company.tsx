import { Ellipsis, LoaderCircle } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useRoleName } from '../desk/role-name.ts';
import { useAsking, useDesk } from '../desk/desk-context.ts';
import { Refused } from '../desk/Refused.tsx';
import { useSlice } from '../desk/use-slice.ts';
import { colleaguesIn } from '../store/company.ts';
import type { AgentHere } from '../store/events.ts';
import type { Conversation } from '../store/model.ts';
import { canDo } from '../store/selectors.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { Button } from '../ui/Button.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Menu, MenuItem } from '../ui/Menu.tsx';
import styles from './Company.module.css';
import { helpActions } from './help-actions.ts';
import { helpControl } from './help-control.ts';

function Colleague({ conversation, agent }: { conversation: Conversation; agent: AgentHere }) {
  const { t } = useTranslation();
  const roleName = useRoleName();
  const help = useSlice(helpActions);
  const { id } = conversation;
  const helps = agent.role === 'ASSISTANT';
  const ask = (event: string, payload: object) => void help.ask(id, event, payload);
  const named = { mode: 'agent', requestedAgentId: agent.userId, offerToAgent: false };
  const handsOver = helps && canDo(conversation, 'CONSULT_TRANSFER');
  const letsTalk = helps && canDo(conversation, 'CONSULT_CONFERENCE');
  const removes = agent.role !== 'WHISPER' && canDo(conversation, 'REMOVE_AGENT');
  return (
    <li className={styles.colleague}>
      <Avatar name={agent.name} size="small" />
      <span className={styles.who}>
        <bdi className={styles.name}>{agent.name}</bdi>
        <span className={styles.role}>{roleName(agent.role)}</span>
      </span>
      {(handsOver || letsTalk || removes) && (
        <Menu
          align="end"
          label={t('help.about', { name: agent.name })}
          trigger={<IconButton label={t('help.about', { name: agent.name })} icon={<Ellipsis size={16} />} />}
        >
          {handsOver && (
            <MenuItem onSelect={() => ask('consultTransferRequest', named)}>
              {t('help.handOver', { name: agent.name })}
            </MenuItem>
          )}
          {letsTalk && (
            <MenuItem onSelect={() => ask('consultConferenceRequest', named)}>
              {t('help.letTalk', { name: agent.name })}
            </MenuItem>
          )}
          {removes && (
            <MenuItem onSelect={() => ask('removeParticipant', { participantId: agent.userId })}>
              {t('help.remove', { name: agent.name })}
            </MenuItem>
          )}
        </Menu>
      )}
    </li>
  );
}

/** Who else is here and in which part, and that somebody is being asked. Nothing while the agent is alone. */
export function Company({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const help = useSlice(helpActions);
  const me = useDesk((state) => state.me?.id ?? '');
  const { id } = conversation;
  const asking = useAsking(helpControl.ask(id));
  const colleagues = colleaguesIn(conversation, me);
  const pending = canDo(conversation, 'CANCEL_REQUEST');
  if (colleagues.length === 0 && !pending) return null;
  return (
    <div className={styles.company}>
      <ul className={styles.colleagues} aria-label={t('help.here')}>
        {colleagues.map((agent) => (
          <Colleague key={agent.userId} conversation={conversation} agent={agent} />
        ))}
        {pending && (
          <li className={styles.pending} role="status">
            <LoaderCircle className={styles.turning} size={14} aria-hidden="true" />
            <span>{t('help.pending')}</span>
            <Button
              size="small"
              look="quiet"
              pending={asking === 'cancelAssistanceRequest'}
              onClick={() => void help.ask(id, 'cancelAssistanceRequest', {})}
            >
              {t('help.cancel')}
            </Button>
          </li>
        )}
      </ul>
      <Refused control={helpControl.ask(id)} />
    </div>
  );
}
