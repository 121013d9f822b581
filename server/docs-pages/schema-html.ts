/** JSON Schema as nested lists that a person can read. */
import { code, html, join, raw } from './html.ts';
import type { Html } from './html.ts';

/** As much of JSON Schema as is drawn; the rest stands in the JSON documents. */
export type Schema = {
  type?: string | string[];
  description?: string;
  properties?: Record<string, Schema | boolean>;
  required?: string[];
  items?: Schema | boolean | (Schema | boolean)[];
  anyOf?: (Schema | boolean)[];
  oneOf?: (Schema | boolean)[];
  allOf?: (Schema | boolean)[];
  additionalProperties?: Schema | boolean;
  enum?: unknown[];
  const?: unknown;
  format?: string;
  default?: unknown;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  maxItems?: number;
  $ref?: string;
};

const MAX_DEPTH = 8;

/** Draws a schema; `resolve` finds what a `$ref` points at. */
export function schemaHtml(
  schema: Schema | boolean | undefined,
  resolve: (reference: string) => Schema | undefined,
  depth = 0,
): Html {
  if (schema === undefined || typeof schema === 'boolean') return html`<span class="type">anything</span>`;
  if (depth > MAX_DEPTH) return html`<span class="type">…</span>`;
  if (schema.$ref !== undefined) return schemaHtml(resolve(schema.$ref), resolve, depth + 1);
  const deeper = (inner: Schema | boolean | undefined) => schemaHtml(inner, resolve, depth + 1);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) {
    return html`<span class="type">one of</span>
      <ul>
        ${join(choices.map((choice) => html`<li>${deeper(choice)}</li>`))}
      </ul>`;
  }
  if (schema.allOf !== undefined) return join(schema.allOf.map(deeper));
  const head = html`<span class="type">${typeName(schema)}</span>${limits(schema)}${
      schema.description === undefined ? raw('') : html` ${schema.description}`
    }`;
  const inner = schema.type === 'array' && !Array.isArray(schema.items) ? schema.items : undefined;
  if (inner !== undefined) return html`${head} of ${deeper(inner)}`;
  const properties = Object.entries(schema.properties ?? {});
  if (properties.length === 0) return head;
  const required = new Set(schema.required);
  return html`${head}
    <ul>
      ${join(
        properties.map(
          ([name, property]) =>
            html`<li>
              ${code(name)}${required.has(name) ? raw('') : html`<span class="optional">?</span>`}
              ${deeper(property)}
            </li>`,
        ),
      )}
    </ul>`;
}

function typeName(schema: Schema): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  const type = Array.isArray(schema.type) ? schema.type.join(' | ') : schema.type;
  if (type === undefined) return schema.properties === undefined ? 'anything' : 'object';
  return schema.format === undefined ? type : `${type} (${schema.format})`;
}

function limits(schema: Schema): Html {
  const found = [
    bounds('', schema.minimum, schema.maximum),
    bounds('length ', schema.minLength, schema.maxLength),
    schema.maxItems === undefined ? '' : `at most ${schema.maxItems}`,
    schema.default === undefined ? '' : `default ${JSON.stringify(schema.default)}`,
  ].filter((text) => text !== '');
  return found.length === 0 ? raw('') : html` <span class="limit">${found.join(', ')}</span>`;
}

function bounds(what: string, least: number | undefined, most: number | undefined): string {
  // The bounds of a safe integer say nothing to a reader.
  const low = least === undefined || least <= Number.MIN_SAFE_INTEGER ? undefined : least;
  const high = most === undefined || most >= Number.MAX_SAFE_INTEGER ? undefined : most;
  if (low === undefined && high === undefined) return '';
  return `${what}${low === undefined ? '' : `≥ ${low}`}${low !== undefined && high !== undefined ? ', ' : ''}${high === undefined ? '' : `≤ ${high}`}`;
}
