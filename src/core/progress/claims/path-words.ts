/** Files that are known by a bare name without an extension. */
const bareNames =
  /^(?:README|CHANGELOG|CONTRIBUTING|LICENSE|SECURITY|CODEOWNERS|Makefile|Dockerfile|Containerfile|Justfile|Jenkinsfile|Vagrantfile|Procfile)$/;

/** Extensions by which a name without a folder is known to be a file: anything else may be a domain or a version. */
const extensions =
  /\.(?:ya?ml|mdx?|rst|adoc|txt|sh|bash|zsh|py|rb|pl|js|mjs|cjs|ts|mts|tsx|jsx|json|toml|ini|cfg|conf|env|lock|zig|zon|go|mod|sum|rs|c|cc|cpp|h|hpp|java|kt|cs|php|swift|nix|tf|ps1|bat|cmd|mk|css|scss|html|svg|png|service|disabled)$/i;

/** Whether a word of a plan names a file (or, with `/` at its end, a folder). */
export function isPathWord(word: string): boolean {
  if (/\s|[<>|*?"{}$`:@]/.test(word) || word.startsWith('-') || word.includes('//')) return false;
  if (word.split('/').includes('..')) return false;
  if (bareNames.test(word) || /^\.[a-z][\w.-]+$/i.test(word)) return true;
  if (!word.includes('/')) return extensions.test(word);
  const folders = word.split('/').slice(0, -1);
  if (folders.some((folder) => extensions.test(folder))) return false;
  const last = word.split('/').at(-1) ?? '';
  return last === '' || /\.[a-z]\w*$/i.test(last) || bareNames.test(last);
}

/** A path as the repository has it: without `./` and `/` in front. */
export function normalPath(word: string): string {
  return word.replace(/^(?:\.?\/)+/, '');
}

/** Turns a plan's word for a file into the places where it may be: one, unless only its bare name is known. */
export type PathResolver = (word: string) => readonly string[];

/**
 * A bare name is the file that another item names in full, else the one at the root, else the only one of that name,
 * else (for YAML) a workflow or a file at the root; `named` are the plan's own paths, `known` the repository's.
 */
export function pathResolver(named: readonly string[], known: readonly string[]): PathResolver {
  const spelled = new Map(known.map((path) => [path.toLowerCase(), path]));
  return (word) => {
    const path = normalPath(word);
    // Of a file that is spelled otherwise nobody should read that it is gone.
    if (path.includes('/')) return [known.includes(path) ? path : (spelled.get(path.toLowerCase()) ?? path)];
    const inPlan = onlyOne(named.filter((one) => one.endsWith(`/${path}`)));
    if (inPlan !== undefined) return [inPlan];
    const document = /^[A-Z]+$/.test(path) ? onlyOne(known.filter((one) => one === `${path}.md`)) : undefined;
    if (known.includes(path)) return [path];
    const inRepository =
      onlyOne(known.filter((one) => one.endsWith(`/${path}`))) ??
      onlyOne(known.filter((one) => `/${one.toLowerCase()}`.endsWith(`/${path.toLowerCase()}`)));
    if (document !== undefined || inRepository !== undefined) return [document ?? inRepository ?? path];
    if (/^(?:README|CHANGELOG|CONTRIBUTING|SECURITY)$/.test(path)) return [`${path}.md`];
    return /\.ya?ml$/.test(path) ? [`.github/workflows/${path}`, path] : [path];
  };
}

function onlyOne(paths: readonly string[]): string | undefined {
  const different = [...new Set(paths)];
  return different.length === 1 ? different[0] : undefined;
}
