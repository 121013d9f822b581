import { createElement, type ReactNode } from 'react';
import { useDeferred, type Deferred } from './deferred.ts';

/** A part that comes after the first screen, and what stands there until it has come. */
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
