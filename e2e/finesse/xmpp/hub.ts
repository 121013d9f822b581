import { presenceLost } from '../world/agents.ts';
import { XMPP_DOMAIN } from '../world/demo-data.ts';
import { API } from '../world/documents.ts';
import type { User, World } from '../world/model.ts';
import { isSupervisorOf } from '../world/world.ts';
import { XmppSession, type SessionHost, type Transport } from './session.ts';

/** Nodes of a user that whoever signs in gets events of without asking. */
const OWN = /^\/finesse\/api\/User\/([^/]+)(?:\/Dialogs|\/Media|\/Dialogs\/Media)?$/;
const OWN_MEDIUM = /^(\/finesse\/api\/User\/[^/]+\/Media)\/[^/]+$/;
const SYSTEM = `${API}/SystemInfo`;

/** Checks a password, and counts the wrong ones. */
export type Authenticate = (name: string, password: string) => User | undefined;

/** All streams: who gets which notification, and whose link is lost. */
export class XmppHub {
  readonly #world: () => World;
  readonly #authenticate: Authenticate;
  readonly #after: () => void;
  readonly #bound = new Map<string, XmppSession>();
  readonly #ofUser = new Map<string, Set<XmppSession>>();
  readonly #subscribed = new Map<string, Set<XmppSession>>();
  readonly #lost = new Map<string, NodeJS.Timeout>();
  #items = 0;

  /** @param after what has to be looked at whenever something happened in the world */
  constructor(world: () => World, authenticate: Authenticate, after: () => void) {
    this.#world = world;
    this.#authenticate = authenticate;
    this.#after = after;
  }

  open(transport: Transport): XmppSession {
    const host: SessionHost = {
      domain: XMPP_DOMAIN,
      authenticate: this.#authenticate,
      bound: (session) => this.#bind(session),
      presenceChanged: (session) => this.#presenceChanged(session),
      subscribe: (session, node) => this.#subscribe(session, node),
      unsubscribe: (session, node) => void this.#subscribed.get(node)?.delete(session),
    };
    return new XmppSession(host, transport);
  }

  /** The stream has ended, whichever way. */
  closed(session: XmppSession): void {
    if (this.#bound.get(session.jid) === session) this.#bound.delete(session.jid);
    for (const [node, sessions] of this.#subscribed) {
      if (sessions.delete(session) && sessions.size === 0) this.#subscribed.delete(node);
    }
    if (!session.user) return;
    const own = this.#ofUser.get(session.user.id);
    own?.delete(session);
    if (own?.size === 0) this.#ofUser.delete(session.user.id);
    const wasAvailable = session.available;
    session.available = false;
    if (wasAvailable) this.#watch(session.user.id);
  }

  deliver(node: string, text: string): void {
    const to = new Set(this.#subscribed.get(node));
    const own = OWN.exec(node)?.[1];
    if (own !== undefined) for (const session of this.#ofUser.get(own) ?? []) to.add(session);
    if (node === SYSTEM) for (const session of this.#bound.values()) to.add(session);
    const id = String(++this.#items);
    for (const session of to) if (session.available) session.notify(node, text, id);
  }

  /** Cuts the links of a user, or of everybody. */
  cut(userId?: string): number {
    const sessions = [...this.#bound.values()].filter(
      ({ user }) => userId === undefined || user?.id === userId,
    );
    for (const session of sessions) session.cut();
    return sessions.length;
  }

  addresses(): string[] {
    return [...this.#bound.keys()];
  }

  /** Nobody is waited for any more. */
  forget(): void {
    for (const timer of this.#lost.values()) clearTimeout(timer);
    this.#lost.clear();
  }

  #bind(session: XmppSession): void {
    const { user } = session;
    if (!user) return;
    const older = this.#bound.get(session.jid);
    this.#bound.set(session.jid, session);
    const own = this.#ofUser.get(user.id) ?? new Set();
    own.add(session);
    this.#ofUser.set(user.id, own);
    if (older && older !== session) older.end('conflict');
  }

  #presenceChanged(session: XmppSession): void {
    if (!session.user) return;
    if (!session.available) {
      this.#watch(session.user.id);
      return;
    }
    clearTimeout(this.#lost.get(session.user.id));
    this.#lost.delete(session.user.id);
  }

  /** Somebody without presence is signed out after a while. */
  #watch(userId: string): void {
    if ([...(this.#ofUser.get(userId) ?? [])].some(({ available }) => available)) return;
    clearTimeout(this.#lost.get(userId));
    const timer = setTimeout(() => {
      this.#lost.delete(userId);
      const world = this.#world();
      const user = world.users.get(userId);
      if (!user) return;
      presenceLost(world, user);
      this.#after();
    }, this.#world().settings.presenceLoss);
    timer.unref();
    this.#lost.set(userId, timer);
  }

  #subscribe(session: XmppSession, node: string): 'subscribed' | 'forbidden' | 'item-not-found' {
    const outcome = this.#mayHear(session, node);
    if (outcome !== 'subscribed') return outcome;
    // Both names of the node of a medium are taken; it is published under one.
    const published = OWN_MEDIUM.exec(node)?.[1] ?? node;
    const sessions = this.#subscribed.get(published) ?? new Set();
    sessions.add(session);
    this.#subscribed.set(published, sessions);
    return outcome;
  }

  #mayHear(session: XmppSession, node: string): 'subscribed' | 'forbidden' | 'item-not-found' {
    const world = this.#world();
    const user = world.users.get(session.user?.id ?? '');
    const [kind, id = ''] = node.startsWith(`${API}/`) ? node.slice(API.length + 1).split('/') : [];
    switch (kind) {
      case 'SystemInfo':
      case 'Queue':
        return 'subscribed';
      case 'Team':
        return user?.supervises?.includes(id) === true ? 'subscribed' : 'forbidden';
      case 'User': {
        const other = world.users.get(id);
        if (!other) return 'item-not-found';
        return user && (other.id === user.id || isSupervisorOf(user, other)) ? 'subscribed' : 'forbidden';
      }
      default:
        return 'item-not-found';
    }
  }
}
