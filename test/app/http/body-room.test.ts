import { describe, expect, it } from 'vitest';
import { BodyRoom } from '../../../src/app/http/body-room.ts';

const megabyte = 1024 * 1024;

describe('the room for bodies', () => {
  it('is held by large ones together, and free again once they are done', () => {
    const room = new BodyRoom(10 * megabyte);
    const [one, other] = [room.hold(), room.hold()];
    expect(one.grow(6 * megabyte)).toBe(true);
    expect(one.grow(9 * megabyte)).toBe(true);
    expect(other.grow(3 * megabyte)).toBe(false);
    one.release();
    one.release();
    expect(other.grow(10 * megabyte)).toBe(true);
    expect(room.hold().grow(3 * megabyte)).toBe(false);
  });

  it('is there for small ones however many large ones there are', () => {
    const room = new BodyRoom(megabyte);
    expect(room.hold().grow(1.2 * megabyte)).toBe(true);
    for (let count = 0; count < 1000; count += 1) expect(room.hold().grow(100_000)).toBe(true);
  });
});
