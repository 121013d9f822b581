/**
 * What came with a channel session, as names and texts: desks of the family show it beside the conversation. Of a form
 * before the chat these are its fields; what is no text in any sense (the browser, a program's own structures) is left out.
 */
export function conversationDataOf(additionalAttributes: readonly unknown[]): Record<string, string> {
  return Object.fromEntries(additionalAttributes.flatMap(entriesOf));
}

type Entry = [name: string, text: string];

function entriesOf(attribute: unknown): Entry[] {
  const { key, value } = fieldsOf(attribute);
  if (typeof key !== 'string' || key === '') return [];
  const text = textOf(value);
  if (text !== null) return text === '' ? [] : [[key, text]];
  const { formData } = fieldsOf(value);
  const { attributes } = fieldsOf(formData);
  if (Array.isArray(attributes)) return attributes.flatMap(entriesOf);
  return Object.entries(fieldsOf(formData)).flatMap(([name, entered]) =>
    entriesOf({ key: name, value: entered }),
  );
}

function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}
