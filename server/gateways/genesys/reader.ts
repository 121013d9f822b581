/** Whoever is shown something: by which address they reach us, and whether they may see who customers are. */
import type { Principal } from '../../identity/principal.ts';
import { seesPersonalData } from '../shared/personal-data.ts';

export type Reader = { origin: string; masked: boolean };

export function readerAt(origin: string, principal: Pick<Principal, 'permittedResources'>): Reader {
  return { origin, masked: !seesPersonalData(principal) };
}
