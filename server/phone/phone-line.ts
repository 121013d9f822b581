/** One agent's phone, as its agent uses it. It ends with the agent's sign-in here. */
import type { CallAction, Phone, PhoneBooks, SignInPhone } from '../../protocol/agent-manager/phone.ts';
import { ProtocolError } from '../../protocol/shared/errors.ts';
import type { CallMonitoringAct } from '../core/commands.ts';
import type { Change } from '../finesse/finesse-client.ts';
import { FinesseFailure } from '../finesse/finesse-failure.ts';
import type { FinesseUser } from '../finesse/model.ts';
import type { Credentials } from '../finesse/rest.ts';
import { tag } from '../finesse/xml.ts';
import { changeOf, dialogToAct, supervisionOf } from './call-requests.ts';
import { LineSession } from './line-session.ts';
import type { LineOf, LineParts } from './line-session.ts';
import type { AgentPhone } from './agent-phone.ts';
import { phoneRefusal } from './phone-refusal.ts';
import { ownPart } from './dialogs.ts';
import type { Supervised } from './own-monitoring.ts';
import { toldPhone } from './told-phone.ts';

export class PhoneLine implements AgentPhone {
  readonly agentId: string;
  readonly mrdId: string;
  readonly #parts: LineParts;
  readonly #session: LineSession;
  #remembered: Credentials | null = null;

  constructor(of: LineOf, parts: LineParts) {
    this.agentId = of.agentId;
    this.mrdId = of.mrdId;
    this.#parts = parts;
    this.#session = new LineSession(of, parts);
  }

  /** The sign-in by which the agent came; kept in memory alone. A token follows one that runs out. */
  remember(credentials: Credentials): void {
    const session = this.#session;
    this.#remembered = credentials;
    const isRenewed = credentials.isToken === true && session.credentials?.isToken === true;
    if (!session.isOpen && session.linkState !== 'CONNECTING') session.credentials = null;
    else if (isRenewed) session.credentials = credentials;
    this.#parts.changed(this.agentId);
  }

  /** Whether calls are entered here; a supervisor alone only listens. */
  get takesCalls(): boolean {
    return this.#session.reports !== null;
  }

  get extension(): string {
    return this.#session.isOpen ? this.#session.extension : '';
  }

  /** Finesse's state of the agent; null: signed out. */
  get state(): string | null {
    return this.#session.isOpen ? (this.#session.user?.state ?? null) : null;
  }

  /** Whether Finesse has made the agent not ready for this reason, by its label or code. */
  isNotReadyFor(reason: string): boolean {
    const { user, lists } = this.#session;
    if (user?.state !== 'NOT_READY' || user.reason === null) return false;
    const { id, code, label } = user.reason;
    const known = lists.notReady.find((one) => one.id === id);
    return [code, label, known?.code, known?.label].includes(reason);
  }

  /** Whether the phone is signed in, or can be without a password. */
  get isHeld(): boolean {
    return this.#session.linkState !== 'SIGNED_OUT' || this.#known !== null;
  }

  get #known(): Credentials | null {
    return this.#session.credentials ?? this.#remembered;
  }

  told(): Phone {
    const { linkState, problem, extension, user, isOpen, dialogs, places, lists } = this.#session;
    return toldPhone({
      link: linkState,
      problem,
      mrdId: this.mrdId,
      knowsSignIn: this.#known !== null,
      loginId: this.#known?.id ?? null,
      flavour: this.#parts.service.node?.deploymentType === 'UCCX' ? 'UCCX' : 'UCCE',
      extension,
      user: isOpen ? user : null,
      dialogs,
      places,
      ...lists,
      nameAt: this.#parts.nameAt,
      now: this.#parts.now(),
    });
  }

  /** Joins in where the agent is at the phone already, as by Finesse's own desktop; else `signIn` is waited for. */
  async attach(): Promise<void> {
    const session = this.#session;
    const credentials = this.#remembered;
    if (credentials === null || session.isOpen || session.linkState === 'CONNECTING') return;
    session.linkState = 'CONNECTING';
    try {
      const user = await this.#parts.client.user(credentials, credentials.id);
      if (isOut(user)) session.close();
      else await this.#enter(credentials, user, '', null);
    } catch (error) {
      session.close();
      if (!(phoneRefusal(error) instanceof ProtocolError)) throw error;
      this.#parts.note('a phone that its agent has signed in elsewhere could not be joined', this.agentId);
    }
  }

  /** Throws the refusals of `signInPhone`. A failure leaves the phone signed out. */
  async signIn({ loginId, password, extension, mobile }: SignInPhone): Promise<void> {
    const session = this.#session;
    const typed =
      typeof password === 'string' && typeof loginId === 'string' ? { id: loginId, password } : null;
    const credentials = typed ?? this.#known;
    if (credentials === null) throw new ProtocolError('PHONE_CREDENTIALS');
    if (session.linkState === 'CONNECTING') throw new ProtocolError('CONFLICT');
    if (session.isOpen) session.close();
    session.linkState = 'CONNECTING';
    session.problem = null;
    this.#parts.changed(this.agentId);
    try {
      const user = await this.#parts.client.user(credentials, credentials.id);
      await this.#enter(credentials, user, extension ?? '', mobile ?? null);
    } catch (error) {
      session.close();
      throw phoneRefusal(error);
    }
  }

  async #enter(
    credentials: Credentials,
    user: FinesseUser,
    extension: string,
    mobile: SignInPhone['mobile'] | null,
  ): Promise<void> {
    const session = this.#session;
    await session.open(
      credentials,
      user,
      user.extension === '' || user.state === 'LOGOUT' ? extension : user.extension,
    );
    if (isOut(user)) {
      const byMobile: Change =
        mobile === null || mobile === undefined
          ? []
          : [['mobileAgent', [tag('mode', mobile.mode), tag('dialNumber', mobile.number)]]];
      await this.#changeUntil(
        [['state', 'LOGIN'], ['extension', extension], ...byMobile],
        ({ state }) => state !== 'LOGOUT',
      );
    }
    await session.begin();
  }

  async signOut(reasonId: string | null): Promise<void> {
    const reason: Change = reasonId === null ? [] : [['reasonCodeId', reasonId]];
    await refusing(() =>
      this.#changeUntil([['state', 'LOGOUT'], ...reason], ({ state }) => state === 'LOGOUT'),
    );
  }

  /** Resolves when Finesse has told the new state, or that it comes after the call. */
  async setState(state: 'READY' | 'NOT_READY', reasonId: string | null): Promise<void> {
    const { commands, user, lists } = this.#session;
    const credentials = this.#session.signedIn();
    if (state === 'READY' && user?.state === 'READY') return;
    const [first] = lists.notReady;
    const ask = (id: string | null): Promise<void> => {
      const reason: Change = id === null || state === 'READY' ? [] : [['reasonCodeId', id]];
      return commands.ask('user', (requestId) =>
        this.#parts.client.changeUser(credentials, [['state', state], ...reason], requestId),
      );
    };
    await refusing(async () => {
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

  /** Resolves when Finesse has told what came of it. */
  async act(request: CallAction): Promise<void> {
    const { commands, dialogs, extension, reports } = this.#session;
    const credentials = this.#session.signedIn();
    const { action } = request;
    const { id } = dialogToAct(dialogs, extension, request);
    const change = changeOf(request, extension);
    // The call may end before the answer comes.
    if (action === 'TRANSFER_SST') reports?.noteHandover('SST');
    if (action === 'TRANSFER') reports?.noteHandover('CONSULT');
    // No event tells of tones.
    const subject = action === 'SEND_DTMF' ? null : 'dialogs';
    try {
      await refusing(() =>
        commands.ask(subject, (requestId) =>
          this.#parts.client.changeDialog(credentials, id, change, requestId),
        ),
      );
    } catch (error) {
      if (error instanceof ProtocolError && error.code === 'PHONE_REFUSED') reports?.forgetHandover();
      throw error;
    }
  }

  async makeCall(toAddress: string): Promise<void> {
    await this.#make('MAKE_CALL', [['toAddress', toAddress]]);
  }

  /** Listens to another phone, or joins the talk that is listened to. What cannot be put on record ends at once. */
  async supervise(extension: string, action: CallMonitoringAct, supervised: Supervised): Promise<void> {
    const { monitoring, dialogs, extension: own } = this.#session;
    const asked = supervisionOf(dialogs, own, extension, action);
    const refused = monitoring.expect(extension, action);
    try {
      await this.#make(...asked);
    } catch (error) {
      refused();
      throw error;
    }
    try {
      await monitoring.record(supervised, action);
    } catch (error) {
      await this.#leaveCallOf(extension);
      throw error;
    }
  }

  /** The agent may not listen any more, or is about to be signed out: the call is left, also where they talk in it. */
  endListening(): void {
    const { monitoring, dialogs, extension, credentials, commands } = this.#session;
    const left = monitoring.withdraw(dialogs, extension);
    if (credentials === null) return;
    for (const { id } of left) {
      const change: Change = [
        ['requestedAction', 'DROP'],
        ['targetMediaAddress', extension],
      ];
      commands
        .ask(null, (requestId) => this.#parts.client.changeDialog(credentials, id, change, requestId))
        .catch(() => this.#parts.note('a call that may not be listened to was not left', this.agentId));
    }
  }

  /** Hangs up wherever the other phone is, too. */
  async #leaveCallOf(extension: string): Promise<void> {
    for (const dialog of [...this.#session.dialogs.values()]) {
      if (ownPart(dialog, extension) === undefined) continue;
      await this.act({ callId: dialog.id, action: 'DROP' }).catch(() =>
        this.#parts.note('a call that could not be put on record was not left', this.agentId),
      );
    }
  }

  async books(): Promise<PhoneBooks> {
    const credentials = this.#session.signedIn();
    return refusing(async () => ({ phoneBooks: await this.#parts.client.phoneBooks(credentials) }));
  }

  /** Finesse was away, and is back or not. */
  serviceChanged(isThere: boolean): void {
    this.#session.serviceChanged(isThere);
  }

  /** The agent is signed out here: the phone takes no call, and everything about it is forgotten. */
  end(): void {
    const { credentials, lists } = this.#session;
    if (credentials !== null && this.state === 'READY') {
      const [first] = lists.notReady;
      const reason: Change = first === undefined ? [] : [['reasonCodeId', first.id]];
      this.#session.commands
        .ask(null, (id) =>
          this.#parts.client.changeUser(credentials, [['state', 'NOT_READY'], ...reason], id),
        )
        .catch(() => this.#parts.note('a phone could not be made not ready', this.agentId));
    }
    this.leave();
  }

  /** The link ends, and what is known of it is forgotten; at Finesse the agent stays as they are. */
  leave(): void {
    this.#session.credentials = null;
    this.#remembered = null;
    this.#session.close();
  }

  async #make(action: string, more: Change): Promise<void> {
    const credentials = this.#session.signedIn();
    const { commands, extension } = this.#session;
    const change: Change = [['requestedAction', action], ['fromAddress', extension], ...more];
    await refusing(() =>
      commands.ask('dialogs', (id) => this.#parts.client.makeDialog(credentials, change, id)),
    );
  }

  /** Changes the agent at Finesse, and waits until it tells them like this: another event may come first. */
  async #changeUntil(change: Change, isMeant: (user: FinesseUser) => boolean): Promise<void> {
    const credentials = this.#session.signedIn();
    await this.#session.commands.askUntil(isMeant, (id) =>
      this.#parts.client.changeUser(credentials, change, id),
    );
  }
}

function isOut({ state }: FinesseUser): boolean {
  return state === 'LOGOUT' || state === '';
}

async function refusing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw phoneRefusal(error);
  }
}
