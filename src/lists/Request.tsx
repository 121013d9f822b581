import { MoreHorizontal, XCircle } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { channelName, ChannelIcon } from '../desk/ChannelIcon.tsx';
import { useActions, useAsking, useDesk, useNow } from '../desk/desk-context.ts';
import { useCustomerName } from '../desk/names.ts';
import { Refused } from '../desk/Refused.tsx';
import { useSlice } from '../desk/use-slice.ts';
import { useFormat } from '../i18n/format.ts';
import { may } from '../store/selectors.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { Badge, type Tone } from '../ui/Badge.tsx';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Menu, MenuItem } from '../ui/Menu.tsx';
import { listsActions, requestControl } from './lists-actions.ts';
import type { ListedRequest, RequestState } from './lists-slice.ts';
import styles from './ListsPage.module.css';

const TONES: Readonly<Record<RequestState, Tone>> = { waiting: 'warm', served: 'good', parked: 'neutral' };

/** Asks before the conversation is over for everybody. */
function EndQuestion({ name, onYes, onClose }: { name: string; onYes: () => void; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog
      title={t('lists.endAsk', { name })}
      closeLabel={t('lists.cancel')}
      onClose={onClose}
      first="[data-cancel]"
      footer={
        <>
          <Button data-cancel onClick={onClose}>
            {t('lists.cancel')}
          </Button>
          <Button
            look="danger"
            onClick={() => {
              onYes();
              onClose();
            }}
          >
            {t('lists.endYes')}
          </Button>
        </>
      }
    >
      <p>{t('lists.endText')}</p>
    </Dialog>
  );
}

/** One customer on a list: who, since when, with somebody or not, and the way in. */
export function Request({ request }: { request: ListedRequest }) {
  const { id, state, since, customer, channelType } = request;
  const { t } = useTranslation();
  const actions = useActions();
  const { take, end } = useSlice(listsActions);
  const now = useNow();
  const format = useFormat();
  const name = useCustomerName()(customer);
  const here = useDesk((desk) => Object.hasOwn(desk.conversations, id));
  const online = useDesk((desk) => desk.link.status === 'online');
  const mayEnd = useDesk((desk) => may(desk, 'subscribed-list/manage'));
  const asking = useAsking(requestControl(id));
  const [wanted, setWanted] = useState(false);
  const [ending, setEnding] = useState(false);
  useEffect(() => {
    if (wanted && here) actions.open(id);
  }, [wanted, here, actions, id]);
  return (
    <li className={styles.request} data-request={id}>
      <Avatar name={name} />
      <div className={styles.who}>
        <bdi className={styles.customer}>{name}</bdi>
        <span className={styles.facts}>
          <ChannelIcon type={channelType} />
          <span>{channelName(channelType)}</span>
          <span className={styles.time}>{format.duration(now - since)}</span>
        </span>
      </div>
      <Badge tone={TONES[state]}>{t(`lists.state.${state}`)}</Badge>
      <div className={styles.acts}>
        <Button
          size="small"
          look={here || state === 'served' ? 'secondary' : 'primary'}
          disabled={!online && !here}
          pending={asking === 'take'}
          aria-label={t(here ? 'lists.openOf' : state === 'served' ? 'lists.joinOf' : 'lists.takeOf', {
            name,
          })}
          onClick={() => {
            if (here) actions.open(id);
            else
              void take(id).then((yes) => {
                if (yes) setWanted(true);
              });
          }}
        >
          {t(here ? 'lists.open' : state === 'served' ? 'lists.join' : 'lists.take')}
        </Button>
        {mayEnd && (
          <Menu
            label={t('lists.actionsFor', { name })}
            align="end"
            trigger={
              <IconButton label={t('lists.actionsFor', { name })} icon={<MoreHorizontal size={18} />} />
            }
          >
            <MenuItem
              icon={<XCircle size={16} />}
              disabled={!online}
              onSelect={() => {
                setEnding(true);
              }}
            >
              {t('lists.end')}
            </MenuItem>
          </Menu>
        )}
      </div>
      <Refused control={requestControl(id)} />
      {ending && (
        <EndQuestion
          name={name}
          onYes={() => {
            end(id);
          }}
          onClose={() => {
            setEnding(false);
          }}
        />
      )}
    </li>
  );
}
