import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../protocol/generic-connector/commands.ts';
import { isDestination, mobileMode, readCommand } from './read-command.ts';

const refusal = (type: string, body = '') => {
  const read = readCommand(type, body);
  return read !== null && 'refused' in read ? read.refused : null;
};

describe('a message', () => {
  it('is one of 38 commands', () => {
    expect(Object.keys(COMMANDS)).toHaveLength(38);
  });

  it.each(Object.entries(COMMANDS))(
    '%s is read in any case, with white space around its values',
    (name, shape) => {
      const values = shape.parameters.map((one, index) => (one === 'connection_mode' ? 'true' : `v${index}`));
      const body = values.map((value) => ` ${value} `).join(',');
      for (const word of [name, name.toUpperCase(), name.toLowerCase(), ` ${name} `]) {
        expect(readCommand(`${word}#  agent1 `, body)).toEqual({
          command: { name, id: 'agent1', parameters: values },
        });
      }
    },
  );

  it.each([undefined, '', 'Login', '#agent1', 'Login#', 'Login#  ', ' # '])('%j is unreadable', (type) => {
    expect(readCommand(type, 'secret,1004')).toBeNull();
  });

  it('of an unknown command is refused as it was sent, whatever else is wrong', () => {
    expect(refusal('LogIn2#agent1', 'a|b')).toEqual({
      id: 'agent1',
      command: 'LogIn2',
      code: 'UNKNOWN_COMMAND',
    });
  });

  it('is refused for its characters before their number, and named as in the table', () => {
    expect(refusal('MAKECALL#agent1', 'a|b,c')).toMatchObject({
      command: 'MakeCall',
      code: 'FORBIDDEN_CHARACTER',
    });
    expect(refusal('Login#agent1', 'pa#ss,1004')).toMatchObject({ code: 'FORBIDDEN_CHARACTER' });
    expect(refusal('Login#agent#1', 'hunter2,1004')).toMatchObject({ code: 'FORBIDDEN_CHARACTER' });
    expect(refusal('Login#agent1', 'pa\u0001ss,1004')).toMatchObject({ code: 'FORBIDDEN_CHARACTER' });
  });

  it.each([
    ['Login#agent1', 'hunter2'],
    ['Login#agent1', 'pa,ss,1004'],
    ['Login#agent1', ''],
    ['Login#agent1', ',1004'],
    ['MakeReady#agent1', 'now'],
    ['update_call_variable#agent1', '1,callVariable1,a,b'],
    ['MobileAgentLogin#agent1', 'hunter2,1004,555,perhaps'],
    ['AnswerCall#agent1', '..'],
    ['MakeReady#..', ''],
  ])('%s with %j is refused for its parameters, and repeats none', (type, body) => {
    const refused = refusal(type, body);
    expect(refused).toMatchObject({ code: 'INVALID_PARAMETERS' });
    expect(refused?.reason).not.toContain('hunter2');
  });

  it('may clear a variable of a call', () => {
    expect(readCommand('update_call_variable#a', '7,callVariable1,')).toMatchObject({
      command: { parameters: ['7', 'callVariable1', ''] },
    });
  });

  it('that asks for the state of the system is read whatever its body', () => {
    expect(readCommand('Hello#client1', 'anything, at | all')).toMatchObject({ command: { name: 'Hello' } });
  });
});

describe('names', () => {
  it('of modes are those of the connector and of Finesse', () => {
    expect(['true', 'FALSE', 'call_by_call', 'NAILED_CONNECTION', 'no'].map(mobileMode)).toEqual([
      'CALL_BY_CALL',
      'NAILED_CONNECTION',
      'CALL_BY_CALL',
      'NAILED_CONNECTION',
      undefined,
    ]);
  });

  it('of topics hold nothing that separates or selects them', () => {
    expect(['client1', 'desk.7', 'a-b_c'].every(isDestination)).toBe(true);
    expect(['', 'a,b', 'a|b', 'a#b', 'a.>', 'a*', 'a/b', 'a b', 'a\n'].some(isDestination)).toBe(false);
  });
});
