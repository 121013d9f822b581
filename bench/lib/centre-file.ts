/** A contact centre as a `CONFIG_FILE` for load programs. */
import { writeFileSync } from 'node:fs';

export const PASSWORD = 'bench';
export const CHANNEL = 'bench-web';

export type CentreOptions = {
  agents: number;
  /** Who supervise them all. */
  supervisors?: number;
  /** So many of the agents have a password; undefined: all. Each costs the first start its hash. */
  signIns?: number;
  /** Chats that each agent may have at once. */
  maxTasks?: number;
  /** Seconds until an offer runs out, and until a wrap-up ends (0: no wrap-up). */
  ronaSeconds?: number;
  wrapupSeconds?: number;
};

export function agentName(number: number): string {
  return `agent${number + 1}`;
}

export function supervisorName(number: number): string {
  return `supervisor${number + 1}`;
}

/** Writes the file; all agents serve one queue, which one web channel leads to. */
export function writeCentre(path: string, options: CentreOptions): void {
  const {
    agents,
    supervisors = 0,
    signIns = agents,
    maxTasks = 5,
    ronaSeconds = 3600,
    wrapupSeconds = 0,
  } = options;
  const centre = {
    tenant: 'bench',
    quotas: { agents: 0, conversations: 0, messagesPerSecond: 0 },
    settings: {
      ronaSeconds,
      ronaAgentState: 'READY',
      reofferAfterSeconds: 3600,
      requestTtlSeconds: 7200,
      wrapupSeconds,
      customerInactivitySeconds: 0,
    },
    teams: [{ name: 'Bench' }],
    users: [
      ...Array.from({ length: agents }, (_, number) => ({
        username: agentName(number),
        ...(number < signIns && { password: PASSWORD }),
        firstName: 'Agent',
        lastName: String(number + 1),
        roles: ['agent'],
        team: 'Bench',
      })),
      ...Array.from({ length: supervisors }, (_, number) => ({
        username: supervisorName(number),
        password: PASSWORD,
        firstName: 'Supervisor',
        lastName: String(number + 1),
        roles: ['supervisor'],
        team: 'Bench',
        supervises: ['Bench'],
      })),
    ],
    mrds: [{ name: 'CHAT', type: 'CHAT', maxTasks, autoSync: true }],
    queues: [{ name: 'Bench', mrd: 'CHAT' }],
    channels: [{ name: 'Bench', type: 'WEB', serviceIdentifier: CHANNEL, queue: 'Bench' }],
  };
  writeFileSync(path, JSON.stringify(centre));
}
