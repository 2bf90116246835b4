const std = @import("std");

/// A container's id: lower-case letters, digits and hyphens, at most 64 of them.
pub fn isValidId(id: []const u8) bool {
    if (id.len == 0 or id.len > 64) return false;
    for (id) |character| switch (character) {
        'a'...'z', '0'...'9', '-' => {},
        else => return false,
    };
    return true;
}

pub fn main() !void {
    var arguments = std.process.args();
    _ = arguments.skip();
    const id = arguments.next() orelse return error.MissingId;
    if (!isValidId(id)) return error.InvalidId;
}

test "ids" {
    try std.testing.expect(isValidId("dinghy-1"));
    try std.testing.expect(!isValidId("Dinghy"));
    try std.testing.expect(!isValidId(""));
}
