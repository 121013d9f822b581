import {
  CornerDownRight,
  Ear,
  Merge,
  Pause,
  PhoneCall,
  PhoneForwarded,
  PhoneIncoming,
  PhoneOff,
  PhoneOutgoing,
  Play,
  UserPlus,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { oneOf } from '../base/one-of.ts';
import { useActions, useDesk } from '../desk/desk-context.ts';
import { useKeys } from '../desk/keys/use-keys.ts';
import { useClickGuard } from '../desk/use-click-guard.ts';
import { useSlice } from '../desk/use-slice.ts';
import { useConfigured } from '../desk/use-configured.ts';
import { Button } from '../ui/Button.tsx';
import { CallDetails } from './CallDetails.tsx';
import { Elapsed } from './Elapsed.tsx';
import { HandOver } from './HandOver.tsx';
import { Keypad } from './Keypad.tsx';
import { phoneActions, phoneControl } from './phone-actions.ts';
import styles from './Phone.module.css';
import { PhoneRefused } from './PhoneRefused.tsx';
import { isListening, type Call, type Phone } from './read-phone.ts';
import { useAnswer } from './use-answer.ts';
import { shownCalls, useCallHands, useOtherEnd } from './use-phone.ts';
import { WrapUpReason } from './WrapUpReason.tsx';

const isState = oneOf(
  'ALERTING',
  'INITIATING',
  'INITIATED',
  'ACTIVE',
  'HELD',
  'WRAP_UP',
  'FAILED',
  'DROPPED',
);

/** How many call variables stand in a row. */
const VARIABLES_SHOWN = 3;

type Kind = 'ringing' | 'calling' | 'active' | 'held' | 'over';

function kindOf({ state, direction }: Call): Kind {
  if (state === 'ALERTING') return direction === 'IN' ? 'ringing' : 'calling';
  if (state === 'INITIATING' || state === 'INITIATED') return 'calling';
  if (state === 'ACTIVE') return 'active';
  return state === 'HELD' ? 'held' : 'over';
}

function Mark({ call, kind }: { call: Call; kind: Kind }) {
  const size = 18;
  if (isListening(call)) return <Ear size={size} aria-hidden="true" />;
  if (call.associatedId !== null)
    return <CornerDownRight className="mirror" size={size} aria-hidden="true" />;
  if (kind === 'ringing') return <PhoneIncoming size={size} aria-hidden="true" />;
  if (kind === 'calling') return <PhoneOutgoing size={size} aria-hidden="true" />;
  if (kind === 'held') return <Pause size={size} aria-hidden="true" />;
  return kind === 'over' ? (
    <PhoneOff size={size} aria-hidden="true" />
  ) : (
    <PhoneCall size={size} aria-hidden="true" />
  );
}

/** The name of the other end; where the call has a conversation here, the way to it. */
function Who({ call }: { call: Call }) {
  const otherEnd = useOtherEnd();
  const actions = useActions();
  const { conversationId } = call;
  const here = useDesk(
    (state) => conversationId !== null && Object.hasOwn(state.conversations, conversationId),
  );
  const name = <bdi>{otherEnd(call)}</bdi>;
  if (!here || conversationId === null) return <span className={styles.name}>{name}</span>;
  return (
    <button
      type="button"
      className={styles.name}
      onClick={() => {
        actions.open(conversationId);
      }}
    >
      {name}
    </button>
  );
}

function About({ call, kind }: { call: Call; kind: Kind }) {
  const { t } = useTranslation();
  const configured = useConfigured();
  const otherEnd = useOtherEnd();
  const { state, queue, number, variables, associatedId } = call;
  const word = isListening(call)
    ? t('phone.listening')
    : kind === 'ringing'
      ? t('phone.call.ALERTING')
      : kind === 'calling'
        ? t('phone.calling')
        : isState(state)
          ? t(`phone.call.${state}`)
          : state;
  const shown =
    kind === 'ringing' ? variables.filter(({ value }) => value !== '').slice(0, VARIABLES_SHOWN) : [];
  return (
    <span className={styles.about}>
      <span className={styles.stateOfCall}>
        {associatedId === null ? word : t('phone.consultState', { state: word })}
      </span>
      {number !== null && otherEnd(call) !== number && (
        <span>
          <span dir="ltr">{number}</span>
        </span>
      )}
      {queue !== null && (
        <span>
          <bdi>{configured.queue(queue)}</bdi>
        </span>
      )}
      {shown.map(({ name, value }) => (
        <span key={name} className={styles.variable}>
          {name}: <bdi>{value}</bdi>
        </span>
      ))}
    </span>
  );
}

/** A button of a call; where there is little room its name is the tooltip. */
function Act({
  call,
  action,
  icon,
  look = 'secondary',
  shortcut,
  children,
  onAct,
}: {
  call: Call;
  action: string;
  icon: ReactNode;
  look?: 'primary' | 'secondary' | 'danger';
  shortcut?: string | undefined;
  children: string;
  onAct?: () => void;
}) {
  const { asking, blocked, may, act } = useCallHands(call);
  if (!may(action)) return null;
  return (
    <Button
      size="small"
      look={look}
      className={styles.act}
      aria-label={children}
      data-call-action={action}
      data-tip={blocked ?? children}
      data-tip-key={shortcut}
      pending={asking === action}
      disabled={blocked !== null || (asking !== null && asking !== action)}
      icon={icon}
      onClick={onAct ?? (() => void act(action))}
    >
      {children}
    </Button>
  );
}

/** A supervisor who listens joins the talk. */
function Join({ call }: { call: Call }) {
  const { t } = useTranslation();
  const { supervise, listensTo } = useSlice(phoneActions);
  const { blocked } = useCallHands(call);
  const agentId = listensTo();
  if (!isListening(call) || agentId === null || call.state !== 'ACTIVE') return null;
  return (
    <Button
      size="small"
      className={styles.act}
      disabled={blocked !== null}
      icon={<UserPlus size={16} aria-hidden="true" />}
      onClick={() => void supervise(agentId, 'BARGE_IN')}
    >
      {t('phone.join')}
    </Button>
  );
}

function Acts({ call, phone, kind }: { call: Call; phone: Phone; kind: Kind }) {
  const { t } = useTranslation();
  const otherEnd = useOtherEnd();
  const answer = useAnswer();
  const answerKeys = useKeys('answerCall');
  const holdKeys = useKeys('holdCall');
  const other = shownCalls(phone).find(({ id }) => id !== call.id);
  const to = other === undefined ? '' : otherEnd(other);
  const guard = useClickGuard<HTMLDivElement>();
  const size = 16;
  return (
    <div className={styles.acts} {...guard}>
      <Act
        call={call}
        action="ANSWER"
        look="primary"
        shortcut={answerKeys}
        icon={<PhoneCall size={size} aria-hidden="true" />}
        onAct={() => {
          answer(call);
        }}
      >
        {t('phone.answer')}
      </Act>
      <Act call={call} action="HOLD" shortcut={holdKeys} icon={<Pause size={size} aria-hidden="true" />}>
        {t('phone.hold')}
      </Act>
      <Act
        call={call}
        action="RETRIEVE"
        look="primary"
        shortcut={holdKeys}
        icon={<Play size={size} aria-hidden="true" />}
      >
        {t('phone.retrieve')}
      </Act>
      <Act call={call} action="TRANSFER" icon={<PhoneForwarded size={size} aria-hidden="true" />}>
        {to === '' ? t('phone.completeTransfer') : t('phone.transferTo', { name: to })}
      </Act>
      <Act call={call} action="CONFERENCE" icon={<Merge size={size} aria-hidden="true" />}>
        {t('phone.conference')}
      </Act>
      <HandOver call={call} />
      <Join call={call} />
      {kind === 'over' && <WrapUpReason call={call} phone={phone} />}
      <Keypad call={call} />
      {kind !== 'ringing' && <CallDetails call={call} phone={phone} />}
      <Act call={call} action="DROP" look="danger" icon={<PhoneOff size={size} aria-hidden="true" />}>
        {isListening(call) ? t('phone.stopListening') : t('phone.drop')}
      </Act>
    </div>
  );
}

/** A call: who, what it is about, how long, and what Finesse allows with it now. */
export function CallRow({ call, phone }: { call: Call; phone: Phone }) {
  const { t } = useTranslation();
  const otherEnd = useOtherEnd();
  const { listensTo } = useSlice(phoneActions);
  const kind = kindOf(call);
  return (
    <li
      className={styles.call}
      data-kind={kind}
      data-consult={call.associatedId !== null || undefined}
      data-listening={isListening(call) || undefined}
      data-call={call.id}
      aria-label={t('phone.callWith', { name: otherEnd(call) })}
    >
      <Mark call={call} kind={kind} />
      <div className={styles.who}>
        <Who call={call} />
        <About call={call} kind={kind} />
      </div>
      <Elapsed at={kind === 'active' ? (call.startedAt ?? call.since) : (call.since ?? call.startedAt)} />
      <Acts call={call} phone={phone} kind={kind} />
      <div className={styles.refused}>
        <PhoneRefused control={phoneControl.call(call.id)} />
        {isListening(call) && <PhoneRefused control={phoneControl.supervise(listensTo() ?? '')} />}
      </div>
    </li>
  );
}
