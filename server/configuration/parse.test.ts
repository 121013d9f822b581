import { describe, expect, it } from 'vitest';
import demo from '../demo.json' with { type: 'json' };
import { ConfigurationError } from './issues.ts';
import { parseConfiguration, parseConfigurationText } from './parse.ts';
import { readConfigurationFile } from './read-file.ts';

const small = {
  tenant: 'small',
  teams: [{ name: 'One' }],
  mrds: [{ name: 'CHAT' }, { name: 'VOICE', type: 'CISCO_CC' }],
  attributes: [
    { name: 'French', type: 'PROFICIENCY_LEVEL' },
    { name: 'Gold', type: 'BOOLEAN' },
  ],
  users: [
    { username: 'ada', password: 'secret', roles: ['agent'], team: 'One' },
    { username: 'sue', password: 'secret', roles: ['supervisor'], team: 'One', supervises: ['One'] },
  ],
  queues: [{ name: 'Help', mrd: 'CHAT' }],
  channels: [{ name: 'Web', type: 'WEB', serviceIdentifier: 'web', queue: 'Help' }],
};

/** The issues of the small configuration with something changed. */
function issues(change: Record<string, unknown>): string[] {
  try {
    parseConfiguration({ ...small, ...change });
  } catch (error) {
    if (error instanceof ConfigurationError)
      return error.issues.map(({ path, message }) => `${path}: ${message}`);
    throw error;
  }
  return [];
}

describe('the demo', () => {
  it('has as many codes and reasons to choose from as a contact centre has, each once', () => {
    const { forms, reasons } = parseConfiguration(demo);
    const groups = forms.flatMap((form) => (form.kind === 'WRAP_UP' ? form.categories : []));
    const codes = groups.flatMap(({ values }) => values);
    expect(groups.length).toBeGreaterThanOrEqual(6);
    expect(codes.length).toBeGreaterThanOrEqual(40);
    expect(new Set(codes).size).toBe(codes.length);
    expect(reasons.length).toBeGreaterThanOrEqual(15);
  });
});

describe('a configuration file', () => {
  it('may be short: everything has a default', () => {
    const file = parseConfiguration(small);
    expect(file.settings).toEqual({
      ronaSeconds: 20,
      ronaAgentState: 'NOT_READY',
      requestTtlSeconds: 300,
      wrapupSeconds: 60,
      wrapupExtensions: 3,
      customerInactivitySeconds: 900,
      customerReminderPercents: [],
      responseSlaSeconds: 0,
      serviceLevelType: 2,
      tellAgentsWhenMonitored: false,
      customerReconnectSeconds: 300,
      reofferAfterSeconds: 10,
      maxTextLength: 4096,
      maxAgents: 4,
      transferFallback: 'REQUESTER',
      inactivityLogoutSeconds: 0,
      disconnectGraceSeconds: 60,
      pauseSeconds: [60, 180, 300, 420, 600],
      queuePriority: true,
      loginTokenSeconds: 43_200,
      accessTokenSeconds: 300,
    });
    expect(issues({})).toEqual([]);
    expect(parseConfiguration({ tenant: 'empty' }).queues).toEqual([]);
  });

  it('is the demo that the documents promise', () => {
    const file = parseConfiguration(demo);
    expect(file.users.map(({ username }) => username)).toEqual([
      'agent1',
      'agent2',
      'agent3',
      'agent4',
      'agent5',
      'agent6',
      'supervisor1',
      'supervisor2',
      'admin1',
    ]);
    expect(
      file.channels.map(({ serviceIdentifier, queue, list }) => [serviceIdentifier, queue ?? list]),
    ).toEqual([
      ['demo-web', 'Support'],
      ['demo-sales', 'Sales'],
      ['demo-pull', 'Back office'],
      ['web', 'Support'],
      ['fb', 'Support'],
      ['sms', 'Support'],
      ['twitter', 'Support'],
      ['0900', 'Support'],
      ['demo-calls', undefined],
    ]);
  });

  it('takes fractions of seconds', () => {
    expect(issues({ settings: { ronaSeconds: 0.5, wrapupSeconds: 0 } })).toEqual([]);
  });

  it('names every mistake with its path and a sentence, all at once', () => {
    expect(
      issues({ tenant: 'Über', settings: { ronaSeconds: -1, rona: 3 }, queues: [{ name: '', mrd: 7 }] }),
    ).toEqual([
      'tenant: Small letters, digits and dashes, at most 63.',
      'settings.ronaSeconds: Must be more than 0 seconds.',
      'settings.rona: There is no such key.',
      'queues[0].name: A name cannot be empty.',
      'queues[0].mrd: Invalid input: expected string, received number.',
    ]);
  });

  it('knows which settings are one for all', () => {
    expect(issues({ queues: [{ name: 'Help', mrd: 'CHAT', disconnectGraceSeconds: 5 }] })).toEqual([
      'queues[0].disconnectGraceSeconds: This setting is one for all; it stands in `settings` only.',
    ]);
  });

  it.each([
    [
      'a queue of an unknown MRD',
      { queues: [{ name: 'Help', mrd: 'CHATT' }] },
      'queues[0].mrd: There is no MRD "CHATT" (there is: CHAT, VOICE).',
    ],
    [
      'a channel of an unknown queue',
      { channels: [{ ...small.channels[0], queue: 'Hilfe' }] },
      'channels[0].queue: There is no queue "Hilfe" (there is: Help).',
    ],
    [
      'a channel of an unknown list',
      { channels: [{ ...small.channels[0], queue: undefined, list: 'Later' }] },
      'channels[0].list: There is no list "Later" (there is: none).',
    ],
    [
      'a channel of an unknown bot',
      { bots: [{ name: 'Helper' }], channels: [{ ...small.channels[0], queue: undefined, bot: 'Helpr' }] },
      'channels[0].bot: There is no bot "Helpr" (there is: Helper).',
    ],
    [
      'a channel that leads to two things',
      { lists: [{ name: 'Later' }], channels: [{ ...small.channels[0], list: 'Later' }] },
      'channels[0].list: A channel has a queue or a list, not both.',
    ],
    [
      'a channel that leads nowhere',
      { channels: [{ ...small.channels[0], queue: undefined }] },
      'channels[0].queue: A channel needs a queue, a list or a bot.',
    ],
    [
      'a channel of a list with an MRD of another type',
      {
        lists: [{ name: 'Later' }],
        channels: [{ ...small.channels[0], queue: undefined, list: 'Later', mrd: 'VOICE' }],
      },
      'channels[0].mrd: A WEB channel needs an MRD of type CHAT, but "VOICE" is CISCO_CC.',
    ],
    [
      'a channel of an unknown connector',
      { channels: [{ ...small.channels[0], connector: 'x' }] },
      'channels[0].connector: There is no connector "x" (there is: none).',
    ],
    [
      'a channel with an unknown form',
      { channels: [{ ...small.channels[0], preChatForm: 'x' }] },
      'channels[0].preChatForm: There is no form of kind PRE_CHAT "x" (there is: none).',
    ],
    [
      'a user of an unknown team',
      { users: [{ username: 'ada', roles: ['agent'], team: 'Two' }] },
      'users[0].team: There is no team "Two" (there is: One).',
    ],
    [
      'an unknown role',
      { users: [{ username: 'ada', roles: ['agnet'] }] },
      'users[0].roles[0]: There is no role "agnet" (there is: agent, supervisor, admin).',
    ],
    [
      'an agent who supervises',
      { users: [{ username: 'ada', roles: ['agent'], supervises: ['One'] }] },
      'users[0].supervises: Only a user with the role supervisor can supervise teams.',
    ],
    [
      'a queue member who is no agent',
      { queues: [{ name: 'Help', mrd: 'CHAT', members: ['ada', 'sue'] }] },
      'queues[0].members[1]: "sue" has not the role agent and cannot work for a queue.',
    ],
    [
      'a queue member whom nobody knows',
      { queues: [{ name: 'Help', mrd: 'CHAT', members: ['bob'] }] },
      'queues[0].members[0]: There is no user "bob" (there is: ada, sue).',
    ],
    [
      'an unknown attribute of a user',
      { users: [{ username: 'ada', roles: ['agent'], attributes: { Greek: 3 } }] },
      'users[0].attributes.Greek: There is no attribute "Greek" (there is: French, Gold).',
    ],
    [
      'a proficiency out of range',
      { users: [{ username: 'ada', roles: ['agent'], attributes: { French: 11 } }] },
      'users[0].attributes.French: "French" is PROFICIENCY_LEVEL: its value must be a number from 1 to 10.',
    ],
    [
      'a truth that is a number',
      { users: [{ username: 'ada', roles: ['agent'], attributes: { Gold: 7 } }] },
      'users[0].attributes.Gold: "Gold" is BOOLEAN: its value must be true or false.',
    ],
    [
      'a term of an unknown attribute',
      {
        queues: [
          {
            name: 'Help',
            mrd: 'CHAT',
            steps: [{ expressions: [{ terms: [{ attribute: 'x', operator: '==', value: 1 }] }] }],
          },
        ],
      },
      'queues[0].steps[0].expressions[0].terms[0].attribute: There is no attribute "x" (there is: French, Gold).',
    ],
    [
      'a name that is there twice',
      { teams: [{ name: 'One' }, { name: 'ONE' }] },
      'teams[1].name: The same as in teams[0]; it must be there once only.',
    ],
    [
      'a username that is there twice',
      {
        users: [
          { username: 'ada', roles: ['agent'] },
          { username: 'Ada', roles: ['agent'] },
        ],
      },
      'users[1].username: The same as in users[0]; it must be there once only.',
    ],
    [
      'two channels at one address',
      { channels: [small.channels[0], { ...small.channels[0], name: 'Other' }] },
      'channels[1].serviceIdentifier: The same as in channels[0]; it must be there once only.',
    ],
    [
      'a connector without a key',
      { connectors: [{ name: 'x' }] },
      'connectors[0].key: A connector needs a key.',
    ],
  ])('refuses %s', (_what, change, sentence) => {
    expect(issues(change)).toEqual([sentence]);
  });

  it("refuses a channel whose MRD is not its queue's (Q12)", () => {
    expect(issues({ channels: [{ ...small.channels[0], mrd: 'VOICE' }] })).toEqual([
      'channels[0].queue: Queue "Help" belongs to MRD "CHAT", but the channel to "VOICE"; they must be the same.',
    ]);
    expect(issues({ queues: [{ name: 'Help', mrd: 'VOICE' }] })).toEqual([
      'channels[0].queue: A WEB channel needs a queue of an MRD of type CHAT, but "VOICE" is CISCO_CC.',
    ]);
  });

  it('asks how terms and expressions are joined', () => {
    const term = { attribute: 'French', operator: '>', value: 5 };
    const steps = [{ expressions: [{ join: 'AND', terms: [term, term] }] }];
    expect(issues({ queues: [{ name: 'Help', mrd: 'CHAT', steps }] })).toEqual([
      'queues[0].steps[0].expressions[0].join: The first one has nothing before it to be joined to.',
      'queues[0].steps[0].expressions[0].terms[1].join: Say AND or OR: there is one before it.',
    ]);
  });

  it.each([
    ['no JSON', '{', /the file: It is not JSON/],
    ['null', 'null', /the file: Invalid input/],
    [
      'a reach for the prototype',
      '{"tenant":"x","__proto__":{"users":[]}}',
      /__proto__: There is no such key/,
    ],
    [
      'a null byte',
      '{"tenant":"x","teams":[{"name":"a\\u0000b"}]}',
      /teams\[0\].name: A name has no control characters/,
    ],
  ])('refuses %s', (_what, text, sentence) => {
    expect(() => parseConfigurationText(text)).toThrow(sentence);
    expect(({} as Record<string, unknown>).users).toBeUndefined();
  });

  it('that is missing is named', async () => {
    await expect(readConfigurationFile('/nowhere/config.json')).rejects.toThrow(
      /\/nowhere\/config.json: It cannot be read/,
    );
  });
});
