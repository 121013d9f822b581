/** For `addInitScript`: a browser that keeps nothing for pages in frames. Looking at a store is refused already. */
export function refuseStorage(): void {
  if (window.parent === window) return;
  for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches']) {
    Object.defineProperty(window, name, {
      get: () => {
        throw new DOMException('The operation is insecure.', 'SecurityError');
      },
    });
  }
}
