import type { Archive } from './archive.ts';
import type { FollowedTurns } from './followed-turns.ts';
import { Replica } from './replica.ts';

/** Events that are read from the journal at once. */
const JOURNAL_PAGE = 1_000;

type Sources = {
  turns: FollowedTurns;
  archive: Archive;
  /** More events than this are not replayed: a fresh state is loaded instead. */
  replayedEvents: number;
  /** There is another replica from here on, and nobody was told of the turns up to it. */
  replaced: (replica: Replica) => void;
};

/** Brings the replica up to event `seq` from the store. False when the store does not have it yet. Rejects when it is away. */
export async function catchUp(seq: number, { turns, archive, ...sources }: Sources): Promise<boolean> {
  if (turns.replica === null || seq - turns.replica.seq > sources.replayedEvents) {
    const loaded = new Replica(await archive.load());
    if (loaded.seq < seq) return false;
    turns.replica = loaded;
    sources.replaced(loaded);
    return true;
  }
  while (turns.seq < seq) {
    const page = await archive.turnsAfter(turns.seq, JOURNAL_PAGE);
    if (page.length === 0) return false;
    for (const turn of page) if (!turns.apply(turn)) return false;
  }
  return true;
}
