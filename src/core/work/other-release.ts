/**
 * Whether two workflow files are named for two release lines (`4_test.yml` and `5_test.yml`). GitHub offers a button only
 * for files of the default branch and then runs the file of the branch that is chosen: there, such a button stands for
 * the other line's own file.
 * https://docs.github.com/en/actions/reference/events-that-trigger-workflows#workflow_dispatch
 */
export function isOtherRelease(path: string, other: string): boolean {
  const [one, two] = [path, other].map((name) => name.replace(/\.ya?ml$/, ''));
  return one !== two && one?.replace(number, '#') === two?.replace(number, '#');
}

const number = /\d+(?:[._-]\d+)*/g;
