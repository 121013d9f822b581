/** Which commands answer what has been typed, and in which order. */
import type { Command, CommandGroup } from './command.ts';
import { fuzzy, type Run } from './fuzzy.ts';

export type Found = { command: Command; runs: readonly Run[] };

export type Section = { name: CommandGroup | 'recent'; found: readonly Found[] };

/** How many are shown at most, and how many of them as the last used. */
const SHOWN = 40;
const RECENT = 5;

/** The order of groups while nothing has been typed. */
const ORDER: readonly CommandGroup[] = [
  'offers',
  'conversations',
  'state',
  'here',
  'places',
  'look',
  'account',
];

function untouched(commands: readonly Command[], recent: readonly string[]): Section[] {
  const last = recent.flatMap((id) => commands.find((command) => command.id === id) ?? []).slice(0, RECENT);
  const rest = commands.filter((command) => !last.includes(command));
  const sections: Section[] = ORDER.map((name) => ({
    name,
    found: rest.filter((command) => command.group === name).map((command) => ({ command, runs: [] })),
  }));
  // An offer can't wait below what was used last.
  const offers = sections.shift();
  return [
    ...(offers === undefined ? [] : [offers]),
    { name: 'recent' as const, found: last.map((command) => ({ command, runs: [] })) },
    ...sections,
  ].filter((section) => section.found.length > 0);
}

/** What is found in words that are not shown counts less than what is found in the name. */
const HIDDEN = 0.5;

function scored(query: string, command: Command): (Found & { score: number }) | null {
  const name = fuzzy(query, command.title);
  if (name !== null) return { command, runs: name.runs, score: name.score };
  const all = fuzzy(query, `${command.title} ${command.detail ?? ''} ${command.words}`);
  return all === null ? null : { command, runs: [], score: all.score * HIDDEN };
}

/** Commands for `query`; `recent` are the ids of those used last, the newest first. */
export function rank(query: string, commands: readonly Command[], recent: readonly string[]): Section[] {
  if (query.trim() === '') return untouched(commands, recent);
  const found = commands
    .flatMap((command) => scored(query, command) ?? [])
    .map((each) => ({ ...each, score: each.score + (recent.includes(each.command.id) ? 2 : 0) }))
    .sort((a, b) => b.score - a.score)
    .slice(0, SHOWN);
  // Sections stand in the order of their best, so that the first line is the best of all.
  const groups = [...new Set(found.map((each) => each.command.group))];
  return groups.map((name) => ({ name, found: found.filter((each) => each.command.group === name) }));
}
