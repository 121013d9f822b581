import { createElement, type ReactNode } from 'react';
import { useDeferred, type Deferred } from './deferred.ts';

/** A part that is loaded after the first screen, and a placeholder for it until then. */
export function DeferredPart<P extends object>({
  of,
  props,
  meanwhile = null,
}: {
  of: Deferred<P>;
  props: P;
  meanwhile?: ReactNode;
}) {
  const part = useDeferred(of);
  return part === null ? meanwhile : createElement(part, props);
}
