import type { User, World } from '../world/model.ts';
import type { XmlNode } from '../xml/read.ts';
import { ApiError } from './api-error.ts';
import { dialogRoutes } from './dialog-routes.ts';
import { listRoutes } from './list-routes.ts';
import { mediaRoutes } from './media-routes.ts';
import { userRoutes } from './user-routes.ts';

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

const ALL: Routes = { ...userRoutes, ...dialogRoutes, ...mediaRoutes, ...listRoutes };

const TABLE = Object.entries(ALL).map(([pattern, methods]) => ({ parts: pattern.split('/'), methods }));

/** Who handles this; refuses paths and methods that there are not. */
export function findRoute(path: string, method: string): { handler: Handler; ids: string[] } {
  const parts = path.split('/').map((part) => decodeURIComponent(part));
  const found = TABLE.find(
    (route) =>
      route.parts.length === parts.length &&
      route.parts.every((part, index) => part === '*' || part === parts[index]),
  );
  if (!found) throw new ApiError(404, 'Not Found', 'There is no such resource', path);
  const handler =
    method === 'GET' || method === 'PUT' || method === 'POST' ? found.methods[method] : undefined;
  if (!handler) throw new ApiError(405, 'Method Not Allowed', `${method} is not allowed here`);
  return { handler, ids: parts.filter((_, index) => found.parts[index] === '*') };
}
