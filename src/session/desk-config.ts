/** What the server tells the desk before anybody is signed in. */
import { fields, type Fields } from '../base/fields.ts';

/** Where the server has written it into the page (`GET /agent-manager/desk-config`). */
const WRITTEN = 'desk-config';

/**
 * What the page says itself; asked for where no server has written it (a development server). Rejects when the server
 * can't be reached.
 */
export async function deskConfig(): Promise<Fields> {
  const written = document.getElementById(WRITTEN)?.textContent ?? '';
  if (written !== '') return fields(JSON.parse(written));
  const response = await fetch('/agent-manager/desk-config', { headers: { Accept: 'application/json' } });
  if (!response.ok) throw new Error(`desk-config: ${response.status}`);
  return fields(await response.json());
}
