/** The reasons that the agent may give for a state. */
import { fields, list, number, text } from '../../base/fields.ts';
import type { Rest } from '../../connection/rest.ts';
import type { Reason } from '../../store/model.ts';

function readReasons(value: unknown): Reason[] {
  return list(value).flatMap((each) => {
    const wire = fields(each);
    const type = text(wire.type);
    if (type !== 'NOT_READY' && type !== 'LOGOUT') return [];
    const code = number(wire.code);
    return [{ id: text(wire.id), name: text(wire.name), type, ...(code === null ? {} : { code }) }];
  });
}

/** Asks the server for them. */
export async function fetchReasons(rest: Rest): Promise<Reason[]> {
  return readReasons(await rest.get('/unified-admin/reasons'));
}
