import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isBlank } from '../../protocol/shared/visible.ts';
import { channelName } from '../desk/ChannelIcon.tsx';
import { useConfigured } from '../desk/use-configured.ts';
import { useUnsaved } from '../desk/unsaved.ts';
import { useSlice } from '../desk/use-slice.ts';
import type { Conversation } from '../store/model.ts';
import { Select } from '../ui/Select.tsx';
import { TextField } from '../ui/TextField.tsx';
import { knownAddresses } from './known-addresses.ts';
import { writeFirstActions, type ReachableChannel } from './write-first-actions.ts';
import styles from './WriteFirst.module.css';

/** What has been entered and not sent. null: what the dialog proposes. */
type WriteDraft = {
  channelId: string | null;
  /** One of the customer's addresses; '' for the typed one. */
  address: string | null;
  typed: string;
  text: string;
};

const NO_DRAFT: WriteDraft = { channelId: null, address: null, typed: '', text: '' };

/** The choice of an address that is typed. */
const TYPED = '';

/** What is entered, as far as it is still to be had; else what is proposed: a channel on which the customer is known. */
function useEntered(conversation: Conversation, channels: readonly ReachableChannel[]) {
  const customerId = conversation.customer.id;
  const [entered, keep] = useUnsaved<WriteDraft>(`writeFirst:${customerId}`, ({ text }) => !isBlank(text));
  const draft = entered ?? NO_DRAFT;
  const channel =
    channels.find(({ id }) => id === draft.channelId) ??
    channels.find(({ type }) => knownAddresses(conversation, type).length > 0) ??
    channels[0];
  const known = channel === undefined ? [] : knownAddresses(conversation, channel.type);
  const wanted = draft.address ?? known[0] ?? TYPED;
  const chosen = known.includes(wanted) ? wanted : TYPED;
  return {
    draft,
    channel,
    known,
    chosen,
    address: chosen === TYPED ? draft.typed.trim() : chosen,
    change: (part: Partial<WriteDraft>) => {
      keep({ ...draft, ...part });
    },
    forget: () => {
      keep(null);
    },
  };
}

/** By which channel, to which address, and the first words. */
export function WriteForm({
  id,
  conversation,
  channels,
}: {
  id: string;
  conversation: Conversation;
  channels: readonly ReachableChannel[];
}) {
  const { t } = useTranslation();
  const configured = useConfigured();
  const { write } = useSlice(writeFirstActions);
  const { draft, channel, known, chosen, address, change, forget } = useEntered(conversation, channels);
  /** It was sent with something missing: what it is stands at its field. */
  const [tried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const focus = (selector: string) => {
    form.current?.querySelector<HTMLElement>(selector)?.focus();
  };
  const noAddress = address === '';
  const noWords = isBlank(draft.text);
  // What is missing comes first: the address where none is known, else the words.
  const [first] = useState(noAddress ? 'input' : 'textarea');
  useEffect(() => {
    form.current?.querySelector<HTMLElement>(first)?.focus();
  }, [first]);

  const send = () => {
    setTried(true);
    if (noAddress) focus('input');
    else if (noWords) focus('textarea');
    else if (channel !== undefined) {
      void write({ customerId: conversation.customer.id, channel, address, text: draft.text }).then(
        (done) => {
          if (done) forget();
        },
      );
    }
  };
  return (
    <form
      ref={form}
      id={id}
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <label className={styles.choice}>
        <span>{t('writeFirst.channel')}</span>
        <Select
          value={channel?.id ?? ''}
          choices={channels.map(({ id: value, name, type }) => ({
            value,
            name: [channelName(type), configured.channel(name)].filter(Boolean).join(' · '),
          }))}
          onChange={(channelId) => {
            change({ channelId, address: null });
          }}
        />
      </label>
      {known.length > 0 && (
        <label className={styles.choice}>
          <span>{t('writeFirst.address')}</span>
          <Select
            value={chosen}
            choices={[
              ...known.map((value) => ({ value, name: value })),
              { value: TYPED, name: t('writeFirst.otherAddress') },
            ]}
            onChange={(value) => {
              change({ address: value });
            }}
          />
        </label>
      )}
      {chosen === TYPED && (
        <TextField
          label={t(known.length > 0 ? 'writeFirst.newAddress' : 'writeFirst.address')}
          hint={t('writeFirst.addressHint')}
          problem={tried && noAddress && t('writeFirst.addressMissing')}
          autoComplete="off"
          spellCheck={false}
          value={draft.typed}
          onChange={(typed) => {
            change({ typed });
          }}
        />
      )}
      <TextField
        label={t('writeFirst.words')}
        problem={tried && noWords && t('writeFirst.wordsMissing')}
        lines={5}
        value={draft.text}
        onChange={(text) => {
          change({ text });
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing)
            return;
          event.preventDefault();
          send();
        }}
      />
    </form>
  );
}
