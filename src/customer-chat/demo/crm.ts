/**
 * A CRM that shows the desk in a frame: it signs the agent in, hears what happens there, and asks for a few things
 * (docs/crm.md, docs/embed.md). The desk is framed under another name of this machine, which is another site to a browser.
 */

import { followTheme } from '../view/appearance.ts';
import { CRM_TEXTS, filled, type CrmTexts } from './crm-texts.ts';
import { demoSpeech } from './texts.ts';

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

function isKey(key: string): key is keyof CrmTexts {
  return Object.hasOwn(CRM_TEXTS.en, key);
}

function theFrame(): HTMLIFrameElement {
  const found = document.querySelector('iframe');
  if (found === null) throw new Error('There is no frame for the desk.');
  return found;
}

const here = new URL(window.location.href);
const { language, direction } = demoSpeech([here.searchParams.get('lang') ?? '', ...navigator.languages]);
const texts: CrmTexts = CRM_TEXTS[language] ?? CRM_TEXTS.en;
document.documentElement.lang = language;
document.documentElement.dir = direction;
document.title = texts.title;
for (const element of document.querySelectorAll<HTMLElement>('[data-text]')) {
  const key = element.dataset.text ?? '';
  if (isKey(key)) element.textContent = texts[key];
}

const frame = theFrame();
frame.title = texts.desk;
const events = part('events');
const result = part('result');
const who = part('who');

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
    text: texts.reply,
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
      who.textContent = filled(texts.signedIn, { name: text(data.firstName) });
      return text(data.firstName);
    case 'AGENT_STATE_CHANGE':
      return stateWord(text(fields(fields(data.agentPresence).state).name));
    case 'AGENT_TASK_STATE':
      return taskState(data);
    case 'CHAT_SWITCHING': {
      const current = fields(data.currentCustomer);
      const name = text(fields(current.customer).firstName);
      if (text(current.conversationId) !== '') {
        conversationId = text(current.conversationId);
        showCustomer(name, texts.looksAt);
      }
      return name === '' ? texts.noConversation : filled(texts.changesTo, { name });
    }
    case 'END_CONVERSATION':
      if (data.conversationId === conversationId) {
        showCustomer(texts.noCustomer, texts.isOver);
        allow(['accept', 'open', 'fill'], false);
      }
      return text(data.reason).toLowerCase();
    default:
      return '';
  }
}

function stateWord(name: string): string {
  if (name === 'READY') return texts.isReady;
  if (name === 'NOT_READY') return texts.isNotReady;
  return name === 'LOGOUT' ? texts.isOut : name.toLowerCase();
}

function taskState(data: Fields): string {
  const topic = fields(data.topicData);
  const name =
    text(fields(topic.customer).firstName) || text(fields(fields(data.channelSession).customer).firstName);
  if (data.topicData !== undefined) {
    allow(['accept'], false);
    allow(['open', 'fill'], true);
    showCustomer(name, texts.talks);
    return filled(texts.accepted, { name });
  }
  const state = text(fields(data.taskState).name);
  if (state === 'RESERVED') {
    conversationId = text(data.conversationId);
    allow(['accept'], true);
    showCustomer(name, texts.waits);
    return filled(texts.rings, { name });
  }
  if (state !== 'CLOSED') return texts.wrapup;
  allow(['accept'], false);
  return texts.ringsNoMore;
}

function note(eventName: string, data: Fields): void {
  part('no-events').hidden = true;
  const line = document.createElement('li');
  const [code, time, words] = ['code', 'time', 'span'].map((name) => document.createElement(name));
  if (code === undefined || time === undefined || words === undefined) return;
  code.textContent = eventName;
  time.textContent = new Date().toLocaleTimeString(language === 'en' ? 'en-GB' : language);
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
        ? filled(texts.done, { command: label })
        : filled(texts.refused, { command: label, code: text(message.code), why: text(message.msg) });
  } else if (typeof message.eventName === 'string') note(message.eventName, fields(message.agentData));
});
followTheme(here.searchParams.get('theme'), (theme) => {
  document.documentElement.dataset.theme = theme;
});
frame.src = `${desk}/`;
