import './page.css';
import { openChatPage } from './chat-page.tsx';
import { attachStyles } from './view/styles.ts';
import pageStyles from './view/styles/page.css?inline';

const query = new URLSearchParams(window.location.search);
const host = document.getElementById('chat');
if (host !== null) {
  const shadow = host.attachShadow({ mode: 'open' });
  attachStyles(shadow, '1rem', [pageStyles]);
  const root = document.createElement('div');
  root.className = 'root';
  shadow.append(root);
  await openChatPage(root, {
    channel: query.get('channel') ?? '',
    language: query.get('lang'),
    theme: query.get('theme'),
  });
}
