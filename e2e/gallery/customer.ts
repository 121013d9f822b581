/** Draws one scene of the customer's side: `?story=NAME&theme=dark&language=ar`. */
import type { ChatClient } from '../../packages/customer-client/chat-verbs.ts';
import type { ChatState } from '../../packages/customer-client/state.ts';
import { applyLanguage, applyColours } from '../../src/customer-chat/view/appearance.ts';
import { loadSpeech } from '../../src/customer-chat/view/texts/index.ts';
import { createChatView } from '../../src/customer-chat/view/chat-view.tsx';
import { attachStyles } from '../../src/customer-chat/view/styles.ts';
import pageStyles from '../../src/customer-chat/view/styles/page.css?inline';
import { openDemoPage } from '../../src/customer-chat/demo/DemoPage.tsx';
import { demoSpeech } from '../../src/customer-chat/demo/texts.ts';
import { createLauncher } from '../../src/customer-chat/widget/launcher.ts';
import { createPanelWindow } from '../../src/customer-chat/widget/panel-window.ts';
import { CONFIGURATION, SCENES, type Scene } from './stories-customer.ts';

const query = new URLSearchParams(location.search);
const name = query.get('story') ?? 'widget-chat';
const language = query.get('language') ?? 'en';
const theme = query.get('theme') === 'dark' ? 'dark' : 'light';
const speech = await loadSpeech([language]);
applyLanguage(document.documentElement, speech);

/** A client that stands still. */
function stillClient(state: ChatState): ChatClient {
  const nothing = (): void => {};
  return {
    state: () => state,
    subscribe: () => nothing,
    otherTabActed: () => undefined,
    boot: nothing,
    request: nothing,
    send: nothing,
    choose: nothing,
    rate: nothing,
    retry: nothing,
    typing: nothing,
    stopTyping: nothing,
    setAttentive: nothing,
    end: nothing,
    reset: nothing,
    wake: nothing,
    draft: () => '',
    saveDraft: nothing,
    dispose: nothing,
  };
}

async function drawWidget({ state, open, unread, note }: Scene): Promise<void> {
  await import('../../src/customer-chat/demo/shop.css');
  const shop = await fetch('/shop.html').then((answer) => answer.text());
  const page = new DOMParser().parseFromString(shop, 'text/html');
  document.body.append(...page.querySelectorAll('body > *'));
  const host = document.createElement('div');
  document.body.append(host);
  const shadow = host.attachShadow({ mode: 'open' });
  const side = speech.direction === 'rtl' ? 'left' : 'right';
  const colour = '#a4491f';
  const launcher = createLauncher(shadow, { title: 'Ask Lumen & Oak', colour, theme, onPress: () => {} });
  launcher.element.dataset.side = side;
  launcher.setOpen(open);
  launcher.setUnread(unread, '');
  launcher.say(note);
  const { dialog, chat } = createPanelWindow(shadow, { speech, colour, side, theme });
  dialog.hidden = !open;
  createChatView(chat, {
    client: stillClient(state),
    configuration: CONFIGURATION,
    speech,
    title: 'Ask Lumen & Oak',
    mayFocus: () => false,
    onClose: () => {},
  });
}

function drawPage({ state }: Scene): void {
  const host = document.createElement('div');
  document.documentElement.style.blockSize = '100%';
  document.body.style.cssText = 'block-size:100%;margin:0';
  host.style.blockSize = '100%';
  document.body.append(host);
  const shadow = host.attachShadow({ mode: 'open' });
  attachStyles(shadow, '1rem', [pageStyles]);
  const root = document.createElement('div');
  root.className = 'root';
  root.innerHTML = '<main class="page"><div class="card"><div class="chat"></div></div></main>';
  shadow.append(root);
  applyLanguage(root, speech);
  applyColours(root, CONFIGURATION.widget.theme, theme);
  createChatView(root.querySelector<HTMLElement>('.chat')!, {
    client: stillClient(state),
    configuration: CONFIGURATION,
    speech,
    mayFocus: () => false,
  });
}

async function drawDemo(): Promise<void> {
  await import('../../src/ui/tokens.css');
  await import('../../src/customer-chat/demo/demo.css');
  document.documentElement.dataset.theme = theme;
  const root = document.createElement('div');
  root.id = 'demo';
  document.body.append(root);
  const look = `theme=${theme}&language=${language}`;
  openDemoPage(root, demoSpeech([language]), {
    desk: `index.html?story=offer&${look}`,
    shop: `customer.html?story=widget-queue-written&${look}`,
  });
  const frames = [...document.querySelectorAll('iframe')];
  await Promise.all(
    frames.map((frame) => new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }))),
  );
  for (const frame of frames) {
    while (frame.contentDocument?.body.dataset.story === undefined) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
  await new Promise((resolve) => setTimeout(resolve, 400));
}

const scene = SCENES[name];
if (scene?.where === 'widget') await drawWidget(scene);
else if (scene?.where === 'page') drawPage(scene);
else if (scene?.where === 'demo') await drawDemo();
document.body.dataset.story = name;
