import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useRoleName } from '../desk/role-name.ts';
import { ChannelIcon, channelName } from '../desk/ChannelIcon.tsx';
import { useDesk } from '../desk/desk-context.ts';
import { useConfigured } from '../desk/use-configured.ts';
import { useCustomerName } from '../desk/names.ts';
import { Refused } from '../desk/Refused.tsx';
import { DeferredPart } from '../desk/DeferredPart.tsx';
import { deferredCallNumber } from '../phone/deferred-phone.ts';
import { phoneSlice } from '../phone/phone-slice.ts';
import { sliceOf } from '../store/server-slice.ts';
import { useFormat } from '../i18n/format.ts';
import type { FormField } from '../store/events.ts';
import type { Conversation } from '../store/model.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { Badge } from '../ui/Badge.tsx';
import { CopyButton } from './CopyButton.tsx';
import { customerControl } from './customer-actions.ts';
import styles from './CustomerCard.module.css';
import { CustomerLabels } from './CustomerLabels.tsx';
import { CustomerNote } from './CustomerNote.tsx';
import { CustomerProfile } from './CustomerProfile.tsx';
import { LastConversations } from './LastConversations.tsx';
import { LinkCustomer } from './LinkCustomer.tsx';
import { WriteButton } from './WriteButton.tsx';

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles.section}>
      <h3 className={styles.heading}>{title}</h3>
      {children}
    </section>
  );
}

/** What can be called: digits, with what people write between them. */
const NUMBER = /^\+?[\d\s().-]{5,24}$/;

function Call({ number }: { number: string }) {
  const there = useDesk((state) => sliceOf(state, phoneSlice) !== null);
  if (!there || !NUMBER.test(number.trim())) return null;
  return (
    <span className={styles.call}>
      <DeferredPart of={deferredCallNumber} props={{ number }} />
    </span>
  );
}

function Facts({
  fields,
  copy = false,
}: {
  fields: readonly { key: string; label: ReactNode; value: string }[];
  /** Whether each can be copied. */
  copy?: boolean;
}) {
  return (
    <dl className={styles.facts}>
      {fields.map((field) => (
        <div key={field.key}>
          <dt>
            <bdi>{field.label}</bdi>
          </dt>
          <dd>
            <bdi>{field.value}</bdi>
            {copy && <CopyButton value={field.value} />}
            <Call number={field.value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** The form of all sessions, each field once, the newest word winning. */
function enteredOf(conversation: Conversation): FormField[] {
  const fields = new Map<string, FormField>();
  for (const session of conversation.sessions) {
    for (const field of session.form) fields.set(field.key, field);
  }
  return [...fields.values()];
}

/** An identifier that says nothing to a person. */
const MACHINE_MADE = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Who the customer is, what they entered before the chat, and by which ways they are here. */
export function CustomerCard({
  conversation,
  onAllPast = null,
}: {
  conversation: Conversation;
  /** Leads to the customer's past; null where the agent may not read it. */
  onAllPast?: (() => void) | null;
}) {
  const { t } = useTranslation();
  const roleName = useRoleName();
  const format = useFormat();
  const customerName = useCustomerName();
  const configured = useConfigured();
  const me = useDesk((state) => state.me?.id);
  const { customer, sessions } = conversation;
  const identities = customer.identities.filter((identity) => !MACHINE_MADE.test(identity.value));
  const entered = enteredOf(conversation);
  const others = conversation.agents.filter((agent) => agent.userId !== me);
  const name = customerName(customer);
  return (
    <div className={styles.card}>
      <div className={styles.head}>
        <Avatar name={name} size="large" />
        <div className={styles.who}>
          <p className={styles.name}>
            <bdi>{name}</bdi>
          </p>
          <Badge tone={customer.anonymous ? 'neutral' : 'info'}>
            {t(customer.anonymous ? 'customer.anonymous' : 'customer.known')}
          </Badge>
          {customer.mayBeKnown === true && <p className={styles.hint}>{t('customer.mayBeKnown')}</p>}
        </div>
      </div>
      <WriteButton customer={customer} />
      <CustomerProfile key={`profile ${customer.id}`} customer={customer} />
      <LinkCustomer key={conversation.id} conversation={conversation} />
      {entered.length > 0 && (
        <Section title={t('customer.form')}>
          <Facts fields={entered.map(configured.entered)} />
        </Section>
      )}
      <CustomerLabels customer={customer} />
      <CustomerNote key={customer.id} customer={customer} />
      {onAllPast !== null && <LastConversations conversation={conversation} onAll={onAllPast} />}
      <Refused control={customerControl(customer.id)} />
      <Section title={t('customer.channels')}>
        <ul className={styles.channels}>
          {sessions.map((session) => (
            <li key={session.id}>
              <ChannelIcon type={session.channelType} size={16} />
              <span className={styles.channel}>
                <span>
                  {session.channelName === ''
                    ? channelName(session.channelType)
                    : configured.channel(session.channelName)}
                </span>
                {!MACHINE_MADE.test(session.identifier) && (
                  <span className={styles.identifier}>{session.identifier}</span>
                )}
              </span>
              <Badge tone={session.active ? 'good' : 'neutral'}>
                {t(session.active ? 'customer.here' : 'customer.left')}
              </Badge>
            </li>
          ))}
        </ul>
      </Section>
      {identities.length > 0 && (
        <Section title={t('customer.identities')}>
          <Facts
            copy
            fields={identities.map((identity) => ({
              key: `${identity.channelType}:${identity.value}`,
              label: channelName(identity.channelType),
              value: identity.value,
            }))}
          />
        </Section>
      )}
      {others.length > 0 && (
        <Section title={t('customer.agents')}>
          <Facts
            fields={others.map((agent) => ({
              key: agent.userId,
              label: roleName(agent.role),
              value: agent.name,
            }))}
          />
        </Section>
      )}
      <Section title={t('customer.conversation')}>
        <Facts
          fields={[
            ...(conversation.queue === ''
              ? []
              : [{ key: 'queue', label: t('customer.queue'), value: configured.queue(conversation.queue) }]),
            { key: 'since', label: t('customer.since'), value: format.moment(conversation.startedAt) },
          ]}
        />
      </Section>
    </div>
  );
}
