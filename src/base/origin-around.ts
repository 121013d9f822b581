/** The origin of the page around the desk's frame; null where the browser does not say it. */
export function originAround(): string | null {
  const ancestors = (window.location as { ancestorOrigins?: DOMStringList }).ancestorOrigins;
  if (ancestors !== undefined) return ancestors[0] ?? null;
  try {
    return window.parent.location.origin;
  } catch {
    // Of another origin, which a page may not look at.
    return null;
  }
}
