import { describe, expect, it } from 'vitest';
import { openReadiness } from '../../../src/app/http/readiness.ts';

const quick = { patience: 30, keptWell: 60_000, keptUnwell: 0 };
const never = () => new Promise<void>(() => {});
const well = async () => {};
const broken = (message: string) => async () => {
  throw new Error(message);
};

describe('readiness', () => {
  it('is about the database: without GitHub deliveries are still taken in', async () => {
    const ask = openReadiness({ database: well, github: broken('GitHub is down') }, quick);
    expect(await ask()).toEqual({ ready: true, database: 'ok', github: 'GitHub is down' });
    const without = openReadiness({ database: broken('refused'), github: well }, quick);
    expect(await without()).toEqual({ ready: false, database: 'refused', github: 'ok' });
  });

  it('is told in time whoever does not answer', async () => {
    const begun = performance.now();
    expect(await openReadiness({ database: never, github: never }, quick)()).toEqual({
      ready: false,
      database: 'it does not answer in time',
      github: 'it has not answered yet',
    });
    expect(performance.now() - begun).toBeLessThan(2000);
  });

  it('asks the database each time, and GitHub seldom while it is well', async () => {
    const asked = { database: 0, github: 0 };
    const database = async () => {
      asked.database += 1;
    };
    const github = async () => {
      asked.github += 1;
    };
    const ask = openReadiness({ database, github }, quick);
    for (let time = 0; time < 5; time += 1) await ask();
    expect(asked).toEqual({ database: 5, github: 1 });
  });

  it('sees GitHub come back', async () => {
    const answers = [broken('down'), broken('still down'), well];
    const ask = openReadiness(
      { database: well, github: async () => await (answers.shift() ?? well)() },
      { ...quick, keptUnwell: -1 },
    );
    const seen = [await ask(), await ask(), await ask(), await ask()].map(({ github }) => github);
    expect(seen).toEqual(['down', 'still down', 'ok', 'ok']);
  });
});
