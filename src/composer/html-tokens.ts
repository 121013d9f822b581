/** HTML as a list of tags and texts. Each character is read once, whatever the input. */

export type HtmlToken =
  | { type: 'text'; text: string }
  | { type: 'begin'; name: string; attributes: string }
  | { type: 'end'; name: string };

/** Where a tag ends: at the first `>` outside of quotes; -1 when it never does. */
function tagEnd(html: string, from: number): number {
  let quote = '';
  for (let at = from; at < html.length; at += 1) {
    const letter = html.charAt(at);
    if (quote !== '') quote = letter === quote ? '' : quote;
    else if (letter === '"' || letter === "'") quote = letter;
    else if (letter === '>') return at;
  }
  return -1;
}

/** Comments are left out; what never ends is text. Names are in lower case. */
export function* htmlTokens(html: string): Generator<HtmlToken> {
  let at = 0;
  while (at < html.length) {
    const next = html.indexOf('<', at);
    if (next > at || next === -1)
      yield { type: 'text', text: html.slice(at, next === -1 ? undefined : next) };
    if (next === -1) return;
    if (html.startsWith('<!--', next)) {
      const end = html.indexOf('-->', next + 4);
      at = end === -1 ? html.length : end + 3;
      continue;
    }
    const name = /^\/?[a-zA-Z][\w:-]{0,40}/.exec(html.slice(next + 1, next + 44))?.[0] ?? '';
    const end = name === '' && html.charAt(next + 1) !== '!' ? -1 : tagEnd(html, next + 1 + name.length);
    if (end === -1) {
      yield { type: 'text', text: '<' };
      at = next + 1;
      if (name !== '') {
        // It never ends, and neither does any other after it.
        yield { type: 'text', text: html.slice(at) };
        return;
      }
      continue;
    }
    const attributes = html.slice(next + 1 + name.length, end);
    if (name.startsWith('/')) yield { type: 'end', name: name.slice(1).toLowerCase() };
    else if (name !== '') yield { type: 'begin', name: name.toLowerCase(), attributes };
    at = end + 1;
  }
}
