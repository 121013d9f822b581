import { mrdOfChannel } from './channel-mrd.ts';
import type { ConfigurationIssue } from './issues.ts';
import type { ChannelInFile } from './schema/channels.ts';
import { CHANNEL_TYPES } from './schema/channels.ts';
import type { ConfigurationFile } from './schema/file.ts';
import type { UserInFile } from './schema/people.ts';
import { KNOWN_ROLES } from './schema/people.ts';
import type { AttributeInFile, QueueInFile } from './schema/routing.ts';
import type { Plain } from './texts.ts';

type PlainFile = Plain<ConfigurationFile>;

type Report = (path: string, message: string) => void;

/** Everything that a well-formed file can still get wrong: unknown names, doubled names, values that do not fit. */
export function checkReferences(file: PlainFile): ConfigurationIssue[] {
  const issues: ConfigurationIssue[] = [];
  const report: Report = (path, message) => issues.push({ path, message });
  checkDoubles(file, report);
  const names = new Names(file, report);
  file.users.forEach((user, index) => checkUser(user, `users[${index}]`, file, names, report));
  file.attributes.forEach((attribute, index) => {
    if (attribute.defaultValue === undefined) return;
    checkValue(attribute, attribute.defaultValue, `attributes[${index}].defaultValue`, report);
  });
  file.queues.forEach((queue, index) => checkQueue(queue, `queues[${index}]`, file, names, report));
  file.channels.forEach((channel, index) => checkChannel(channel, `channels[${index}]`, file, names, report));
  file.connectors.forEach((connector, index) => {
    if (connector.key === undefined && connector.keyHash === undefined) {
      report(`connectors[${index}].key`, 'A connector needs a key.');
    }
  });
  return issues;
}

type Referable = 'attribute' | 'bot' | 'connector' | 'form' | 'list' | 'mrd' | 'queue' | 'team' | 'user';

/** Names to refer to, and the sentence about one that is not there. */
class Names {
  readonly #sets: Record<Referable, Set<string>>;
  readonly #report: Report;

  constructor(file: PlainFile, report: Report) {
    const namesOf = (things: readonly { name: string }[]) => new Set(things.map((thing) => thing.name));
    this.#report = report;
    this.#sets = {
      attribute: namesOf(file.attributes),
      bot: namesOf(file.bots),
      connector: namesOf(file.connectors),
      form: namesOf(file.forms.filter((form) => form.kind === 'PRE_CHAT')),
      list: namesOf(file.lists),
      mrd: namesOf(file.mrds),
      queue: namesOf(file.queues),
      team: namesOf(file.teams),
      user: new Set(file.users.map((user) => user.username.toLowerCase())),
    };
  }

  /** Reports a name that refers to nothing; tells whether it refers to something. */
  check(kind: Referable, name: string, path: string): boolean {
    const known = this.#sets[kind];
    if (known.has(kind === 'user' ? name.toLowerCase() : name)) return true;
    const listed = [...known].slice(0, 10).join(', ');
    const label = kind === 'form' ? 'form of kind PRE_CHAT' : kind === 'mrd' ? 'MRD' : kind;
    this.#report(path, `There is no ${label} "${name}" (there is: ${listed === '' ? 'none' : listed}).`);
    return false;
  }
}

function checkDoubles(file: PlainFile, report: Report): void {
  const lists: [string, string, readonly string[]][] = [
    ['users', 'username', file.users.map((user) => user.username)],
    ['teams', 'name', file.teams.map((team) => team.name)],
    ['mrds', 'name', file.mrds.map((mrd) => mrd.name)],
    ['attributes', 'name', file.attributes.map((attribute) => attribute.name)],
    ['queues', 'name', file.queues.map((queue) => queue.name)],
    ['channels', 'name', file.channels.map((channel) => channel.name)],
    ['channels', 'serviceIdentifier', file.channels.map((channel) => channel.serviceIdentifier)],
    ['connectors', 'name', file.connectors.map((connector) => connector.name)],
    ['reasons', 'name', file.reasons.map((reason) => `${reason.type} ${reason.name}`)],
    ['forms', 'name', file.forms.map((form) => form.name)],
    ['lists', 'name', file.lists.map((list) => list.name)],
    ['bots', 'name', file.bots.map((bot) => bot.name)],
  ];
  for (const [list, key, values] of lists) {
    const seen = new Map<string, number>();
    values.forEach((value, index) => {
      const same = value.toLowerCase();
      const first = seen.get(same);
      if (first === undefined) seen.set(same, index);
      else
        report(`${list}[${index}].${key}`, `The same as in ${list}[${first}]; it must be there once only.`);
    });
  }
  const wrapUps = file.forms.filter((form) => form.kind === 'WRAP_UP').length;
  if (wrapUps > 1) report('forms', 'There is more than one form of kind WRAP_UP.');
}

function checkUser(user: UserInFile, path: string, file: PlainFile, names: Names, report: Report): void {
  const roles = new Set<string>([...KNOWN_ROLES, ...Object.keys(file.permissions)]);
  user.roles.forEach((role, index) => {
    if (roles.has(role)) return;
    report(`${path}.roles[${index}]`, `There is no role "${role}" (there is: ${[...roles].join(', ')}).`);
  });
  if (user.team !== undefined) names.check('team', user.team, `${path}.team`);
  user.supervises.forEach((team, index) => names.check('team', team, `${path}.supervises[${index}]`));
  if (user.supervises.length > 0 && !user.roles.includes('supervisor')) {
    report(`${path}.supervises`, 'Only a user with the role supervisor can supervise teams.');
  }
  for (const [name, value] of Object.entries(user.attributes)) {
    const at = `${path}.attributes.${name}`;
    const attribute = file.attributes.find((candidate) => candidate.name === name);
    if (attribute === undefined) names.check('attribute', name, at);
    else checkValue(attribute, value, at, report);
  }
  for (const mrd of Object.keys(user.mrds)) names.check('mrd', mrd, `${path}.mrds.${mrd}`);
}

function checkValue(
  attribute: Plain<AttributeInFile>,
  value: number | boolean,
  path: string,
  report: Report,
): void {
  const fits =
    attribute.type === 'BOOLEAN'
      ? typeof value === 'boolean' || value === 0 || value === 1
      : typeof value === 'number' && value >= 1 && value <= 10;
  if (fits) return;
  const wanted = attribute.type === 'BOOLEAN' ? 'true or false' : 'a number from 1 to 10';
  report(path, `"${attribute.name}" is ${attribute.type}: its value must be ${wanted}.`);
}

function checkQueue(
  queue: Plain<QueueInFile>,
  path: string,
  file: PlainFile,
  names: Names,
  report: Report,
): void {
  names.check('mrd', queue.mrd, `${path}.mrd`);
  queue.members?.forEach((member, index) => {
    const at = `${path}.members[${index}]`;
    if (!names.check('user', member, at)) return;
    const user = file.users.find(({ username }) => username.toLowerCase() === member.toLowerCase());
    if (user !== undefined && !user.roles.includes('agent')) {
      report(at, `"${member}" has not the role agent and cannot work for a queue.`);
    }
  });
  if (queue.ewtMinSeconds > queue.ewtMaxSeconds) {
    report(`${path}.ewtMinSeconds`, 'The shortest expected wait is longer than the longest.');
  }
  queue.steps.forEach((step, stepIndex) => {
    step.expressions.forEach((expression, expressionIndex) => {
      const at = `${path}.steps[${stepIndex}].expressions[${expressionIndex}]`;
      checkJoin(expression.join, expressionIndex, `${at}.join`, report);
      expression.terms.forEach((term, termIndex) => {
        const termAt = `${at}.terms[${termIndex}]`;
        checkJoin(term.join, termIndex, `${termAt}.join`, report);
        names.check('attribute', term.attribute, `${termAt}.attribute`);
      });
    });
  });
}

function checkJoin(join: 'AND' | 'OR' | undefined, index: number, path: string, report: Report): void {
  if (index === 0 && join !== undefined) report(path, 'The first one has nothing before it to be joined to.');
  if (index > 0 && join === undefined) report(path, 'Say AND or OR: there is one before it.');
}

function checkChannel(
  channel: Plain<ChannelInFile>,
  path: string,
  file: PlainFile,
  names: Names,
  report: Report,
): void {
  if (channel.connector !== undefined) names.check('connector', channel.connector, `${path}.connector`);
  if (channel.preChatForm !== undefined) names.check('form', channel.preChatForm, `${path}.preChatForm`);
  if (channel.mrd !== undefined) names.check('mrd', channel.mrd, `${path}.mrd`);
  channel.queues.forEach((queue, at) => names.check('queue', queue, `${path}.queues[${at}]`));
  if (!checkEntry(channel, path, file, names, report)) return;
  const queue = file.queues.find((candidate) => candidate.name === channel.queue);
  if (queue !== undefined && channel.mrd !== undefined && channel.mrd !== queue.mrd) {
    report(
      `${path}.queue`,
      `Queue "${queue.name}" belongs to MRD "${queue.mrd}", but the channel to "${channel.mrd}"; they must be the same.`,
    );
  }
  const carriedBy = CHANNEL_TYPES[channel.type];
  const mrdName = queue?.mrd ?? mrdOfChannel(file, channel);
  const mrd = file.mrds.find((candidate) => candidate.name === mrdName);
  if (mrdName === undefined) {
    report(`${path}.type`, `A ${channel.type} channel needs an MRD of type ${carriedBy}, and there is none.`);
  } else if (mrd !== undefined && mrd.type !== carriedBy) {
    const [at, what] = queue === undefined ? ['mrd', 'an MRD'] : ['queue', 'a queue of an MRD'];
    report(
      `${path}.${at}`,
      `A ${channel.type} channel needs ${what} of type ${carriedBy}, but "${mrd.name}" is ${mrd.type}.`,
    );
  }
}

/** A channel leads to one thing, and that is there; calls that are routed elsewhere lead to nothing of ours. */
function checkEntry(
  channel: Plain<ChannelInFile>,
  path: string,
  file: PlainFile,
  names: Names,
  report: Report,
): boolean {
  const [entry, more] = (['queue', 'list', 'bot'] as const).flatMap((kind) => {
    const name = channel[kind];
    return name === undefined ? [] : { kind, name };
  });
  const mrd = file.mrds.find(({ name }) => name === mrdOfChannel(file, channel));
  if (entry === undefined && mrd?.managedByRouting === false) return true;
  if (entry === undefined) {
    report(`${path}.queue`, 'A channel needs a queue, a list or a bot.');
    return false;
  }
  if (more !== undefined) {
    report(`${path}.${more.kind}`, `A channel has a ${entry.kind} or a ${more.kind}, not both.`);
    return false;
  }
  return names.check(entry.kind, entry.name, `${path}.${entry.kind}`);
}
