/**
 * What the agent has in view, over all tabs of the browser: whether any tab of the desk is looked at, and which
 * conversations are read in one. Each tab holds a shared lock with a name that says so; whoever wants to know asks
 * the browser which are held. A tab that crashes holds nothing.
 */
export type SharedViews = {
  /** What this tab shows: null when it is not looked at, else the conversation that is read, or none. */
  show: (view: { conversationId: string | null } | null) => void;
  /** Whether any tab is looked at. */
  anyInView: () => Promise<boolean>;
  /** Whether a conversation is in view in any tab. */
  inView: (conversationId: string) => Promise<boolean>;
  stop: () => void;
};

const NAME = 'desk.view:';

/** Tells the other tabs what this one shows, and asks what they show. */
export function createSharedViews(locks: LockManager | undefined): SharedViews {
  let shown: string | null = null;
  let letGo: (() => void) | null = null;

  const show: SharedViews['show'] = (view) => {
    const next = view === null ? null : NAME + (view.conversationId ?? '');
    if (next === shown) return;
    shown = next;
    letGo?.();
    letGo = null;
    if (next === null || locks === undefined) return;
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    locks.request(next, { mode: 'shared' }, () => held).catch(() => undefined);
  };

  const views = async (): Promise<readonly string[]> => {
    const elsewhere = (await locks?.query().catch(() => undefined))?.held ?? [];
    const names = elsewhere.flatMap(({ name }) => (name?.startsWith(NAME) ? [name] : []));
    return shown === null ? names : [...names, shown];
  };

  return {
    show,
    anyInView: async () => shown !== null || (await views()).length > 0,
    inView: async (conversationId) => {
      const name = NAME + conversationId;
      return shown === name || (await views()).includes(name);
    },
    stop: () => {
      show(null);
    },
  };
}
