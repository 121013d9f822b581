/** The phones of a tenant, where a Cisco Finesse is configured. */
import { readFile } from 'node:fs/promises';
import { rootCertificates } from 'node:tls';
import type { FinesseServer } from '../settings/finesse-settings.ts';
import { Phones } from './phones.ts';
import type { PhonesOptions } from './phones.ts';

/** Until Finesse has answered, and told what came of it (ms). */
const TIMEOUT_MS = 8_000;

/** Null where no Finesse is configured. Rejects when the file with its certificates cannot be read. */
export async function openPhones(
  finesse: FinesseServer | null,
  {
    timeoutMs = TIMEOUT_MS,
    ...options
  }: Omit<PhonesOptions, 'nodes' | 'ca' | 'timeoutMs'> & {
    timeoutMs?: number;
  },
): Promise<Phones | null> {
  if (finesse === null) return null;
  const { nodes, caFile, ronaReason } = finesse;
  const ca = caFile === null ? undefined : [...rootCertificates, await readFile(caFile, 'utf8')];
  return new Phones({ ...options, nodes, ca, timeoutMs, ...(ronaReason !== undefined && { ronaReason }) });
}
