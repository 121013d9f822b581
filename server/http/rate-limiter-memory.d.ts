/** The one class of the package that is used; its main file loads forty others at start. */
declare module 'rate-limiter-flexible/lib/RateLimiterMemory.js' {
  import type { RateLimiterMemory } from 'rate-limiter-flexible';

  const limiter: typeof RateLimiterMemory;
  export = limiter;
}
