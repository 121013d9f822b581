/**
 * Chance that repeats: the same seed gives the same numbers on every machine (sfc32, seeded by a hash of the
 * seed's text). Nothing in a simulation may ask another source, or a seed would not replay.
 */
export type Random = {
  /** A number in [0, 1). */
  next(): number;
  /** A whole number in [0, below). */
  int(below: number): number;
  /** A whole number in [from, to]. */
  between(from: number, to: number): number;
  /** True with this probability. */
  chance(probability: number): boolean;
  /** One of these; undefined when there are none. */
  pick<T>(items: readonly T[]): T | undefined;
  /** One of these, each as likely as its weight. */
  weighted<T extends string>(weights: Readonly<Record<T, number>>): T;
  /** A UUID (version 4 in shape). */
  uuid(): string;
};

function seeds(text: string): [number, number, number, number] {
  const words: [number, number, number, number] = [0x9e3779b9, 0x243f6a88, 0xb7e15162, 0x1b873593];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    words[0] = Math.imul(words[0] ^ code, 0x85ebca6b);
    words[1] = Math.imul(words[1] ^ words[0], 0xc2b2ae35);
    words[2] = Math.imul(words[2] ^ words[1], 0x27d4eb2f);
    words[3] = Math.imul(words[3] ^ words[2], 0x165667b1);
  }
  return words;
}

/** The chance that belongs to a seed. */
export function createRandom(seed: string): Random {
  let [a, b, c, d] = seeds(seed);
  const word = (): number => {
    const sum = (a + b + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return sum >>> 0;
  };
  // The first words still resemble the seed.
  for (let i = 0; i < 20; i++) word();

  const next = () => word() / 0x1_0000_0000;
  const int = (below: number) => Math.floor(next() * below);
  const hex = (digits: number) => {
    let text = '';
    while (text.length < digits) text += word().toString(16).padStart(8, '0');
    return text.slice(0, digits);
  };

  return {
    next,
    int,
    between: (from, to) => from + int(to - from + 1),
    chance: (probability) => next() < probability,
    pick: (items) => items[int(items.length)],
    weighted: <T extends string>(weights: Readonly<Record<T, number>>): T => {
      const names = Object.keys(weights) as T[];
      let rest = next() * names.reduce((sum, name) => sum + weights[name], 0);
      const last = names.pop();
      for (const name of names) {
        rest -= weights[name];
        if (rest < 0) return name;
      }
      if (last === undefined) throw new RangeError('nothing to choose from');
      return last;
    },
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}`,
  };
}
