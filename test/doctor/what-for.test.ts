import { describe, expect, it } from 'vitest';
import { readManifest } from '../../src/doctor/manifest.ts';
import { withoutEvent, withoutPermission } from '../../src/doctor/what-for.ts';

describe('what does not work without', () => {
  const manifest = readManifest();

  it('each permission that app.yml asks for is said, and of no other', () => {
    expect(Object.keys(withoutPermission).sort()).toEqual(Object.keys(manifest.permissions).sort());
  });

  it('each event that app.yml asks for is said, and of no other', () => {
    expect(Object.keys(withoutEvent).sort()).toEqual([...manifest.events].sort());
  });
});
