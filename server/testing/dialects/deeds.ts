/** What somebody may do next in a day of several protocols: only what has to succeed. */
import type { Agent, Conversation, State, Task } from '../../core/state.ts';
import { agentsAtWork, botIn } from '../../core/participant.ts';
import { ownerOf } from '../../core/owner.ts';
import type { Random } from '../../simulation/random.ts';
import { until } from './people.ts';
import type { AgentProgram, BotProgram, CustomerProgram, Person } from './people.ts';

export type Cast = {
  agents: readonly AgentProgram[];
  customers: readonly CustomerProgram[];
  bot: BotProgram;
  /** Agents who have come and not gone. */
  atWork: ReadonlySet<AgentProgram>;
};

export type Deed = { by: Person; what: string; carryOut: () => Promise<void> };

/** New words of the day; `forCustomers`: whether customers may read them. */
export type NewWords = (forCustomers: boolean) => string;

export type Scene = { random: Random; state: State; cast: Cast; words: NewWords };

/** More conversations at a time would only take longer. */
const CROWD = 7;

type Act = (scene: Scene) => Deed | null;

const deed = (by: Person, what: string, carryOut: () => Promise<void>): Deed => ({ by, what, carryOut });

function programOf({ cast }: Scene, agentId: string | null): AgentProgram | undefined {
  return cast.agents.find((one) => one.agentId === agentId && one.online);
}

/** Somebody of this conversation who has a program and may talk to the customer. */
function talkers(scene: Scene, conversation: Conversation): Person[] {
  const { cast } = scene;
  const customer = cast.customers.find((one) => one.conversationId === conversation.id && one.online);
  // After the hand-over it only suggests.
  const bot = botIn(conversation, cast.bot.botId)?.role === 'PRIMARY' ? cast.bot : undefined;
  return [customer, bot, ...primaries(scene, conversation)].filter((one) => one !== undefined);
}

function primaries(scene: Scene, { participants }: Conversation): AgentProgram[] {
  return participants.flatMap(({ role, ref }) => (role === 'PRIMARY' ? (programOf(scene, ref) ?? []) : []));
}

function open({ random, state }: Scene): Conversation | undefined {
  return random.pick(Object.values(state.conversations).filter(({ sessionIds }) => sessionIds.length > 0));
}

/** Nobody is looked for by somebody who is in it already. */
function isSettled({ tasks }: State, { id }: Conversation): boolean {
  return !Object.values(tasks).some(
    (task) => task.conversationId === id && (task.state === 'QUEUED' || task.state === 'OFFERED'),
  );
}

function isFree({ state, connected, mrds }: Agent): boolean {
  const hasRoom = Object.values(mrds).some(
    (mrd) => (mrd.state === 'READY' || mrd.state === 'ACTIVE') && mrd.live < mrd.max,
  );
  return state === 'READY' && connected && hasRoom;
}

/** Somebody who could be asked into a conversation. */
function stranger(scene: Scene, { id, participants }: Conversation): AgentProgram | undefined {
  const { random, state, cast } = scene;
  return random.pick(
    [...cast.atWork].filter((one) => {
      const agent = state.agents[one.agentId];
      const isIn = participants.some(({ ref }) => ref === one.agentId);
      return (
        one.online && agent !== undefined && isFree(agent) && !isIn && !agent.conversationIds.includes(id)
      );
    }),
  );
}

function ownerIn(scene: Scene, conversation: Conversation): AgentProgram | undefined {
  return programOf(scene, ownerOf(conversation)?.ref ?? null);
}

function taskWho({ random, state }: Scene, fits: (task: Task) => boolean): Task | undefined {
  return random.pick(Object.values(state.tasks).filter(fits));
}

const accept: Act = (scene) => {
  const task = taskWho(
    scene,
    ({ state, agentId }) => state === 'OFFERED' && programOf(scene, agentId) !== undefined,
  );
  const agent = programOf(scene, task?.agentId ?? null);
  if (task === undefined || agent === undefined) return null;
  const { conversationId } = task;
  return deed(agent, `accepts ${conversationId}`, async () => {
    await until(() => agent.isOffered(conversationId), `${agent.name} is offered ${conversationId}`);
    await agent.accept(conversationId);
  });
};

const say: Act = (scene) => {
  const conversation = open(scene);
  const by = conversation && scene.random.pick(talkers(scene, conversation));
  if (conversation === undefined || by === undefined) return null;
  const text = scene.words(true);
  return deed(by, `says ${text}`, () => by.say(conversation.id, text));
};

/** All talk at once. */
const talk: Act = (scene) => {
  const conversation = open(scene);
  const all = conversation === undefined ? [] : talkers(scene, conversation);
  const [first] = all;
  if (conversation === undefined || first === undefined || all.length < 2) return null;
  const said = [...all, ...all].map((by) => ({ by, text: scene.words(true) }));
  return deed(first, 'and others talk at once', async () => {
    await Promise.all(said.map(({ by, text }) => by.say(conversation.id, text)));
  });
};

const whisper: Act = (scene) => {
  const conversation = open(scene);
  const [by, to] = conversation === undefined ? [] : primaries(scene, conversation);
  const whispered = by?.whisper;
  if (conversation === undefined || by === undefined || to === undefined || whispered == null) return null;
  const text = scene.words(false);
  return deed(by, `whispers ${text}`, () => whispered(conversation.id, text, to));
};

const invite: Act = (scene) => {
  const conversation = open(scene);
  if (conversation === undefined || !isSettled(scene.state, conversation)) return null;
  if (agentsAtWork(conversation).length > 2) return null;
  const by = ownerIn(scene, conversation);
  const other = stranger(scene, conversation);
  if (by === undefined || other === undefined) return null;
  return deed(by, `invites ${other.name} to ${conversation.id}`, () => by.invite(conversation.id, other));
};

const handOver: Act = (scene) => {
  const conversation = open(scene);
  const by = conversation && ownerIn(scene, conversation);
  if (conversation === undefined || by === undefined || !isSettled(scene.state, conversation)) return null;
  const to =
    by.handsOverTo === 'SOMEBODY_NEW'
      ? stranger(scene, conversation)
      : primaries(scene, conversation).find((one) => one !== by);
  if (to === undefined) return null;
  return deed(by, `hands ${conversation.id} over to ${to.name}`, () => by.handOver(conversation.id, to));
};

const leave: Act = (scene) => {
  const conversation = open(scene);
  const all = conversation === undefined ? [] : primaries(scene, conversation);
  const by = scene.random.pick(all);
  if (conversation === undefined || by === undefined || all.length < 2) return null;
  if (!isSettled(scene.state, conversation)) return null;
  return deed(by, `leaves ${conversation.id}`, () => by.leave(conversation.id));
};

const end: Act = (scene) => {
  const conversation = open(scene);
  if (conversation === undefined) return null;
  const customer = scene.cast.customers.find((one) => one.conversationId === conversation.id);
  const owner = ownerIn(scene, conversation);
  const ends = owner?.end;
  if (owner !== undefined && ends != null && scene.random.chance(0.4))
    return deed(owner, `ends ${conversation.id}`, () => ends(conversation.id));
  return customer?.online === true ? deed(customer, `ends ${conversation.id}`, () => customer.end()) : null;
};

const wrapUp: Act = (scene) => {
  const task = taskWho(
    scene,
    ({ state, agentId }) => state === 'WRAP_UP' && programOf(scene, agentId) !== undefined,
  );
  const agent = programOf(scene, task?.agentId ?? null);
  if (task === undefined || agent === undefined) return null;
  return deed(agent, `wraps ${task.conversationId} up`, () => agent.wrapUp(task.conversationId));
};

const forPeople: Act = (scene) => {
  const { random, state, cast } = scene;
  const conversation = random.pick(
    Object.values(state.conversations).filter(
      (one) =>
        botIn(one, cast.bot.botId) !== undefined && agentsAtWork(one).length === 0 && isSettled(state, one),
    ),
  );
  if (conversation === undefined) return null;
  const customer = cast.customers.find((one) => one.conversationId === conversation.id && one.online);
  const ask = customer?.askForPerson;
  if (customer !== undefined && ask != null && random.chance(0.5))
    return deed(customer, 'asks for a person', ask);
  return deed(cast.bot, `hands ${conversation.id} over`, () => cast.bot.handOver(conversation.id));
};

const lose: Act = ({ random, cast }) => {
  const people: Person[] = [
    ...cast.atWork,
    ...cast.customers.filter(({ conversationId }) => conversationId !== ''),
  ];
  if (people.filter(({ online }) => !online).length > 2) return null;
  const who = random.pick(people.filter(({ online }) => online));
  return who === undefined
    ? null
    : deed(who, 'is lost', () => {
        who.lose();
        return Promise.resolve();
      });
};

/** Only whose conversation goes on has something to come back to. */
const back: Act = ({ random, state, cast }) => {
  const waiting = cast.customers.filter(
    ({ conversationId, online }) =>
      !online && (state.conversations[conversationId]?.sessionIds.length ?? 0) > 0,
  );
  const who = random.pick([...[...cast.atWork].filter(({ online }) => !online), ...waiting]);
  return who === undefined ? null : deed(who, 'is back', () => who.back());
};

const ready: Act = (scene) => {
  const agent = scene.random.pick([...scene.cast.atWork].filter(({ online }) => online));
  if (agent === undefined) return null;
  const isReady = scene.state.agents[agent.agentId]?.state !== 'READY' || scene.random.chance(0.5);
  return deed(agent, isReady ? 'is ready' : 'rests', () => agent.setReady(isReady));
};

const ACTS = {
  accept,
  say,
  talk,
  whisper,
  invite,
  handOver,
  leave,
  end,
  wrapUp,
  forPeople,
  lose,
  back,
  ready,
};

const WEIGHTS: Record<keyof typeof ACTS | 'comes', number> = {
  comes: 8,
  accept: 16,
  say: 16,
  talk: 8,
  whisper: 4,
  invite: 6,
  handOver: 4,
  leave: 3,
  end: 2,
  wrapUp: 4,
  forPeople: 4,
  lose: 3,
  back: 6,
  ready: 2,
};

/** What happens next; `'comes'`: somebody new. */
export function nextDeed(scene: Scene): Deed | 'comes' {
  for (let tries = 0; tries < 30; tries++) {
    const act = scene.random.weighted(WEIGHTS);
    if (act !== 'comes') {
      const found = ACTS[act](scene);
      if (found !== null) return found;
    } else if (Object.keys(scene.state.conversations).length < CROWD) return 'comes';
  }
  return 'comes';
}
