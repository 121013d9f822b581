/** Days of all protocols, one after the other, until so many things have happened. */
import { openCentre } from './centre.ts';
import { Day } from './day.ts';
import { DEFECTS } from './defects.ts';

/** So many things happen in a day. */
const DAY = 150;

export type DialectRun = { seed: string; steps: number; mutant: string | undefined };

/** Prints what came of it. Resolves with whether all books balance; null: there is no such mutant. */
export async function runDialects(
  { seed, steps, mutant }: DialectRun,
  print: (text: string) => void,
): Promise<boolean | null> {
  const defect = DEFECTS.find(({ name }) => name === mutant) ?? null;
  if (mutant !== undefined && defect === null) {
    print(`mutants: ${DEFECTS.map(({ name }) => name).join(', ')}`);
    return null;
  }
  const centre = await openCentre();
  centre.saboteur.now = defect;
  const sum = { days: 0, deeds: 0, said: 0, conversations: 0 };
  try {
    while (sum.deeds < steps) {
      const ofDay = sum.days === 0 ? seed : `${seed} ${sum.days}`;
      const { wrong, deeds, said, conversations } = await new Day(centre, ofDay).pass(
        Math.min(DAY, steps - sum.deeds),
      );
      if (wrong !== null) {
        print([...deeds.slice(-25), `seed ${ofDay}, deed ${deeds.length}: ${wrong}`].join('\n'));
        return false;
      }
      sum.days += 1;
      sum.deeds += deeds.length;
      sum.said += said;
      sum.conversations += conversations;
    }
    print(`The books balance. ${JSON.stringify({ seed, ...sum })}`);
    return true;
  } finally {
    await centre.rig.close();
  }
}
