/** What the lines below a heading are. */
export type SectionRole = 'tasks' | 'criteria' | 'benefits' | 'dependencies' | 'risks' | 'timeline';

const roles: readonly { readonly role: SectionRole; readonly heading: RegExp }[] = [
  {
    role: 'criteria',
    heading:
      /\b(acceptance|success|exit|completion)\s+(criteri\w+|conditions?|tests?)\b|\bdefinition\s+of\s+done\b/i,
  },
  { role: 'benefits', heading: /\bbenefits?\b/i },
  { role: 'dependencies', heading: /\bdependenc(y|ies)\b|\bprerequisites?\b|\bdepends\s+on\b/i },
  { role: 'risks', heading: /\brisks?\b/i },
  { role: 'timeline', heading: /\btimeline\b|\bschedule\b|\bmilestones?\b/i },
];

/** The role of a section by the headings above it, the nearest first. */
export function sectionRole(headings: readonly string[]): SectionRole {
  for (const heading of headings) {
    const found = roles.find((one) => one.heading.test(heading));
    if (found !== undefined) return found.role;
  }
  return 'tasks';
}
