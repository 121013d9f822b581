import { brandTokens } from '../view/brand.ts';
import type { Theme } from '../view/brand.ts';
import styles from './launcher.css?inline';

const SVG = 'http://www.w3.org/2000/svg';
const BUBBLE = 'M4 5h16v11H9.5L5 20v-4H4V5Z';
const DOWN = 'm6 9 6 6 6-6';
/** More is not counted. */
const MOST_UNREAD = 99;

export type Launcher = {
  element: HTMLElement;
  setOpen: (open: boolean) => void;
  /** `words` are for those who cannot see the number. */
  setUnread: (count: number, words: string) => void;
  setBusy: (busy: boolean) => void;
  /** A sentence beside it, or nothing. */
  say: (sentence: string | null) => void;
  focus: () => void;
};

type LauncherOptions = {
  title: string;
  colour: string;
  theme: Theme;
  onPress: () => void;
};

/** The round button that opens and closes the chat. */
export function createLauncher(shadow: ShadowRoot, options: LauncherOptions): Launcher {
  addStyles(shadow);
  const place = make('div', 'launcher-place');
  place.dataset.theme = options.theme;
  for (const [name, value] of Object.entries(brandTokens(options.colour, options.theme))) {
    place.style.setProperty(name, value);
  }
  const button = make('button', 'launcher');
  button.setAttribute('type', 'button');
  button.setAttribute('aria-haspopup', 'dialog');
  const path = document.createElementNS(SVG, 'path');
  const badge = make('span', 'badge');
  badge.setAttribute('aria-hidden', 'true');
  const note = make('p', 'note');
  note.setAttribute('role', 'alert');
  button.append(drawing(path), badge);
  button.addEventListener('click', options.onPress);
  place.append(note, button);
  shadow.append(place);

  let unreadWords = '';
  const name = (): void => {
    const label = unreadWords === '' ? options.title : `${options.title}, ${unreadWords}`;
    button.setAttribute('aria-label', label);
    button.title = label;
  };
  const setOpen = (open: boolean): void => {
    path.setAttribute('d', open ? DOWN : BUBBLE);
    button.setAttribute('aria-expanded', String(open));
    place.toggleAttribute('data-open', open);
  };
  setOpen(false);
  name();

  return {
    element: place,
    setOpen,
    setUnread: (count, words) => {
      badge.textContent = count === 0 ? '' : count > MOST_UNREAD ? `${MOST_UNREAD}+` : String(count);
      unreadWords = count === 0 ? '' : words;
      name();
    },
    setBusy: (busy) => {
      button.toggleAttribute('data-busy', busy);
    },
    say: (sentence) => {
      note.textContent = sentence ?? '';
    },
    focus: () => {
      button.focus();
    },
  };
}

function drawing(path: Element): Element {
  const svg = document.createElementNS(SVG, 'svg');
  for (const [name, value] of Object.entries({
    viewBox: '0 0 24 24',
    fill: 'none',
    stroke: 'currentColor',
    'stroke-width': '2',
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
    'aria-hidden': 'true',
  })) {
    svg.setAttribute(name, value);
  }
  svg.append(path);
  return svg;
}

function make(tag: string, className: string): HTMLElement {
  const element = document.createElement(tag);
  element.className = className;
  return element;
}

/** Sheets made by script need no `style-src`; the panel adds its own later. */
function addStyles(shadow: ShadowRoot): void {
  if (!('adoptedStyleSheets' in shadow)) {
    const style = document.createElement('style');
    style.textContent = styles;
    (shadow as ShadowRoot).append(style);
    return;
  }
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  shadow.adoptedStyleSheets.push(sheet);
}
