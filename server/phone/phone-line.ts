/** One agent's phone: the sign-in, the link, and what Finesse told last. It ends with the agent's sign-in here. */
import { randomUUID } from 'node:crypto';
import type { CallAction, Phone, PhoneBooks, SignInPhone } from '../../protocol/agent-manager/phone.ts';
import { ProtocolError } from '../../protocol/shared/errors.ts';
import type { Change, FinesseClient } from '../finesse/finesse-client.ts';
import { FinesseFailure } from '../finesse/finesse-failure.ts';
import type { Dialog, FinesseUser, Reason, Update } from '../finesse/model.ts';
import type { Credentials } from '../finesse/rest.ts';
import type { FinesseService } from '../finesse/service.ts';
import { tag } from '../finesse/xml.ts';
import { StandingLink } from '../finesse/xmpp/standing-link.ts';
import type { StandingLinkOptions } from '../finesse/xmpp/standing-link.ts';
import type { CallPlace, CallReports } from './call-reports.ts';
import { isMonitor, ownPart } from './dialogs.ts';
import { phoneRefusal } from './phone-refusal.ts';
import { toldPhone } from './told-phone.ts';

/** What all phones share. */
export type LineParts = {
  client: FinesseClient;
  service: FinesseService;
  http: StandingLinkOptions['http'];
  timeoutMs: number;
  now: () => number;
  nameAt: (address: string) => string | null;
  /** The phone is another than it was. */
  changed: (agentId: string) => void;
  /** What Finesse says the agent's state is. */
  stateTold: (agentId: string, state: string) => void;
  note: (what: string, agentId: string) => void;
};

/** Pause (ms) before everything is read again after a failure. */
const READ_AGAIN_MS = 2_000;

type Lists = { notReady: readonly Reason[]; logout: readonly Reason[]; wrapUps: readonly Reason[] };
const NO_LISTS: Lists = { notReady: [], logout: [], wrapUps: [] };

export class PhoneLine {
  readonly agentId: string;
  readonly mrdId: string;
  readonly #parts: LineParts;
  readonly #reports: CallReports;
  readonly #places = new Map<string, CallPlace>();
  readonly #dialogs = new Map<string, Dialog>();
  #remembered: Credentials | null = null;
  #credentials: Credentials | null = null;
  #link: StandingLink | null = null;
  #linkState: Phone['link'] = 'SIGNED_OUT';
  #user: FinesseUser | null = null;
  #extension = '';
  #lists = NO_LISTS;
  #problem: string | null = null;
  #waiting: ((told: FinesseUser | Error) => void)[] = [];
  #readTimer: NodeJS.Timeout | undefined;

  constructor(
    agentId: string,
    mrdId: string,
    parts: LineParts,
    reports: (onPlace: (callId: string, place: CallPlace) => void) => CallReports,
  ) {
    this.agentId = agentId;
    this.mrdId = mrdId;
    this.#parts = parts;
    this.#reports = reports((callId, place) => {
      this.#places.set(callId, place);
      this.#parts.changed(agentId);
    });
  }

  /** The sign-in by which the agent came; kept in memory alone. */
  remember(credentials: Credentials): void {
    this.#remembered = credentials;
    this.#parts.changed(this.agentId);
  }

  get extension(): string {
    return this.#link === null ? '' : this.#extension;
  }

  /** Finesse's state of the agent; null: signed out. */
  get state(): string | null {
    return this.#link === null ? null : (this.#user?.state ?? null);
  }

  told(): Phone {
    return toldPhone({
      link: this.#linkState,
      problem: this.#problem,
      mrdId: this.mrdId,
      knowsSignIn: (this.#credentials ?? this.#remembered) !== null,
      loginId: (this.#credentials ?? this.#remembered)?.id ?? null,
      flavour: this.#parts.service.node?.deploymentType === 'UCCX' ? 'UCCX' : 'UCCE',
      extension: this.#extension,
      user: this.#link === null ? null : this.#user,
      dialogs: this.#dialogs,
      places: this.#places,
      ...this.#lists,
      nameAt: this.#parts.nameAt,
      now: this.#parts.now(),
    });
  }

  /** Throws the refusals of `signInPhone`. A failure leaves the phone signed out. */
  async signIn({ loginId, password, extension, mobile }: SignInPhone): Promise<void> {
    const typed =
      typeof password === 'string' && typeof loginId === 'string' ? { id: loginId, password } : null;
    const credentials = typed ?? this.#credentials ?? this.#remembered;
    if (credentials === null) throw new ProtocolError('PHONE_CREDENTIALS');
    if (this.#linkState === 'CONNECTING') throw new ProtocolError('CONFLICT');
    if (this.#link !== null) this.#close('SIGNED_OUT');
    this.#linkState = 'CONNECTING';
    this.#problem = null;
    this.#parts.changed(this.agentId);
    try {
      await this.#enter(credentials, extension ?? '', mobile ?? null);
    } catch (error) {
      this.#close('SIGNED_OUT');
      throw phoneRefusal(error);
    }
  }

  async #enter(credentials: Credentials, extension: string, mobile: SignInPhone['mobile']): Promise<void> {
    const { client } = this.#parts;
    const before = await client.user(credentials, credentials.id);
    this.#credentials = credentials;
    this.#extension = before.extension === '' || before.state === 'LOGOUT' ? extension : before.extension;
    this.#link = await this.#openLink(credentials);
    if (before.state === 'LOGOUT' || before.state === '') {
      const byMobile: Change =
        mobile === null || mobile === undefined
          ? []
          : [['mobileAgent', [tag('mode', mobile.mode), tag('dialNumber', mobile.number)]]];
      const change: Change = [['state', 'LOGIN'], ['extension', extension], ...byMobile];
      const there = this.#nextUser(({ state }) => state !== 'LOGOUT');
      await client.changeUser(credentials, change, randomUUID());
      await there;
    }
    this.#lists = await this.#readLists(credentials);
    await this.#readAll(credentials);
    this.#linkState = 'CONNECTED';
    this.#parts.changed(this.agentId);
  }

  async signOut(reasonId: string | null): Promise<void> {
    const credentials = this.#signedIn();
    const gone = this.#nextUser(({ state }) => state === 'LOGOUT');
    const reason: Change = reasonId === null ? [] : [['reasonCodeId', reasonId]];
    await this.#ask(() =>
      this.#parts.client.changeUser(credentials, [['state', 'LOGOUT'], ...reason], randomUUID()),
    );
    await gone.catch((error: unknown) => {
      throw phoneRefusal(error);
    });
  }

  /** Asks Finesse; the state changes when Finesse says so. */
  async setState(state: 'READY' | 'NOT_READY', reasonId: string | null): Promise<void> {
    const credentials = this.#signedIn();
    const [first] = this.#lists.notReady;
    const ask = (id: string | null): Promise<void> => {
      const reason: Change = id === null || state === 'READY' ? [] : [['reasonCodeId', id]];
      return this.#parts.client.changeUser(credentials, [['state', state], ...reason], randomUUID());
    };
    await this.#ask(async () => {
      try {
        await ask(reasonId);
      } catch (error) {
        // Where Finesse wants a reason and none was chosen, the first one is.
        const isRefused = error instanceof FinesseFailure && error.kind === 'refused';
        if (!isRefused || reasonId !== null || state !== 'NOT_READY' || first === undefined) throw error;
        await ask(first.id);
      }
    });
  }

  async act(request: CallAction): Promise<void> {
    const credentials = this.#signedIn();
    const { action } = request;
    const dialog = this.#dialogToAct(request);
    if (action === 'TRANSFER_SST') this.#reports.noteHandover('SST');
    if (action === 'TRANSFER') this.#reports.noteHandover('CONSULT');
    const change: Change = [
      ['requestedAction', action],
      ...(action === 'UPDATE_CALL_DATA'
        ? []
        : ([['targetMediaAddress', this.#targetOf(request)]] satisfies Change)),
      ...detailsOf(request),
    ];
    await this.#ask(() => this.#parts.client.changeDialog(credentials, dialog.id, change, randomUUID()));
  }

  async makeCall(toAddress: string): Promise<void> {
    await this.#make('MAKE_CALL', [['toAddress', toAddress]]);
  }

  /** Listens to another phone, or joins the talk that is listened to. */
  async supervise(extension: string, action: 'MONITOR' | 'BARGE_IN'): Promise<void> {
    if (action === 'MONITOR') {
      await this.#make('SILENT_MONITOR', [['toAddress', extension]]);
      return;
    }
    const listening = [...this.#dialogs.values()].find(
      (dialog) => isMonitor(dialog) && dialog.fromAddress === this.#extension,
    );
    if (listening === undefined) throw new ProtocolError('CALL_NOT_FOUND');
    const uri = `/finesse/api/Dialog/${encodeURIComponent(listening.id)}`;
    await this.#make('BARGE_CALL', [
      ['toAddress', extension],
      ['associatedDialogUri', uri],
    ]);
  }

  async books(): Promise<PhoneBooks> {
    const credentials = this.#signedIn();
    return this.#ask(async () => ({ phoneBooks: await this.#parts.client.phoneBooks(credentials) }));
  }

  /** Finesse was away, and is back or not: what was told meanwhile is unknown. */
  serviceChanged(isThere: boolean): void {
    if (this.#link === null) return;
    if (isThere) this.#readAgain();
    else this.#lose('UNAVAILABLE');
  }

  /** The agent is signed out here: the phone takes no call, and everything about it is forgotten. */
  end(): void {
    const credentials = this.#credentials;
    if (credentials !== null && this.#link !== null && this.#user?.state === 'READY') {
      const [first] = this.#lists.notReady;
      const reason: Change = first === undefined ? [] : [['reasonCodeId', first.id]];
      this.#parts.client
        .changeUser(credentials, [['state', 'NOT_READY'], ...reason], randomUUID())
        .catch(() => this.#parts.note('a phone could not be made not ready', this.agentId));
    }
    this.#close('SIGNED_OUT');
    this.#credentials = null;
    this.#remembered = null;
  }

  async #make(action: string, more: Change): Promise<void> {
    const credentials = this.#signedIn();
    const change: Change = [['requestedAction', action], ['fromAddress', this.#extension], ...more];
    await this.#ask(() => this.#parts.client.makeDialog(credentials, change, randomUUID()));
  }

  #signedIn(): Credentials {
    if (this.#credentials === null || this.#link === null) throw new ProtocolError('PHONE_CREDENTIALS');
    return this.#credentials;
  }

  async #ask<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw phoneRefusal(error);
    }
  }

  /** A transfer or a conference is completed on the call that is on hold, whichever the desk names. */
  #dialogToAct({ callId, action }: CallAction): Dialog {
    const named = this.#dialogs.get(callId);
    if (named === undefined) throw new ProtocolError('CALL_NOT_FOUND');
    const may = (dialog: Dialog): boolean =>
      ownPart(dialog, this.#extension)?.actions.includes(action) === true;
    if (may(named)) return named;
    const completes = action === 'TRANSFER' || action === 'CONFERENCE';
    const other = completes ? [...this.#dialogs.values()].find(may) : undefined;
    if (other === undefined) throw new ProtocolError('PHONE_ACTION_NOT_ALLOWED');
    return other;
  }

  #targetOf({ action, participant }: CallAction): string {
    return action === 'PARTICIPANT_DROP' ? (participant ?? '') : this.#extension;
  }

  #nextUser(isMeant: (user: FinesseUser) => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => settle(new FinesseFailure('silent', 'Finesse has told nothing in time.')),
        this.#parts.timeoutMs,
      );
      const settle = (told: FinesseUser | Error): void => {
        if (!(told instanceof Error) && !isMeant(told)) return;
        clearTimeout(timer);
        this.#waiting = this.#waiting.filter((one) => one !== settle);
        if (told instanceof Error) reject(told);
        else resolve();
      };
      this.#waiting.push(settle);
    });
  }

  #take({ event, content }: Update): void {
    switch (content.kind) {
      case 'user':
        if (content.user.loginId.toLowerCase() === this.#credentials?.id.toLowerCase())
          this.#takeUser(content.user);
        break;
      case 'dialogs':
        for (const dialog of content.dialogs) {
          const state = ownPart(dialog, this.#extension)?.state;
          const isOver = event === 'DELETE' || state === undefined || state === 'DROPPED';
          if (isOver) this.#dialogs.delete(dialog.id);
          else this.#dialogs.set(dialog.id, dialog);
        }
        this.#report();
        break;
      case 'error': {
        const { error } = content;
        this.#problem = error.message === '' ? error.type : error.message;
        const failure = new FinesseFailure('refused', 'Finesse has refused it.', { error });
        for (const settle of [...this.#waiting]) settle(failure);
        break;
      }
      case 'other':
        return;
    }
    this.#parts.changed(this.agentId);
  }

  #takeUser(user: FinesseUser): void {
    this.#user = user;
    this.#problem = null;
    if (user.extension !== '') this.#extension = user.extension;
    this.#parts.stateTold(this.agentId, user.state);
    for (const settle of [...this.#waiting]) settle(user);
    // A sign-in that has just begun is told as signed out first.
    if (user.state === 'LOGOUT' && this.#linkState !== 'CONNECTING') this.#close('SIGNED_OUT');
  }

  #report(): void {
    this.#reports.take(this.#dialogs, this.#extension);
    for (const id of this.#places.keys()) if (!this.#dialogs.has(id)) this.#places.delete(id);
  }

  async #readAll(credentials: Credentials): Promise<void> {
    const { client } = this.#parts;
    const [user, dialogs] = await Promise.all([
      client.user(credentials, credentials.id),
      client.dialogs(credentials),
    ]);
    if (this.#credentials !== credentials || this.#link === null) return;
    if (user.extension !== '') this.#extension = user.extension;
    this.#dialogs.clear();
    for (const dialog of dialogs) {
      const state = ownPart(dialog, this.#extension)?.state;
      if (state !== undefined && state !== 'DROPPED') this.#dialogs.set(dialog.id, dialog);
    }
    this.#report();
    this.#reports.settle(this.#dialogs);
    this.#takeUser(user);
  }

  /** Only for choosing: without them the phone works. */
  async #readLists(credentials: Credentials): Promise<Lists> {
    const { client } = this.#parts;
    const lists = await Promise.allSettled([
      client.reasons(credentials, 'NOT_READY'),
      client.reasons(credentials, 'LOGOUT'),
      client.wrapUpReasons(credentials),
    ]);
    const [notReady = [], logout = [], wrapUps = []] = lists.map((list) =>
      list.status === 'fulfilled' ? list.value : [],
    );
    return { notReady, logout, wrapUps };
  }

  #lose(link: 'LOST' | 'UNAVAILABLE'): void {
    if (this.#linkState !== 'CONNECTED' && this.#linkState !== 'LOST') return;
    this.#linkState = link;
    this.#parts.changed(this.agentId);
  }

  #readAgain(): void {
    const credentials = this.#credentials;
    clearTimeout(this.#readTimer);
    if (credentials === null || this.#link?.stands !== true || this.#linkState === 'CONNECTING') return;
    this.#readAll(credentials).then(
      () => {
        if (this.#link?.stands !== true) return;
        this.#linkState = 'CONNECTED';
        this.#parts.changed(this.agentId);
      },
      () => {
        if (this.#credentials !== credentials || this.#link === null) return;
        this.#readTimer = setTimeout(() => this.#readAgain(), READ_AGAIN_MS);
        this.#readTimer.unref();
      },
    );
  }

  #close(link: Phone['link']): void {
    clearTimeout(this.#readTimer);
    this.#link?.close();
    this.#link = null;
    this.#linkState = link;
    this.#user = null;
    this.#dialogs.clear();
    this.#report();
    this.#parts.changed(this.agentId);
  }

  async #openLink(credentials: Credentials): Promise<StandingLink> {
    const { http, service, timeoutMs, note } = this.#parts;
    if (service.node === null) await service.check();
    const link: StandingLink = new StandingLink({
      http,
      credentials,
      timeoutMs,
      node: () => service.node,
      onUpdate: (update) => {
        if (this.#credentials === credentials) this.#take(update);
      },
      onLost: (why) => {
        if (this.#link !== link) return;
        note(`the link of a phone was lost: ${why}`, this.agentId);
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

/** What an action needs. Throws VALIDATION where it is missing. */
function detailsOf({ action, toAddress, digits, participant, wrapUpReason, variables }: CallAction): Change {
  switch (action) {
    case 'CONSULT_CALL':
    case 'TRANSFER_SST':
      return [['toAddress', needed(toAddress)]];
    case 'SEND_DTMF':
      return [
        ['actionParams', [tag('ActionParam', [tag('name', 'dtmfString'), tag('value', needed(digits))])]],
      ];
    case 'PARTICIPANT_DROP':
      needed(participant);
      return [];
    case 'UPDATE_CALL_DATA': {
      const written = (variables ?? []).map(({ name, value }) =>
        tag('CallVariable', [tag('name', name), tag('value', value)]),
      );
      const parts = [
        ...(typeof wrapUpReason === 'string' ? [tag('wrapUpReason', wrapUpReason)] : []),
        ...(written.length > 0 ? [tag('callvariables', written)] : []),
      ];
      if (parts.length === 0) throw new ProtocolError('VALIDATION');
      return [['mediaProperties', parts]];
    }
    case 'ANSWER':
    case 'HOLD':
    case 'RETRIEVE':
    case 'DROP':
    case 'TRANSFER':
    case 'CONFERENCE':
      return [];
  }
}

function needed(value: string | null | undefined): string {
  if (value === null || value === undefined || value === '') throw new ProtocolError('VALIDATION');
  return value;
}
