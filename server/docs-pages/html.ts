/** Markup by template: whatever is put in is escaped unless it is markup already. */

/** Markup that was made here and needs no escaping. */
export class Html {
  readonly markup: string;

  constructor(markup: string) {
    this.markup = markup;
  }

  toString(): string {
    return this.markup;
  }
}

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '');
}

/** A template whose values are escaped. */
export function html(parts: TemplateStringsArray, ...values: readonly (string | number | Html)[]): Html {
  let markup = parts[0] ?? '';
  values.forEach((value, index) => {
    markup += value instanceof Html ? value.markup : escape(String(value));
    markup += parts[index + 1] ?? '';
  });
  return new Html(markup);
}

/** Markup as it stands: for constants of ours alone. */
export function raw(markup: string): Html {
  return new Html(markup);
}

export function join(pieces: readonly Html[]): Html {
  return new Html(pieces.map((piece) => piece.markup).join('\n'));
}

/** Text in code type; text between backticks in a sentence is done by `prose`. */
export function code(text: string): Html {
  return html`<code>${text}</code>`;
}

/** A sentence with `code` between backticks. */
export function prose(text: string): Html {
  const pieces = text.split('`').map((piece, index) => (index % 2 === 1 ? code(piece) : html`${piece}`));
  return new Html(pieces.map((piece) => piece.markup).join(''));
}
