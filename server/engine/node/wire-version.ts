/**
 * Two versions of the program side by side: whoever hears a newer wire than its own steps back, so that the newer
 * ones decide. What is written stays readable for them; the older one could not read what they write.
 */
import { PIPE_VERSION } from '../follower/messages.ts';
import type { FollowerPipe, OwnerPipe } from '../follower/pipe.ts';

/** A newer version that was not heard for so long (ms) is there no more. */
const REMEMBERED_MS = 5_000;
/** That it steps back is said this often (ms). */
const SAY_EVERY_MS = 10_000;

const HEAD = /^\{"v":"(\d{1,6})\.(\d{1,6})"/;
const OWN_HEAD = `{"v":"${PIPE_VERSION}"`;

type Pipes = { owner: OwnerPipe; follower: FollowerPipe };

/** Whether `other` is newer than `own`; both as `MAJOR.MINOR`. */
export function isNewer(other: string, own: string): boolean {
  const [major = 0, minor = 0] = other.split('.').map(Number);
  const [ownMajor = 0, ownMinor = 0] = own.split('.').map(Number);
  return major > ownMajor || (major === ownMajor && minor > ownMinor);
}

export class WireVersions {
  readonly #tenant: string;
  readonly #logger: { warn: (details: object, words: string) => void };
  readonly #onNewer: () => void;
  #newerUntil = -Infinity;
  #saidAt = -Infinity;

  /** `onNewer` is called with everything that is heard of a newer version. */
  constructor(
    tenant: string,
    logger: { warn: (details: object, words: string) => void },
    onNewer: () => void,
  ) {
    this.#tenant = tenant;
    this.#logger = logger;
    this.#onNewer = onNewer;
  }

  /** Whether a newer version is there: then this process does not decide. */
  get isOutdated(): boolean {
    return performance.now() < this.#newerUntil;
  }

  /** The same pipes, with an eye on what comes. */
  watching({ owner, follower }: Pipes): Pipes {
    return {
      owner: {
        ...owner,
        onMessage: (listener) =>
          owner.onMessage((text) => {
            this.#look(text);
            listener(text);
          }),
      },
      follower: {
        ...follower,
        onMessage: (id, listener) =>
          follower.onMessage(id, (text) => {
            this.#look(text);
            listener(text);
          }),
      },
    };
  }

  #look(text: string): void {
    if (text.startsWith(OWN_HEAD)) return;
    const [, major = '', minor = ''] = HEAD.exec(text) ?? [];
    if (major === '') return;
    const version = `${major}.${minor}`;
    const now = performance.now();
    const newer = isNewer(version, PIPE_VERSION);
    if (newer) this.#newerUntil = now + REMEMBERED_MS;
    if (now - this.#saidAt > SAY_EVERY_MS) {
      this.#saidAt = now;
      this.#logger.warn(
        { tenant: this.#tenant, theirs: version, ours: PIPE_VERSION },
        newer
          ? 'another node speaks a newer version of the wire: this one steps back, and serves again once it is upgraded'
          : 'another node speaks an older version of the wire: it is not understood until it is upgraded',
      );
    }
    if (newer) this.#onNewer();
  }
}
