/** The tree, if it is another one than the commit at hand, that a command puts into the checkout. */
export function otherTree([program, verb, ...words]: readonly string[]): readonly string[] {
  if (program !== 'git') return [];
  if (verb === 'submodule') return words.includes('--remote') ? ['submodules: newest'] : [];
  if (verb !== 'checkout' && verb !== 'switch') return [];
  // A branch of its own starts at the commit at hand; behind `--` stand files.
  if (words.some((word) => /^(-b|-B|-c|-C|-|--|--orphan|--track)$/.test(word))) return [];
  const [ref, ...others] = words.filter((word) => !word.startsWith('-'));
  if (ref === undefined || others.length > 0 || isFile(ref) || commitAtHand.test(ref)) return [];
  return [`ref: ${ref}`];
}

const commitAtHand =
  /^(HEAD|FETCH_HEAD)\b|\bGITHUB_(SHA|REF|REF_NAME|HEAD_REF)\b|github\.(sha|ref|ref_name|head_ref|event)\b/;

function isFile(name: string): boolean {
  return name === '.' || name.startsWith('./') || name.endsWith('/') || /\.[a-z][a-z\d]{1,4}$/.test(name);
}
