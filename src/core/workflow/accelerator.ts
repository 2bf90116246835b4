import type { LabelSet } from './label-set.ts';

/** Words by which labels tell of graphics cards and other accelerators: kinds, vendors, models, and how many there are. */
const accelerators: readonly RegExp[] = [
  /^\d*x?[gthnx]pus?\d*$/,
  /^(?:cuda|cu1|rocm|gfx|rtx|gtx|radeon|gaudi|habana|ascend|tesla|quadro)\w*$/,
  /^(?:nvidia|amd|neuron|inferentia\d?|trainium\d?|tenstorrent)$/,
  /^(?:a(?:10g?|30|40|100|800|6000)|[hv]\d{3}|g?b[23]00|l(?:4|40s?)|t4|p100|k80)$/,
  // GeForce: two digits of the series, two of the model.
  /^(?:10|16|[2-5]0)[5-9]0(?:ti|super)?$/,
  /^(?:mi\d{2,3}[axp]?|max1[15][05]0)$/,
];

/** The accelerators that a label set asks for, as its labels call them, in lower case. */
export function acceleratorsOf({ labels }: LabelSet): ReadonlySet<string> {
  const words = labels.flatMap((label) => label.toLowerCase().split(/[^a-z0-9_]+/));
  return new Set(words.filter((word) => accelerators.some((pattern) => pattern.test(word))));
}
