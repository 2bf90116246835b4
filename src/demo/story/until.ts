import type { GitHubBox } from '../box/github-box.ts';

const patienceInSeconds = 60;

/** Waits until something is there in the box, looking whenever it changes; throws after a minute. */
export function until<Found>(
  box: GitHubBox,
  what: string,
  look: () => Found | undefined | Promise<Found | undefined>,
): Promise<Found> {
  return new Promise((resolve, reject) => {
    const end = (finish: () => void) => {
      clearTimeout(timer);
      stop();
      finish();
    };
    const attempt = async () => {
      try {
        const found = await look();
        if (found !== undefined) end(() => resolve(found));
      } catch (error) {
        end(() => reject(error));
      }
    };
    const late = () => end(() => reject(new Error(`${what} did not come within ${patienceInSeconds} s`)));
    const timer = setTimeout(late, patienceInSeconds * 1000);
    const stop = box.watch(() => void attempt());
    void attempt();
  });
}
