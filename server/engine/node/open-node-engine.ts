/**
 * The engine of a process that shares a tenant with others. Its gateways always stand on a follower: whoever owns the
 * tenant, and whether that is this very process, makes no difference to them. So nothing has to be exchanged under
 * them when the owner changes; the follower hears of the next one, repairs what it missed and sends again what was not
 * answered.
 */
import type { GatewayEngine } from '../contract.ts';
import { openArchive } from '../follower/archive.ts';
import type { RunningFollower } from '../follower/follower-options.ts';
import { openFollower } from '../follower/open-follower.ts';
import type { FollowerPipe, OwnerPipe } from '../follower/pipe.ts';
import { PIPE_SETTINGS } from '../follower/settings.ts';
import type { EngineOptions } from '../open-engine.ts';
import { Candidate } from './candidate.ts';
import { WireVersions } from './wire-version.ts';

/** Which part a process has: the owner decides, a follower repeats. */
export type Role = 'owner' | 'follower';

/** An engine as those who run it see it, alone or as one of several. */
export type ServingEngine = GatewayEngine & {
  /** Rejects when commands cannot be stored now, or when it is not known here what happens. */
  check(): Promise<void>;
  /** Sequence of the last event that is known here. */
  readonly seq: number;
  readonly role: Role;
  /** How long ago (ms) the owner was last heard of; 0 where this process is alone. */
  readonly lagMs: number;
};

/** Spreads the owners of several tenants over the processes: what the candidate of one tenant knows of the others. */
export type Spread = {
  /** The tenant's candidate in this process; the result ends that. */
  join(candidate: { isOwner: () => boolean; letGo: () => void }): () => void;
  /** How long (ms) a free tenant is left to others. */
  holdBackMs(): number;
};

export type NodeEngineOptions = Omit<EngineOptions, 'onLost' | 'patienceMs'> & {
  /** The ends of the tenant's pipe. `ownerIsHere` says whether the owner is this process and nobody else can be. */
  pipes: (ownerIsHere: () => boolean) => { owner: OwnerPipe; follower: FollowerPipe };
  /** Absent: this process takes the tenant whenever it is free. */
  spread?: Spread;
  /** How long to wait at first for an owner, this process or another one (ms); default 30,000. */
  patienceMs?: number;
};

/** A process that has died is replaced after so long (ms) at the latest, and its connections count as gone. */
const LEASE_MS = 1_200;
const LOST_MS = 1_600;

/** Serves a tenant together with other processes. Throws `OwnerUnreachableError` when there is no owner in time. */
export async function openNodeEngine(options: NodeEngineOptions): Promise<ServingEngine> {
  const { database, tenant, logger, pipes: openPipes, patienceMs, spread, ...rest } = options;
  const held: { candidate?: Candidate; follower?: RunningFollower } = {};
  const versions = new WireVersions(tenant, logger, () => held.candidate?.stepBack());
  const pipes = versions.watching(openPipes(() => held.candidate?.isOwner === true));
  const settings = {
    ...PIPE_SETTINGS,
    lostMs: LOST_MS,
    ...(rest.answerMs !== undefined && { answerMs: rest.answerMs }),
    ...(rest.maxWaiting !== undefined && { openRequests: rest.maxWaiting }),
  };
  const candidate = (held.candidate = new Candidate({
    leaseMs: LEASE_MS,
    ...rest,
    database,
    tenant,
    logger,
    pipe: pipes.owner,
    settings,
    isOutdated: () => versions.isOutdated,
    silentMs: () => held.follower?.silentMs ?? Infinity,
    ...(spread !== undefined && { holdBackMs: () => spread.holdBackMs() }),
    onRole: (role) => {
      logger.info({ tenant, role }, role === 'owner' ? 'this node decides now' : 'this node follows');
    },
  }));
  const leave = spread?.join({ isOwner: () => candidate.isOwner, letGo: () => candidate.stepBack() });
  try {
    const follower = (held.follower = await openFollower({
      tenant,
      pipe: pipes.follower,
      archive: openArchive(database.db, tenant),
      logger,
      settings,
      ...(patienceMs !== undefined && { patienceMs }),
    }));
    return {
      tenant,
      presence: follower.presence,
      get seq() {
        return follower.seq;
      },
      get role() {
        return candidate.isOwner ? ('owner' as const) : ('follower' as const);
      },
      get lagMs() {
        return Math.max(0, follower.silentMs);
      },
      now: () => follower.now(),
      submit: (command, content) => follower.submit(command, content),
      read: (look) => follower.read(look),
      onTurn: (prepare) => follower.onTurn(prepare),
      onReset: (listener) => follower.onReset(listener),
      check: async () => {
        await Promise.all([follower.check(), candidate.check()]);
      },
      close: async () => {
        leave?.();
        await follower.close();
        await candidate.end();
      },
    };
  } catch (error) {
    leave?.();
    await candidate.end();
    throw error;
  }
}
