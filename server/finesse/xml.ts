/**
 * XML as Finesse writes it: a small tree of elements, read within limits. Documents that declare a type or entities of
 * their own are refused, and so is everything that is not XML: the page of a proxy, for example.
 */
import { SaxesParser } from 'saxes';

export type XmlElement = {
  /** Without its prefix. */
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** All text directly inside. */
  readonly text: string;
};

/** A text is no XML that is taken. The message never repeats what stood in it. */
export class XmlError extends Error {
  override readonly name = 'XmlError';
}

const MAX_CHARACTERS = 4_000_000;
const MAX_DEPTH = 64;
const MAX_ELEMENTS = 100_000;

type Growing = { name: string; attributes: Record<string, string>; children: Growing[]; text: string };

/** The root element of a document. Throws an `XmlError`. */
export function parseXml(text: string): XmlElement {
  if (text.length > MAX_CHARACTERS) throw new XmlError('The document is too long.');
  const parser = new SaxesParser();
  const open: Growing[] = [];
  let root: Growing | undefined;
  let elements = 0;
  const grow = (more: string): void => {
    const top = open.at(-1);
    if (top !== undefined) top.text += more;
  };
  parser.on('doctype', () => {
    throw new XmlError('The document declares its type.');
  });
  parser.on('opentag', ({ name, attributes }) => {
    if (open.length >= MAX_DEPTH || ++elements > MAX_ELEMENTS)
      throw new XmlError('The document is too large.');
    const element: Growing = { name: localName(name), attributes: { ...attributes }, children: [], text: '' };
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  });
  parser.on('closetag', () => void open.pop());
  parser.on('text', grow);
  parser.on('cdata', grow);
  try {
    parser.write(text).close();
  } catch (error) {
    if (error instanceof XmlError) throw error;
    throw new XmlError('The text is not well-formed XML.');
  }
  if (root === undefined) throw new XmlError('The document is empty.');
  return root;
}

/** The first element inside of that name. */
export function childOf(element: XmlElement | undefined, ...path: readonly string[]): XmlElement | undefined {
  let found = element;
  for (const name of path) found = found?.children.find((child) => child.name === name);
  return found;
}

/** All elements inside of that name. */
export function childrenOf(element: XmlElement | undefined, name: string): readonly XmlElement[] {
  return element?.children.filter((child) => child.name === name) ?? [];
}

/** The trimmed text of the element at a path; empty when there is none. */
export function textAt(element: XmlElement | undefined, ...path: readonly string[]): string {
  return childOf(element, ...path)?.text.trim() ?? '';
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** A text as it may stand in an element or in an attribute in quotation marks. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '');
}

/** An element whose content is a text, or elements that are written already. */
export function tag(name: string, content: string | readonly string[]): string {
  return `<${name}>${typeof content === 'string' ? escapeXml(content) : content.join('')}</${name}>`;
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
