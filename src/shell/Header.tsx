import { CircleHelp } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { control } from '../desk/actions.ts';
import { useDesk } from '../desk/desk-context.ts';
import { useLate } from '../desk/late.ts';
import { Refused } from '../desk/Refused.tsx';
import { AgentState } from '../presence/AgentState.tsx';
import { MrdChips } from '../presence/MrdChips.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import styles from './Header.module.css';
import { lateUserMenu } from './late-parts.ts';
import { Logo } from './Logo.tsx';
import { Notices } from './Notices.tsx';
import { TruthBar } from './TruthBar.tsx';
import { UserFace } from './UserFace.tsx';

function User() {
  const me = useDesk((state) => state.me);
  const UserMenu = useLate(lateUserMenu);
  if (me === null) return null;
  return UserMenu === null ? <UserFace me={me} /> : <UserMenu me={me} />;
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
      <AgentState />
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
      <User />
      <StateRefusals />
    </header>
  );
}
