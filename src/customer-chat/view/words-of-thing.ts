import type { ChatMessage } from '../../../packages/customer-client/state.ts';

/** What a message carries besides its words, a line for each; empty lines are possible. */
export function wordsOfThing({ thing }: ChatMessage): string[] {
  switch (thing?.kind) {
    case undefined:
      return [];
    case 'place':
      return [thing.name, thing.address, thing.position];
    case 'people':
      return thing.people.flatMap(({ name, company, ways }) => [
        name,
        company,
        ...ways.map(({ words }) => words),
      ]);
    case 'link':
      return [thing.href];
    case 'file':
      return [thing.name];
  }
}
