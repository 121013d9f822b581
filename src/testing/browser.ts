/** What jsdom lacks of a browser and the desk's parts need. */

class Observer {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

/** Fills in what is missing. */
export function completeBrowser(): void {
  const missing = (target: object, name: string, value: unknown) => {
    if (!(name in target)) Object.defineProperty(target, name, { configurable: true, writable: true, value });
  };
  missing(globalThis, 'ResizeObserver', Observer);
  missing(Element.prototype, 'scrollIntoView', () => {});
  missing(Element.prototype, 'scrollTo', () => {});
  missing(Element.prototype, 'checkVisibility', () => true);
  missing(HTMLDialogElement.prototype, 'showModal', function (this: HTMLDialogElement) {
    this.open = true;
  });
  missing(HTMLDialogElement.prototype, 'close', function (this: HTMLDialogElement) {
    this.open = false;
  });
  missing(Element.prototype, 'hasPointerCapture', () => false);
  missing(Element.prototype, 'setPointerCapture', () => {});
  missing(Element.prototype, 'releasePointerCapture', () => {});
}
