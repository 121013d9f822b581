import { CircleHelp } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { control } from '../../desk/actions/actions.ts';
import { useActions, useDesk } from '../../desk/desk-context.ts';
import { DeferredPart } from '../../desk/DeferredPart.tsx';
import { useEarlyUse } from '../../desk/deferred.ts';
import { Refused } from '../../desk/Refused.tsx';
import { AgentState } from '../../presence/AgentState.tsx';
import { NoticeBell } from '../../notices/NoticeBell.tsx';
import { MrdChips } from '../../presence/MrdChips.tsx';
import { useKeys } from '../../desk/keys/use-keys.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { FindButton } from './FindButton.tsx';
import styles from './Header.module.css';
import { deferredUserMenu } from '../deferred-parts.ts';
import { Logo } from './Logo.tsx';
import { TruthBar } from './TruthBar.tsx';
import { UserFace } from './UserFace.tsx';

function User() {
  const me = useDesk((state) => state.me);
  const { starts, face } = useEarlyUse(deferredUserMenu);
  if (me === null) return null;
  return (
    <DeferredPart of={deferredUserMenu} props={{ me, starts }} meanwhile={<UserFace me={me} {...face} />} />
  );
}

function StateRefusals() {
  const mrds = useDesk((state) => state.presence?.mrds);
  return (
    <div className={styles.refusals}>
      <Refused control={control.agent} />
      {mrds?.map((mrd) => (
        <div key={mrd.id} className={styles.narrow}>
          <Refused control={control.mrd(mrd.id)} />
        </div>
      ))}
      <Refused control={control.signOut} />
    </div>
  );
}

function Help() {
  const { t } = useTranslation();
  const actions = useActions();
  const keys = useKeys('sheet');
  return (
    <IconButton
      className={styles.help}
      label={t('shortcuts.title')}
      {...(keys !== undefined && { shortcut: keys })}
      icon={<CircleHelp size={18} />}
      onClick={() => {
        actions.show('shortcuts');
      }}
    />
  );
}

/** Always in the same place: the agent's state and each MRD's, the truth about the connection, the agent. */
export function Header() {
  return (
    <header className={styles.header}>
      <Logo />
      <AgentState />
      <div className={styles.mrds}>
        <MrdChips />
      </div>
      <TruthBar />
      <span className={styles.space} />
      <FindButton />
      <NoticeBell />
      <Help />
      <User />
      <StateRefusals />
    </header>
  );
}
