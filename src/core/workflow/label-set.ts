/** Labels that a runner must all carry to take a job, and its group where one is asked for. */
export interface LabelSet {
  /** In the file's order and spelling; GitHub compares labels without regard to case. */
  readonly labels: readonly string[];
  readonly group?: string;
}

/** Two label sets with the same key ask for the same runners. */
export function labelSetKey(set: LabelSet): string {
  const labels = [...new Set(set.labels.map((label) => label.toLowerCase()))].sort();
  return set.group === undefined ? labels.join(',') : `${labels.join(',')}@${set.group.toLowerCase()}`;
}

/** A label set as people write it: `[self-hosted, proxmox]`. */
export function showLabelSet(set: LabelSet): string {
  const labels = `[${set.labels.join(', ')}]`;
  return set.group === undefined ? labels : `group ${set.group} ${labels}`;
}
