import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { ApiError } from '../rest/api-error.ts';
import { answer } from '../world/call-actions.ts';
import { leave, present, settle } from '../world/calls.ts';
import { API } from '../world/documents.ts';
import type { Call, World } from '../world/model.ts';
import { callIn } from '../world/queues.ts';
import { offerTask } from '../world/tasks.ts';
import { addUser, userByName } from '../world/world.ts';
import { FAULTS, type Faults } from './faults.ts';

/** What the hooks work on besides the world. */
export type Simulation = {
  world: World;
  faults: Faults;
  cut: (userId?: string) => number;
  addresses: () => string[];
  reset: () => void;
  system: () => { status: string; [name: string]: unknown };
};

const text = z.union([z.string(), z.number()]).transform(String);
const variables = z
  .record(z.string().regex(/^(callVariable([1-9]|10)|user\.[\w.]{1,60})$/), text)
  .default({});

const BODIES = {
  call: z.object({ from: text.default('2025550123'), to: text, vars: variables }),
  task: z.object({ agent: text, mrd: text.default('5001'), vars: variables }),
  dialog: z.object({ dialog: text }),
  user: z.object({
    id: z.string().regex(/^[\w.-]{1,64}$/),
    loginName: z.string().optional(),
    password: z.string().optional(),
    first: z.string().default('New'),
    last: z.string().default('Agent'),
    extension: text.default('4999'),
    team: text.default('1'),
    supervises: z.array(text).optional(),
    wrapUpOnIncoming: z.enum(['REQUIRED', 'OPTIONAL', 'NOT_ALLOWED']).optional(),
  }),
  service: z.object({ status: z.enum(['IN_SERVICE', 'OUT_OF_SERVICE']) }),
  cut: z.object({ user: text.optional() }).default({}),
  token: z.object({ user: text }),
  fault: z.object({
    kind: z.enum(FAULTS),
    match: z.string().default(''),
    times: z.number().int().positive().default(1),
    status: z.number().int().min(200).max(599).default(502),
    delay: z.number().nonnegative().default(1_000),
    errorType: z.string().default('Generic Error'),
    errorMessage: z.string().default('CF_RESOURCE_BUSY'),
    errorData: text.default('33'),
  }),
};

type Outcome = Record<string, unknown>;

function callOf(world: World, id: string): Call {
  const call = world.calls.get(id);
  if (!call) throw new ApiError(404, 'Not Found', 'There is no such dialog', id);
  return call;
}

/** What can be made to happen, by the path after `/sim/`. */
const HOOKS: Readonly<Record<string, (simulation: Simulation, body: unknown) => Outcome>> = {
  call: ({ world }, body) => {
    const { from, to, vars } = BODIES.call.parse(body);
    const { id } = callIn(world, from, to, new Map(Object.entries(vars)));
    return { id, dialogId: id };
  },
  task: ({ world }, body) => {
    const { agent, mrd, vars } = BODIES.task.parse(body);
    const user = userByName(world, agent);
    if (!user) throw new ApiError(404, 'User Not Found', 'There is no such user', agent);
    const { id } = offerTask(world, user, mrd, new Map(Object.entries(vars)));
    return { id, dialogId: id };
  },
  // Somebody outside picks up, or hangs up.
  answer: ({ world }, body) => {
    const call = callOf(world, BODIES.dialog.parse(body).dialog);
    const ringing = present(call).find(({ userId, state }) => userId === undefined && state === 'ALERTING');
    if (!ringing) throw new ApiError(409, 'Invalid State', 'Nobody outside is being called', call.id);
    answer(world, call, ringing);
    return {};
  },
  hangup: ({ world }, body) => {
    const call = callOf(world, BODIES.dialog.parse(body).dialog);
    const outside = present(call).find(({ userId }) => userId === undefined);
    if (!outside) throw new ApiError(409, 'Invalid State', 'Nobody outside is in the call', call.id);
    const place = world.queued.findIndex(({ callId }) => callId === call.id);
    if (place >= 0) world.queued.splice(place, 1);
    leave(world, call, outside);
    settle(world, [call]);
    return {};
  },
  user: ({ world }, body) => {
    const { loginName, password, supervises, wrapUpOnIncoming, ...person } = BODIES.user.parse(body);
    const user = world.users.get(person.id) ?? addUser(world, person);
    if (loginName !== undefined) user.loginName = loginName;
    if (password !== undefined) user.password = password;
    if (supervises !== undefined) user.supervises = supervises;
    if (wrapUpOnIncoming !== undefined) user.wrapUpOnIncoming = wrapUpOnIncoming;
    return { id: user.id };
  },
  token: ({ world }, body) => {
    const user = userByName(world, BODIES.token.parse(body).user);
    if (!user) throw new ApiError(404, 'User Not Found', 'There is no such user');
    const token = randomUUID();
    world.tokens.set(token, user.id);
    return { token };
  },
  fault: ({ faults }, body) => {
    faults.add(BODIES.fault.parse(body));
    return {};
  },
  'fault/clear': ({ faults }) => {
    faults.clear();
    return {};
  },
  'xmpp/cut': ({ cut }, body) => ({ cut: cut(BODIES.cut.parse(body).user) }),
  service: ({ world, system }, body) => {
    world.inService = BODIES.service.parse(body).status === 'IN_SERVICE';
    const source = `${API}/SystemInfo`;
    const { status, uri, xmppDomain, xmppPubSubDomain, deploymentType } = system();
    const systemInfo = { status, uri, xmppDomain, xmppPubSubDomain, deploymentType } as Record<
      string,
      string
    >;
    world.publisher.publish(source, { event: 'PUT', source, data: { systemInfo } });
    return {};
  },
  reset: ({ reset }) => {
    reset();
    return {};
  },
};

/** Carries a hook out; nothing when there is no such hook. Refusals are thrown. */
export function runHook(simulation: Simulation, name: string, body: unknown): Outcome | undefined {
  return HOOKS[name]?.(simulation, body);
}

/** What is in the world, for whoever looks from outside. */
export function overview({ world, faults, addresses }: Simulation): Outcome {
  return {
    inService: world.inService,
    users: [...world.users.values()].map(({ id, state, pending, extension }) => ({
      id,
      state,
      pendingState: pending?.state ?? '',
      extension,
    })),
    dialogs: [...world.calls.values()].map(({ id, type, participants }) => ({
      id,
      type,
      participants: participants.map(({ address, state }) => ({ address, state })),
    })),
    tasks: [...world.tasks.values()].map(({ id, userId, state }) => ({ id, user: userId, state })),
    queued: world.queued,
    xmpp: addresses(),
    faults: faults.list(),
  };
}
