import tokens from '../../ui/tokens.css?inline';
import base from './styles/base.css?inline';
import choices from './styles/choices.css?inline';
import composer from './styles/composer.css?inline';
import ended from './styles/ended.css?inline';
import form from './styles/form.css?inline';
import header from './styles/header.css?inline';
import markdown from '../../markdown/markdown.css?inline';
import message from './styles/message.css?inline';
import queue from './styles/queue.css?inline';
import thing from './styles/thing.css?inline';
import timeline from './styles/timeline.css?inline';

const CHAT = [
  tokens,
  base,
  header,
  form,
  queue,
  timeline,
  message,
  markdown,
  thing,
  choices,
  composer,
  ended,
];

/**
 * Gives a shadow root the look of a chat, and `further` sheets after it. Sheets made by script are under no
 * `style-src`, so the policy of a foreign page need not allow any style for us.
 *
 * The shared measures are written for the root of a page and in its font size; here they hold
 * for `.root`, in `rem`: a page of our own gives its own size, the widget one that no foreign page can change.
 */
export function attachStyles(
  shadow: ShadowRoot,
  rem: '1rem' | '16px',
  further: readonly string[] = [],
): void {
  const sheets = [...CHAT, ...further].join('\n').replaceAll(':root', '.root');
  const text = `.root{--rem:${rem}}${sheets.replaceAll(/(\d*\.?\d+)rem\b/g, 'calc($1 * var(--rem))')}`;
  if (!('adoptedStyleSheets' in shadow)) {
    // Before 2023: works where the page allows styles.
    const style = document.createElement('style');
    style.textContent = text;
    (shadow as ShadowRoot).append(style);
    return;
  }
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  shadow.adoptedStyleSheets.push(sheet);
}
