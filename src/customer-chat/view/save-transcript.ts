import type { ChatEntry } from '../../../packages/customer-client/state.ts';
import type { Speech } from './texts/index.ts';
import { transcriptFileName, transcriptText } from './transcript-text.ts';

/** How long (ms) the browser may take to begin the download. */
const KEPT_MS = 60_000;

/** Gives the customer their conversation as a file. It is made here, from what is shown: nobody is asked for it. */
export function saveTranscript(entries: readonly ChatEntry[], title: string, speech: Speech): void {
  // With the mark at its beginning, every editor knows that it is UTF-8.
  const text = `\ufeff${transcriptText(entries, title, speech)}`;
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = transcriptFileName(Date.now(), speech);
  anchor.click();
  setTimeout(() => {
    URL.revokeObjectURL(url);
  }, KEPT_MS);
}
