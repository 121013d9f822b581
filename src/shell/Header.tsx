import { CircleHelp, LogOut, Settings as Gear } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { control } from '../desk/actions.ts';
import { useActions, useAsking, useDesk } from '../desk/desk-context.ts';
import { Refused } from '../desk/Refused.tsx';
import { MrdChips } from '../presence/MrdChips.tsx';
import { StateMenu } from '../presence/StateMenu.tsx';
import type { Reason } from '../store/model.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Menu, MenuItem, MenuLabel, MenuSeparator } from '../ui/Menu.tsx';
import styles from './Header.module.css';
import { Logo } from './Logo.tsx';
import { Notices } from './Notices.tsx';
import { TruthBar } from './TruthBar.tsx';

function UserMenu() {
  const { t } = useTranslation();
  const actions = useActions();
  const me = useDesk((state) => state.me);
  const online = useDesk((state) => state.link.status === 'online');
  const open = useDesk((state) => Object.values(state.conversations).some((each) => each.gone === null));
  const leaving = useAsking(control.signOut) !== null;
  const [opened, setOpened] = useState(false);
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
  if (me === null) return null;
  const choices: (Reason | null)[] = reasons.length === 0 ? [null] : [...reasons];
  return (
    <Menu
      align="end"
      label={t('user.menu')}
      onOpenChange={(now) => {
        setOpened((before) => before || now);
      }}
      trigger={
        <button type="button" className={styles.user} aria-label={t('user.menuOf', { name: me.name })}>
          <Avatar name={me.name} size="small" />
        </button>
      }
    >
      <MenuLabel>
        <span className={styles.userName}>{me.name}</span>
        {me.team !== null && <span className={styles.userTeam}>{me.team}</span>}
      </MenuLabel>
      <MenuSeparator />
      <MenuItem
        icon={<Gear size={16} aria-hidden="true" />}
        onSelect={() => {
          actions.showSettings();
        }}
      >
        {t('place.settings')}
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
          {reason === null ? t('user.signOut') : t('user.signOutFor', { reason: reason.name })}
        </MenuItem>
      ))}
    </Menu>
  );
}

function StateRefusals() {
  const mrds = useDesk((state) => state.presence?.mrds);
  return (
    <div className={styles.refusals}>
      <Refused control={control.agent} />
      {mrds?.map((mrd) => (
        <Refused key={mrd.id} control={control.mrd(mrd.id)} />
      ))}
      <Refused control={control.signOut} />
    </div>
  );
}

/** Always in the same place: the agent's state and each MRD's, the truth about the connection, the agent. */
export function Header({ onSheet }: { onSheet: () => void }) {
  const { t } = useTranslation();
  return (
    <header className={styles.header}>
      <Logo />
      <StateMenu />
      <MrdChips />
      <TruthBar />
      <span className={styles.space} />
      <Notices />
      <IconButton
        className={styles.help}
        label={t('shortcuts.title')}
        shortcut="?"
        icon={<CircleHelp size={18} />}
        onClick={onSheet}
      />
      <UserMenu />
      <StateRefusals />
    </header>
  );
}
