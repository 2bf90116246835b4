import { Option } from 'commander';

/** The option `--format`, with the formats that a command knows; the first is the default. */
export function formatOption(formats: readonly [string, ...string[]]): Option {
  return new Option('--format <format>', 'how to print').choices(formats).default(formats[0]);
}
