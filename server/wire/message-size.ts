/** How much a message weighs, whatever field carries it. */

/** Bytes of a value of JSON, in UTF-8. */
export function sizeOf(value: unknown): number {
  // For `undefined` there is no JSON, whatever the type says.
  const json = JSON.stringify(value) as string | undefined;
  return json === undefined ? 0 : Buffer.byteLength(json);
}
