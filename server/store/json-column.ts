import type { ColumnType } from 'kysely';

/** JSON that is written as text and read parsed. */
export type JsonColumn<T> = ColumnType<T, Written<T>, Written<T>>;
type Written<T> = null extends T ? string | null : string;
