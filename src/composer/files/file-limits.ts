/** Which files can be sent, as far as the desk can tell before it sends them: the server looks into them. */

/** Kinds that the server takes, by the endings of their names. */
const ENDINGS = [
  'png',
  'jpg',
  'jpeg',
  'gif',
  'webp',
  'mp4',
  'm4v',
  'webm',
  'mp3',
  'm4a',
  'ogg',
  'oga',
  'opus',
  'wav',
  'pdf',
  'txt',
  'rtf',
  'doc',
  'docx',
  'xls',
  'xlsx',
  'ppt',
  'pptx',
] as const;

/** For the browser's dialog. */
export const ACCEPTED = ENDINGS.map((ending) => `.${ending}`).join(',');

/** So many go at once. */
export const MOST_FILES = 10;

export type FileProblem = 'empty' | 'tooLarge' | 'kind' | 'tooMany';

export type Refused = { name: string; problem: FileProblem };

function problemOf(file: Pick<File, 'name' | 'size'>, mostBytes: number): FileProblem | null {
  const ending = /\.([^.]+)$/.exec(file.name)?.[1]?.toLowerCase() ?? '';
  if (!ENDINGS.some((known) => known === ending)) return 'kind';
  if (file.size === 0) return 'empty';
  return file.size > mostBytes ? 'tooLarge' : null;
}

/** Those that may be tried, and the others with what is wrong with them. */
export function sorted<F extends Pick<File, 'name' | 'size'>>(
  files: readonly F[],
  mostBytes: number,
): { good: F[]; refused: Refused[] } {
  const good: F[] = [];
  const refused: Refused[] = [];
  for (const file of files) {
    const problem = good.length >= MOST_FILES ? 'tooMany' : problemOf(file, mostBytes);
    if (problem === null) good.push(file);
    else refused.push({ name: file.name, problem });
  }
  return { good, refused };
}
