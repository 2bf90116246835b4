import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

interface BundleOptions {
  readonly busybox: string;
  /** How long the container's process lives. */
  readonly life: 'until TERM' | 'a moment';
}

/** Makes a bundle with a busybox root; the container may be root's or anybody's. */
export function writeBundle(folder: string, { busybox, life }: BundleOptions): void {
  const root = join(folder, 'rootfs');
  for (const name of ['bin', 'dev', 'proc']) mkdirSync(join(root, name), { recursive: true });
  copyFileSync(busybox, join(root, 'bin/busybox'));
  const script = life === 'a moment' ? 'true' : "trap 'exit 0' TERM; /bin/busybox sleep 600 & wait";
  const mapped = (hostID: number | undefined) => [{ containerID: 0, hostID: hostID ?? 0, size: 1 }];
  const spec = {
    ociVersion: '1.0.0',
    process: {
      terminal: false,
      user: { uid: 0, gid: 0 },
      cwd: '/',
      env: ['PATH=/bin'],
      args: ['/bin/busybox', 'sh', '-c', script],
    },
    root: { path: root, readonly: true },
    mounts: [{ destination: '/proc', type: 'proc', source: 'proc' }],
    linux: {
      namespaces: ['user', 'pid', 'mount', 'ipc', 'uts', 'network'].map((type) => ({ type })),
      uidMappings: mapped(process.getuid?.()),
      gidMappings: mapped(process.getgid?.()),
    },
  };
  writeFileSync(join(folder, 'config.json'), JSON.stringify(spec, undefined, 2));
}

/**
 * Makes two bundles below a folder, and returns the shell lines that a stand-in for crun runs before the call in `"$@"`:
 * they give the bundle that a `create` or `run` names, or that `spec` would make, a configuration if it has none. The
 * process of a container that is run in the foreground lives for a moment.
 */
export function provideBundles(folder: string, busybox: string): string {
  writeBundle(join(folder, 'long'), { busybox, life: 'until TERM' });
  writeBundle(join(folder, 'short'), { busybox, life: 'a moment' });
  return `bundle=. life=long asked= before=
for word do
  case $before in -b | --bundle) bundle=$word ;; esac
  case $word in
    --bundle=*) bundle=\${word#*=} ;;
    create | spec) asked=\${asked:-$word} ;;
    run) asked=\${asked:-$word} life=short ;;
  esac
  before=$word
done
for word do case $word in -d | --detach) life=long ;; esac; done
if [ -n "$asked" ] && [ ! -e "$bundle/config.json" ]; then
  mkdir -p "$bundle" && cp '${folder}'/$life/config.json "$bundle/config.json"
fi
[ "$asked" != spec ] || exit 0`;
}
