import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parseConfiguration } from './parse.ts';
import { configurationSchema } from './schema/file.ts';

const docs = (name: string) => fileURLToPath(new URL(`../../docs/${name}`, import.meta.url));

type Schema = {
  description?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
  oneOf?: Schema[];
  anyOf?: Schema[];
};

const schema = z.toJSONSchema(configurationSchema, { io: 'input', reused: 'inline' }) as Schema;

/** Every key of the file, as a path (`queues[].steps[].timeoutSeconds`), with its schema. */
function keys(at: Schema, path = ''): [string, Schema][] {
  const inside = [...(at.oneOf ?? []), ...(at.anyOf ?? [])].flatMap((variant) => keys(variant, path));
  const items = at.items === undefined ? [] : keys(at.items, `${path}[]`);
  const properties = Object.entries(at.properties ?? {}).flatMap(([key, value]): [string, Schema][] => {
    const here = path === '' ? key : `${path}.${key}`;
    return [[here, value], ...keys(value, here)];
  });
  return [...inside, ...items, ...properties];
}

/** The paths that a value uses, in the same spelling. */
function used(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => used(item, `${path}[]`));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => {
    const here = path === '' ? key : `${path}.${key}`;
    return [here, ...used(item, here)];
  });
}

describe('the documentation of the configuration file', () => {
  it('describes every key', () => {
    const silent = keys(schema).filter(([, { description }]) => description === undefined);
    expect(silent.map(([path]) => path)).toEqual([]);
  });

  it('has an example with every key, which is valid', async () => {
    const example: unknown = JSON.parse(await readFile(docs('example-config.json'), 'utf8'));
    expect(() => parseConfiguration(example)).not.toThrow();
    const present = new Set(used(example));
    const missing = keys(schema).filter(([path]) => !present.has(path));
    expect([...new Set(missing.map(([path]) => path))]).toEqual([]);
  });

  it('is the JSON Schema in docs, for editors (renew it with `vitest -u`)', async () => {
    const target = docs('config.schema.json');
    const options = await resolveConfig(target);
    const text = await format(JSON.stringify({ title: 'Configuration of the agent desk', ...schema }), {
      ...options,
      filepath: target,
    });
    await expect(text).toMatchFileSnapshot(target);
  });
});
