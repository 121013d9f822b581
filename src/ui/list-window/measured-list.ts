/**
 * A list of rows that are each measured, held by its end. Its content is in an element with
 * `flex-direction: column-reverse`: the browser itself then keeps the end in view while rows come, images load, or the
 * element changes its height.
 */
import { BoundList, type Seen, type View } from './bound-list.ts';
import type { Keyed, Layout } from './layout.ts';
import {
  distanceOf,
  END,
  isAtEnd,
  placeAt,
  placeAtRest,
  placeHeldBy,
  placeRevealing,
  placeShowing,
  viewOf,
  type Place,
} from './place.ts';
import { unevenLayout } from './uneven-layout.ts';

type SeenPlace = Seen & { place: Place };

/** Off by less than this is where it should be, px. */
const EXACT = 1;
/** Older rows are wanted when less than this is left before the beginning, px. */
const NEAR_BEGINNING = 600;
/** The height of a view that has none yet, px. */
const UNSEEN = 640;
const MARGINS = { drawn: 480, least: 160 };

export class MeasuredList<Row extends Keyed> extends BoundList<Row, SeenPlace> {
  readonly #guess: (row: Row) => number;
  readonly #heights = new Map<string, number>();
  #place: Place = END;
  /** The scroll position as last heard of or written. */
  #known = 0;

  /** `guess` is the height of a row before it has been measured, px. */
  constructor(guess: (row: Row) => number) {
    super(UNSEEN);
    this.#guess = guess;
  }

  layoutOf(rows: readonly Row[], version: number): Layout<Row> {
    return unevenLayout(rows, (row) => this.#heights.get(row.key) ?? this.#guess(row), version);
  }

  viewOf(layout: Layout<Row>, { place, height }: SeenPlace): View {
    return viewOf(layout, place, height);
  }

  atEnd(layout: Layout<Row>, { place }: SeenPlace): boolean {
    return isAtEnd(layout, place);
  }

  nearBeginning(layout: Layout<Row>, { place, height }: SeenPlace): boolean {
    return viewOf(layout, place, height).top < NEAR_BEGINNING;
  }

  readonly row = (element: HTMLElement | null): (() => void) | undefined => {
    if (element === null) return undefined;
    this.measured(element, element.getBoundingClientRect().height);
    const stop = this.observe(element);
    return () => {
      stop();
      // A row that scrolls away must not take the keyboard along.
      if (element.contains(document.activeElement)) this.element?.focus({ preventScroll: true });
    };
  };

  readonly toEnd = (): void => {
    this.#move(END);
  };

  readonly show = (key: string): boolean => {
    const layout = this.layout();
    const index = layout.indexOf(key);
    if (index !== -1) this.#move(placeShowing(layout, index, this.height));
    return index !== -1;
  };

  readonly reveal = (key: string): void => {
    const layout = this.layout();
    const index = layout.indexOf(key);
    if (index !== -1) this.#move(placeRevealing(layout, this.#place, index, this.height) ?? this.#place);
  };

  readonly hold = (key: string): void => {
    const layout = this.layout();
    const index = layout.indexOf(key);
    if (index !== -1) this.#place = placeHeldBy(layout, this.#place, index);
  };

  #move(place: Place): void {
    // What is asked for counts from where the element is now.
    if (this.element !== null) this.#known = this.element.scrollTop;
    this.#place = place;
    this.changed();
  }

  protected look(): SeenPlace {
    return { place: this.#place, height: this.height, version: this.version };
  }

  protected margins() {
    return MARGINS;
  }

  protected attached(element: HTMLElement): void {
    this.#known = element.scrollTop;
  }

  protected measured(element: HTMLElement, height: number): void {
    const key = element.dataset.row;
    if (key === undefined || height <= 0) return;
    if (Math.abs((this.#heights.get(key) ?? -1) - height) < 0.05) return;
    this.#heights.set(key, height);
    this.version += 1;
  }

  protected scrolled(scrollTop: number): void {
    this.#known = scrollTop;
    this.#place = placeAt(this.layout(), Math.max(0, -scrollTop), this.height);
  }

  protected resized(): void {
    this.settle();
    this.#place = placeAtRest(this.layout(), this.#place);
  }

  protected override isNews(): boolean {
    const layout = this.layout();
    const now = this.look();
    const seen = this.seen();
    return (
      super.isNews() ||
      this.atEnd(layout, now) !== this.atEnd(layout, seen) ||
      this.nearBeginning(layout, now) !== this.nearBeginning(layout, seen)
    );
  }

  /** Puts the element where the list stands: what has been measured may move what is below it. */
  protected settle(): void {
    const { element } = this;
    if (element === null) return;
    const actual = element.scrollTop;
    // Somebody may have scrolled since, and the event is still to come: it must not be taken back.
    const moved = Math.abs(actual - this.#known) > EXACT ? actual - this.#known : 0;
    const wanted = moved - distanceOf(this.layout(), this.#place);
    if (moved !== 0) this.#place = placeAt(this.layout(), Math.max(0, -wanted), this.height);
    if (Math.abs(actual - wanted) > EXACT) element.scrollTop = wanted;
    this.#known = element.scrollTop;
  }
}
