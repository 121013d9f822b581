import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './base.css';
import { ChatPage } from './ChatPage.tsx';
import { followTheme } from './appearance.ts';

const query = new URLSearchParams(window.location.search);
followTheme(query.get('theme'));
const root = document.getElementById('chat');
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <ChatPage channel={query.get('channel') ?? ''} language={query.get('lang')} />
    </StrictMode>,
  );
}
