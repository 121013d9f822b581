import { ApiError } from './api-error.ts';
import { dialogRoutes } from './dialog-routes.ts';
import { listRoutes } from './list-routes.ts';
import { mediaRoutes } from './media-routes.ts';
import type { Handler, Routes } from './route.ts';
import { userRoutes } from './user-routes.ts';

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
