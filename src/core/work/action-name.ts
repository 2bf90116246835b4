import type { Telling } from './work.ts';

/** An action or a reusable workflow without its version; its case does not matter where it is on GitHub. */
export function actionName(uses: string): string {
  if (uses.startsWith('docker://')) return uses.replace(/@sha256:\w+$|:[\w.-]+$/, '');
  const at = uses.lastIndexOf('@');
  return at < 0 ? uses.trim().replace(/\/$/, '') : uses.slice(0, at).trim().toLowerCase();
}

/** The version of an action, as written. */
export function actionRef(uses: string): string {
  return uses.startsWith('docker://') || !uses.includes('@') ? '' : uses.slice(uses.lastIndexOf('@') + 1);
}

/** The last part of an action's name. */
export function actionBase(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

/** Whether an action sets up a tool chain. */
export function isSetup(base: string): boolean {
  return /^setup-|-setup$|^action-setup$|toolchain$|^install-/.test(base);
}

/** How much an action tells of what its workflow is for. */
export function tellingOfAction(name: string): Telling {
  const base = actionBase(name);
  if (/^checkout|^(cache|restore|save)$|-cache$/.test(base)) return 'upkeep';
  if (isSetup(base) || base === 'download-artifact' || /login|credentials|^auth$/.test(base)) return 'setup';
  return 'work';
}
