/** Times as this interface writes them. */

/** `yyyy-MM-dd HH:mm:ss.SSS+0000`, of epoch ms. */
export function stampOf(at: number): string {
  return new Date(at).toISOString().replace('T', ' ').replace('Z', '+0000');
}
