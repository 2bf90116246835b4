import { type Check, ok, skipped, warning, wrong } from './check.ts';

const title = 'Clock';
/** A token is asked for with a JWT that is dated back this long. */
const unseenSeconds = 30;
/** From here on a JWT of ten minutes, dated back or not, may be refused, and limits are waited out wrongly. */
const badSeconds = 300;

/** How far this machine's clock is from GitHub's; positive: it is ahead. Undefined: GitHub was not heard. */
export function checkClock(secondsAhead: number | undefined): Check {
  if (secondsAhead === undefined) return skipped(title, 'GitHub did not say what time it is');
  const seconds = Math.abs(Math.round(secondsAhead));
  const found = `${seconds} s ${secondsAhead > 0 ? "ahead of GitHub's" : "behind GitHub's"}`;
  if (seconds <= 2) return ok(title, "as GitHub's");
  if (seconds < unseenSeconds) return ok(title, found);
  const judge = seconds < badSeconds ? warning : wrong;
  return judge(
    title,
    found,
    'Let the clock of this machine be set over the network (chrony, systemd-timesyncd): GitHub refuses signatures of another time.',
  );
}
