import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const build = (desk: string): string =>
  execFileSync(process.execPath, ['scripts/gadget.mjs', '--desk', desk], { encoding: 'utf8', stdio: 'pipe' });
const built = (name: string): string => readFileSync(`dist/gadget/${name}`, 'utf8');

test('the gadgets know their desk and carry a version that changes with what is in them', () => {
  const [first] = /version \w+/.exec(build('https://desk.example.com')) ?? [];
  const [second] = /version \w+/.exec(build('https://desk.example.net:8443')) ?? [];
  expect(second).not.toBe(first);
  const version = second?.split(' ')[1] ?? '';
  const script = `agent-desk-gadget-${version}.js`;
  expect(readdirSync('dist/gadget').filter((name) => name.endsWith('.js'))).toEqual([script]);
  for (const gadget of ['AgentDesk.xml', 'AgentDeskAlerts.xml', 'TeamMonitor.xml']) {
    expect(built(gadget)).toContain(`<script src="${script}">`);
    expect(built(gadget)).toContain('default_value="https://desk.example.net:8443"');
  }
  expect(built('layout.xml').match(new RegExp(`v=${version}`, 'g'))).toHaveLength(4);
  expect(built('layout.xml')).not.toContain('desk.example.org');
});

test.each(['desk.example.org', 'https://desk.example.org/desk', ''])(
  'refuses %j, which is no origin',
  (desk) => {
    expect(() => build(desk)).toThrow('npm run gadget -- --desk');
  },
);
