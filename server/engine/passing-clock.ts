/**
 * How fast the clock may be brought nearer to the wall clock: 1 ms per second. A wait that is measured while it
 * follows is wrong by a thousandth at most.
 */
const FOLLOWS_BY = 0.001;

/** A wall clock that is this far off (ms) was set; the operator is told. */
const REPORTED_FROM = 1_000;

/** Where the time comes from. */
export type TimeSources = {
  /** Epoch ms; may be set forward and back at any time. */
  wall: () => number;
  /** Ms that pass, whatever happens to the wall clock. */
  monotonic: () => number;
  /** Called when the wall clock was set: by how much it is ahead now (ms). */
  onStep?: (ahead: number) => void;
};

/**
 * The engine's time: epoch ms that pass as time passes. It begins where the wall clock stands, and never before
 * `notBefore`, the last moment that the journal knows. A wall clock that is set later ends nobody's wait and
 * lengthens none: this one goes on, and follows it slowly. It never stands still and never goes back.
 */
export class PassingClock {
  readonly #sources: TimeSources;
  /** The time at the moment `#readAt` of the monotonic clock. */
  #time: number;
  #readAt: number;
  #reported = 0;

  constructor(sources: TimeSources, notBefore = 0) {
    this.#sources = sources;
    this.#time = Math.max(sources.wall(), notBefore);
    this.#readAt = sources.monotonic();
  }

  /** Epoch ms, whole. */
  now(): number {
    const read = this.#sources.monotonic();
    const passed = Math.max(0, read - this.#readAt);
    const ahead = this.#sources.wall() - (this.#time + passed);
    const most = passed * FOLLOWS_BY;
    this.#time += passed + Math.min(Math.max(ahead, -most), most);
    this.#readAt = read;
    this.#tell(ahead);
    return Math.floor(this.#time);
  }

  #tell(ahead: number): void {
    if (Math.abs(ahead - this.#reported) < REPORTED_FROM) return;
    this.#reported = ahead;
    this.#sources.onStep?.(Math.round(ahead));
  }
}
