/** What customers are labelled with, the most urgent first. */
import { useEffect, useState } from 'react';
import { fields, list, number, text } from '../base/fields.ts';
import type { ActionTools } from './actions/tools.ts';
import { useSlice } from './use-slice.ts';

/** `priority`: 1 to 10, 10 first. */
export type Label = { id: string; name: string; color: string; priority: number };

export type LabelActions = {
  /** All labels that there are. Asked once, and again when one of these is not among them. */
  labels: (needed: readonly string[]) => Promise<readonly Label[]>;
};

function readLabels(answer: unknown): Label[] {
  return list(answer)
    .map((each) => {
      const wire = fields(each);
      const color = text(wire.colorCode);
      return {
        id: text(wire._id),
        name: text(wire.name),
        color: color.startsWith('#') ? color : `#${color}`,
        priority: number(wire.priority) ?? 1,
      };
    })
    .sort((a, b) => b.priority - a.priority);
}

export function labelActions({ rest }: Pick<ActionTools, 'rest'>): LabelActions {
  let known: Promise<readonly Label[]> | null = null;
  /** Ids that were in no answer: they have been removed. */
  const removed = new Set<string>();
  const fetchAll = () => {
    const asked = rest.get('/cim-customer/label').then(readLabels);
    known = asked;
    // A lost network must not keep them away for ever.
    asked.catch(() => {
      known = null;
    });
    return asked;
  };
  const missing = (all: readonly Label[], needed: readonly string[]) =>
    needed.filter((id) => !removed.has(id) && !all.some((label) => label.id === id));
  return {
    labels: async (needed) => {
      const all = await (known ?? fetchAll());
      if (missing(all, needed).length === 0) return all;
      const newest = await fetchAll();
      for (const id of missing(newest, needed)) removed.add(id);
      return newest;
    },
  };
}

/** All labels, the most urgent first, or null while they are on their way. `needed`: ids that somebody has. */
export function useLabels(needed: readonly string[]): readonly Label[] | null {
  const { labels } = useSlice(labelActions);
  const [known, setKnown] = useState<readonly Label[] | null>(null);
  const ids = needed.join(' ');
  useEffect(() => {
    let here = true;
    labels(ids === '' ? [] : ids.split(' ')).then(
      (found) => {
        if (here) setKnown(found);
      },
      () => undefined,
    );
    return () => {
      here = false;
    };
  }, [labels, ids]);
  return known;
}
