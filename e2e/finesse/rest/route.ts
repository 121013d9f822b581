import type { User, World } from '../world/model.ts';
import type { XmlNode } from '../xml/read.ts';

/** A request after its sign-in; `ids` are the variable parts of the path, in order. */
export type Request = {
  world: World;
  caller: User;
  ids: readonly string[];
  query: URLSearchParams;
  /** The root of the body, when there is one. */
  body: XmlNode | undefined;
};

/** An XML text answers a GET; nothing says 202: accepted, an event will tell. */
export type Handler = (request: Request) => string | undefined;

/** Path after `/finesse/api` with `*` for an id, and what each method does. */
export type Routes = Readonly<Record<string, { GET?: Handler; PUT?: Handler; POST?: Handler }>>;
