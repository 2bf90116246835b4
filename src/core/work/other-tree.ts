/** Another tree than the commit at hand that a command puts into the checkout; undefined where it puts none there. */
export function otherTree([program, verb, ...words]: readonly string[]): string | undefined {
  if (program !== 'git') return undefined;
  if (verb === 'submodule') return words.includes('--remote') ? 'submodules: newest' : undefined;
  if (verb !== 'checkout' && verb !== 'switch') return undefined;
  // A branch of its own starts at the commit at hand; behind `--` stand files.
  if (words.some((word) => /^(-b|-B|-c|-C|-|--|--orphan|--track)$/.test(word))) return undefined;
  const [ref, ...others] = words.filter((word) => !word.startsWith('-'));
  if (ref === undefined || others.length > 0 || isFile(ref) || commitAtHand.test(ref)) return undefined;
  return `ref: ${ref}`;
}

const commitAtHand =
  /^(HEAD|FETCH_HEAD)\b|\bGITHUB_(SHA|REF|REF_NAME|HEAD_REF)\b|github\.(sha|ref|ref_name|head_ref|event)\b/;

function isFile(name: string): boolean {
  return name === '.' || name.startsWith('./') || name.endsWith('/') || /\.[a-z][a-z\d]{1,4}$/.test(name);
}
