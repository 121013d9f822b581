/** Sends one file. By `XMLHttpRequest`, as `fetch` does not say how far it is. */
import { OFFLINE, RefusedError } from './refusal.ts';

/** Our own code: the agent has given it up. */
export const GIVEN_UP = 'GIVEN_UP';

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

/** Resolves with what the server answers, yes or no; rejects with `RefusedError` where it could not be asked. */
export function sendFile(
  path: string,
  token: string,
  file: File,
  onProgress: (done: number) => void,
  signal: AbortSignal,
): Promise<{ status: number; answer: unknown }> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const giveUp = () => {
      request.abort();
    };
    const settled = () => {
      signal.removeEventListener('abort', giveUp);
    };
    request.upload.onprogress = ({ loaded, total }) => {
      if (total > 0) onProgress(Math.min(1, loaded / total));
    };
    request.onload = () => {
      settled();
      resolve({ status: request.status, answer: parsed(request.responseText) });
    };
    request.onerror = () => {
      settled();
      reject(new RefusedError(OFFLINE, ''));
    };
    request.onabort = () => {
      settled();
      reject(new RefusedError(GIVEN_UP, ''));
    };
    if (signal.aborted) {
      reject(new RefusedError(GIVEN_UP, ''));
      return;
    }
    signal.addEventListener('abort', giveUp);
    request.open('POST', path);
    request.setRequestHeader('Authorization', `Bearer ${token}`);
    request.setRequestHeader('Accept', 'application/json');
    const form = new FormData();
    form.append('file', file, file.name);
    request.send(form);
  });
}
