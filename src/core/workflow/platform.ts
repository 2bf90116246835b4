import type { LabelSet } from './label-set.ts';

/** The operating system and the architecture that a label set asks for, as far as its labels say. */
export interface Platform {
  readonly os: string | undefined;
  readonly arch: string | undefined;
}

const systems: readonly (readonly [RegExp, string])[] = [
  [/^(windows|win)(\d|$)/, 'windows'],
  [/^(macos|osx|mac|darwin)(\d|$)/, 'macos'],
  [/^(linux|ubuntu|debian|fedora|rhel|centos|alpine)(\d|$)/, 'linux'],
  [/^(free|net|open)bsd(\d|$)/, 'bsd'],
];
const architectures: readonly (readonly [RegExp, string])[] = [
  [/^(arm64|aarch64|armv8|arm)$/, 'arm64'],
  [/^(armv?[67](hf|l)?|armhf)$/, 'arm'],
  [/^(x64|x86_64|amd64|intel)$/, 'x64'],
  [/^(x86|i[3-6]86|386)$/, 'x86'],
  [/^(s390x|ppc64le|ppc64|ppc64el|riscv64|loong64|mips\w*)$/, '$&'],
];

/** Reads a label set's platform out of the words of its labels (`ubuntu-24.04-arm`, `[self-hosted, linux, ARM64]`). */
export function platformOf(set: LabelSet): Platform {
  const words = set.labels.flatMap((label) => label.toLowerCase().split(/[^a-z0-9_]+/));
  const os = nameOf(words, systems);
  return { os, arch: nameOf(words, architectures) ?? hostedArchitecture(set, os) };
}

/** What GitHub's own images run on: x64, but for macOS 14 and later, unless `-large` or `-intel` is asked for. */
function hostedArchitecture(set: LabelSet, os: string | undefined): string | undefined {
  const [label = ''] = set.labels;
  if (set.labels.length !== 1) return undefined;
  if (/^(ubuntu|windows)-(latest|\d[\w.]*)$/i.test(label)) return 'x64';
  if (os !== 'macos') return undefined;
  if (/-large$/i.test(label)) return 'x64';
  const version = /^macos-(\d+)/i.exec(label)?.[1];
  return version !== undefined && Number(version) < 14 && !/-xlarge$/i.test(label) ? 'x64' : 'arm64';
}

function nameOf(words: readonly string[], table: readonly (readonly [RegExp, string])[]): string | undefined {
  for (const word of words)
    for (const [pattern, name] of table) if (pattern.test(word)) return name === '$&' ? word : name;
  return undefined;
}
