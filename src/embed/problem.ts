/** Why the page around the desk gives no good token. `origin`: its own; null where the browser does not say it. */
export type ParentProblem =
  /** It does not answer. `stranger`: an origin that did, and is not allowed. */
  | { kind: 'silent'; origin: string | null; stranger: string | null }
  /** Its origin is not allowed to sign the desk in. */
  | { kind: 'unknown'; origin: string }
  /** It has no token: nobody is signed in there. */
  | { kind: 'none'; origin: string | null }
  /** What it gave is no token. */
  | { kind: 'bad'; origin: string | null }
  /** The server does not take its token; the code of the refusal. */
  | { kind: 'refused'; origin: string | null; code: string };
