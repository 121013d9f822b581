import { SaxesParser } from 'saxes';

/** An element of an XML text, names without their prefix. */
export type XmlNode = {
  name: string;
  namespace: string;
  attributes: Record<string, string>;
  children: XmlNode[];
  text: string;
};

/** More nesting than any message of the protocols has. */
const DEEPEST = 50;

/** The root of an XML text; nothing when it is not well-formed. Entities of a document type are not known. */
export function readXml(text: string): XmlNode | undefined {
  const parser = new SaxesParser({ xmlns: true });
  const open: XmlNode[] = [];
  let root: XmlNode | undefined;
  const faults: string[] = [];
  parser.on('error', ({ message }) => {
    faults.push(message);
  });
  parser.on('doctype', () => {
    faults.push('There is a document type');
  });
  parser.on('opentag', (tag) => {
    const attributes = Object.fromEntries(
      Object.values(tag.attributes).map(({ name, value }) => [name, value]),
    );
    const node: XmlNode = { name: tag.local, namespace: tag.uri, attributes, children: [], text: '' };
    if (open.length >= DEEPEST) faults.push('The nesting is too deep');
    open.at(-1)?.children.push(node);
    root ??= node;
    open.push(node);
  });
  const keep = (part: string): void => {
    const current = open.at(-1);
    if (current) current.text += part;
  };
  parser.on('text', keep);
  parser.on('cdata', keep);
  parser.on('closetag', () => {
    open.pop();
  });
  parser.write(text).close();
  return faults.length > 0 ? undefined : root;
}

/** The first child of this name. */
export function child(node: XmlNode | undefined, name: string): XmlNode | undefined {
  return node?.children.find((candidate) => candidate.name === name);
}

/** The text of the first child of this name, without white space around; nothing when there is no such child. */
export function textOf(node: XmlNode | undefined, name: string): string | undefined {
  return child(node, name)?.text.trim();
}
