import type { FloorView } from './floor-slice.ts';
import { QueueTable } from './QueueTable.tsx';
import { Tiles } from './Tiles.tsx';

const NO_ORDER = { sorting: undefined, onSort: () => undefined };

/** A wall shows figures and queues, large, and nothing to press but the way back. */
export function Wall({ floor }: { floor: FloorView }) {
  return (
    <>
      <Tiles floor={floor} />
      <QueueTable queues={[...floor.queues.values()]} question="" order={NO_ORDER} onWall />
    </>
  );
}
