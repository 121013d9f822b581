import { createElement, type ReactNode } from 'react';
import { useLate, type Late } from './late.ts';

/** A part that comes after the first screen, and what stands there until it has come. */
export function LatePart<P extends object>({
  of,
  props,
  meanwhile = null,
}: {
  of: Late<P>;
  props: P;
  meanwhile?: ReactNode;
}) {
  const part = useLate(of);
  return part === null ? meanwhile : createElement(part, props);
}
