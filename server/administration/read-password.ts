/** Passwords are typed, or piped in: they never stand on a command line, where others could read them. */
import { AdministrationError } from './requests.ts';

/** Reads a password from standard input: one line of a pipe, or typed twice unseen. */
export async function readPassword(
  input: NodeJS.ReadStream = process.stdin,
  output: NodeJS.WriteStream = process.stderr,
): Promise<string> {
  if (!input.isTTY) return required(await firstLine(input));
  const once = required(await typed(input, output, 'Password: '));
  if ((await typed(input, output, 'Again: ')) !== once) {
    throw new AdministrationError('The two passwords differ.');
  }
  return once;
}

async function firstLine(input: NodeJS.ReadStream): Promise<string> {
  let text = '';
  for await (const part of input.setEncoding('utf8')) text += String(part);
  return text.split(/\r?\n/, 1)[0] ?? '';
}

/** Nothing of what is typed is shown. Ctrl+C gives up. */
function typed(input: NodeJS.ReadStream, output: NodeJS.WriteStream, prompt: string): Promise<string> {
  output.write(prompt);
  input.setRawMode(true).setEncoding('utf8').resume();
  return new Promise((resolve, reject) => {
    let text = '';
    const stop = (): void => {
      input.off('data', take).setRawMode(false).pause();
      output.write('\n');
    };
    const take = (part: string): void => {
      for (const sign of part) {
        if (sign === '\u0003') {
          stop();
          reject(new AdministrationError('Nothing was changed.'));
          return;
        }
        if (sign === '\r' || sign === '\n') {
          stop();
          resolve(text);
          return;
        }
        text = sign === '\u007f' || sign === '\b' ? text.slice(0, -1) : text + sign;
      }
    };
    input.on('data', take);
  });
}

function required(password: string): string {
  if (password === '') throw new AdministrationError('The password is empty.');
  return password;
}
