import { useConfigured } from '../desk/use-configured.ts';
import type { MrdPresence } from '../store/model.ts';
import { Menu } from '../ui/Menu.tsx';
import type { Start } from '../ui/start.ts';
import { MrdFace } from './MrdFace.tsx';
import { MrdMenuItem } from './MrdMenuItems.tsx';

/** One MRD and the menu by which it is switched. */
export function MrdMenu({ mrd, starts }: { mrd: MrdPresence; starts: Start }) {
  const configured = useConfigured();
  return (
    <Menu label={configured.mrd(mrd.name)} starts={starts} trigger={<MrdFace mrd={mrd} />}>
      <MrdMenuItem mrd={mrd} />
    </Menu>
  );
}
