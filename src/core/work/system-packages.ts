/**
 * Whether two sets of packages of the system are alternatives: another release of the same one (`gcc-12` and `gcc-14`), or
 * each has a library to build against that the other lacks. What only one of the two has beside the other's is no
 * alternative: the machine may have it anyway.
 */
export function standAgainst(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  if (one.size === 0 || other.size === 0) return false;
  const ofOne = [...one].filter((name) => !other.has(name));
  const ofOther = [...other].filter((name) => !one.has(name));
  if (ofOne.some(isLibrary) && ofOther.some(isLibrary)) return true;
  const releases = new Set(ofOne.flatMap((name) => withoutRelease(name) ?? []));
  return ofOther.some((name) => releases.has(withoutRelease(name) ?? ''));
}

function isLibrary(name: string): boolean {
  return /-dev(el)?$/.test(name);
}

function withoutRelease(name: string): string | undefined {
  return /\d/.test(name) ? name.replace(/\d+(\.\d+)*/g, '#') : undefined;
}
