/**
 * A CRM that shows the desk in a frame: it signs the agent in, hears what happens there, and asks for a few things
 * (docs/crm.md, docs/embed.md). The desk is framed under another name of this machine, which is another site to a browser.
 */

import { followTheme } from '../view/appearance.ts';

/** Whom the demo signs in; this page is only served while that is no secret. */
const AGENT = { username: 'agent1', password: 'demo' };
const MOST_LINES = 50;

type Fields = Record<string, unknown>;
const fields = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? (value as Fields) : {};
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

function part(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`There is no #${id}.`);
  return found;
}

function theFrame(): HTMLIFrameElement {
  const found = document.querySelector('iframe');
  if (found === null) throw new Error('There is no frame for the desk.');
  return found;
}

const frame = theFrame();
const events = part('events');
const result = part('result');
const who = part('who');

const here = new URL(window.location.href);
const otherName = here.hostname === 'localhost' ? '127.0.0.1' : 'localhost';
const desk = `${here.protocol}//${otherName}${here.port === '' ? '' : `:${here.port}`}`;

/** What this page is signed in with. */
let signIn: { token: string; refresh_token: string } | null = null;
/** The conversation that the buttons are about. */
let conversationId = '';
let requests = 0;
const asked = new Map<string, string>();

async function tokens(path: string, body: object): Promise<void> {
  const answer = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const data = fields(fields(await answer.json()).data);
  const token = text(data.token);
  signIn = answer.ok && token !== '' ? { token, refresh_token: text(data.refresh_token) } : null;
}

/** Answers the desk's question for a token. */
async function answerWithToken(request: string, reason: string): Promise<void> {
  if (reason === 'renewal' && signIn !== null) {
    await tokens('/agent/refresh', { refresh_token: signIn.refresh_token });
  } else if (signIn === null || reason !== 'start') await tokens('/agent/login', AGENT);
  const answer =
    signIn === null
      ? { type: 'agent-desk.no-token', request }
      : { type: 'agent-desk.token', request, token: signIn.token };
  frame.contentWindow?.postMessage(answer, desk);
}

/** Asks the desk for something; the answer says what came of it. */
function ask(label: string, command: object): void {
  requests += 1;
  const request = `crm-${requests}`;
  asked.set(request, label);
  result.textContent = `${label} …`;
  frame.contentWindow?.postMessage({ type: 'agent-desk.command', request, ...command }, desk);
}

const COMMANDS: Record<string, () => object> = {
  ready: () => ({ command: 'setState', state: 'READY' }),
  lunch: () => ({ command: 'setState', state: 'NOT_READY', reason: 'Lunch' }),
  accept: () => ({ command: 'accept', conversationId }),
  open: () => ({ command: 'openConversation', conversationId }),
  fill: () => ({
    command: 'fillComposer',
    conversationId,
    text: 'I have your order here in front of me. A new shade leaves our workshop tomorrow.',
  }),
  call: () => ({ command: 'makeCall', number: '1002' }),
};

const buttons = [...document.querySelectorAll<HTMLButtonElement>('[data-command]')];
for (const button of buttons) {
  button.addEventListener('click', () => {
    const command = COMMANDS[button.dataset.command ?? ''];
    if (command !== undefined) ask(button.textContent, command());
  });
}

function allow(names: readonly string[], on: boolean): void {
  for (const button of buttons) if (names.includes(button.dataset.command ?? '')) button.disabled = !on;
}

function showCustomer(name: string, lines: string): void {
  part('record-title').textContent = name;
  part('record-lines').textContent = lines;
}

/** What an event is about, in few words; it changes what the page shows. */
function meaning(eventName: string, data: Fields): string {
  switch (eventName) {
    case 'AGENT_LOGIN':
      who.textContent = `${text(data.firstName)} is signed in`;
      return text(data.firstName);
    case 'AGENT_STATE_CHANGE':
      return text(fields(fields(data.agentPresence).state).name)
        .replace('_', ' ')
        .toLowerCase();
    case 'AGENT_TASK_STATE':
      return taskState(data);
    case 'CHAT_SWITCHING': {
      const current = fields(data.currentCustomer);
      const name = text(fields(current.customer).firstName);
      if (text(current.conversationId) !== '') {
        conversationId = text(current.conversationId);
        showCustomer(name, 'The agent looks at this conversation.');
      }
      return name === '' ? 'no conversation' : `to ${name}`;
    }
    case 'END_CONVERSATION':
      if (data.conversationId === conversationId) {
        showCustomer('No customer', 'The last conversation is over.');
        allow(['accept', 'open', 'fill'], false);
      }
      return text(data.reason).toLowerCase();
    default:
      return '';
  }
}

function taskState(data: Fields): string {
  const topic = fields(data.topicData);
  const name =
    text(fields(topic.customer).firstName) || text(fields(fields(data.channelSession).customer).firstName);
  if (data.topicData !== undefined) {
    allow(['accept'], false);
    allow(['open', 'fill'], true);
    showCustomer(name, 'In conversation with the agent.');
    return `accepted: ${name}`;
  }
  const state = text(fields(data.taskState).name);
  if (state === 'RESERVED') {
    conversationId = text(data.conversationId);
    allow(['accept'], true);
    showCustomer(name, 'Waits for the agent to accept.');
    return `rings: ${name}`;
  }
  if (state === 'CLOSED') allow(['accept'], false);
  return state === '' ? 'wrap-up' : state.toLowerCase();
}

function note(eventName: string, data: Fields): void {
  part('no-events').hidden = true;
  const line = document.createElement('li');
  const [code, time, words] = ['code', 'time', 'span'].map((name) => document.createElement(name));
  if (code === undefined || time === undefined || words === undefined) return;
  code.textContent = eventName;
  time.textContent = new Date().toLocaleTimeString('en-GB');
  words.textContent = meaning(eventName, data);
  line.append(code, time, words);
  events.prepend(line);
  while (events.children.length > MOST_LINES) events.lastElementChild?.remove();
}

window.addEventListener('message', ({ source, origin, data }: MessageEvent) => {
  // Anybody can send messages: only those of the frame, and of the desk in it, count.
  if (source !== frame.contentWindow || origin !== desk) return;
  const message = fields(data);
  if (message.type === 'agent-desk.token-wanted') {
    void answerWithToken(text(message.request), text(message.reason));
  } else if (message.type === 'agent-desk.result') {
    const label = asked.get(text(message.request));
    asked.delete(text(message.request));
    if (label === undefined) return;
    result.textContent =
      message.status === 'ok'
        ? `${label}: done`
        : `${label}: refused, ${text(message.code)}. ${text(message.msg)}`;
  } else if (typeof message.eventName === 'string') note(message.eventName, fields(message.agentData));
});
followTheme(here.searchParams.get('theme'), (theme) => {
  document.documentElement.dataset.theme = theme;
});
frame.src = `${desk}/`;
