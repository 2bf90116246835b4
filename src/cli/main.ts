#!/usr/bin/env node
import { runCli } from './run-cli.ts';
import { processTerminal } from './terminal.ts';

// Set, not exited with: what was printed is still on its way into a pipe.
process.exitCode = await runCli(process.argv.slice(2), processTerminal());
