import type { ActionTools } from './actions/tools.ts';
import { useDeskContext } from './desk-context.ts';

/** The actions of one domain, which come with the code of their feature; always the same object at one desk. */
export function useSlice<S>(create: (tools: ActionTools) => S): S {
  return useDeskContext().slice(create);
}
