/** What Finesse tells of one phone while it is signed in: the link, the agent's state and the calls. */
import type { Phone } from '../../protocol/agent-manager/phone.ts';
import { ProtocolError } from '../../protocol/shared/errors.ts';
import type { GatewayEngine } from '../engine/contract.ts';
import type { FinesseClient } from '../finesse/finesse-client.ts';
import type { Dialog, FinesseUser, Update } from '../finesse/model.ts';
import type { Credentials } from '../finesse/rest.ts';
import type { FinesseService } from '../finesse/service.ts';
import { StandingLink } from '../finesse/xmpp/standing-link.ts';
import type { StandingLinkOptions } from '../finesse/xmpp/standing-link.ts';
import type { CallPlace, CallReports } from './call-reports.ts';
import { ownPart } from './dialogs.ts';
import { LineCommands } from './line-commands.ts';
import { OwnMonitoring } from './own-monitoring.ts';
import { NO_LISTS, readPhoneLists } from './phone-lists.ts';

/** What all phones share. */
export type LineParts = {
  client: FinesseClient;
  service: FinesseService;
  http: StandingLinkOptions['http'];
  timeoutMs: number;
  now: () => number;
  nameAt: (address: string) => string | null;
  /** The agent who has the phone with this number now. */
  agentAt: (address: string) => string | null;
  engine: GatewayEngine;
  /** The phone is another than it was. */
  changed: (agentId: string) => void;
  /** What Finesse says the agent's state is. */
  stateTold: (agentId: string, user: FinesseUser) => void;
  note: (what: string, agentId: string) => void;
};

/** Whose phone it is. */
export type LineOf = {
  agentId: string;
  /** The MRD whose state is the phone's. */
  mrdId: string;
  /** Where calls are entered; null for somebody who takes none here, as a supervisor alone. */
  reports: ((onPlace: (callId: string, place: CallPlace) => void) => CallReports) | null;
};

/** Pause (ms) before everything is read again after a failure. */
const READ_AGAIN_MS = 2_000;

export class LineSession {
  readonly commands: LineCommands;
  readonly dialogs = new Map<string, Dialog>();
  readonly places = new Map<string, CallPlace>();
  readonly reports: CallReports | null;
  /** To whose calls the agent listens by this phone. */
  readonly monitoring: OwnMonitoring;
  credentials: Credentials | null = null;
  linkState: Phone['link'] = 'SIGNED_OUT';
  user: FinesseUser | null = null;
  extension = '';
  lists = NO_LISTS;
  problem: string | null = null;
  readonly #agentId: string;
  readonly #parts: LineParts;
  #link: StandingLink | null = null;
  #readTimer: NodeJS.Timeout | undefined;

  constructor({ agentId, reports }: LineOf, parts: LineParts) {
    this.#agentId = agentId;
    this.#parts = parts;
    this.commands = new LineCommands(parts.timeoutMs);
    this.monitoring = new OwnMonitoring(agentId, {
      engine: parts.engine,
      agentAt: parts.agentAt,
      failed: () => parts.note('who listens to a call could not be entered', agentId),
    });
    this.reports =
      reports?.((callId, place) => {
        this.places.set(callId, place);
        parts.changed(agentId);
      }) ?? null;
  }

  get isOpen(): boolean {
    return this.#link !== null;
  }

  get #isForgotten(): boolean {
    return this.credentials === null;
  }

  /** By which requests are made. Throws PHONE_CREDENTIALS where the phone is signed out. */
  signedIn(): Credentials {
    if (this.credentials === null || this.#link === null) throw new ProtocolError('PHONE_CREDENTIALS');
    return this.credentials;
  }

  /** From here on Finesse tells of the phone. @throws LinkError, and CONFLICT where it was closed meanwhile */
  async open(credentials: Credentials, user: FinesseUser, extension: string): Promise<void> {
    this.credentials = credentials;
    this.user = user;
    this.extension = extension;
    const link = await this.#openLink(credentials);
    if (this.#isForgotten) {
      link.close();
      throw new ProtocolError('CONFLICT');
    }
    this.#link = link;
  }

  /** Everything that desks are shown is read: the phone is there. */
  async begin(): Promise<void> {
    this.lists = await readPhoneLists(this.#parts.client, this.signedIn());
    await this.#readAll();
    this.linkState = 'CONNECTED';
    this.#parts.changed(this.#agentId);
  }

  /** Finesse was away, and is back or not: what was told meanwhile is unknown. */
  serviceChanged(isThere: boolean): void {
    if (this.#link === null) return;
    if (isThere) this.#readAgain();
    else this.#lose('UNAVAILABLE');
  }

  /** The link ends. Calls are not: the phone may be held elsewhere, or again in a moment. */
  close(): void {
    this.reports?.forget();
    this.monitoring.forget();
    this.#end();
  }

  #end(): void {
    clearTimeout(this.#readTimer);
    this.#link?.close();
    this.#link = null;
    this.linkState = 'SIGNED_OUT';
    this.user = null;
    this.commands.abandon();
    this.dialogs.clear();
    this.#report();
    this.#parts.changed(this.#agentId);
  }

  #take(update: Update): void {
    const { event, content } = update;
    const isAwaited = this.commands.take(update);
    switch (content.kind) {
      case 'user':
        if (!this.#isOwn(content.user)) return;
        this.#takeUser(content.user);
        break;
      case 'dialogs':
        for (const dialog of content.dialogs) this.#takeDialog(dialog, event === 'DELETE');
        this.#report();
        break;
      case 'error':
        // Whoever asked is told. What nobody waits for is told with the phone.
        if (isAwaited) return;
        this.problem = content.error.message === '' ? content.error.type : content.error.message;
        break;
      case 'other':
        return;
    }
    this.#parts.changed(this.#agentId);
  }

  /** Who signs in by a name may have another id. */
  #isOwn({ loginId }: FinesseUser): boolean {
    const given = loginId.toLowerCase();
    return given === this.user?.loginId.toLowerCase() || given === this.credentials?.id.toLowerCase();
  }

  #takeUser(user: FinesseUser): void {
    this.user = user;
    this.problem = null;
    if (user.extension !== '') this.extension = user.extension;
    this.#parts.stateTold(this.#agentId, user);
    this.commands.userTold(user);
    // A sign-in that has just begun is told as signed out first.
    if (user.state === 'LOGOUT' && this.linkState !== 'CONNECTING') this.#end();
  }

  #takeDialog(dialog: Dialog, isGone: boolean): void {
    const state = ownPart(dialog, this.extension)?.state;
    if (isGone || state === undefined || state === 'DROPPED') this.dialogs.delete(dialog.id);
    else this.dialogs.set(dialog.id, dialog);
  }

  #report(): void {
    this.reports?.take(this.dialogs, this.extension);
    this.monitoring.take(this.dialogs, this.extension);
    for (const id of this.places.keys()) if (!this.dialogs.has(id)) this.places.delete(id);
  }

  async #readAll(): Promise<void> {
    const { client } = this.#parts;
    const link = this.#link;
    const credentials = this.signedIn();
    const [user, dialogs] = await Promise.all([
      client.user(credentials, credentials.id),
      client.dialogs(credentials),
    ]);
    if (this.#link !== link) return;
    if (user.extension !== '') this.extension = user.extension;
    this.dialogs.clear();
    for (const dialog of dialogs) this.#takeDialog(dialog, false);
    this.#report();
    this.reports?.settle(this.dialogs);
    this.monitoring.settle(this.dialogs);
    this.#takeUser(user);
  }

  #readAgain(): void {
    const link = this.#link;
    clearTimeout(this.#readTimer);
    if (link?.stands !== true || this.linkState === 'CONNECTING') return;
    this.#readAll().then(
      () => {
        if (this.#link?.stands !== true) return;
        this.linkState = 'CONNECTED';
        this.#parts.changed(this.#agentId);
      },
      () => {
        if (this.#link !== link) return;
        this.#readTimer = setTimeout(() => this.#readAgain(), READ_AGAIN_MS);
        this.#readTimer.unref();
      },
    );
  }

  #lose(link: 'LOST' | 'UNAVAILABLE'): void {
    if (this.linkState !== 'CONNECTED' && this.linkState !== 'LOST') return;
    this.linkState = link;
    this.commands.abandon();
    this.#parts.changed(this.#agentId);
  }

  async #openLink(first: Credentials): Promise<StandingLink> {
    const { http, service, timeoutMs, note } = this.#parts;
    if (service.node === null) await service.check();
    const link: StandingLink = new StandingLink({
      http,
      credentials: () => this.credentials ?? first,
      timeoutMs,
      node: () => service.node,
      onUpdate: (update) => {
        // What is told while it opens comes before it is known here.
        if (this.credentials !== null && (this.#link === link || this.#link === null)) this.#take(update);
      },
      onLost: (why) => {
        if (this.#link !== link) return;
        note(`the link of a phone was lost: ${why}`, this.#agentId);
        this.#lose('LOST');
        void service.check();
      },
      onRestored: () => {
        if (this.#link === link) void service.check().then(() => this.#readAgain());
      },
    });
    await link.open();
    return link;
  }
}
