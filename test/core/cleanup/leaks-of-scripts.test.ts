import { describe, expect, test } from 'vitest';
import { auditScript } from './audit-job.ts';

/** Scripts that leave nothing behind on any path. */
const clean: [string, string][] = [
  ['nothing is made by text that is printed', 'echo "crun create x"'],
  ['nothing is made by a comment', '# docker run -d x\ntrue'],
  ['nothing is made by a heredoc that nobody runs', "cat > readme <<'EOF'\ndocker run -d x\nEOF"],
  ['another machine', 'ssh host docker run -d img'],
  ['another machine by a heredoc', 'ssh host <<EOF\ndocker run -d img\nEOF'],
  ['another daemon', 'docker -H ssh://host run -d img'],
  ['another daemon by the environment', 'DOCKER_HOST=tcp://10.0.0.1:2375 docker run -d img'],
  ['inside of a container', 'docker exec web docker run -d img'],
  ['inside of a container that removes itself', 'docker run --rm img sh -c "docker run -d other"'],
  ['--rm', 'docker run --rm img make test'],
  ['--rm in any order', 'docker run -v /a:/b -e X=1 --network host --rm --name x img'],
  ['--rm with values of options that look like options', 'docker run --entrypoint -d --rm img'],
  ['podman --rm', 'sudo podman run --rm --privileged img'],
  ['compose run --rm', 'docker compose run --rm app npm test'],
  ['another machine by podman', 'podman --remote run -d img'],
  ['a runtime in the background that is killed', "trap 'crun kill a KILL' EXIT\ncrun run a &\n./test"],
  [
    'a trap that forgives what comes before',
    "trap './collect || true; crun delete -f a' EXIT\ncrun create a",
  ],
  [
    'a trap that is set again by itself',
    "tidy() {\n  crun delete -f a\n  trap 'true' EXIT\n}\ntrap tidy EXIT\ncrun create a",
  ],
  ['a trap that only makes room before', "trap 'rm -rf tmp; crun delete -f a' EXIT\ncrun create a"],
  ['images only', 'docker build -t x . && docker push x'],
  ['crun run in the foreground', 'sudo crun run --bundle b test'],
  ['runc run in the foreground', 'runc run test'],
  ['help', 'docker run --help'],
  ['a trap before', 'trap "docker rm -f web" EXIT\ndocker run -d --name web img\n./test'],
  [
    'a trap with a function',
    'cleanup() { docker rm -f web; }\ntrap cleanup EXIT\ndocker run -d --name web img\n./test',
  ],
  [
    'a function that is defined later',
    'trap cleanup EXIT\ncleanup() { docker rm -f web; }\ndocker run -d --name web img',
  ],
  ['a trap for more signals', "trap 'crun delete -f a' EXIT INT TERM\ncrun create a\ncrun start a"],
  ['a trap for 0', "trap 'crun delete -f a' 0\ncrun create a"],
  ['a trap that looks first', "trap 'if crun state a; then crun delete -f a; fi' EXIT\ncrun create a"],
  [
    'a trap that looks first, and returns',
    'cleanup() { [ -z "$CID" ] && return; docker rm -f "$CID"; }\nCID=""\ntrap cleanup EXIT\nCID=$(docker run -d img)\n./test',
  ],
  ['a captured id', "trap 'docker rm -f $CID' EXIT\nCID=$(docker run -d img)\n./test"],
  ['a cidfile', "trap 'docker rm -f $(cat id)' EXIT\ndocker run -d --cidfile id img"],
  ['an id in a file', "trap 'docker rm -f $(cat id)' EXIT\ndocker run -d img > id"],
  ['a variable', 'N=web-$RANDOM\ntrap "docker rm -f $N" EXIT\ndocker run -d --name "$N" img'],
  ['all containers', "trap 'docker rm -f $(docker ps -aq)' EXIT\ndocker run -d img"],
  ['all containers through xargs', "trap 'docker ps -aq | xargs -r docker rm -f' EXIT\ndocker run -d img"],
  [
    'those with a name',
    "trap 'docker rm -f $(docker ps -aqf name=web)' EXIT\ndocker run -d --name web-1 img",
  ],
  [
    'those of an image',
    "trap 'docker ps -aq --filter ancestor=img | xargs docker rm -f' EXIT\ndocker run -d img:1",
  ],
  [
    'those that grep finds',
    'trap \'docker ps -a | grep web | awk "{print \\$1}" | xargs docker rm -f\' EXIT\ndocker run -d --name web img',
  ],
  [
    'those that are read',
    'clean() { docker ps -aq | while read -r c; do docker rm -f "$c"; done; }\ntrap clean EXIT\ndocker run -d img',
  ],
  ['stop, then remove', "trap 'docker stop web && docker rm web' EXIT\ndocker run -d --name web img"],
  [
    'stop, then prune',
    "trap 'docker stop web; docker container prune -f' EXIT\ndocker run -d --name web img",
  ],
  [
    'a trap that asks for failure, and a removal',
    `trap '[ $? -eq 0 ] || crun delete -f a' EXIT\ncrun create a\n./test\ncrun delete -f a`,
  ],
  ['stop of what removes itself', "trap 'docker stop web' EXIT\ndocker run -d --rm --name web img"],
  [
    'a loop',
    'trap \'for c in a b; do docker rm -f "$c"; done\' EXIT\nfor c in a b; do docker run -d --name "$c" img; done',
  ],
  [
    'a list in an array',
    `C=(a b)\ntrap 'docker rm -f "\${C[@]}"' EXIT\nfor c in "\${C[@]}"; do docker run -d --name "$c" img; done`,
  ],
  ['compose down', "trap 'docker compose down -v' EXIT\ndocker compose up -d"],
  ['compose rm -sf', "trap 'docker-compose rm -sf' EXIT\ndocker compose up -d"],
  ['compose with a file', 'F="-f a.yml"\ntrap "docker compose $F down" EXIT\ndocker compose $F up -d'],
  [
    'either compose',
    "trap 'docker compose down || docker-compose down' EXIT\ndocker compose up -d || docker-compose up -d",
  ],
  [
    'a subshell with its own trap',
    "(\n  trap 'docker rm -f x' EXIT\n  docker run -d --name x img\n  ./test\n)\n./more",
  ],
  ['a bash with its own trap', `bash -ec 'trap "docker rm -f x" EXIT; docker run -d --name x img; ./test'`],
  [
    'an engine or another',
    'E=docker\ncommand -v podman && E=podman\ntrap "$E rm -f x" EXIT\n$E run -d --name x img',
  ],
  ['a default', '$' + '{RUNTIME:-runc} run x'],
  ['pct', 'trap "pct stop 900; pct destroy 900 --purge" EXIT\npct create 900 tpl\npct start 900'],
  ['pct by force', "trap 'pct destroy 900 --force' EXIT\npct create 900 tpl --start 1"],
  ['lxc', "trap 'lxc delete --force c' EXIT\nlxc launch ubuntu:24.04 c"],
  ['incus', "trap 'incus delete -f c1' EXIT\nsudo incus launch images:debian/13 c1"],
  ['incus on another host', 'incus launch images:debian/13 host:c1'],
  ['classic lxc', "trap 'lxc-destroy -f -n c' EXIT\nlxc-create -n c -t download"],
  ['a pod', "trap 'podman pod rm -f p' EXIT\npodman pod create --name p\npodman run -d --pod p img"],
  ['a trap that says so in double quotes', 'ID=a-$$\ntrap "crun delete -f $ID" EXIT\ncrun create "$ID"'],
  [
    'what a function is given',
    'start() { docker run -d --name "$1" img; }\ntrap "docker rm -f web" EXIT\nstart web',
  ],
  ['never reached', 'exit 0\ndocker run -d img'],
  ['never called', 'f() { docker run -d img; }\ntrue'],
  ['never true', 'if false; then docker run -d img; fi'],
];

/** Scripts that leave a container behind, with what is said. */
const leaking: [string, string, string][] = [
  [
    'never removed',
    'docker run -d --name web img',
    '7: The container `web` that `docker run -d` makes is never removed.',
  ],
  [
    'without a name',
    'docker run -d img:1',
    '7: The container that `docker run -d` makes from `img:1` is never removed.',
  ],
  [
    '-d in a cluster',
    'docker run -itd img',
    '7: The container that `docker run -d` makes from `img` is never removed.',
  ],
  [
    '--detach at last',
    'docker run -p 80:80 \\\n  -e A=b --detach \\\n  img',
    '7: The container that `docker run -d` makes from `img` is never removed.',
  ],
  [
    '-d of the command is none of ours, but --rm is missing',
    'docker run img -d',
    '7: The container that `docker run` makes from `img` is never removed.',
  ],
  [
    'in the foreground without --rm',
    'docker run img make test',
    '7: The container that `docker run` makes from `img` is never removed.',
  ],
  [
    'in a pipeline',
    'docker run img | tee log',
    '7: The container that `docker run` makes from `img` is never removed.',
  ],
  [
    'in a substitution in quotes',
    `sudo bash -c 'podman export $(podman create busybox) | tar -x'`,
    '7: The container that `podman create` makes from `busybox` is never removed.',
  ],
  [
    'crun create',
    'crun create -b b "e2e-$RANDOM"',
    '7: The container `e2e-$RANDOM` that `crun create` makes is never removed.',
  ],
  ['runc run -d', 'runc run -d x', '7: The container `x` that `runc run -d` makes is never removed.'],
  [
    'youki in sudo',
    'sudo -E youki --root r create --bundle b x',
    '7: The container `x` that `youki create` makes is never removed.',
  ],
  [
    'a runtime that was just built',
    'sudo ./target/debug/youki create x',
    '7: The container `x` that `youki create` makes is never removed.',
  ],
  [
    'a variable as the runtime',
    'R=crun\n$R create x',
    '8: The container `x` that `crun create` makes is never removed.',
  ],
  [
    'for a shell that reads a pipe',
    'echo "docker run -d --name web img" | bash',
    '7: The container `web` that `docker run -d` makes is never removed.',
  ],
  [
    'a trap that surely fails first',
    "trap 'false; crun delete -f a' EXIT\ncrun create a",
    '8: The container `a` that `crun create` makes is never removed.',
  ],
  [
    'only stopped',
    "trap 'docker stop web' EXIT\ndocker run -d --name web img",
    '8: The container `web` that `docker run -d` makes is never removed.',
  ],
  [
    'only stopped by compose',
    "trap 'docker compose stop' EXIT\ndocker compose up -d",
    '8: What `docker compose up -d` makes is never removed.',
  ],
  [
    'compose create',
    'docker compose -f c.yml create',
    '7: What `docker compose -f c.yml create` makes is never removed.',
  ],
  [
    'compose of another project',
    "trap 'docker compose -p b down' EXIT\ndocker compose -p a up -d",
    '8: What `docker compose -p a up -d` makes is never removed.',
  ],
  [
    'compose of another file',
    "trap 'docker compose -f b.yml down' EXIT\ndocker compose -f a.yml up -d",
    '8: What `docker compose -f a.yml up -d` makes is never removed.',
  ],
  [
    'compose of another directory',
    'cd a\ndocker compose up -d\ncd ../b\ndocker compose down',
    '8: What `docker compose up -d` makes is never removed.',
  ],
  [
    'another container',
    "trap 'docker rm -f db' EXIT\ndocker run -d --name web img",
    '8: The container `web` that `docker run -d` makes is never removed.',
  ],
  [
    'another engine',
    "trap 'podman rm -f web' EXIT\ndocker run -d --name web img",
    '8: The container `web` that `docker run -d` makes is never removed.',
  ],
  [
    'prune of what runs',
    "trap 'docker container prune -f' EXIT\ndocker run -d --name web img",
    '8: The container `web` that `docker run -d` makes is never removed.',
  ],
  [
    'removed before',
    'docker rm -f web || true\ndocker run -d --name web img',
    '8: The container `web` that `docker run -d` makes is never removed.',
  ],
  [
    'removed on success',
    'crun create a\n./test\ncrun delete -f a',
    "7: The container `a` that `crun create` makes is left when step 'Run crun create a' fails, and on cancellation.",
  ],
  [
    'created and copied from',
    'id=$(docker create img)\ndocker cp "$id:/x" .\ndocker rm "$id"',
    "7: The container that `docker create` makes from `img` is left when step 'Run id=$(docker create img)' fails, and on cancellation.",
  ],
  [
    'set +e survives failures only',
    'set +e\ncrun create a\n./test\ncode=$?\ncrun delete -f a\nexit $code',
    "8: The container `a` that `crun create` makes is left when the job is cancelled in step 'Run set +e'.",
  ],
  [
    'removed only if the test fails',
    'docker run -d --name web img\n./test || docker rm -f web',
    '7: The container `web` that `docker run -d` makes is left when every step succeeds.',
  ],
  [
    'removed only if the test passes',
    'docker run -d --name web img\nif ./test; then docker rm -f web; fi',
    '7: The container `web` that `docker run -d` makes is left when every step succeeds.',
  ],
  [
    'at the end of an && chain',
    'docker run -d --name a i && ./test && docker rm -f a',
    "7: The container `a` that `docker run -d` makes is left when step 'Run docker run -d --name a i && ./test && docker rm -f a' fails, and on cancellation.",
  ],
  [
    'an exit before',
    'docker run -d --name a i || true\nif [ -f x ]; then exit 0; fi\ndocker rm -f a',
    '7: The container `a` that `docker run -d` makes is left when every step succeeds.',
  ],
  [
    'trap set too late',
    'crun create a\n./test\ntrap "crun delete -f a" EXIT\n./more',
    '7: The container `a` that `crun create` makes is left when the script ends before the EXIT trap is set at line 9.',
  ],
  [
    'trap cleared',
    'trap "crun delete -f a" EXIT\ncrun create a\ntrap - EXIT\n./test',
    '8: The container `a` that `crun create` makes is left when the EXIT trap is cleared at line 9.',
  ],
  [
    'trap cleared by ignoring',
    'trap "crun delete -f a" EXIT\ncrun create a\ntrap "" EXIT\n./test',
    '8: The container `a` that `crun create` makes is left when the EXIT trap is cleared at line 9.',
  ],
  [
    'trap replaced',
    'trap "crun delete -f a" EXIT\ncrun create a\ntrap "rm -rf /tmp/x" EXIT\n./test',
    '8: The container `a` that `crun create` makes is left when the EXIT trap is replaced at line 9.',
  ],
  [
    'trap replaced by one that misses the first',
    'trap "crun delete -f a" EXIT\ncrun create a\ntrap "crun delete -f b" EXIT\ncrun create b',
    '8: The container `a` that `crun create` makes is left when the EXIT trap is replaced at line 9.',
  ],
  [
    'trap lost to exec',
    'trap "crun delete -f a" EXIT\ncrun create a\nexec ./test',
    '8: The container `a` that `crun create` makes is left when the EXIT trap is lost to `exec` at line 9.',
  ],
  [
    'no EXIT trap',
    "trap 'crun delete -f a' INT TERM\ncrun create a\n./test",
    '8: The container `a` that `crun create` makes is never removed.',
  ],
  [
    'an ERR trap',
    "trap 'crun delete -f a' ERR\ncrun create a\n./test",
    '8: The container `a` that `crun create` makes is never removed.',
  ],
  [
    'a trap of a subshell',
    "(trap 'crun delete -f a' EXIT)\ncrun create a",
    '8: The container `a` that `crun create` makes is never removed.',
  ],
  [
    'a trap that a subshell does not inherit, but the script has',
    "trap 'crun delete -f b' EXIT\n(crun create a)",
    '8: The container `a` that `crun create` makes is never removed.',
  ],
  [
    'a trap that expands too early',
    'trap "docker rm -f $CID" EXIT\nCID=$(docker run -d img)\n./test',
    '8: The container that `docker run -d` makes from `img` is never removed.',
  ],
  [
    'a trap that asks for success',
    'clean() { if [ $? -eq 0 ]; then crun delete -f a; fi; }\ntrap clean EXIT\ncrun create a\n./test',
    "9: The container `a` that `crun create` makes is left when step 'Run clean() { if [ $? -eq 0 ]; then crun delete -f a; fi; }' fails, and on cancellation.",
  ],
  [
    'in the background',
    './server &\ndocker run img &\nwait',
    '8: The container that `docker run` makes from `img` is never removed.',
  ],
  [
    'in a function',
    'start() { docker run -d --name "$1" img; }\nstart web',
    '7: The container `web` that `docker run -d` makes is never removed.',
  ],
  [
    'one of two',
    "trap 'docker rm -f a' EXIT\nfor c in a b; do docker run -d --name $c img; done",
    '8: The container `b` that `docker run -d` makes is never removed.',
  ],
  [
    'a crun that another runtime removes',
    "trap 'runc delete -f a' EXIT\ncrun create a",
    '8: The container `a` that `crun create` makes is never removed.',
  ],
  ['podman kube play', 'podman kube play pod.yml', '7: What `podman kube play` makes is never removed.'],
  [
    'pct',
    'pct create 900 tpl\npct destroy 900',
    "7: The container `900` that `pct create` makes is left when step 'Run pct create 900 tpl' fails, and on cancellation.",
  ],
  [
    'an image that looks like options',
    'docker run $IMAGE',
    '7: The container that `docker run` makes from `$IMAGE` is never removed.',
  ],
];

/** Weaker findings. */
const weaker: [string, string, string][] = [
  [
    'removed without force',
    "trap 'docker rm web' EXIT\ndocker run -d --name web img",
    '8: warning: The container `web` that `docker run -d` makes is removed without force, which fails while it runs.',
  ],
  [
    'removes itself, but runs on',
    'docker run -d --rm --name web img',
    '7: warning: The container `web` that `docker run -d` makes goes away only when it stops, and nothing stops it.',
  ],
  [
    'removes itself, but is stopped on success only',
    'docker run -d --rm --name web img\n./test\ndocker stop web',
    "7: warning: The container `web` that `docker run -d` makes goes away only when it stops, and is left when step 'Run docker run -d --rm --name web img' fails, and on cancellation.",
  ],
  [
    'in the background, and nobody waits for it',
    'crun run a &\n./test',
    '7: warning: The container `a` that `crun run` makes goes away only when it stops, and nothing stops it.',
  ],
  [
    'in the background, and waited for',
    'crun run a &\nwait',
    "7: warning: The container `a` that `crun run` makes goes away only when it stops, and is left when the job is cancelled in step 'Run crun run a &'.",
  ],
  [
    'a trap that collects first',
    "trap './collect a; crun delete -f a' EXIT\ncrun create a",
    '8: note: The container `a` that `crun create` makes is left when `./collect a`, which runs before its removal, fails: the shell runs with `-e` and ends there.',
  ],
  [
    'a trap that kills first what may have ended',
    "trap 'crun kill a KILL; crun delete a' EXIT\ncrun create a",
    '8: note: The container `a` that `crun create` makes is left when `crun kill a KILL`, which runs before its removal, fails: the shell runs with `-e` and ends there.',
  ],
  [
    'options that cannot be read',
    'docker run $DOCKER_OPTS img',
    '7: note: The container that `docker run` makes from `img` may be left behind: options that cannot be read here decide.',
  ],
  [
    'a clean-up that an unknown program runs',
    "trap 'mpirun --hostfile hosts docker rm -f web' EXIT\ndocker run -d --name web img",
    '8: note: The container `web` that `docker run -d` makes is removed, if at all, by a command that cannot be read here.',
  ],
  [
    'a clean-up that cannot be read',
    'trap "make -C infra down" EXIT\ndocker compose up -d',
    '8: note: What `docker compose up -d` makes is removed, if at all, by a command that cannot be read here.',
  ],
];

describe('scripts that leave nothing', () => {
  test.each(clean)('%s', (_, script) => {
    expect(auditScript(script)).toEqual([]);
  });
});

describe('scripts that leave a container', () => {
  test.each([...leaking, ...weaker])('%s', (_, script, expected) => {
    expect(auditScript(script)).toEqual([expected]);
  });
});
