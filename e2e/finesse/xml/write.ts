/** What an XML element holds: text, elements by name, several of one name, nothing (`null`); `undefined` is left out. */
export type XmlValue = string | number | boolean | null | undefined | XmlElements | readonly XmlValue[];
/** Elements by name; a name that begins with `@` is an attribute. */
export type XmlElements = { readonly [name: string]: XmlValue };

/** Characters that XML 1.0 has no place for. */
const NOT_XML = new RegExp('[\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\ufffe\\uffff]', 'g');

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text as it may stand in an element or in an attribute with double quotes. */
export function escapeXml(text: string): string {
  return text.replace(NOT_XML, '').replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
}

/** One element with all that is in it. */
export function toXml(name: string, value: XmlValue): string {
  if (value === undefined) return '';
  if (Array.isArray(value)) return value.map((item: XmlValue) => toXml(name, item)).join('');
  if (value === null || value === '') return `<${name}/>`;
  if (typeof value !== 'object') return `<${name}>${escapeXml(String(value))}</${name}>`;
  let attributes = '';
  let content = '';
  for (const [key, held] of Object.entries(value)) {
    if (key.startsWith('@'))
      attributes += typeof held === 'string' ? ` ${key.slice(1)}="${escapeXml(held)}"` : '';
    else content += toXml(key, held);
  }
  return content === '' ? `<${name}${attributes}/>` : `<${name}${attributes}>${content}</${name}>`;
}
