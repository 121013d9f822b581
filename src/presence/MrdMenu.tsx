import { useConfigured } from '../desk/use-configured.ts';
import type { MrdPresence } from '../store/model.ts';
import { Menu } from '../ui/Menu.tsx';
import { MrdFace } from './MrdFace.tsx';
import { MrdMenuItem } from './MrdMenuItems.tsx';

/** One MRD and the menu by which it is switched. */
export function MrdMenu({ mrd, startsOpen }: { mrd: MrdPresence; startsOpen: boolean }) {
  const configured = useConfigured();
  return (
    <Menu label={configured.mrd(mrd.name)} startsOpen={startsOpen} trigger={<MrdFace mrd={mrd} />}>
      <MrdMenuItem mrd={mrd} />
    </Menu>
  );
}
