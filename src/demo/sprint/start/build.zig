const std = @import("std");

pub fn build(b: *std.Build) void {
    const target = b.standardTargetOptions(.{});
    const optimize = b.standardOptimizeOption(.{});
    const root = b.createModule(.{
        .root_source_file = b.path("src/main.zig"),
        .target = target,
        .optimize = optimize,
    });
    b.installArtifact(b.addExecutable(.{ .name = "dinghy", .root_module = root }));
    const tests = b.addRunArtifact(b.addTest(.{ .root_module = root }));
    b.step("test", "Run the unit tests").dependOn(&tests.step);
}
