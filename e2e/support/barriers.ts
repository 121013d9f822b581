import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/**
 * Axe on a page of ours. It works in the page itself: otherwise it opens a page more for each result, which costs as much
 * as the search, to look into frames of other sites, and ours have none.
 */
export function axeOn(page: Page): AxeBuilder {
  return new AxeBuilder({ page }).setLegacyMode();
}
