/** What may go wrong between the engine and a gateway, done on purpose: a day has to find it. */
import type { DomainEvent } from '../../core/events.ts';
import type { Command } from '../../core/commands.ts';
import type { Content, GatewayEngine, Outcome, Turn } from '../../engine/contract.ts';

/** The gateways whose engine can be broken. */
export type Victim = 'chat-solution' | 'genesys' | 'customer-channel';

type Prepare = Parameters<GatewayEngine['onTurn']>[0];

export type Defect = {
  name: string;
  victim: Victim;
  /** In what words a day has to find it. */
  found: RegExp;
  tell?: (prepare: Prepare, turn: Turn) => ReturnType<Prepare>;
  ask?: (command: Command) => Command | null;
};

/** The turn without some of its events. */
function without(turn: Turn, isLost: (event: DomainEvent) => boolean): Turn {
  return { ...turn, events: turn.events.filter((event) => !isLost(event)) };
}

const isSaid = ({ type }: DomainEvent): boolean => type === 'message.sent';

/** The first ones show what a day looks at; `npm run simulate -- dialects --mutant NAME` tries each. */
export const DEFECTS: readonly Defect[] = [
  {
    name: 'words that are not told',
    victim: 'chat-solution',
    found: /has not heard|has heard .* where/,
    tell: (prepare, turn) => prepare(without(turn, (event) => isSaid(event) && event.seq % 3 === 0)),
  },
  {
    name: 'words that are told twice',
    victim: 'genesys',
    found: /has heard/,
    tell: (prepare, turn) => {
      if (!turn.events.some(isSaid)) return prepare(turn);
      const [once, again] = [prepare(turn), prepare(turn)];
      return () => {
        once?.();
        again?.();
      };
    },
  },
  {
    name: 'words for colleagues that customers read',
    victim: 'chat-solution',
    found: /for customers, other than it was meant/,
    ask: (command) =>
      command.type === 'message.send' && command.kind === 'WHISPER'
        ? { ...command, kind: 'MESSAGE' }
        : command,
  },
  {
    name: 'a wrap-up that has no end',
    victim: 'chat-solution',
    found: /is left/,
    ask: (command) => (command.type === 'wrapup.close' ? null : command),
  },
  {
    name: 'words that are acknowledged and lost',
    victim: 'genesys',
    found: /has happened 0 times/,
    ask: (command) => (command.type === 'message.send' ? null : command),
  },
  {
    name: 'words in another order',
    victim: 'chat-solution',
    found: /has heard|has not heard/,
    tell: (() => {
      let held: (() => void) | undefined;
      return (prepare, turn) => {
        const told = prepare(turn);
        if (!turn.events.some(isSaid)) return told;
        if (held === undefined) {
          held = told;
          return undefined;
        }
        const [earlier, later] = [held, told];
        held = undefined;
        return () => {
          later?.();
          earlier();
        };
      };
    })(),
  },
  {
    name: 'an offer that nobody is told of',
    victim: 'genesys',
    found: /never: .* is offered/,
    tell: (prepare, turn) => prepare(without(turn, ({ type }) => type === 'task.offered')),
  },
];

/** Which defect there is now; none at first. */
export class Saboteur {
  now: Defect | null = null;

  /** The engine as a gateway has it while it is the victim. */
  between(engine: GatewayEngine, victim: Victim): GatewayEngine {
    const defect = (): Defect | null => (this.now?.victim === victim ? this.now : null);
    const onTurn: GatewayEngine['onTurn'] = (prepare) =>
      engine.onTurn((turn) => {
        const tell = defect()?.tell;
        return tell === undefined ? prepare(turn) : tell(prepare, turn);
      });
    const submit = async (command: Command, content?: Content): Promise<Outcome> => {
      const ask = defect()?.ask;
      const asked = ask === undefined ? command : ask(command);
      return asked === null ? { ok: true, events: [], signals: [] } : engine.submit(asked, content);
    };
    return new Proxy(engine, {
      get: (target, key) => {
        if (key === 'onTurn') return onTurn;
        if (key === 'submit') return submit;
        const found: unknown = Reflect.get(target, key, target);
        return typeof found === 'function' ? (found.bind(target) as unknown) : found;
      },
    });
  }
}
