import type { Command } from 'commander';
import type { Terminal } from './terminal.ts';

/** 0: no errors; 1: errors found; 2: could not run. */
export type ExitStatus = 0 | 1 | 2;

/** A command of the program: adds itself, and reports its exit status where it is not 0. */
export type AddCommand = (program: Command, terminal: Terminal, done: (status: ExitStatus) => void) => void;
