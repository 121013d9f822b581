import { Ellipsis, Hand, Pause, Play, Printer, Search, Volume2, VolumeX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useActions, useDesk } from '../desk/desk-context.ts';
import { useKeys } from '../desk/keys/use-keys.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { useSlice } from '../desk/use-slice.ts';
import { useFormat } from '../i18n/format.ts';
import type { Conversation } from '../store/model.ts';
import { canDo } from '../store/selectors.ts';
import { Menu, MenuItem, MenuLabel, MenuSeparator } from '../ui/Menu.tsx';
import { restActions } from './rest-actions.ts';

/** Asking a supervisor, and letting the conversation rest: what the server lets the agent do now. */
function RestItems({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const format = useFormat();
  const actions = useSlice(restActions);
  const pauses = useDesk((state) => state.pauses);
  const { id } = conversation;
  const up = canDo(conversation, 'LOWER_HAND');
  const resumes = canDo(conversation, 'RESUME');
  const rests = canDo(conversation, 'PAUSE') && !resumes && pauses.length > 0;
  return (
    <>
      {(up || canDo(conversation, 'RAISE_HAND')) && (
        <MenuItem icon={<Hand size={16} />} onSelect={() => actions.raiseHand(id, !up)}>
          {t(up ? 'rest.lower' : 'rest.raise')}
        </MenuItem>
      )}
      {resumes && (
        <MenuItem icon={<Play className="mirror" size={16} />} onSelect={() => actions.resume(id)}>
          {t('rest.resume')}
        </MenuItem>
      )}
      {rests && (
        <>
          <MenuSeparator />
          <MenuLabel>{t('rest.pause')}</MenuLabel>
          {pauses.map((seconds) => (
            <MenuItem key={seconds} icon={<Pause size={16} />} onSelect={() => actions.pause(id, seconds)}>
              {format.span(seconds * 1000)}
            </MenuItem>
          ))}
        </>
      )}
    </>
  );
}

/** What is seldom done with a whole conversation. */
export function ConversationMenu({ conversation }: { conversation: Conversation }) {
  const { id } = conversation;
  const { t } = useTranslation();
  const actions = useActions();
  const muted = useDesk((state) => state.muted[id] === true);
  const searchKeys = useKeys('search');
  const printKeys = useKeys('print');
  return (
    <Menu
      align="end"
      label={t('conversation.more')}
      trigger={<IconButton label={t('conversation.more')} icon={<Ellipsis size={18} />} />}
    >
      <MenuItem
        icon={<Search size={16} />}
        hint={searchKeys}
        onSelect={() => {
          actions.search(id);
        }}
      >
        {t('search.open')}
      </MenuItem>
      <MenuItem
        icon={muted ? <Volume2 size={16} /> : <VolumeX size={16} />}
        onSelect={() => actions.mute(id, !muted)}
      >
        {t(muted ? 'conversation.unmute' : 'conversation.mute')}
      </MenuItem>
      <MenuItem
        icon={<Printer size={16} aria-hidden="true" />}
        hint={printKeys}
        onSelect={() => {
          actions.print(id);
        }}
      >
        {t('palette.print')}
      </MenuItem>
      <RestItems conversation={conversation} />
    </Menu>
  );
}
