import { useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useActions, useAsking, useDesk, useDeskContext } from '../desk/desk-context.ts';
import { useCustomerName } from '../desk/names.ts';
import { Refused } from '../desk/Refused.tsx';
import { useSlice } from '../desk/use-slice.ts';
import type { Conversation } from '../store/model.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { writeFirstActions, writeFirstControl, type ReachableChannel } from './write-first-actions.ts';
import { useWriteRefusal } from './write-refusal.ts';
import styles from './WriteFirst.module.css';
import { WriteForm } from './WriteForm.tsx';

type Fetched = readonly ReachableChannel[] | 'loading' | 'failed';

function useChannels(): { channels: Fetched; again: () => void } {
  const { channels: fetchChannels } = useSlice(writeFirstActions);
  const [channels, setChannels] = useState<Fetched>('loading');
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let here = true;
    fetchChannels().then(
      (all) => {
        if (here) setChannels(all);
      },
      () => {
        if (here) setChannels('failed');
      },
    );
    return () => {
      here = false;
    };
  }, [fetchChannels, attempt]);
  return {
    channels,
    again: () => {
      setChannels('loading');
      setAttempt((count) => count + 1);
    },
  };
}

function WriteDialog({ conversation, onClose }: { conversation: Conversation; onClose: () => void }) {
  const { t } = useTranslation();
  const actions = useActions();
  const customerName = useCustomerName();
  const refusal = useWriteRefusal();
  const formId = useId();
  const { channels, again } = useChannels();
  const online = useDesk((state) => state.link.status === 'online');
  const at = writeFirstControl(conversation.customer.id);
  const asking = useAsking(at) !== null;
  useEffect(
    () => () => {
      actions.dismissRefusal(at);
    },
    [actions, at],
  );
  const ready = typeof channels !== 'string' && channels.length > 0;
  return (
    <Dialog
      title={t('writeFirst.title', { name: customerName(conversation.customer) })}
      closeLabel={t('common.close')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t(ready ? 'common.cancel' : 'common.close')}</Button>
          {ready && (
            <Button
              look="primary"
              submit
              form={formId}
              pending={asking}
              disabled={!online}
              title={online ? undefined : t('conversation.offline')}
            >
              {t('writeFirst.send')}
            </Button>
          )}
        </>
      }
    >
      <div className={styles.dialog}>
        {channels === 'loading' && <Skeleton width={16} />}
        {channels === 'failed' && (
          <div className={styles.failed} role="alert">
            <p>{t('writeFirst.failed')}</p>
            <Button size="small" onClick={again}>
              {t('writeFirst.again')}
            </Button>
          </div>
        )}
        {typeof channels !== 'string' && channels.length === 0 && (
          <p className={styles.none} role="status">
            {t('writeFirst.none')}
          </p>
        )}
        {ready && <WriteForm id={formId} conversation={conversation} channels={channels} />}
        <Refused control={at} words={refusal} />
      </div>
    </Dialog>
  );
}

/** Writes to the customer of the open conversation first. It stays with them when another conversation is opened. */
export function WriteFirst({ onClose }: { onClose: () => void }) {
  const { store } = useDeskContext();
  const [conversation] = useState(() => {
    const { selected, conversations } = store.getState();
    return selected === null ? undefined : conversations[selected];
  });
  return conversation === undefined ? null : <WriteDialog conversation={conversation} onClose={onClose} />;
}
