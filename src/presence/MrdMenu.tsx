import type { MrdPresence } from '../store/model.ts';
import { Menu } from '../ui/Menu.tsx';
import { MrdFace } from './MrdFace.tsx';
import { MrdMenuItem } from './MrdMenuItems.tsx';

/** One MRD and the menu by which it is switched. */
export function MrdMenu({ mrd, startsOpen }: { mrd: MrdPresence; startsOpen: boolean }) {
  return (
    <Menu label={mrd.name} startsOpen={startsOpen} trigger={<MrdFace mrd={mrd} />}>
      <MrdMenuItem mrd={mrd} />
    </Menu>
  );
}
