/** What every command has: an id (a UUID) of its own. */
export type Base = { id: string };
