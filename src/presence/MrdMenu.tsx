import type { MrdPresence } from '../store/model.ts';
import { Menu } from '../ui/Menu.tsx';
import { MrdFace } from './MrdFace.tsx';
import { MrdMenuItem } from './MrdMenuItems.tsx';

/** One MRD and the menu by which it is switched. */
export function MrdMenu({ mrd }: { mrd: MrdPresence }) {
  return (
    <Menu label={mrd.name} trigger={<MrdFace mrd={mrd} />}>
      <MrdMenuItem mrd={mrd} />
    </Menu>
  );
}
