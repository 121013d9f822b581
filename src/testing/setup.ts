/**
 * Files of tests follow each other in one page, because loading the desk anew for each would take longer than all
 * its tests. So nothing may be left on its way or in the page when the next one begins.
 */
import { cleanup } from '@testing-library/react';
import { afterAll, beforeAll } from 'vitest';
import { loadDeferredParts } from '../app/deferred-parts.ts';
import { PLACES } from '../app/places.ts';

// A part that is still being loaded when a file is over would be lost for the next one.
await loadDeferredParts(PLACES);

beforeAll(() => {
  document.body.replaceChildren();
});

afterAll(() => {
  cleanup();
  sessionStorage.clear();
  localStorage.clear();
});
