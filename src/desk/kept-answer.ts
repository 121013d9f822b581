/** How long an answer about the configuration is believed without asking again, ms. */
const BELIEVED_FOR = 60_000;

/**
 * Asks by `load`, at most once in a while: what an administrator changes is seen at the next look after that. When it
 * can't be had, what was known last has to do.
 */
export function keptAnswer<T>(load: () => Promise<T>, now: () => number): () => Promise<T> {
  let known: { value: T; at: number } | null = null;
  let loading: Promise<T> | null = null;

  const fetchIt = async (): Promise<T> => {
    try {
      const value = await load();
      known = { value, at: now() };
      return value;
    } catch (error) {
      if (known === null) throw error;
      return known.value;
    } finally {
      loading = null;
    }
  };

  return () => {
    if (known !== null && Math.abs(now() - known.at) < BELIEVED_FOR) return Promise.resolve(known.value);
    loading ??= fetchIt();
    return loading;
  };
}
