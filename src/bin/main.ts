#!/usr/bin/env node
import { runCli } from '../cli/run-cli.ts';
import { processTerminal } from '../cli/terminal.ts';
import { doctorCommand } from '../doctor/doctor-command.ts';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 22)) {
  process.stderr.write(`ci-warden: needs Node 22.22 or later, and this is ${process.versions.node}\n`);
  process.exitCode = 2;
} else {
  // Set, not exited with: what was printed is still on its way into a pipe.
  process.exitCode = await runCli(process.argv.slice(2), processTerminal(), [doctorCommand]);
}
