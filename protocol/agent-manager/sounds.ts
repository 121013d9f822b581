/**
 * Sounds that a desk can make; it synthesises them itself. They stand apart from the schemas, so that a page that
 * only needs their names downloads no parser.
 */
export const SOUNDS = ['none', 'chime', 'bell', 'marimba', 'phone', 'pulse', 'knock', 'drop'] as const;
export type SoundName = (typeof SOUNDS)[number];
