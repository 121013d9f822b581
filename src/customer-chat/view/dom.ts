/**
 * As much of a virtual DOM as a chat needs: the view is a function of the state, and only what differs is
 * touched, so that focus, selection and scroll position stay. Everything is made by `createElement` and text
 * nodes; there is no way from a text to markup, which Trusted Types would refuse anyway.
 */

type Handlers = { [K in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[K]) => void };
type Style = Record<string, string>;
type Value = string | number | boolean | null | undefined;

/** Attributes by their names; `value`, `checked`, `disabled` and `selected` are set as properties. */
export type Props = {
  key?: string;
  on?: Handlers;
  style?: Style;
  /** Called once, when the element has been made. */
  ref?: (element: HTMLElement) => void;
  [attribute: string]: Value | Handlers | Style | ((element: HTMLElement) => void);
};

export type View = Drawn | string;
export type Child = View | null | false | undefined | readonly Child[];

type Drawn = { tag: string; props: Props; children: readonly View[]; element: Element | null };
/** What a parent was drawn with: views in order, and the nodes that stand for them. */
type Row = { view: View; node: Node };

const SVG = 'http://www.w3.org/2000/svg';
const SVG_TAGS = new Set(['svg', 'path', 'circle']);
const PROPERTIES = new Set(['value', 'checked', 'disabled', 'selected']);
const RESERVED = new Set(['key', 'on', 'style', 'ref']);

const rows = new WeakMap<Node, Row[]>();
const handlers = new WeakMap<Element, Handlers>();

/** Describes an element. */
export function h(tag: string, props: Props, ...children: Child[]): Drawn {
  return { tag, props, children: flat(children), element: null };
}

/** Makes the children of `parent` what they are described to be. Only what was drawn here before is touched. */
export function draw(parent: Node, ...children: Child[]): void {
  patch(parent, flat(children));
}

function flat(children: readonly Child[]): View[] {
  return children.flatMap((child) => {
    if (child === null || child === undefined || child === false) return [];
    return isList(child) ? flat(child) : [child];
  });
}

/** `Array.isArray` loses what a list that cannot be written holds. */
function isList(child: Child): child is readonly Child[] {
  return Array.isArray(child);
}

function patch(parent: Node, next: readonly View[]): void {
  const before = withTranslations(parent, rows.get(parent) ?? []);
  const keyed = new Map<string, Row>();
  const others: Row[] = [];
  for (const row of before) {
    const key = keyOf(row.view);
    if (key === undefined) others.push(row);
    else keyed.set(key, row);
  }
  const kept = new Set<Row>();
  let at = 0;
  const after = next.map((view): Row => {
    const key = keyOf(view);
    const place = key === undefined ? others.findIndex((row, i) => i >= at && isAlike(row.view, view)) : -1;
    const known = key === undefined ? others[place] : keyed.get(key);
    if (known === undefined || !isAlike(known.view, view)) return { view, node: create(view) };
    if (key === undefined) at = place + 1;
    kept.add(known);
    update(known, view);
    return { view, node: known.node };
  });
  // What goes, goes first: so that nothing that stays has to move, and what has the focus keeps it.
  for (const row of before) if (!kept.has(row)) row.node.parentNode?.removeChild(row.node);
  after.forEach(({ node }, index) => {
    const here = parent.childNodes[index];
    if (here !== node) parent.insertBefore(node, here ?? null);
  });
  rows.set(parent, after);
}

/**
 * A browser's translator puts elements of its own in the place of texts. They stand for the texts from then on, until
 * these change.
 */
function withTranslations(parent: Node, before: readonly Row[]): readonly Row[] {
  if (parent.childNodes.length !== before.length) return before;
  return before.map((row, index) => {
    const here = parent.childNodes[index];
    return row.node.parentNode === parent || here === undefined ? row : { view: row.view, node: here };
  });
}

function keyOf(view: View): string | undefined {
  return typeof view === 'string' ? undefined : view.props.key;
}

function isAlike(a: View, b: View): boolean {
  if (typeof a === 'string' || typeof b === 'string') return typeof a === typeof b;
  return a.tag === b.tag && a.props.key === b.props.key;
}

function create(view: View): Node {
  if (typeof view === 'string') return document.createTextNode(view);
  const element = SVG_TAGS.has(view.tag)
    ? document.createElementNS(SVG, view.tag)
    : document.createElement(view.tag);
  view.element = element;
  patch(element, view.children);
  setProps(element, {}, view.props);
  view.props.ref?.(element as HTMLElement);
  return element;
}

function update(known: Row, view: View): void {
  if (known.view === view) return;
  const before = known.view;
  if (typeof view === 'string') {
    if (known.node instanceof Text) known.node.nodeValue = view;
    else {
      const text = document.createTextNode(view);
      known.node.parentNode?.replaceChild(text, known.node);
      known.node = text;
    }
    return;
  }
  const element = known.node as Element;
  view.element = element;
  patch(element, view.children);
  setProps(element, typeof before === 'string' ? {} : before.props, view.props);
}

function setProps(element: Element, before: Props, next: Props): void {
  for (const name of Object.keys(before)) {
    if (!RESERVED.has(name) && !(name in next)) setValue(element, name, null);
  }
  for (const [name, value] of Object.entries(next)) {
    if (!RESERVED.has(name)) setValue(element, name, value as Value, before[name] as Value);
  }
  if (next.style !== undefined && element instanceof HTMLElement) {
    for (const [name, value] of Object.entries(next.style)) element.style.setProperty(name, value);
  }
  if (next.on !== undefined) listen(element, next.on);
}

function setValue(element: Element, name: string, value: Value, before?: Value): void {
  if (PROPERTIES.has(name)) {
    // Also what the person has typed since counts, not only what was drawn last.
    const target = element as unknown as Record<string, unknown>;
    if (target[name] !== (value ?? false)) target[name] = value ?? false;
    return;
  }
  if (value === before && value !== undefined) return;
  if (value === null || value === undefined || (value === false && !name.startsWith('aria-'))) {
    element.removeAttribute(name);
  } else {
    element.setAttribute(name, value === true && !name.startsWith('aria-') ? '' : String(value));
  }
}

/** Handlers may be other ones with every drawing; the element listens once for each kind of event. */
function listen(element: Element, next: Handlers): void {
  const before = handlers.get(element) ?? {};
  handlers.set(element, next);
  for (const type of Object.keys(next)) {
    if (!(type in before)) element.addEventListener(type, dispatch);
  }
}

function dispatch(event: Event): void {
  const own = event.currentTarget instanceof Element ? handlers.get(event.currentTarget) : undefined;
  const handler = own?.[event.type as keyof HTMLElementEventMap] as ((event: Event) => void) | undefined;
  handler?.(event);
}
