import { z } from 'zod';

/** What a contact centre may use at most: so that one of several does not take what the others need. 0: no bound. */
const most = (highest: number) => z.int().min(0).max(highest);

export const quotasSchema = z
  .strictObject({
    agents: most(10_000_000)
      .default(10_000)
      .describe('Agents and supervisors signed in at once; a further one is refused (QUOTA_AGENTS).'),
    conversations: most(100_000_000)
      .default(100_000)
      .describe(
        'Conversations open at once; a further one is refused (QUOTA_CONVERSATIONS). Calls count and are never refused.',
      ),
    messagesPerSecond: most(10_000_000)
      .default(5_000)
      .describe(
        'Messages and changes of messages per second, and as many at once; more are refused (QUOTA_MESSAGES).',
      ),
    fileBytes: most(Number.MAX_SAFE_INTEGER)
      .default(100_000_000_000)
      .describe('Bytes of all stored files together; a further file is refused (QUOTA_FILES).'),
  })
  .describe('What this contact centre may use at most; 0: no bound.');

export type QuotasInFile = z.output<typeof quotasSchema>;
