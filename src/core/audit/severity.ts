/** How grave a finding is: errors fail the check run, warnings and notes don't. */
export type Severity = 'error' | 'warning' | 'note';
