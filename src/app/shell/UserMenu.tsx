import { Footprints, Keyboard, LogOut } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { control } from '../../desk/actions/actions.ts';
import { useActions, useAsking, useDesk } from '../../desk/desk-context.ts';
import { useNarrowerThan } from '../../desk/desk-width.ts';
import { useReasonName } from '../../desk/reason-name.ts';
import { useKeys } from '../../desk/keys/use-keys.ts';
import { usePlaces } from '../../desk/use-places.ts';
import { ownOpenConversations } from '../../store/kind.ts';
import type { Me, Reason } from '../../store/model.ts';
import { Menu, MenuItem, MenuLabel, MenuSeparator } from '../../ui/Menu.tsx';
import type { Start } from '../../ui/start.ts';
import { UserFace } from './UserFace.tsx';
import styles from './UserMenu.module.css';

/** From here on the rail has the places (`Rail.module.css`), CSS px. */
const WITH_RAIL = 800;

/** The agent's account: the places where there is no rail, settings, signing out with a reason. */
export function UserMenu({ me, starts }: { me: Me; starts: Start }) {
  const { t } = useTranslation();
  const reasonName = useReasonName();
  const actions = useActions();
  const online = useDesk((state) => state.link.status === 'online');
  const open = useDesk((state) => ownOpenConversations(state).length > 0);
  const here = useDesk((state) => state.place);
  const places = usePlaces();
  const narrow = useNarrowerThan(WITH_RAIL);
  const keys = useKeys('sheet');
  const leaving = useAsking(control.signOut) !== null;
  const [opened, setOpened] = useState(starts === 'open');
  const [reasons, setReasons] = useState<readonly Reason[]>([]);
  useEffect(() => {
    if (!opened) return;
    actions.reasons().then(
      (all) => {
        setReasons(all.filter((reason) => reason.type === 'LOGOUT'));
      },
      () => undefined,
    );
  }, [actions, opened]);
  const choices: (Reason | null)[] = reasons.length === 0 ? [null] : [...reasons];
  return (
    <Menu
      align="end"
      label={t('user.menu')}
      starts={starts}
      onOpenChange={setOpened}
      trigger={<UserFace me={me} />}
    >
      <MenuLabel>
        <span className={styles.userName}>{me.name}</span>
        {me.team !== null && <span className={styles.userTeam}>{me.team}</span>}
      </MenuLabel>
      <MenuSeparator />
      {places
        .filter(({ id }) => narrow || id === 'settings')
        .map(({ id, icon: Icon }) => (
          <MenuItem
            key={id}
            icon={<Icon size={16} aria-hidden="true" />}
            chosen={narrow && id === here}
            onSelect={() => {
              actions.go(id);
            }}
          >
            {t(`place.${id}`)}
          </MenuItem>
        ))}
      <MenuItem
        icon={<Keyboard size={16} aria-hidden="true" />}
        hint={keys}
        onSelect={() => {
          actions.show('shortcuts');
        }}
      >
        {t('shortcuts.title')}
      </MenuItem>
      <MenuItem
        icon={<Footprints size={16} aria-hidden="true" />}
        onSelect={() => {
          actions.guide(0);
        }}
      >
        {t('guide.title')}
      </MenuItem>
      <MenuSeparator />
      {open && <MenuLabel>{t('user.signOutOpen')}</MenuLabel>}
      {choices.map((reason) => (
        <MenuItem
          key={reason?.id ?? 'none'}
          icon={<LogOut className="mirror" size={16} aria-hidden="true" />}
          disabled={!online || leaving}
          onSelect={() => {
            actions.signOut(reason);
          }}
        >
          {reason === null ? t('user.signOut') : t('user.signOutFor', { reason: reasonName(reason.name) })}
        </MenuItem>
      ))}
    </Menu>
  );
}
